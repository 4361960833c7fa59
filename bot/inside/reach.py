"""Since when Telegram has not answered a bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class Reach:
    """When a bot heard of Telegram last; `ask` is called when nothing else has asked for long."""

    def __init__(self, ask: Callable[[], Awaitable[object]]) -> None:
        self._ask = ask
        self._heard = self._now()

    def hear(self) -> None:
        """Note that Telegram has answered, whatever it said."""
        self._heard = self._now()

    def silent_seconds(self) -> float:
        """Return for how long Telegram has not answered."""
        return self._now() - self._heard

    async def look(self, after_seconds: float) -> None:
        """Ask, if nothing was heard for so long.

        Raises:
            Exception: Whatever the library raises when there is no answer.
        """
        if self.silent_seconds() > after_seconds:
            await self._ask()
            self.hear()

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
