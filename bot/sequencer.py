"""The desk's round about the log: places for entries, tiles, checkpoints, the post of the day.

Specified in docs/spec/ledger.md §7. The database says what is in the log; tiles and checkpoints are
derived from it, so a round that was cut short is simply done again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from zoneinfo import ZoneInfo

from bot.faults import where
from casework.desk.checkpoint import post_checkpoint
from casework.desk.scope import DeskScope
from casework.ports import Clock, DuplicateError, StaleError, StorageUnavailableError
from storage.ledger.errors import LogError, SealError
from storage.ledger.log.signed_log import SignedLog
from storage.sql.log_book import SqlLogBook
from storage.sql.work import Database, Work

log = logging.getLogger(__name__)

BATCH = 1000


@dataclass(slots=True)
class Sequencer:
    """Keeps the log: the one task in the installation that gives positions and signs."""

    database: Database
    scope: Callable[[Work], DeskScope]
    signed_log: SignedLog
    clock: Clock
    zone: str
    pause_seconds: float
    checkpoint_seconds: int
    post_at: time
    _slot: int | None = field(default=None, init=False)
    _posted: date | None = field(default=None, init=False)
    _complaint: str = field(default="", init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Look for entries until `stop` is set."""
        while not stop.is_set():
            try:
                await self.round()
                self._complaint = ""
            except (StorageUnavailableError, StaleError) as error:
                log.warning("log: %s; trying again", type(error).__name__)
            except (LogError, SealError) as error:
                self._complain(f"{error}; 'dengwen verify' says more")
            except Exception as error:  # noqa: BLE001  the log must outlive any surprise
                self._complain(where(error))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self.pause_seconds)

    async def round(self) -> None:
        """Sequence what waits, write its tiles, and sign and post if it is time.

        Raises:
            StorageUnavailableError: The database does not answer.
            StaleError: Somebody else sequenced at the same moment.
            LogError: The log on the disk is not the one in the database. Nothing is signed.
            OSError: A file of the log could not be written.
        """
        await self._take_up_roster()
        book = SqlLogBook(self.database)
        while await book.sequence(BATCH):
            pass
        await self._write_tiles(book)
        slot = int(self.clock().timestamp()) // self.checkpoint_seconds
        if slot != self._slot:
            await asyncio.to_thread(self.signed_log.sign, await book.size())
            self._slot = slot
        await self._post(book)

    async def _take_up_roster(self) -> None:
        """Keep every edition of the roster that the root key signed, and enter it."""
        book, roster = SqlLogBook(self.database), self.scope(Work(self.database)).roster
        serial, note = roster.edition()
        known = await book.rosters()
        if not known or known[-1][0] < serial:
            event = {"event": "roster", "at": self.clock().isoformat(), "serial": serial}
            with contextlib.suppress(DuplicateError):
                await book.add_roster(serial, note, event)

    async def _write_tiles(self, book: SqlLogBook) -> None:
        tiles, size = self.signed_log.tiles, await book.size()
        written = await asyncio.to_thread(tiles.size)
        for start in range(written, size, BATCH):
            leaves = await book.leaves(start, min(start + BATCH, size))
            await asyncio.to_thread(tiles.extend, start, leaves)

    async def _post(self, book: SqlLogBook) -> None:
        """Show the newest checkpoint once a day, with the proof that it continues the last one."""
        now = self.clock().astimezone(ZoneInfo(self.zone))
        today = now.date()
        checkpoint = self.signed_log.newest()
        if checkpoint is None or now.time() < self.post_at or self._posted == today:
            return
        if not await book.is_posted(today):
            request = self.signed_log.request(await book.last_post())
            work = Work(self.database)
            book.note_post(work, today, checkpoint.size)
            await post_checkpoint(self.scope(work), request)
            await asyncio.to_thread(self.signed_log.keep_post, today, request)
            # Somebody else may post the same day at the same moment; one of us does.
            with contextlib.suppress(DuplicateError):
                await work.commit()
        self._posted = today

    def _complain(self, reason: str) -> None:
        """Say what is wrong, once as long as it is the same."""
        if reason != self._complaint:
            self._complaint = reason
            log.critical("log: %s", reason)
