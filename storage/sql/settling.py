"""What is put right in a database that is older than what was done with it: docs/backup.md."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from storage.sql.rows import seconds
from storage.sql.tables import outbox, series, summaries, weeklies


def skip_numbers(connection: Connection, name: str, last: int) -> int:
    """Let the series `name` go on behind `last`; returns how many numbers are passed over."""
    found = connection.scalar(select(series.c.last).where(series.c.name == name))
    if found is None:
        connection.execute(insert(series).values(name=name, last=last))
        return last
    if found < last:
        connection.execute(update(series).where(series.c.name == name).values(last=last))
    return max(0, last - int(found))


def mark_as_repeated(connection: Connection, now: datetime) -> int:
    """Let every item that is due count as one that may have arrived; returns how many those are.

    It was due when the backup was made, or since, and most likely went out.
    """
    marked = connection.execute(
        update(outbox)
        .where(outbox.c.due_at <= seconds(now), outbox.c.uncertain.is_(False))
        .values(uncertain=True, leased_until=0)
    )
    return marked.rowcount


def pass_over_summaries(connection: Connection, until: date) -> None:
    """Give no figures of the days up to `until`: they would lack what the backup lacks."""
    for table in (summaries, weeklies):
        if not connection.scalar(select(table.c.day).where(table.c.day >= until).limit(1)):
            connection.execute(insert(table).values(day=until, told=None))
