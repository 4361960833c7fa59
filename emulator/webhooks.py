"""Delivery to a webhook, as Telegram's server does it.

Updates of one kind in one chat go one after the other: the next leaves when the one before was
answered with 2xx. Everything else goes side by side, as many at once as `max_connections` allows,
so a press may overtake a message. What is answered otherwise, or not at all, comes again: at once
the first time, then after growing pauses, or when `Retry-After` says so, for as long as it is kept.

Unlike Telegram's, this server takes plain http and any port, as a local Bot API server does.
"""

import asyncio
import contextlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import aiohttp
from yarl import URL

from emulator.errors import RefusedError, bad_request
from emulator.state import Bot, Json
from emulator.updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a name
USUAL_CONNECTIONS, MOST_CONNECTIONS = 40, 100
TIMEOUT_SECONDS = 60
LONGEST_PAUSE = 64
LONGEST_RETRY_AFTER = 3600
Stream = tuple[str, int]

_SECRET = re.compile("[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True)
class Hook:
    """Where a bot wants its updates."""

    url: str
    secret: str = ""
    max_connections: int = USUAL_CONNECTIONS

    def __post_init__(self) -> None:
        try:
            url = URL(self.url)
        except ValueError as error:
            raise bad_request("bad webhook: invalid URL") from error
        if url.scheme not in {"http", "https"} or not url.host:
            raise bad_request("bad webhook: an HTTPS URL must be provided for webhook")
        if self.secret and not _SECRET.fullmatch(self.secret):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= self.max_connections <= MOST_CONNECTIONS:
            raise bad_request("max_connections must be between 1 and 100")


def polling_refused() -> RefusedError:
    """The answer to getUpdates while a webhook is set."""
    return RefusedError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )


class Delivery:
    """Brings the updates of a bot to its webhook until it is stopped.

    Args:
        bot: whose updates.
        hook: where they go.
        now: the clock of the world.
        touch: told whenever an update was taken.
        pause_seconds: the unit of the pauses between tries.
    """

    def __init__(
        self,
        bot: Bot,
        hook: Hook,
        now: Callable[[], datetime],
        touch: Callable[[], None],
        pause_seconds: float,
    ) -> None:
        self.hook = hook
        self._bot = bot
        self._now = now
        self._touch = touch
        self._pause_seconds = pause_seconds
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(hook.max_connections)
        self._streams: dict[Stream, asyncio.Task[None]] = {}
        self._last_error: tuple[int, str] | None = None
        bot.updates.listener = self._wake.set
        self._task = asyncio.get_running_loop().create_task(self._run())

    def info(self) -> Json:
        """What getWebhookInfo says."""
        info: Json = {"url": self.hook.url, "max_connections": self.hook.max_connections}
        if self._last_error is not None:
            info["last_error_date"], info["last_error_message"] = self._last_error
        return info

    def stop(self) -> None:
        """Deliver nothing more; what is under way is broken off."""
        self._bot.updates.listener = None
        self._task.cancel()

    async def stopped(self) -> None:
        """Return when nothing of it runs any more."""
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        try:
            async with aiohttp.ClientSession(timeout=timeout) as session:
                try:
                    while True:
                        self._wake.clear()
                        self._begin(session)
                        await self._wake.wait()
                finally:
                    await self._break_off()
        finally:
            self._bot.updates.listener = None

    def _begin(self, session: aiohttp.ClientSession) -> None:
        """Let the first update of every stream that is idle be under way."""
        met = set(self._streams)
        for number, update in self._bot.updates.waiting():
            stream = stream_of(update)
            if stream not in met:
                met.add(stream)
                bringing = self._bring(session, stream, number, update)
                self._streams[stream] = asyncio.get_running_loop().create_task(bringing)

    async def _break_off(self) -> None:
        for task in self._streams.values():
            task.cancel()
        await asyncio.gather(*self._streams.values(), return_exceptions=True)

    async def _bring(
        self, session: aiohttp.ClientSession, stream: Stream, number: int, update: Update
    ) -> None:
        failures = 0
        while self._bot.updates.has(number):
            pause = await self._post(session, update)
            if pause is None:
                self._bot.updates.remove(number)
                self._touch()
                break
            # The first time it comes again at once, unless it was said when.
            grown = 2**failures if failures else 0
            await asyncio.sleep(pause or min(grown, LONGEST_PAUSE) * self._pause_seconds)
            failures += 1
        del self._streams[stream]
        self._wake.set()

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> float | None:
        """Deliver an update; returns None if it was taken, else what `Retry-After` said, or 0."""
        headers = {"Content-Type": "application/json"}
        if self.hook.secret:
            headers[SECRET_HEADER] = self.hook.secret
        # As a file: aiohttp warns of bodies over 1 MiB that come as bytes.
        body = BytesIO(json.dumps(update).encode())
        retry_after = ""
        async with self._slots:
            try:
                async with session.post(self.hook.url, data=body, headers=headers) as answer:
                    if answer.ok:
                        return None
                    retry_after = answer.headers.get("Retry-After", "")
                    what = f"Wrong response from the webhook: {answer.status} {answer.reason}"
            except (aiohttp.ClientError, OSError):
                what = "Connection failed"
        self._last_error = int(self._now().timestamp()), what
        return min(int(retry_after), LONGEST_RETRY_AFTER) if retry_after.isdecimal() else 0.0


def stream_of(update: Update) -> Stream:
    """The kind of an update and the chat, or else the person, within which their order is kept."""
    kind = next((name for name in update if name != "update_id"), "")
    event = update.get(kind)
    holders = (event.get("chat"), event.get("from")) if isinstance(event, dict) else ()
    numbers = (holder.get("id") for holder in holders if isinstance(holder, dict))
    number = next((n for n in numbers if isinstance(n, int)), None)
    # What belongs to nobody waits for nothing.
    return kind, id(update) if number is None else number
