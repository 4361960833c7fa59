"""The listener of a process for its operator: figures and health, by HTTP, one answer a connection.

It answers from what is known already: nobody can make a process work by asking it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping

READ_SECONDS = 5.0
MOST_BYTES = 8192
AT_ONCE = 16
MOST_OPEN = 64
"""More connections than these are hung up on: the process needs its open files for its work."""
PLAIN = "text/plain; charset=utf-8"
FIGURES = "text/plain; version=0.0.4; charset=utf-8"

Answer = tuple[int, str, bytes]
"""A status, a content type and a body."""

_REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed"}
_REASONS[503] = "Service Unavailable"


class Listener:
    """Answers GET for a few paths, on one address."""

    def __init__(self, host: str, port: int, paths: Mapping[str, Callable[[], Answer]]) -> None:
        self.port = port
        self._host = host
        self._paths = paths
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._open = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until `stop` is set.

        Raises:
            OSError: The address is taken, or not ours.
        """
        server = await asyncio.start_server(self._serve, self._host, self.port, limit=MOST_BYTES)
        async with server:
            self.port = server.sockets[0].getsockname()[1]
            await stop.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._open < MOST_OPEN:
            self._open += 1
            try:
                await self._take_turn(reader, writer)
            finally:
                self._open -= 1
        writer.close()

    async def _take_turn(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, TimeoutError):
            async with self._turns, asyncio.timeout(READ_SECONDS):
                writer.write(_put(await self._answer(reader)))
                await writer.drain()

    async def _answer(self, reader: asyncio.StreamReader) -> Answer:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return 400, PLAIN, b""
        line = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        if len(line) != 3:  # noqa: PLR2004  method, path, version
            return 400, PLAIN, b""
        if line[0] != "GET":
            return 405, PLAIN, b""
        answer = self._paths.get(line[1].partition("?")[0])
        return answer() if answer else (404, PLAIN, b"")


def _put(answer: Answer) -> bytes:
    status, kind, body = answer
    head = (
        f"HTTP/1.1 {status} {_REASONS[status]}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
