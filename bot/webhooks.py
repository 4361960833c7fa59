"""Updates that Telegram brings, instead of our asking for them. Specified in docs/spec/updates.md.

An answer of 200 says what the offset says when polling: the effects of the update are committed and
its answers are sent or in the outbox. Whatever stands in the way is answered with 503, and Telegram
brings the update again. Who does not know the secret learns nothing and costs next to nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import AiogramError, TelegramRetryAfter
from aiohttp import web

from bot.config_webhook import Listen
from bot.turns import Turns
from bot.updates import FORGET_EVERY, SEEN_FOR, UpdateLoop, chat_of
from casework.operator_log import OperatorLog, kind
from casework.ports import StorageUnavailableError

log = OperatorLog(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a name
MOST_BYTES = 1024 * 1024
"""An update holds one message: 4,096 characters, its reply, and what is known of both."""
DRAINING_SECONDS = 15
SWEEP_SECONDS = 60

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """One bot's webhook.

    Attributes:
        loop: Handles each update, as when polling.
        url: Where Telegram brings them; its path is the one that is answered here.
        listen: Where this process listens, behind whatever ends TLS.
        secret: The word that Telegram shows each time.
        connections: How many updates Telegram may bring at once.
        turns: Lets one update of a chat be handled at a time, in however many processes.
        again_after_seconds: When Telegram is to bring again what could not be handled.
    """

    loop: UpdateLoop
    url: str
    listen: Listen
    secret: str
    connections: int
    turns: Turns
    again_after_seconds: int = 2

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set; those under way are finished first."""
        runner = web.AppRunner(
            self._application(), access_log=None, shutdown_timeout=DRAINING_SECONDS
        )
        await runner.setup()
        try:
            await _site(runner, self.listen).start()
            await self._announce(stop)
            await self._sweep(stop)
        finally:
            await runner.cleanup()
            await self.turns.close()

    async def _announce(self, stop: asyncio.Event) -> None:
        """Tell Telegram where to bring updates, as often as it takes."""
        kinds = self.loop.dispatcher.resolve_used_update_types()
        while not stop.is_set():
            pause = self.loop.retry_seconds
            try:
                await self.loop.bot.set_webhook(
                    self.url,
                    secret_token=self.secret,
                    allowed_updates=kinds,
                    max_connections=self.connections,
                )
            except AiogramError as error:
                log.warning("webhook-not-set", bot=self.loop.name, error=kind(error))
                if isinstance(error, TelegramRetryAfter):
                    pause = error.retry_after
            else:
                return
            await _pause(stop, pause)

    async def _sweep(self, stop: asyncio.Event) -> None:
        """Send what others have left unsent, and forget what cannot come again."""
        forgotten = None
        while not stop.is_set():
            now = self.loop.clock()
            try:
                await self.loop.send_unsent(self.turns)
                if forgotten is None or now - forgotten > FORGET_EVERY:
                    await self.loop.journal.forget_before(now - SEEN_FOR)
                    forgotten = now
            except (StorageUnavailableError, AiogramError) as error:
                log.warning("webhook-sweep-failed", bot=self.loop.name, error=kind(error))
            await _pause(stop, SWEEP_SECONDS)

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=MOST_BYTES, middlewares=[_says_nothing])
        application.router.add_post(_path_of(self.url), self._take)
        return application

    async def _take(self, request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "")
        # Bytes that are no UTF-8 come as surrogates, which have to go back as they came.
        if not hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), self.secret.encode()):
            return web.Response(status=401)
        raw = _update(await request.read())
        if raw is None:
            return web.Response(status=400)
        # Telegram may hang up while the update is handled; what was begun is finished all the same.
        return await asyncio.shield(asyncio.ensure_future(self._handle(raw)))

    async def _handle(self, raw: dict[str, Any]) -> web.Response:
        try:
            async with self.turns.of(chat_of(raw), raw["update_id"]):
                await self.loop.handle_batch([raw])
        except (StorageUnavailableError, AiogramError) as error:
            log.warning("update-sent-back", bot=self.loop.name, error=kind(error))
            again = {"Retry-After": str(self.again_after_seconds)}
            return web.Response(status=503, headers=again)
        return web.Response()


def _update(body: bytes) -> dict[str, Any] | None:
    """Return the raw update in a body, or None if it is none; what is wrong in it shows later."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = raw.get("update_id") if isinstance(raw, dict) else None
    sound = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63
    return raw if sound else None


@web.middleware
async def _says_nothing(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what is wrong with a number alone: aiohttp would explain."""
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        return web.Response(status=refusal.status)
    except Exception as error:  # noqa: BLE001  a fault of ours: Telegram brings it again
        log.fault("webhook-failed", error)
        return web.Response(status=500)


def _path_of(url: str) -> str:
    _, _, rest = url.partition("://")
    _, slash, path = rest.partition("/")
    return slash + path or "/"


def _site(runner: web.AppRunner, listen: Listen) -> web.BaseSite:
    if listen.path is not None:
        return web.UnixSite(runner, listen.path)
    return web.TCPSite(runner, listen.host, listen.port)


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
