"""The emulated Telegram as a server on the loopback interface."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from types import TracebackType
from typing import Self

from aiohttp import web
from yarl import URL

from emulator.acts import Acts
from emulator.api import BotApi
from emulator.backstage import Backstage, BackstageRoutes
from emulator.control import Control, Handler, explains_errors
from emulator.state import Settings
from emulator.world import World

HOST = "127.0.0.1"
LARGEST_BODY_BYTES = 256 * 1024 * 1024
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_PAGE_TYPES = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' blob:; media-src 'self' blob:; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
_PAGE_HEADERS = {
    "Content-Security-Policy": _PAGE_POLICY,
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


class Emulator:
    """A running server: Bot API, control interface and demo page on one port.

    Args:
        port: where to listen on 127.0.0.1; 0 takes any free port.
        now: the clock of the world.
        seed: decides the first update ids.
        settings: limits of the server.
        backstage: what lies behind the bots, if the page shall show that.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        now: Callable[[], datetime] = system_clock,
        seed: int = 0,
        settings: Settings | None = None,
        backstage: Backstage | None = None,
    ) -> None:
        self.world = World(now, seed=seed, settings=settings)
        self._port = port
        self._backstage = backstage
        self._closing = asyncio.Event()
        self._runner = web.AppRunner(
            self._application(), handler_cancellation=True, access_log=None, shutdown_timeout=5
        )

    def _application(self) -> web.Application:
        application = web.Application(
            middlewares=[only_loopback, explains_errors], client_max_size=LARGEST_BODY_BYTES
        )
        application.add_routes(BotApi(self.world, self._closing).routes())
        application.add_routes(Control(self.world).routes())
        application.add_routes(Acts(self.world).routes())
        application.add_routes(BackstageRoutes(self.world, self._backstage).routes())
        application.add_routes([web.get("/", _page), web.get("/page/{name}", _page)])
        return application

    @property
    def url(self) -> str:
        """Where the server answers, without a slash at the end."""
        return f"http://{HOST}:{self._port}"

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        # Loopback only: whoever reaches the control interface is everybody at once.
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing.set()
        self.world.close()
        await self.world.stop_deliveries()
        await self._runner.cleanup()


@web.middleware
async def only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses requests under another name or from another site's page.

    A hostile web page can let its own name resolve to 127.0.0.1, or post across origins; neither
    can hide it in `Host` and `Origin`.
    """
    origin = request.headers.get("Origin")
    if _host(f"http://{request.host}") not in _LOOPBACK:
        return web.Response(status=403, text="this server answers on loopback names only\n")
    if origin is not None and origin != f"http://{request.host}":
        return web.Response(status=403, text="this server answers its own page only\n")
    return await handler(request)


def _host(address: str) -> str | None:
    try:
        return URL(address).host
    except ValueError:
        return None


async def _page(request: web.Request) -> web.Response:
    name = request.match_info.get("name", "index.html")
    kind = _PAGE_TYPES.get(name.rpartition(".")[2])
    source = files("emulator").joinpath("page", name)
    if kind is None or not source.is_file():
        return web.Response(status=404, text="there is no such page\n")
    return web.Response(
        body=source.read_bytes(), content_type=kind, charset="utf-8", headers=_PAGE_HEADERS
    )
