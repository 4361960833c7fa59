"""All rows of a database as lines of JSON, which any database of ours can take in again.

Specified in docs/backup.md, "What is in the file". Tables are read as they are there, not as this
version knows them: so a backup from before a migration is whole, too.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    MetaData,
    Table,
    func,
    insert,
    select,
    text,
)

from storage.sql.raw import BATCH, SQLITE, raw_rows
from storage.sql.schema import VERSION_TABLE

PART_BYTES = 1024 * 1024
_BEYOND = 1 << 60  # any position
# The state of conversations: begun drafts and letters, whose keys are unlinked the day after and
# which no backup holds, and keyed hashes of people's accounts. Blank receipts are drawn anew: one
# that was handed out after the backup must not be handed out twice.
LEFT_OUT = frozenset(
    {"seen", "dialogues", "repeats", "drafts", "letters", "looks", "blanks", VERSION_TABLE}
)

Write = Callable[[str, bytes], None]
"""Takes the name of a part and what it holds."""


def tables_there(connection: Connection) -> dict[str, Table]:
    """Return the tables of the database, by name, as they are there."""
    found = MetaData()
    found.reflect(connection)
    return dict(found.tables)


def export_rows(connection: Connection, write: Write) -> dict[str, int]:
    """Hand every row that belongs into a backup to `write`; returns how many each table has.

    A part begins with a line of the names of the columns; each further line is a row.
    """
    there, counts = tables_there(connection), {}
    for name in sorted(there.keys() - LEFT_OUT):
        counts[name] = _export_table(connection, there, name, write)
    return counts


def _export_table(connection: Connection, there: dict[str, Table], name: str, write: Write) -> int:
    table = there[name]
    header = json.dumps([column.name for column in table.columns]).encode() + b"\n"
    part, lines, size, count = 1, [header], 0, 0
    order = _order(table, is_sqlite=connection.dialect.name == SQLITE)
    for row in raw_rows(connection, table, where=_wanted(there, name), order_by=order):
        line = json.dumps([*map(_plain, row.values())], separators=(",", ":")).encode() + b"\n"
        lines.append(line)
        count, size = count + 1, size + len(line)
        if size >= PART_BYTES:
            write(f"{name}.{part:06d}", b"".join(lines))
            part, lines, size = part + 1, [header], 0
    if len(lines) > 1 or part == 1:
        write(f"{name}.{part:06d}", b"".join(lines))
    return count


def _wanted(there: dict[str, Table], name: str) -> ColumnElement[bool] | None:
    """Say which rows go along: those of cases, and no message about a draft."""
    table = there[name]
    if name in {"pieces", "downloads"}:
        return table.c.case_id.in_(select(there["cases"].c.id))
    if name == "outbox":
        drafts = there["drafts"]
        of_drafts = select(drafts.c.reminder).where(drafts.c.reminder.is_not(None))
        return table.c.id.not_in(of_drafts)
    return None


def _order(table: Table, *, is_sqlite: bool) -> ColumnElement[Any] | None:
    """Let entries of the log follow one another, so that they can be numbered anew."""
    if table.name == "log_entries" and not is_sqlite:
        # Several writers: what has a position need not have arrived in that order.
        return func.coalesce(table.c.position, table.c.arrival + _BEYOND).asc()
    keys = list(table.primary_key.columns)
    return keys[0].asc() if keys else None


def _plain(value: Any) -> Any:
    return {"b64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def rows_of(part: bytes) -> tuple[list[str], Iterator[list[Any]]]:
    """Return the names of the columns in a part, and its rows.

    Raises:
        ValueError: It is no part.
    """
    header, *lines = part.splitlines()
    return json.loads(header), ([*map(_value, json.loads(line))] for line in lines)


def _value(plain: Any) -> Any:
    return base64.b64decode(plain["b64"]) if isinstance(plain, dict) else plain


def is_empty(connection: Connection) -> bool:
    """Say whether no table but that of the revision has a row."""
    return not any(
        connection.execute(select(1).select_from(table).limit(1)).first()
        for name, table in tables_there(connection).items()
        if name != VERSION_TABLE
    )


class Importer:
    """Puts rows into empty tables, as they lay; no entry of the log is written.

    Args:
        connection: In a transaction of the caller.
        renumbered: Whether entries of the log get new arrivals: SQLite counts them without gaps,
            which `verify` checks, and PostgreSQL does not.
    """

    def __init__(self, connection: Connection, *, renumbered: bool) -> None:
        self._connection = connection
        self._tables = tables_there(connection)
        self._renumbered = renumbered
        self._arrival = 0

    def take(self, name: str, part: bytes) -> int:
        """Insert the rows of a part of the table `name`; returns how many there were.

        Raises:
            ValueError: It is no part, or there is no such table or column.
        """
        columns, rows = rows_of(part)
        table = self._tables.get(name)
        if table is None or not set(columns) <= set(table.columns.keys()):
            raise ValueError(f"no table {name} with these columns")
        count = 0
        for some in _batches(self._numbered(name, columns, rows)):
            count += len(some)
            if self._connection.dialect.name == SQLITE:
                self._insert_as_it_lies(table, columns, some)
            else:
                self._insert(table, columns, some)
        return count

    def finish(self) -> None:
        """Let numbers that the database gives go on behind those that are there."""
        if self._connection.dialect.name == SQLITE:
            return
        for table in self._tables.values():
            for column in table.primary_key.columns:
                found = self._connection.execute(
                    text("SELECT pg_get_serial_sequence(:table, :column)"),
                    {"table": table.name, "column": column.name},
                ).scalar()
                if found is not None:
                    highest = self._connection.scalar(select(func.max(column)))
                    if highest is not None:
                        self._connection.execute(select(func.setval(found, highest)))

    def _numbered(
        self, name: str, columns: list[str], rows: Iterable[list[Any]]
    ) -> Iterator[list[Any]]:
        at = columns.index("arrival") if name == "log_entries" and self._renumbered else None
        for row in rows:
            if at is not None:
                self._arrival += 1
                row[at] = self._arrival
            yield row

    def _insert_as_it_lies(self, table: Table, columns: list[str], rows: list[list[Any]]) -> None:
        # Past the types of SQLAlchemy: a damaged value is put back for the checks to find.
        names = ", ".join(columns)
        places = ", ".join("?" for _ in columns)
        values = [tuple(map(_as_sqlite_has_it, row)) for row in rows]
        self._connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({names}) VALUES ({places})",  # noqa: S608  names of our own tables
            values,
        )

    def _insert(self, table: Table, columns: list[str], rows: list[list[Any]]) -> None:
        days = [isinstance(table.c[name].type, Date) for name in columns]
        self._connection.execute(
            insert(table),
            [
                {
                    name: date.fromisoformat(value) if is_day and value is not None else value
                    for name, value, is_day in zip(columns, row, days, strict=True)
                }
                for row in rows
            ],
        )


def _as_sqlite_has_it(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogateescape")
    return value


def _batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    some: list[list[Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some
