"""In the background: when the round's last day is over, what follows begins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.own_work import in_own_work
from bot.rounds import rounds
from casework.desk.round_closing import close_round
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

PAUSE_SECONDS = 60.0


@dataclass(slots=True)
class RoundClosing:
    """Looks once a minute whether the round is over; whatever began stays begun after a restart."""

    database: Database
    scope: Callable[[Work], DeskScope]
    closes: date
    pause_seconds: float = PAUSE_SECONDS

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set."""
        await rounds(log, "round", self.look, self.pause_seconds, stop)

    async def look(self) -> None:
        """Begin what follows, if the last day is over and nobody has begun it."""
        begun = await in_own_work(self.database, self.scope, close_round, self.closes)
        for each in begun:
            log.info("round-over", rule=each.rule_id, due=each.due.date.isoformat())
