"""A million open terms: finding those of which people are to be reminded by now.

Measured on SQLite, and on a PostgreSQL server of its own where one is installed.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, event

from bench.figure import Figure
from casework.desk.reminding import BATCH
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Database, Work, open_database
from tests.storage.postgresql import fresh_database, server

TERMS = 1_000_000
A_CASE = 3  # terms of one
READERS = ("first", "second", "third", "fourth", "fifth")
ASKED = 200
MAX_MS, MILLI = 5, 1000
INDEX = "ix_reminders_next_at"
NOW = datetime(2026, 9, 28, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
YEAR_SECONDS = 365 * 24 * 3600
COLUMNS = {
    "cases": "position id lookup received_on state review facts version",
    "wraps": "case_id epoch reader_id key wrap",
    "terms": "id case_id due_on met sealed",
    "reminders": "term_id next_at",
}

Rows = dict[str, Iterator[tuple[Any, ...]]]


def figures() -> Iterator[Figure]:
    """Measure on each kind of database; it takes three quarters of a gigabyte of disk."""
    with tempfile.TemporaryDirectory(prefix="dengwen-bench-") as name:
        yield from asyncio.run(_on_sqlite(Path(name)))
    try:
        with server() as url:
            yield from asyncio.run(_on_postgresql(url))
    except pytest.skip.Exception:
        yield Figure("the same on PostgreSQL, which is not installed", "-")


async def _on_sqlite(folder: Path) -> list[Figure]:
    database = open_database(f"sqlite+aiosqlite:///{folder}/desk.db")
    await database.create_tables()
    with closing(sqlite3.connect(folder / "desk.db")) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        for table, rows in _rows(plain=True).items():
            columns = COLUMNS[table].split()
            marks = ", ".join("?" * len(columns))
            line = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  names of ours
            connection.executemany(line, rows)
    found = await _measure("SQLite", database, _plan_of_sqlite)
    await database.close()
    return found


async def _on_postgresql(url: str) -> list[Figure]:
    import asyncpg  # noqa: PLC0415  only where there is a server

    async with fresh_database(url) as own:
        database = open_database(own)
        await database.create_tables()
        connection = await asyncpg.connect(own.replace("+asyncpg", ""))
        for table, rows in _rows(plain=False).items():
            columns = COLUMNS[table].split()
            await connection.copy_records_to_table(table, records=rows, columns=columns)
        await connection.execute("VACUUM ANALYZE")
        await connection.close()
        found = await _measure("PostgreSQL", database, _plan_of_postgresql)
        await database.close()
    return found


async def _measure(
    kind: str, database: Database, plan_of: Callable[[Connection, str, Any], str]
) -> list[Figure]:
    """Ask as the sweep does: when nothing is due, and when a whole batch is."""
    figures = []
    for moment, due in ((NOW - timedelta(seconds=1), 0), (NOW, BATCH)):
        taken, busy = [], []
        for _ in range(ASKED):
            book = SqlDeskBook(Work(database))
            start, spent = time.perf_counter(), time.process_time()
            found = await book.due_reminders(moment, BATCH)
            taken.append(time.perf_counter() - start)
            busy.append(time.process_time() - spent)
            if len(found) != due or any(each.case is None for each in found):
                raise RuntimeError(f"{len(found)} were found where {due} were due")
        typical = median(taken) * MILLI
        figures += [
            Figure(
                f"{due} due of {TERMS:,} open terms, found on {kind}",
                f"{typical:.2f} ms",
                f"median below {MAX_MS} ms",
                typical < MAX_MS,
            ),
            Figure("CPU of the same in this process", f"{median(busy) * MILLI:.2f} ms"),
        ]
    plan = await _plan(database, plan_of)
    used = Figure(f"index that {kind} looks them up by", INDEX, "in EXPLAIN", INDEX in plan)
    return [*figures, used]


async def _plan(database: Database, plan_of: Callable[[Connection, str, Any], str]) -> str:
    """Let the database explain the very question that the sweep asks it."""
    asked: list[tuple[str, Any]] = []

    def listen(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any
    ) -> None:
        asked.append((statement, parameters))

    def listening(connection: Connection) -> None:
        event.listen(connection.engine, "before_cursor_execute", listen)

    def explain(connection: Connection) -> str:
        event.remove(connection.engine, "before_cursor_execute", listen)
        statement, parameters = next(each for each in asked if "reminders" in each[0])
        return plan_of(connection, statement, parameters)

    await database.read(listening)
    await SqlDeskBook(Work(database)).due_reminders(NOW, BATCH)
    return await database.read(explain)


def _plan_of_sqlite(connection: Connection, statement: str, parameters: Any) -> str:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return "\n".join(row.detail for row in rows)


def _plan_of_postgresql(connection: Connection, statement: str, parameters: Any) -> str:
    rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
    return "\n".join(row[0] for row in rows)


def _rows(*, plain: bool) -> Rows:
    """Return what lies in the tables; a batch is due at NOW, the rest at any second of a year.

    With `plain`, dates are texts, as SQLite has them. What is sealed is not looked at.
    """
    random = Random(1)  # noqa: S311  the same in each run
    ids = [f"{random.getrandbits(128):032x}" for _ in range(TERMS)]
    cases = range((TERMS + A_CASE - 1) // A_CASE)
    due = frozenset(random.sample(range(TERMS), BATCH))
    now = int(NOW.timestamp())

    def day(at: int) -> str | date:
        found = date(2026, 10, 1) + timedelta(days=at % 200)
        return found.isoformat() if plain else found

    def case(at: int) -> tuple[Any, ...]:
        sealed = random.randbytes(300)
        return at + 1, f"{at:032x}", at.to_bytes(32, "big"), day(at), "registered", "due", sealed, 1

    def wraps() -> Iterator[tuple[Any, ...]]:
        for at in sorted({each // A_CASE for each in due}):
            yield from ((f"{at:032x}", 1, who, "", b"") for who in READERS)

    return {
        "cases": map(case, cases),
        "wraps": wraps(),
        "terms": (
            (ids[at], f"{at // A_CASE:032x}", day(at), False, random.randbytes(200))
            for at in range(TERMS)
        ),
        "reminders": (
            (ids[at], now if at in due else now + 1 + random.randrange(YEAR_SECONDS))
            for at in range(TERMS)
        ),
    }
