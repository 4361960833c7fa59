"""Raises the alarm when messages wait for too long."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casework.ports import Clock
from storage.sql.courier_book import SqlCourierBook

log = logging.getLogger(__name__)

LAG = timedelta(hours=1)


@dataclass(slots=True)
class LagAlarm:
    """Watches the oldest due item of the outbox, and calls out at most once an hour."""

    book: SqlCourierBook
    clock: Clock
    _quiet_until: datetime | None = field(default=None, init=False)

    async def check(self) -> None:
        """Log a critical line if something has been due for more than an hour.

        Raises:
            StorageUnavailableError: The outbox cannot be read.
        """
        now = self.clock()
        if self._quiet_until is not None and now < self._quiet_until:
            return
        oldest = await self.book.oldest_due(now)
        if oldest is not None and now - oldest > LAG:
            minutes = int((now - oldest).total_seconds()) // 60
            log.critical("the oldest message in the outbox has waited for %d minutes", minutes)
            self._quiet_until = now + LAG
