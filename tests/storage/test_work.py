"""The unit of work: all or nothing, and whose turn it is to write."""

import asyncio
import sqlite3
import time

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import OperationalError, ProgrammingError

from casework.ports import DuplicateError, StaleError, StorageUnavailableError
from storage.sql.rows import update_version
from storage.sql.tables import handles, series, totals
from storage.sql.work import Work, open_database

EVENT = {"event": "test"}
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def add(handle):
    return lambda c: c.execute(insert(handles).values(handle=handle, case_id="case"))


async def handles_in(database):
    return await database.read(lambda c: c.scalars(select(handles.c.handle)).all())


async def test_nothing_is_written_before_the_commit(database):
    work = Work(database)
    work.write(add("a"))
    assert await work.read(lambda c: c.scalars(select(handles.c.handle)).all()) == []
    await work.commit()
    assert await handles_in(database) == ["a"]


async def test_a_commit_writes_once(database):
    work = Work(database)
    work.write(add("a"))
    await work.commit()
    await work.commit()
    assert await handles_in(database) == ["a"]


async def test_an_empty_commit_asks_nothing_of_the_database(database, monkeypatch):
    monkeypatch.setattr(type(database), "write", None)
    await Work(database).commit()


@BOTH
async def test_a_row_that_is_there_already_takes_the_whole_commit_back(database):
    await database.write([add("a")])
    work = Work(database)
    for handle in ("b", "a", "c"):
        work.write(add(handle))
    with pytest.raises(DuplicateError):
        await work.commit()
    assert await handles_in(database) == ["a"]


@BOTH
async def test_a_row_that_somebody_changed_first_takes_the_whole_commit_back(database):
    row = {"id": 1, "version": 3, "for_desk": b"old", "for_courier": b"old"}
    await database.write([lambda c: c.execute(insert(totals).values(row))], [EVENT])
    work = Work(database)
    work.write(add("a"))
    work.write(lambda c: update_version(c, totals, totals.c.id == 1, 2, {"for_desk": b"new"}))
    with pytest.raises(StaleError):
        await work.commit()
    assert await handles_in(database) == []
    await database.write(
        [lambda c: update_version(c, totals, totals.c.id == 1, 3, {"for_desk": b"new"})], [EVENT]
    )
    found = await database.read(lambda c: c.execute(select(totals)).one())
    assert (found.version, found.for_desk) == (4, b"new")


@BOTH
async def test_an_error_of_ours_takes_the_whole_commit_back_and_stays_itself(database):
    def fails(connection):
        raise KeyError("ours")

    with pytest.raises(KeyError):
        await database.write([add("a"), fails])
    assert await handles_in(database) == []


@BOTH
async def test_two_processes_that_write_at_once_wait_for_each_other(database, other):
    """Each reads and writes in its transaction, none fails as busy, and no count is lost."""
    await database.write([lambda c: c.execute(insert(series).values(name="s", last=0))], [EVENT])

    def count(connection):
        last = connection.scalar(select(series.c.last))
        time.sleep(0.002)
        connection.execute(update(series).values(last=last + 1))

    await asyncio.gather(
        *(side.write([count], [EVENT]) for side in (database, other) for _ in range(20))
    )
    assert await database.read(lambda c: c.scalar(select(series.c.last))) == 40


@BOTH
async def test_reading_does_not_wait_for_a_writer(database, other):
    await database.write([add("a")])
    held, read = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def holds(connection):
        add("b")(connection)
        loop.call_soon_threadsafe(held.set)

    async def hold():
        async with database._engine.begin() as connection:
            await connection.run_sync(holds)
            await read.wait()

    holding = asyncio.create_task(hold())
    await held.wait()
    async with asyncio.timeout(2):
        assert await handles_in(other) == ["a"]
    read.set()
    await holding
    assert await handles_in(other) == ["a", "b"]


async def test_a_database_without_its_tables_is_unavailable(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/empty.db")
    with pytest.raises(StorageUnavailableError):
        await handles_in(database)
    with pytest.raises(StorageUnavailableError):
        await database.write([add("a")])
    await database.close()


@pytest.mark.parametrize("error", [sqlite3.OperationalError, OSError])
async def test_a_disk_that_fails_is_unavailable(database, error):
    def fails(connection):
        if error is OSError:
            raise OSError(28, "No space left on device")
        raise OperationalError("insert", {}, error("database or disk is full"))

    with pytest.raises(StorageUnavailableError):
        await database.write([add("a"), fails])
    with pytest.raises(StorageUnavailableError):
        await database.read(fails)
    assert await handles_in(database) == []


async def test_a_wrong_question_is_no_outage(database):
    """It would be asked again for ever, and with it everything that waits behind it."""

    def wrong(connection):
        raise ProgrammingError("select", {}, sqlite3.ProgrammingError("wrong"))

    with pytest.raises(ProgrammingError):
        await database.write([wrong])
    with pytest.raises(ProgrammingError):
        await database.read(wrong)


@BOTH
async def test_no_error_shows_a_value(database):
    await database.write([add("a")])
    statement = insert(handles).values(handle="a", case_id="the mayor")

    def fails(connection):
        connection.execute(statement)

    with pytest.raises(DuplicateError) as refused:
        await database.write([fails])
    shown = f"{refused.value}{refused.value.__cause__}"
    assert "the mayor" not in shown


@ON_SQLITE
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)],
)
async def test_the_file_is_kept_as_a_ledger_wants_it(database, pragma, value):
    assert await database.read(lambda c: c.scalar(text(f"PRAGMA {pragma}"))) == value


@ON_SQLITE
async def test_what_is_deleted_leaves_the_file(database, tmp_path):
    """Freed pages are overwritten (secure_delete); a checkpoint empties the write-ahead log."""
    marked = "deadbeef" * 4
    await database.write([add(marked)])
    await database.write([lambda c: c.execute(handles.delete())])
    await database.read(lambda c: c.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).all())
    files = [path.read_bytes() for path in (tmp_path / "data").iterdir()]
    assert not any(marked.encode() in content for content in files)
