"""The desk's round about the log: places for entries, tiles, checkpoints, the post of the day.

Specified in docs/spec/ledger.md §7. The database says what is in the log; tiles and checkpoints are
derived from it, so a round that was cut short is simply done again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from casework.desk.checkpoint import post_checkpoint
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog, kind, where
from casework.ports import (
    Clock,
    DuplicateError,
    RosterRefusedError,
    StaleError,
    StorageUnavailableError,
)
from casework.rules.standing import Posted
from storage.ledger.errors import LogError, RolledBackLogError, SealError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.lines import encode_hash
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.log.witness import AddCheckpoint
from storage.ledger.note_format import split_note
from storage.sql.log_book import SqlLogBook
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

BATCH = 1000
LAST_SECONDS = 2


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
    _compared: bool = field(default=False, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Look for entries until `stop` is set, and then once more."""
        while not stop.is_set():
            try:
                await self.round()
                self._complaint = ""
            except (StorageUnavailableError, StaleError) as error:
                log.warning("part-waits", part="log", error=kind(error))
            except (LogError, SealError) as error:
                self._complain(str(error))
            except Exception as error:  # noqa: BLE001  the log must outlive any surprise
                self._complain(where(error))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self.pause_seconds)
        try:
            await asyncio.wait_for(self.place(), LAST_SECONDS)
        except Exception as error:  # noqa: BLE001  what is left is done at the next start
            log.warning("log-not-finished", error=kind(error))

    def signed_through(self) -> datetime | None:
        """Return up to when everything is known to be signed; it follows the clock, not the log."""
        if self._slot is None:
            return None
        return datetime.fromtimestamp(self._slot * self.checkpoint_seconds, UTC)

    async def round(self) -> None:
        """Sequence what waits; if it is time, write its tiles, sign and post.

        Tiles wait for the clock as the signature does: their moments would tell those of entries.

        Raises:
            StorageUnavailableError: The database does not answer.
            StaleError: Somebody else sequenced at the same moment.
            LogError: The log on the disk is not the one in the database. Nothing is signed.
            OSError: A file of the log could not be written.
        """
        with contextlib.suppress(RosterRefusedError):  # It has said why; entries need not wait.
            await self._take_up_roster()
        await self.place()
        # At the start at once: what was promised for a slot that was slept through is there then.
        slot = int(self.clock().timestamp()) // self.checkpoint_seconds
        if slot != self._slot:
            await self._sign(await self.write())
            self._slot = slot
        with contextlib.suppress(RosterRefusedError):  # Nobody else knows who keeps the post.
            await self._post()

    async def place(self) -> None:
        """Give positions to what waits; raises as `round` does."""
        book = SqlLogBook(self.database)
        signed, written = await self._shown()
        size = await book.size()
        if size < max(signed, written):
            # Before anything gets a position that the log has given to something else.
            raise RolledBackLogError(
                f"the database has {size} entries and the log on the disk {max(signed, written)}: "
                "it looks like an older copy, so nothing is signed",
                max(signed, written),
            )
        while await book.sequence(BATCH):
            pass

    async def write(self) -> int:
        """Write the tiles of all positions; returns the size that may be signed."""
        signed, written = await self._shown()
        start = written if self._compared else max(0, min(signed, written) - BATCH)
        whole = await self._write_tiles(SqlLogBook(self.database), start, written)
        self._compared = True
        return whole

    async def _shown(self) -> tuple[int, int]:
        """Return how many entries are signed, and how many are in tiles."""
        newest = await asyncio.to_thread(self.signed_log.newest)
        written = await asyncio.to_thread(self.signed_log.tiles.size)
        return newest.size if newest else 0, written

    async def _take_up_roster(self) -> None:
        """Keep every edition of the roster that the root key signed, and enter it."""
        book, roster = SqlLogBook(self.database), self.scope(Work(self.database)).roster
        serial, note = roster.edition()
        if await book.newest_roster() < serial:
            event = {"event": "roster", "at": self.clock().isoformat(), "serial": serial}
            with contextlib.suppress(DuplicateError):
                await book.add_roster(serial, note, event)

    async def _write_tiles(self, book: SqlLogBook, start: int, written: int) -> int:
        """Write the tiles from `start` on; returns the size at which they are whole.

        A call that a kill cut short may have left tiles without the partial ones above them, which
        only those have at whose size a call ended (docs/spec/log.md, "Tiles"). So the first round
        begins below what was signed, and compares what is there with the database.
        """
        tiles, size = self.signed_log.tiles, await book.size()
        while start < size:
            stop = min(start + BATCH, size)
            kept = await asyncio.to_thread(self._kept, start, min(stop, written))
            leaves = await book.leaves(start, stop, kept)
            await asyncio.to_thread(tiles.extend, start, leaves)
            start = stop
        return size

    async def _sign(self, size: int) -> None:
        try:
            await asyncio.to_thread(self.signed_log.sign, size)
        except RolledBackLogError as error:
            if await SqlLogBook(self.database).size() < error.size:
                raise
            raise StaleError("checkpoint") from error  # Somebody else signed more, just now.

    def _kept(self, start: int, stop: int) -> list[bytes]:
        return list(self.signed_log.tiles.entries(start, stop)) if start < stop else []

    async def _post(self) -> None:
        """Show the newest checkpoint once a day, with the proof that it continues the last one."""
        now = self.clock().astimezone(ZoneInfo(self.zone))
        today, book = now.date(), SqlLogBook(self.database)
        if now.time() < self.post_at or self._posted == today:
            return
        if not await book.is_posted(today):
            last = await book.last_post()
            post = await asyncio.to_thread(self.signed_log.post, today, last)
            if post is None:
                return
            work = Work(self.database)
            book.note_post(work, today, post.size)
            await post_checkpoint(self.scope(work), post.request, _posted(today, post.request))
            # Somebody else may post the same day at the same moment; one of us does.
            with contextlib.suppress(DuplicateError):
                await work.commit()
        self._posted = today

    def _complain(self, reason: str) -> None:
        """Say what is wrong, once as long as it is the same."""
        if reason != self._complaint:
            self._complaint = reason
            log.critical("log-not-signed", reason=reason)


def _posted(day: date, request: str) -> Posted:
    """Return what a summary says of the checkpoint in a request."""
    checkpoint = Checkpoint.parse(split_note(AddCheckpoint.parse(request).checkpoint)[0])
    return Posted(day, checkpoint.size, encode_hash(checkpoint.root))
