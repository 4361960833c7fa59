"""The desk's index in the background: built once, then caught up every few seconds."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import dataclass

from bot.rounds import rounds
from casework.desk.deadlines import PURPOSE as TERM
from casework.desk.facts import PURPOSE, Facts
from casework.desk.index import ZONE, FactsIndex
from casework.operator_log import OperatorLog
from casework.ports import CaseRow, DeskSeals, TermRow
from storage.sql.index_book import SqlIndexBook
from storage.sql.work import Database

log = OperatorLog(__name__)

PAUSE_SECONDS = 5.0


def index_over(database: Database, seals: DeskSeals, zone: str = ZONE) -> FactsIndex:
    """Return the index of what lies in a database, opened with the desk's own key."""

    def open_facts(row: CaseRow) -> Facts:
        return Facts.from_plain(seals.open_own(PURPOSE, row.facts, row.facts_context))

    def open_term(row: TermRow) -> str:
        rule: str = seals.open_own(TERM, row.sealed, row.id)["rule"]
        return rule

    # What lives as long as the process is not looked through for garbage over and over: that would
    # hold everybody up for a tenth of a second.
    return FactsIndex(SqlIndexBook(database), open_facts, open_term, gc.freeze, zone)


@dataclass(slots=True)
class Indexer:
    """Keeps the index; a question catches it up as well, so that it is right at every answer."""

    index: FactsIndex
    pause_seconds: float = PAUSE_SECONDS

    async def run(self, stop: asyncio.Event) -> None:
        """Build the index and catch it up until `stop` is set."""

        async def once() -> None:
            if self.index.complete:
                await self.index.catch_up()
            else:
                await self.index.build(stop)

        await rounds(log, "index", once, self.pause_seconds, stop)
