"""The line from a client to the control interface."""

from io import BytesIO
from json import dumps
from types import TracebackType
from typing import Any, Self

import aiohttp

Json = dict[str, Any]


class RefusedByEmulatorError(AssertionError):
    """The emulator was asked for something that no person could do."""


class NotSeenError(AssertionError):
    """What a person waited for did not appear in time."""


class Connection:
    """A session with the control interface; an async context manager.

    Args:
        url: where the emulator answers.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        # Waiting is long polling: the server sets the pace, so the client sets no limit.
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10)
        self._session = aiohttp.ClientSession(timeout=timeout)
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def request(
        self,
        verb: str,
        path: str,
        *,
        json: Json | None = None,
        **options: Any,  # aiohttp's own options
    ) -> Json:
        """A request to `/control/<path>` and its JSON answer."""
        if json is not None:
            # As a file: aiohttp warns of bodies over 1 MiB that come as bytes.
            options["data"] = BytesIO(dumps(json).encode())
            options["headers"] = {"Content-Type": "application/json"}
        async with self._opened().request(verb, f"{self._url}/control/{path}", **options) as answer:
            body: Json = await answer.json()
        if not answer.ok:
            raise RefusedByEmulatorError(body["error"])
        return body

    async def file(self, unique_id: str) -> bytes:
        """The bytes of a file."""
        async with self._opened().get(f"{self._url}/control/files/{unique_id}") as answer:
            if not answer.ok:
                raise RefusedByEmulatorError(f"there is no file {unique_id}")
            return await answer.read()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("use `async with Control(url) as control`")
        return self._session

    async def changed(self, revision: int, timeout_seconds: float) -> int:
        """Waits for a revision other than the given one, at most so long; returns it."""
        params = {"revision": revision, "timeout": timeout_seconds}
        return int((await self.request("GET", "wait", params=params))["revision"])
