"""Who of several intakes fetches a file: whoever has taken it, for as long as they say so.

A lease is the moment before which nobody else looks at a pending download. It is renewed while the
file comes; an intake that dies lets it run out. Where there is one intake alone, on an SQLite file,
there are none: a restart goes on at once.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from casework.operator_log import OperatorLog, kind
from casework.ports import Clock, StorageUnavailableError
from storage.sql.leases import DownloadLeases

log = OperatorLog(__name__)

LEASE = timedelta(seconds=30)
RENEWALS = 3
"""How many times within a lease: two may be missed."""


@dataclass(frozen=True, slots=True)
class Leases:
    """Leases on pending downloads."""

    rows: DownloadLeases
    clock: Clock
    lease: timedelta = LEASE

    async def take(self, piece_id: str) -> bool:
        """Say whether a download that is due was taken; nobody else takes it meanwhile.

        Raises:
            StorageUnavailableError: The database does not answer.
        """
        now = self.clock()
        return await self.rows.take(piece_id, now, now + self.lease)

    @asynccontextmanager
    async def kept(self, piece_id: str) -> AsyncIterator[None]:
        """Renew a lease for as long as the block runs."""
        renewing = asyncio.create_task(self._renew(piece_id))
        try:
            yield
        finally:
            renewing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await renewing

    async def _renew(self, piece_id: str) -> None:
        while True:
            await asyncio.sleep(self.lease.total_seconds() / RENEWALS)
            try:
                await self.rows.renew(piece_id, self.clock() + self.lease)
            except StorageUnavailableError as error:
                log.warning("part-waits", part="leases", error=kind(error))
