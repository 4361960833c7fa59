"""In the background: whoever is to be reminded of a term by now is given to the courier."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.own_work import in_own_work
from bot.rounds import rounds
from casework.desk.people import Member, members
from casework.desk.reminding import BATCH, FAR, decide, enter, look_after, postpone
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog
from casework.ports import DueReminder, DuplicateError, StaleError
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

PAUSE_SECONDS = 2.0
UNREADABLE_PAUSE = timedelta(hours=1)


@dataclass(slots=True)
class Reminding:
    """Sweeps through the terms that are due; killed in the middle, it finds the rest again.

    After a start, and when the clock was set far back, it sees, beside that, that every open term
    has its moment.
    """

    database: Database
    scope: Callable[[Work], DeskScope]
    pause_seconds: float = PAUSE_SECONDS
    _looked_after: str | None = field(default="", init=False)
    _clock: datetime | None = field(default=None, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Sweep until `stop` is set."""
        await rounds(log, "reminders", lambda: self.round(stop), self.pause_seconds, stop)

    async def round(self, stop: asyncio.Event) -> None:
        """Remind of what is due, and see to the moments of all terms if that has to be done.

        Raises as `sweep`.
        """
        now = self.scope(Work(self.database)).clock()
        if self._clock is not None and self._clock - now > FAR:
            self._looked_after = ""
        self._clock = now
        await self.sweep(stop)
        while self._looked_after is not None and not stop.is_set():
            await self._look_after_some()
            await self.sweep(stop)

    async def sweep(self, stop: asyncio.Event | None = None) -> None:
        """Remind of everything that is due by now.

        Raises:
            RosterRefusedError: Nobody knows who is there.
            StorageUnavailableError: The database does not answer.
        """
        while await self._sweep_some() == BATCH:
            if stop is not None and stop.is_set():
                return

    async def look_after_all(self) -> None:
        """See that every open term has a moment at which people are reminded of it."""
        while self._looked_after is not None:
            await self._look_after_some()

    async def _look_after_some(self) -> None:
        self._looked_after = await in_own_work(
            self.database, self.scope, look_after, self._looked_after, BATCH
        )

    async def _sweep_some(self) -> int:
        """Remind of some terms in one transaction; returns of how many."""
        scope = self.scope(Work(self.database))
        found = await scope.book.due_reminders(scope.clock(), BATCH)
        if not found:
            return 0
        people = await members(scope)
        try:
            await self._remind(found, people)
        except (StaleError, DuplicateError):
            # One of them was met or moved at this very moment: each for itself.
            return await self._one_by_one(found, people)
        return len(found)

    async def _one_by_one(self, found: Sequence[DueReminder], people: Sequence[Member]) -> int:
        done = 0
        for due in found:
            try:
                await self._remind([due], people)
            except (StaleError, DuplicateError):
                continue  # What is still due is found again, as it is then.
            done += 1
        return done

    async def _remind(self, found: Sequence[DueReminder], people: Sequence[Member]) -> None:
        work = Work(self.database)
        scope = self.scope(work)
        for due in found:
            try:
                reminded = decide(scope, due, people)
            except Exception as error:  # noqa: BLE001  one damaged row must not silence the others
                log.fault("term-not-readable", error, term=due.term.id)
                postpone(scope, due, UNREADABLE_PAUSE)
            else:
                enter(scope, reminded)
        await work.commit()
