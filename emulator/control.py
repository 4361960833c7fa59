"""The control interface over HTTP: makes the world, watches it, and orders faults.

What people do is in `acts`. Both speak JSON; to the impossible they answer status 409 and
`{"error": …}`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import timedelta

from aiohttp import web

from emulator.errors import ImpossibleActError
from emulator.faults import Fault
from emulator.groups import GroupLife
from emulator.people import Person, sender_of
from emulator.state import Account, Bot, Chat, Json, User
from emulator.view import bot_view, chat_view, group_view, screen_view
from emulator.wire import user_json
from emulator.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LONGEST_WAIT_SECONDS = 30.0


class Control:
    """Serves `/control/…` out of a world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """What to serve."""
        return [
            web.get("/control/state", self._state),
            web.get("/control/wait", self._wait),
            web.get("/control/log", self._log),
            web.post("/control/users", self._new_user),
            web.post("/control/bots", self._new_bot),
            web.post("/control/groups", self._new_group),
            web.post("/control/groups/{id}/migrate", self._migrate),
            web.post("/control/groups/{id}/topics", self._new_topic),
            web.delete("/control/groups/{id}/topics/{topic}", self._drop_topic),
            web.post("/control/inject", self._inject),
            web.post("/control/restart-ids", self._restart_ids),
            web.get("/control/faults", self._faults),
            web.post("/control/faults", self._new_fault),
            web.delete("/control/faults", self._clear_faults),
            web.post("/control/clock", self._advance),
            web.get("/control/users/{id}/chats", self._chats),
            web.get("/control/users/{id}/messages", self._screen),
            web.get("/control/users/{id}/toasts", self._toasts),
            web.get("/control/files/{unique_id}", self._file),
        ]

    # Watching

    async def _state(self, _request: web.Request) -> web.Response:
        world = self._world
        return web.json_response(
            {
                "revision": world.revision,
                "now": world.now().isoformat(),
                "users": [user_json(user) for user in world.users.values()],
                "bots": [bot_view(bot) for bot in world.bots.values()],
                "groups": [group_view(world, chat) for chat in world.groups.values()],
            }
        )

    async def _wait(self, request: web.Request) -> web.Response:
        revision = int(request.query.get("revision", "-1"))
        timeout = min(float(request.query.get("timeout", LONGEST_WAIT_SECONDS)), 60)
        return web.json_response({"revision": await self._world.changed_since(revision, timeout)})

    async def _log(self, request: web.Request) -> web.Response:
        wanted = request.query.get("bot", "").removeprefix("@")
        calls = [call for call in self._world.calls if wanted in {"", call.bot}]
        return web.json_response(
            {"calls": [asdict(call) | {"at": call.at.isoformat()} for call in calls]}
        )

    async def _chats(self, request: web.Request) -> web.Response:
        user = user_in(self._world, request)
        chats = [chat_view(chat, user) for chat in self._world.chats_of(user)]
        return web.json_response({"revision": self._world.revision, "chats": chats})

    async def _screen(self, request: web.Request) -> web.Response:
        user = user_in(self._world, request)
        chat = Person(self._world, user).chat(request.query.get("chat", ""))
        return web.json_response(screen_view(self._world, chat, user))

    async def _toasts(self, request: web.Request) -> web.Response:
        user = user_in(self._world, request)
        toasts = [asdict(toast) for toast in self._world.toasts.get(user.id, [])]
        return web.json_response({"toasts": toasts})

    async def _file(self, request: web.Request) -> web.Response:
        file = self._world.files.known_as(request.match_info["unique_id"])
        if file is None:
            raise ImpossibleActError("there is no such file")
        # Files come from strangers: the browser must neither guess a type nor run anything.
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        kind = file.mime_type if (file.mime_type or "").startswith(("image/", "audio/")) else None
        return web.Response(
            body=file.content, content_type=kind or "application/octet-stream", headers=headers
        )

    # Making

    async def _new_user(self, request: web.Request) -> web.Response:
        return self._made(user_json(self._world.add_user(**await body_of(request))))

    async def _new_bot(self, request: web.Request) -> web.Response:
        return self._made(bot_view(self._world.add_bot(**await body_of(request))))

    async def _new_group(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        members = [account_named(self._world, ref) for ref in body.pop("members", [])]
        creator = next((member for member in members if isinstance(member, User)), None)
        if creator is None:
            raise ImpossibleActError("a group needs at least one person, who creates it")
        chat = self._world.add_group(members=members, **body)
        bots = [member for member in members if isinstance(member, Bot)]
        GroupLife(self._world, chat).begins(creator, bots)
        return self._made(group_view(self._world, chat))

    async def _migrate(self, request: web.Request) -> web.Response:
        chat, creator = self._group(request)
        new = GroupLife(self._world, chat).becomes_supergroup(creator)
        return self._made(group_view(self._world, new))

    async def _new_topic(self, request: web.Request) -> web.Response:
        chat, creator = self._group(request)
        name = str((await body_of(request)).get("name", ""))
        return self._made({"thread_id": GroupLife(self._world, chat).opens_topic(name, creator)})

    async def _drop_topic(self, request: web.Request) -> web.Response:
        chat, _ = self._group(request)
        GroupLife(self._world, chat).deletes_topic(int(request.match_info["topic"]))
        return self._made({})

    def _group(self, request: web.Request) -> tuple[Chat, Account]:
        chat = self._world.groups.get(int(request.match_info["id"]))
        if chat is None:
            raise ImpossibleActError(f"there is no group {request.match_info['id']}")
        creator = next(number for number, is_ in chat.members.items() if is_ == "creator")
        return chat, sender_of(self._world, creator)

    # Trouble

    async def _inject(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        number = bot_named(self._world, body["bot"]).updates.inject(body["update"])
        return self._made({"update_id": number})

    async def _restart_ids(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        bot_named(self._world, body["bot"]).updates.restart_ids(int(body["next_id"]))
        return self._made({})

    async def _faults(self, _request: web.Request) -> web.Response:
        return web.json_response({"faults": self._world.faults.as_json()})

    async def _new_fault(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        body["bot"] = body.get("bot", "*").removeprefix("@")
        self._world.faults.order(Fault(**body))
        return self._made({})

    async def _clear_faults(self, _request: web.Request) -> web.Response:
        self._world.faults.clear()
        return self._made({})

    async def _advance(self, request: web.Request) -> web.Response:
        self._world.advance(timedelta(seconds=float((await body_of(request))["seconds"])))
        return self._made({"now": self._world.now().isoformat()})

    def _made(self, result: Json) -> web.Response:
        return web.json_response(result | {"revision": self._world.revision})


async def body_of(request: web.Request) -> Json:
    """The JSON object of a request.

    Only `application/json` is taken: no page of another origin can send that without asking first.
    """
    if request.content_type != "application/json":
        raise ImpossibleActError("the body must be application/json")
    body = await request.json()
    if not isinstance(body, dict):
        raise ImpossibleActError("the body must be a JSON object")
    return body


def user_in(world: World, request: web.Request) -> User:
    """The person whom the path names."""
    user = world.users.get(int(request.match_info["id"]))
    if user is None:
        raise ImpossibleActError(f"there is no user {request.match_info['id']}")
    return user


def bot_named(world: World, username: str) -> Bot:
    """The bot with that username."""
    bot = world.bot_named(username)
    if bot is None:
        raise ImpossibleActError(f"there is no bot {username}")
    return bot


def account_named(world: World, ref: str | int) -> Account:
    """The bot with that username, or the account with that id."""
    if isinstance(ref, str) and not ref.isdecimal():
        return bot_named(world, ref)
    return sender_of(world, int(ref))


@web.middleware
async def explains_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns what is impossible or malformed into an answer that says so."""
    try:
        return await handler(request)
    except ImpossibleActError as error:
        return web.json_response({"error": str(error)}, status=409)
    except (KeyError, TypeError, ValueError) as error:
        if not request.path.startswith("/control/"):
            raise
        return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
