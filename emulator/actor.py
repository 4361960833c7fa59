"""A person with a phone, acting through the control interface."""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from emulator.connection import Connection, Json, NotSeenError, RefusedByEmulatorError
from emulator.seen import Seen

T = TypeVar("T")


@dataclass(frozen=True)
class Group:
    """A group chat."""

    id: int


ChatRef = str | int | Group


class Actor:
    """A person at the phone."""

    def __init__(self, control: Connection, user_id: int, name: str) -> None:
        self._control = control
        self.id = user_id
        self.name = name
        # Where the world stood after the person's last own act; what is newer answers that act.
        self._acted_at = 0

    async def says(
        self, chat: ChatRef, text: str, *, reply_to: int | None = None, thread_id: int | None = None
    ) -> Seen:
        """Writes a message."""
        return await self._sends(chat, text=text, reply_to=reply_to, thread_id=thread_id)

    async def sends_photo(self, chat: ChatRef, data: bytes, caption: str | None = None) -> Seen:
        """Sends a photo."""
        return await self._sends(chat, kind="photo", data=data, text=caption)

    async def sends_document(
        self,
        chat: ChatRef,
        data: bytes,
        file_name: str | None,
        mime_type: str | None = None,
        caption: str | None = None,
    ) -> Seen:
        """Sends a file."""
        about = {"file_name": file_name, "mime_type": mime_type}
        return await self._sends(chat, kind="document", data=data, text=caption, **about)

    async def sends_video(
        self, chat: ChatRef, data: bytes, duration: int = 1, caption: str | None = None
    ) -> Seen:
        """Sends a video of so many seconds."""
        return await self._sends(chat, kind="video", data=data, duration=duration, text=caption)

    async def sends_voice(self, chat: ChatRef, data: bytes, duration: int = 1) -> Seen:
        """Sends a voice message of so many seconds."""
        return await self._sends(chat, kind="voice", data=data, duration=duration)

    async def sends_audio(self, chat: ChatRef, data: bytes, duration: int = 1) -> Seen:
        """Sends an audio file of so many seconds."""
        return await self._sends(chat, kind="audio", data=data, duration=duration)

    async def sends_animation(
        self, chat: ChatRef, data: bytes, duration: int = 1, caption: str | None = None
    ) -> Seen:
        """Sends a film without sound."""
        return await self._sends(chat, kind="animation", data=data, duration=duration, text=caption)

    async def sends_video_note(self, chat: ChatRef, data: bytes, duration: int = 1) -> Seen:
        """Sends a round video."""
        return await self._sends(chat, kind="video_note", data=data, duration=duration)

    async def sends(self, chat: ChatRef, kind: str, **about: Any) -> Seen:
        """Sends something of `emulator.contents`, such as a `location`."""
        return await self._sends(chat, kind=kind, about=about)

    async def sends_with(self, chat: ChatRef, **body: Any) -> Seen:
        """Sends a message with anything that `emulator.acts` takes.

        `album` is the album it belongs to; `forwarded_from` an account's id or the mere name of
        somebody; `quotes` words of the message in `reply_to`, or of one from elsewhere, which
        `answers_elsewhere` names; `tells_size=False` keeps a file's length back.
        """
        return await self._sends(chat, **body)

    async def _sends(self, chat: ChatRef, **body: Any) -> Seen:  # fields of a message
        if "data" in body:
            body["data"] = b64encode(body["data"]).decode()
        done = await self._acts("send", chat=_ref(chat), **body)
        return Seen.read(done["message"])

    async def taps(self, chat: ChatRef, button: str) -> Json:
        """Presses what bears the label (or has it in its label): an inline button, else a key.

        Returns:
            `query_id` of the press, or `message_id` sent by a key, or `url` of a link.
        """
        return await self._acts("tap", chat=_ref(chat), label=button)

    async def presses(self, chat: ChatRef, message_id: int, row: int, column: int) -> Json:
        """Presses the inline button at that place."""
        place = {"message_id": message_id, "row": row, "column": column}
        return await self._acts("press", chat=_ref(chat), **place)

    async def edits(
        self, chat: ChatRef, message_id: int, text: str | None = None, **body: Any
    ) -> Seen:
        """Changes the words of an own message; `kind` with `data` or `about` replaces the rest."""
        if "data" in body:
            body["data"] = b64encode(body["data"]).decode()
        done = await self._acts("edit", chat=_ref(chat), message_id=message_id, text=text, **body)
        return Seen.read(done["message"])

    async def deletes(self, chat: ChatRef, message_id: int, *, for_all: bool = True) -> None:
        """Deletes a message."""
        await self._acts("delete", chat=_ref(chat), message_id=message_id, for_all=for_all)

    async def wipes(self, chat: ChatRef, *, for_all: bool = True) -> None:
        """Deletes the whole conversation."""
        await self._acts("wipe", chat=_ref(chat), for_all=for_all)

    async def blocks(self, bot: str) -> None:
        """Stops a bot from writing."""
        await self._acts("block", bot=bot)

    async def unblocks(self, bot: str) -> None:
        """Lets a bot write again."""
        await self._acts("unblock", bot=bot)

    async def adds(self, group: ChatRef, member: "Actor | str") -> None:
        """Adds a person or a bot to a group."""
        await self._acts("add", chat=_ref(group), member=_member(member))

    async def removes(self, group: ChatRef, member: "Actor | str") -> None:
        """Throws a person or a bot out of a group; oneself to leave."""
        await self._acts("remove", chat=_ref(group), member=_member(member))

    async def promotes(
        self, group: ChatRef, member: "Actor | str", *, without: Sequence[str] = ()
    ) -> None:
        """Makes a person or a bot an administrator of a group, with every right but some."""
        told = {"chat": _ref(group), "member": _member(member), "without": list(without)}
        await self._acts("promote", **told)

    async def deactivates(self) -> None:
        """Deletes the own account."""
        await self._acts("deactivate")

    async def screen(self, chat: ChatRef) -> Json:
        """The conversation as raw JSON, with `keyboard`, `blocked` and `revision`."""
        path = f"users/{self.id}/messages"
        return await self._control.request("GET", path, params={"chat": _ref(chat)})

    async def sees(self, chat: ChatRef) -> list[Seen]:
        """All visible messages, oldest first."""
        return [Seen.read(raw) for raw in (await self.screen(chat))["messages"]]

    async def keys(self, chat: ChatRef) -> list[list[str]]:
        """The reply keyboard under the text box."""
        rows: list[list[str]] = (await self.screen(chat))["keyboard"]
        return rows

    async def opens(self, seen: Seen) -> bytes:
        """The bytes of the file in a message."""
        if seen.file is None:
            raise RefusedByEmulatorError(f"message {seen.id} has no file")
        return await self._control.file(seen.file.id)

    async def toasts(self) -> list[str]:
        """The words of all notices that answered this person's presses, oldest first."""
        shown = await self._control.request("GET", f"users/{self.id}/toasts")
        return [toast["text"] for toast in shown["toasts"]]

    async def waits_for(
        self,
        chat: ChatRef,
        *needles: str,
        timeout: float = 30,  # noqa: ASYNC109  # the caller of a test thinks in seconds
        after: int | Seen | None = None,
    ) -> Seen:
        """The newest message of somebody else that contains all needles, as soon as there is one.

        Args:
            chat: where to look.
            needles: texts, all of which the message must contain.
            timeout: seconds to wait.
            after: only messages newer, or edited later, than this message or revision count; by
                default than the person's own last act. 0 takes any.

        Raises:
            NotSeenError: there was none in time; tells what is seen instead.
        """
        since = (
            self._acted_at if after is None else after if isinstance(after, int) else after.revision
        )

        def wanted(shown: list[Seen]) -> Seen | None:
            fresh = (m for m in reversed(shown) if not m.own and m.revision > since)
            return next((m for m in fresh if all(needle in m.text for needle in needles)), None)

        return await self.waits_until(
            chat, wanted, timeout=timeout, what=" and ".join(map(repr, needles))
        )

    async def waits_until(
        self,
        chat: ChatRef,
        looks: Callable[[list[Seen]], T | None],
        *,
        timeout: float = 30,  # noqa: ASYNC109  # the caller of a test thinks in seconds
        what: str = "what was waited for",
    ) -> T:
        """The first true result of `looks` at the visible messages, tried at every change.

        Raises:
            NotSeenError: there was none in time.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            screen = await self.screen(chat)
            shown = [Seen.read(raw) for raw in screen["messages"]]
            found = looks(shown)
            if found:
                return found
            left = deadline - loop.time()
            if left <= 0:
                seen = "\n".join(f"  {message}" for message in shown) or "  nothing"
                raise NotSeenError(
                    f"{self.name} did not see {what} in {_ref(chat)} within {timeout} s, "
                    f"but:\n{seen}"
                )
            await self._control.changed(screen["revision"], left)

    async def _acts(self, act: str, **body: Any) -> Json:  # fields of an act
        done = await self._control.request("POST", f"users/{self.id}/{act}", json=body)
        self._acted_at = int(done["revision"])
        return done


def _ref(chat: ChatRef) -> str:
    return str(chat.id if isinstance(chat, Group) else chat)


def _member(member: Actor | str) -> str | int:
    return member.id if isinstance(member, Actor) else member
