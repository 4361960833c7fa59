"""What waits in the database, in numbers alone; each question is answered by an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, literal, select

from storage.sql.rows import moment, seconds
from storage.sql.tables import downloads, log_entries, outbox, quarantine
from storage.sql.work import Database


@dataclass(frozen=True, slots=True)
class Late:
    """Messages that have been due since before a moment: how many of each kind, and the oldest."""

    lines: int = 0
    items: int = 0
    since: datetime | None = None


async def answers(database: Database) -> bool:
    """Say that the database answers.

    Raises:
        StorageUnavailableError: It does not.
    """
    return await database.read(lambda c: c.scalar(select(literal(1)))) == 1


async def late(database: Database, before: datetime) -> Late:
    """Return what has been due since before a moment."""

    def look(connection: Connection) -> Late:
        of_lines = func.count(outbox.c.together)  # which counts no row without one
        row = connection.execute(
            select(func.count(), of_lines, func.min(outbox.c.due_at)).where(
                outbox.c.due_at <= seconds(before)
            )
        ).one()
        since = moment(row[2]) if row[2] is not None else None
        return Late(lines=row[1], items=row[0] - row[1], since=since)

    return await database.read(look)


async def tried_downloads(database: Database, tries: int) -> Sequence[str]:
    """Return which files were tried so often and are not here."""
    question = select(downloads.c.piece_id).where(
        downloads.c.attempts >= tries, downloads.c.failed.is_(False)
    )
    return await database.read(lambda c: c.scalars(question).all())


async def count_quarantined(database: Database) -> int:
    """Return how many updates are in quarantine."""
    found = await database.read(lambda c: c.scalar(select(func.count()).select_from(quarantine)))
    return found or 0


async def count_received(database: Database) -> int:
    """Return how many petitions the log has; asked for once a day, since it looks at each."""
    question = select(func.count(log_entries.c.received))
    return await database.read(lambda c: c.scalar(question)) or 0
