"""What lies behind the bots of a world: processes, clock and disk, as whoever runs them tells it.

The emulator knows nothing of the programs that call it. Whoever starts them beside it may hand in a
`Backstage`; the page then shows what it says, as plain data, and orders what it offers.
"""

from typing import Protocol

from aiohttp import web

from emulator.control import body_of
from emulator.errors import ImpossibleActError
from emulator.state import Json
from emulator.world import World

LONGEST_WORD = 200
MOST_WORDS = 40


class Backstage(Protocol):
    """What the page may show and order besides chats."""

    def state(self) -> Json:
        """Who lies on the table, which processes run, and what a visitor has to know.

        `table` lists `{"user": id, "chat": ref}`, or is None while the world is still being made;
        `processes` lists `{"name", "pid", "running", "starts"}`; `zone` is the office's time zone;
        `passphrase` is that of all invented people.
        """
        ...

    def kill(self, name: str) -> None:
        """End a process with SIGKILL.

        Raises:
            LookupError: there is none of that name, or it is not running.
        """
        ...

    def move_clock(self, seconds: float) -> None:
        """Move the clock of everything forward."""
        ...

    async def disk(self, words: list[str], table: str) -> Json:
        """Show what lies on the disk: files, tables, rows of one table, and where words stand."""
        ...


class BackstageRoutes:
    """Serves `/control/backstage…`.

    Args:
        world: what is told of changes.
        backstage: who knows, or None where the bots belong to somebody else.
    """

    def __init__(self, world: World, backstage: Backstage | None) -> None:
        self._world = world
        self._backstage = backstage

    def routes(self) -> list[web.RouteDef]:
        """What to serve."""
        return [
            web.get("/control/backstage", self._state),
            web.post("/control/backstage/kill", self._kill),
            web.post("/control/backstage/clock", self._move_clock),
            web.post("/control/backstage/disk", self._disk),
        ]

    async def _state(self, _request: web.Request) -> web.Response:
        told = None if self._backstage is None else self._backstage.state()
        return web.json_response({"backstage": told, "now": self._world.now().isoformat()})

    async def _kill(self, request: web.Request) -> web.Response:
        name = str((await body_of(request))["name"])
        try:
            self._known().kill(name)
        except LookupError as error:
            raise ImpossibleActError(f"{name} is not running") from error
        return self._done({})

    async def _move_clock(self, request: web.Request) -> web.Response:
        seconds = float((await body_of(request))["seconds"])
        if not seconds > 0:
            raise ImpossibleActError("the clock moves forward only")
        self._known().move_clock(seconds)
        return self._done({"now": self._world.now().isoformat()})

    async def _disk(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        words = [str(word)[:LONGEST_WORD] for word in body.get("words", [])][:MOST_WORDS]
        return web.json_response(await self._known().disk(words, str(body.get("table", ""))))

    def _known(self) -> Backstage:
        if self._backstage is None:
            raise ImpossibleActError("nobody told what lies behind these bots")
        return self._backstage

    def _done(self, result: Json) -> web.Response:
        self._world.touch()
        return web.json_response(result | {"revision": self._world.revision})
