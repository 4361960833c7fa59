"""The client of the control interface, for tests, the demo and other processes."""

from collections.abc import Sequence

from emulator.actor import Actor, Group
from emulator.connection import Connection, Json, NotSeenError, RefusedByEmulatorError
from emulator.seen import Button, Seen, SeenFile

__all__ = [
    "Actor",
    "Button",
    "Control",
    "Group",
    "NotSeenError",
    "RefusedByEmulatorError",
    "Seen",
    "SeenFile",
]


class Control(Connection):
    """Makes people, bots and groups, orders faults, reads the log.

    Args:
        url: where the emulator answers.
    """

    async def user(
        self,
        first_name: str,
        *,
        language_code: str = "zh-hans",
        id: int | None = None,  # noqa: A002  # the name of the field in the Bot API
        username: str | None = None,
    ) -> Actor:
        """A new person."""
        body = {
            "first_name": first_name,
            "language_code": language_code,
            "id": id,
            "username": username,
        }
        made = await self.request("POST", "users", json=body)
        return Actor(self, made["id"], first_name)

    async def actor(self, user_id: int) -> Actor:
        """A person who exists already, made by whatever process."""
        state = await self.request("GET", "state")
        for user in state["users"]:
            if user["id"] == user_id:
                return Actor(self, user_id, user["first_name"])
        raise RefusedByEmulatorError(f"there is no user {user_id}")

    async def bot(
        self,
        token: str,
        username: str,
        first_name: str,
        *,
        privacy: bool = True,
        joins_groups: bool = True,
    ) -> Json:
        """A new bot."""
        body = {
            "token": token,
            "username": username,
            "first_name": first_name,
            "privacy": privacy,
            "joins_groups": joins_groups,
        }
        return await self.request("POST", "bots", json=body)

    async def group(
        self,
        title: str,
        members: Sequence[Actor | str],
        id: int | None = None,  # noqa: A002  # the name of the field in the Bot API
        *,
        kind: str = "supergroup",
    ) -> Group:
        """A new group of people and bots; the first person creates it."""
        named = [member.id if isinstance(member, Actor) else member for member in members]
        body = {"title": title, "members": named, "id": id, "kind": kind}
        return Group((await self.request("POST", "groups", json=body))["id"])

    async def migrate(self, group: Group) -> Group:
        """Turns a basic group into a supergroup with a new id."""
        return Group((await self.request("POST", f"groups/{group.id}/migrate"))["id"])

    async def topic(self, group: Group, name: str) -> int:
        """Opens a topic in a group; returns its thread id."""
        made = await self.request("POST", f"groups/{group.id}/topics", json={"name": name})
        return int(made["thread_id"])

    async def delete_topic(self, group: Group, thread_id: int) -> None:
        """Deletes a topic with all that was said in it."""
        await self.request("DELETE", f"groups/{group.id}/topics/{thread_id}")

    async def inject(self, bot: str, raw_update: Json) -> int:
        """Queues an arbitrary update for a bot; returns its id."""
        body = {"bot": bot, "update": raw_update}
        return int((await self.request("POST", "inject", json=body))["update_id"])

    async def restart_ids(self, bot: str, next_id: int) -> None:
        """Lets the bot's update ids go on from another number."""
        await self.request("POST", "restart-ids", json={"bot": bot, "next_id": next_id})

    async def fault(  # noqa: PLR0913  # the properties of a fault
        self,
        kind: str,
        *,
        bot: str = "*",
        method: str = "*",
        times: int | None = 1,
        skip: int = 0,
        retry_after: int = 1,
        seconds: float = 0.0,
    ) -> None:
        """Orders a fault: 429, 500, 502, 403, slow, hang, reset or reset_after."""
        body = {
            "kind": kind,
            "bot": bot,
            "method": method,
            "times": times,
            "skip": skip,
            "retry_after": retry_after,
            "seconds": seconds,
        }
        await self.request("POST", "faults", json=body)

    async def clear_faults(self) -> None:
        """Cancels all faults on order."""
        await self.request("DELETE", "faults")

    async def calls(self, bot: str = "", method: str = "") -> list[Json]:
        """The method calls of a bot (of all bots without a name), oldest first."""
        log = await self.request("GET", "log", params={"bot": bot})
        return [call for call in log["calls"] if method.lower() in {"", call["method"].lower()}]

    async def state(self) -> Json:
        """Everybody who exists."""
        return await self.request("GET", "state")

    async def advance(self, seconds: float) -> None:
        """Moves the emulator's clock forward."""
        await self.request("POST", "clock", json={"seconds": seconds})
