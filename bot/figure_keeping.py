"""In the background: figures are brought up to the day, and told when the round is over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.own_work import in_own_work
from bot.rounds import rounds
from casework.desk.closing_report import is_to_be_reported, report_round
from casework.desk.index import FactsIndex
from casework.desk.overdue import list_overdue
from casework.desk.scope import DeskScope
from casework.desk.statistics import figures_of_round
from casework.operator_log import OperatorLog
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

PAUSE_SECONDS = 2.0


@dataclass(slots=True)
class FigureKeeping:
    """Looks whether the day has turned, a case is late no more, or the round is over."""

    database: Database
    scope: Callable[[Work], DeskScope]
    index: FactsIndex
    closes: date
    pause_seconds: float = PAUSE_SECONDS

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set."""
        await rounds(log, "figures", self.round, self.pause_seconds, stop)

    async def round(self) -> None:
        """Look once."""
        await in_own_work(self.database, self.scope, list_overdue)
        scope = self.scope(Work(self.database))
        if self.index.complete and await is_to_be_reported(scope, self.closes):
            found = await figures_of_round(scope, self.index)
            await in_own_work(self.database, self.scope, report_round, self.closes, found)
