"""Rows that are gone leave nothing in the files of the database, once it was wiped."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import delete, insert, text

from casework.ports import StorageUnavailableError
from storage.sql.lingering import wipe_lingering
from storage.sql.tables import handles
from storage.sql.work import open_database

WORD = "0123456789abcdef" * 2


@pytest.fixture
async def database(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    await database.create_tables()
    row = {"handle": WORD, "case_id": "0f"}
    await database.write([lambda c: c.execute(insert(handles).values(row))])
    await database.write([lambda c: c.execute(delete(handles))])
    yield database
    await database.close()


def on_disk(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_what_was_deleted_is_gone_from_the_files(database, tmp_path):
    assert WORD.encode() in on_disk(tmp_path)
    await wipe_lingering(database)
    assert WORD.encode() not in on_disk(tmp_path)


async def test_while_somebody_reads_it_is_said_and_a_later_try_succeeds(database, tmp_path):
    with closing(sqlite3.connect(tmp_path / "x.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM handles").fetchall()
        await database.write([lambda c: c.execute(insert(handles).values(handle="x", case_id="y"))])
        with pytest.raises(StorageUnavailableError):
            await wipe_lingering(database)
    await wipe_lingering(database)
    assert WORD.encode() not in on_disk(tmp_path)
    patience = await database.read(lambda c: c.scalar(text("PRAGMA busy_timeout")))
    assert patience == 10000
