"""In the background: when the calendar changes, open terms are counted anew and people are told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.own_work import in_own_work
from bot.rounds import rounds
from casework.desk.redating import (
    are_counted,
    counted_by,
    look_through,
    recount,
    tell_moves,
)
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog
from casework.ports import (
    DuplicateError,
    RosterRefusedError,
    StaleError,
    StorageUnavailableError,
)
from casework.rules.calendar import WorkCalendar
from casework.rules.notices import missing_year
from storage.sql.index_book import SqlIndexBook
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

PAUSE_SECONDS = 1.0
ENTRIES = 200


@dataclass(slots=True)
class Redating:
    """Sees that open terms are counted by the calendar in force.

    Killed in the middle, it goes through them again and finds what is missing. It waits while a
    file of the calendar is refused: what that held before may not be known to this process.

    Attributes:
        refused: Returns the files of the calendar that are not believed.
    """

    database: Database
    scope: Callable[[Work], DeskScope]
    refused: Callable[[], Mapping[str, str]] = dict
    pause_seconds: float = PAUSE_SECONDS
    _by: str = field(default="", init=False)
    _calendar: WorkCalendar | None = field(default=None, init=False)
    _warned: date | None = field(default=None, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set."""

        async def once() -> None:
            await self.round(stop)

        await rounds(log, "calendar", once, self.pause_seconds, stop)

    async def round(self, stop: asyncio.Event | None = None) -> None:
        """Warn of a year that is missing; count anew what was counted by another calendar."""
        scope = self.scope(Work(self.database))
        self._warn(scope)
        calendar = scope.office.calendar
        if calendar is self._calendar or self.refused():
            return
        by = counted_by(scope)
        if not await are_counted(scope, by):
            if self._calendar is not None and by != self._by:
                self._by = by  # What others have begun by the calendar before is over in a moment.
                return
            if not await self._count_all(stop):
                return
            await in_own_work(self.database, self.scope, tell_moves, by)
        self._by, self._calendar = by, calendar

    async def _count_all(self, stop: asyncio.Event | None) -> bool:
        """Count every open term that is not counted right; False when `stop` was set meanwhile."""
        book = SqlIndexBook(self.database)
        entry, cases = await book.last_entry(), 0
        after: str | None = ""
        while after is not None:
            page = await look_through(self.scope(Work(self.database)), after)
            for case_id in sorted(page.cases):
                if stop is not None and stop.is_set():
                    return False
                await self._recount(case_id)
            after, cases = page.last, cases + len(page.cases)
            await asyncio.sleep(0)
        # What others have entered meanwhile may still have been counted by the calendar before.
        while changed := await book.changed_after(entry, ENTRIES):
            for case_id in sorted(changed.cases):
                await self._recount(case_id)
            entry = changed.last
        if cases:
            log.warning("terms-recounted", cases=cases)
        return True

    async def _recount(self, case_id: str) -> None:
        try:
            await in_own_work(self.database, self.scope, recount, case_id)
        except (StaleError, DuplicateError, StorageUnavailableError, RosterRefusedError):
            raise  # The next round goes on with it.
        except Exception as error:  # noqa: BLE001  one damaged case must not hold up the others
            log.fault("case-not-recounted", error, case=case_id)

    def _warn(self, scope: DeskScope) -> None:
        """Say once a day that a notice is missing."""
        today = scope.today()
        if today != self._warned:
            self._warned = today
            missing = missing_year(today, scope.office.calendar)
            if missing is not None:
                log.warning("calendar-missing", year=missing)
