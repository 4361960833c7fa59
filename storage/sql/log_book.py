"""The log in the database: entries that wait, entries with a position, what was posted.

Source: docs/spec/ledger.md §6 and §7. Only the desk sequences; everybody reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from casework.ports import DuplicateError, StaleError
from storage.ledger.entries import leaf_of
from storage.ledger.errors import LogError
from storage.sql.tables import log_entries, log_head, log_posts, rosters
from storage.sql.work import Database, Work

HEAD_ID = 1


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as it lies; all but `position` is None once it is shredded."""

    position: int | None
    salt: bytes | None
    text: str | None
    sealed: bytes | None
    secret: bytes | None


class SqlLogBook:
    """What is done with entries after the transactions that wrote them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def size(self) -> int:
        """Return how many entries have a position."""
        return await self._database.read(_size)

    async def waiting(self) -> int:
        """Return how many entries have none yet."""
        count = select(func.count()).where(log_entries.c.position.is_(None))
        return await self._database.read(lambda c: c.scalar(count) or 0)

    async def sequence(self, limit: int) -> int:
        """Give positions to up to `limit` waiting entries; returns how many there were.

        Raises:
            StaleError: Somebody else sequenced at the same moment.
        """
        if not await self.waiting():
            return 0
        done: list[int] = []
        try:
            await self._database.write([lambda c: done.append(_sequence(c, limit))])
        except DuplicateError as error:  # the first head, or the same positions
            raise StaleError("log_head") from error
        return done[0]

    async def leaves(self, start: int, stop: int, kept: Sequence[bytes] = ()) -> Sequence[bytes]:
        """Return the leaves at the positions from `start` to before `stop`.

        Args:
            start: The first position.
            stop: The position after the last.
            kept: The leaves from `start` on that tiles hold already, as far as they do. They stand
                in for entries that were shredded since, and must be those of the others.

        Raises:
            LogError: An entry is not there, is not the one in the tiles, or was shredded before it
                was in a tile.
        """
        rows = {row.position: row for row in await self.entries(start, stop)}
        known = dict(enumerate(kept, start))
        return [_leaf(at, rows.get(at), known.get(at)) for at in range(start, stop)]

    async def entries(self, start: int, stop: int) -> Sequence[EntryRow]:
        """Return the entries at the positions from `start` to before `stop`, in their order."""
        return await self._rows(
            select(log_entries)
            .where(log_entries.c.position >= start, log_entries.c.position < stop)
            .order_by(log_entries.c.position)
        )

    async def entries_waiting(self) -> Sequence[EntryRow]:
        """Return the entries that have no position yet, in the order of their arrival."""
        waiting = log_entries.c.position.is_(None)
        return await self._rows(select(log_entries).where(waiting).order_by(log_entries.c.arrival))

    async def received(self, case_id: str) -> EntryRow | None:
        """Return the entry that took a petition in."""
        found = await self._rows(select(log_entries).where(log_entries.c.received == case_id))
        return found[0] if found else None

    async def last_post(self) -> int:
        """Return the size of the tree that was posted last, or 0."""
        newest = select(log_posts.c.size).order_by(log_posts.c.day.desc()).limit(1)
        return await self._database.read(lambda c: c.scalar(newest)) or 0

    async def is_posted(self, day: date) -> bool:
        """Say whether a checkpoint was posted on `day`."""
        found = select(log_posts.c.day).where(log_posts.c.day == day)
        return await self._database.read(lambda c: c.scalar(found)) is not None

    def note_post(self, work: Work, day: date, size: int) -> None:
        """Let a commit note what was posted on `day`; a DuplicateError says that it was noted."""
        work.write(lambda c: c.execute(insert(log_posts).values(day=day, size=size)))

    async def newest_roster(self) -> int:
        """Return the serial of the newest edition of the roster that the desk took up, or 0."""
        newest = select(func.max(rosters.c.serial))
        return await self._database.read(lambda c: c.scalar(newest)) or 0

    async def rosters(self) -> Sequence[tuple[int, str]]:
        """Return every edition of the roster that the desk took up, with its serial."""
        question = select(rosters).order_by(rosters.c.serial)
        rows = await self._database.read(lambda c: c.execute(question).all())
        return [(row.serial, row.note) for row in rows]

    async def add_roster(self, serial: int, note: str, event: dict[str, Any]) -> None:
        """Keep an edition of the roster; a DuplicateError says that it was there."""
        entered = insert(rosters).values(serial=serial, note=note)
        await self._database.write([lambda c: c.execute(entered)], [event])

    async def _rows(self, question: Select[Any]) -> Sequence[EntryRow]:
        rows = await self._database.read(lambda c: c.execute(question).all())
        return [EntryRow(r.position, r.salt, r.text, r.sealed, r.secret) for r in rows]


def _leaf(position: int, row: EntryRow | None, kept: bytes | None) -> bytes:
    """Return the leaf of an entry; it never takes the place of another."""
    name = f"the entry at position {position}"
    if row is None:
        raise LogError(f"{name} is not in the database")
    if row.salt is None or row.text is None:
        if kept is None:
            raise LogError(f"{name} was emptied before it was in the log")
        return kept
    leaf = leaf_of(row.salt, row.text)
    if kept is not None and kept != leaf:
        raise LogError(f"{name} is not the one in the log")
    return leaf


def _size(connection: Connection) -> int:
    return connection.scalar(select(log_head.c.size).where(log_head.c.id == HEAD_ID)) or 0


def _sequence(connection: Connection, limit: int) -> int:
    """Take the head before looking who waits: whoever sequences at the same time waits for us."""
    size = _take_head(connection)
    waiting = (
        select(log_entries.c.arrival)
        .where(log_entries.c.position.is_(None))
        .order_by(log_entries.c.arrival)
        .limit(limit)
    )
    arrivals = connection.scalars(waiting).all()
    if not arrivals:
        return 0
    place = (
        update(log_entries)
        .where(log_entries.c.arrival == bindparam("of"))
        .values(position=bindparam("at"))
    )
    connection.execute(place, [{"of": a, "at": at} for at, a in enumerate(arrivals, size)])
    head = update(log_head).where(log_head.c.id == HEAD_ID, log_head.c.size == size)
    if connection.execute(head.values(size=size + len(arrivals))).rowcount != 1:
        raise StaleError("log_head")
    return len(arrivals)


def _take_head(connection: Connection) -> int:
    """Return how many entries have a position, and keep others from giving more until the end.

    SQLite has one writer anyway; PostgreSQL locks the row.
    """
    head = select(log_head.c.size).where(log_head.c.id == HEAD_ID).with_for_update()
    size: int | None = connection.scalar(head)
    if size is None:
        connection.execute(insert(log_head).values(id=HEAD_ID, size=0))
        return 0
    return size
