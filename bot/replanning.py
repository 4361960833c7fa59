"""In the background: the reminders of who goes on leave, or comes back, go to who is there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.own_work import in_own_work
from bot.rounds import rounds
from casework.desk.index import FactsIndex
from casework.desk.replanning import replan, replanned, to_be_replanned
from casework.desk.scope import DeskScope
from casework.rules.search import Known
from storage.sql.work import Database, Work

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0


@dataclass(slots=True)
class Replanner:
    """Plans reminders anew; stopped in the middle, it begins again with that person's cases."""

    database: Database
    scope: Callable[[Work], DeskScope]
    index: FactsIndex
    pause_seconds: float = PAUSE_SECONDS

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set."""
        await rounds(log, "reminders", self.round, self.pause_seconds, stop)

    async def round(self) -> None:
        """Plan anew what waits for it; nothing as long as the index is not built."""
        if not self.index.complete:
            return
        for reader_id in await to_be_replanned(self.scope(Work(self.database))):
            cases = await self.index.find(reader_id, [_has_terms])
            # What somebody handles themselves is what they are reminded of first of all.
            for known in sorted(cases, key=lambda each: each.assignee != reader_id):
                await in_own_work(self.database, self.scope, replan, known.id)
            await in_own_work(self.database, self.scope, replanned, reader_id)


def _has_terms(known: Known) -> bool:
    return bool(known.terms)
