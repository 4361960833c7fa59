"""Raises the alarm when messages wait for too long, or when the desk has stopped reminding."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casework.operator_log import OperatorLog
from casework.ports import Clock
from casework.rules.reminders import Hours
from storage.sql.courier_book import SqlCourierBook

log = OperatorLog(__name__)

LAG = timedelta(hours=1)


@dataclass(slots=True)
class LagAlarm:
    """Watches the oldest item of the outbox and the desk, and calls out at most once an hour."""

    book: SqlCourierBook
    clock: Clock
    hours: Hours
    _quiet_until: datetime | None = field(default=None, init=False)

    async def check(self) -> None:
        """Log a critical line if something has been due for more than an hour.

        Raises:
            StorageUnavailableError: The outbox cannot be read.
        """
        now = self.clock()
        if self._quiet_until is not None and now < self._quiet_until:
            return
        if minutes := _late(await self._oldest(now), now):
            log.critical("outbox-late", minutes=minutes)
            self._quiet_until = now + LAG
        if minutes := _late(await self.book.reminders_due_since(now), now):
            log.critical("reminders-late", minutes=minutes)
            self._quiet_until = now + LAG

    async def _oldest(self, now: datetime) -> datetime | None:
        """Return since when the oldest item waits; a line only since people are awake."""
        item = await self.book.oldest_due(now, lines=False)
        line = await self.book.oldest_due(now, lines=True)
        local, quiet = self.hours.local(now), self.hours.quiet
        if line is None or quiet.covers(local.time()):
            return item
        awake = max(line, quiet.last_end(local))
        return awake if item is None else min(item, awake)


def _late(since: datetime | None, now: datetime) -> int:
    """Return for how many minutes something waits, if that is for too long; or 0."""
    if since is None or now - since <= LAG:
        return 0
    return int((now - since).total_seconds()) // 60
