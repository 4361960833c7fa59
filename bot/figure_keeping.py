"""In the background: the figures are brought up to the day, and the list of what is overdue."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.own_work import in_own_work
from bot.rounds import rounds
from casework.desk.overdue import list_overdue
from casework.desk.scope import DeskScope
from storage.sql.work import Database, Work

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0


@dataclass(slots=True)
class FigureKeeping:
    """Looks whether the day has turned, or a case of the list is late no more."""

    database: Database
    scope: Callable[[Work], DeskScope]
    pause_seconds: float = PAUSE_SECONDS

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set."""
        await rounds(log, "figures", self.round, self.pause_seconds, stop)

    async def round(self) -> None:
        """Look once."""
        await in_own_work(self.database, self.scope, list_overdue)
