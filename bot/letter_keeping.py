"""Moves letters that members are entering to the key of each new day, and unlinks older keys."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog
from casework.ports import StaleError, StorageUnavailableError
from storage.ledger.errors import SealError
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

PAUSE_SECONDS = 5
SETTLING = timedelta(minutes=10)
"""A letter that was begun just before midnight may still be on its way to the database."""


@dataclass(frozen=True, slots=True)
class LetterKeeping:
    """What the desk does once a day with letters, beginning with its start."""

    database: Database
    scope: Callable[[Work], DeskScope]

    async def run(self, stop: asyncio.Event) -> None:
        """Keep letters whenever a new day has begun, until `stop` is set."""
        kept: date | None = None
        while not stop.is_set():
            scope = self.scope(Work(self.database))
            today = scope.day_of(scope.clock() - SETTLING)
            try:
                if kept != today:
                    await self.keep(today)
                    kept = today
            except StorageUnavailableError:
                log.warning("database-silent", part="letters")
            except Exception as error:  # noqa: BLE001  the desk goes on; letters are kept later
                log.fault("part-failed", error, part="letters")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PAUSE_SECONDS)

    async def keep(self, today: date) -> None:
        """Move every letter to today's key; only then are the older keys unlinked.

        Raises:
            StorageUnavailableError: The database does not answer.
        """
        left = 0
        for letter in await self.scope(Work(self.database)).book.letters_before(today.isoformat()):
            work = Work(self.database)
            scope = self.scope(work)
            try:
                moved = scope.letters.move_letter(letter, today)
            except (SealError, StaleError) as error:
                # Its day key is gone, as after a restore: it must not keep the others waiting.
                log.fault("letter-not-moved", error)
                continue
            scope.book.change_letter(letter, moved, scope.clock())
            try:
                await work.commit()
            except StaleError:  # its member has just written; the next round finds it
                left += 1
        if left:
            raise StaleError("letters")
        self.scope(Work(self.database)).letters.forget_before(today)
