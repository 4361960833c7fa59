"""The brake: answers leave no faster than Telegram takes them, and chats take turns."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

BURST_SECONDS = 1.0


class Pace:
    """Lets so many answers a second pass; the others wait in the order in which they came.

    A chat has one answer at a time waiting here, so a thousand chats take turns and none is
    refused: under a flood answers come later, and nothing else changes.
    """

    def __init__(
        self,
        per_second: int,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / per_second
        self._now = now
        self._sleep = sleep
        self._taken_until = float("-inf")

    async def turn(self) -> None:
        """Return when the next answer may leave; after a quiet second a second's worth may."""
        now = self._now()
        self._taken_until = max(self._taken_until, now - BURST_SECONDS) + self._gap
        wait = self._taken_until - now
        if wait > 0:
            await self._sleep(wait)
