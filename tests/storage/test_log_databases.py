"""The log on either database: every process inserts, one sequences, and no position is left out."""

import asyncio

import pytest
from sqlalchemy import delete, insert, select, update

from casework.ports import DuplicateError, StaleError
from storage.ledger.entries import EntryText, leaf_of
from storage.sql.audit import in_snapshot
from storage.sql.ledger_rows import all_rows
from storage.sql.log_book import SqlLogBook
from storage.sql.tables import epochs, log_entries, routes
from storage.sql.work import UnloggedChangeError, Work, open_database
from tests.scribe import SCRIBE

PROCESSES, EACH = 3, 20
pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def processes(database_url):
    """One database, opened by several processes."""
    opened = [open_database(database_url, SCRIBE) for _ in range(PROCESSES)]
    await opened[0].create_tables()
    yield opened
    for database in opened:
        await database.close()


async def enters(database, case_id):
    work = Work(database)
    work.write(lambda c: c.execute(insert(routes).values(case_id=case_id, route=b"sealed")))
    work.log({"event": "received", "case": case_id})
    await work.commit()


async def sequence_all(database):
    done = 0
    while True:
        try:
            found = await SqlLogBook(database).sequence(7)
        except (StaleError, DuplicateError):
            continue  # somebody else was faster
        if not found:
            return done
        done += found


async def test_no_position_is_left_out_or_given_twice(processes):
    await asyncio.gather(
        *(
            enters(database, f"{process}-{number}")
            for process, database in enumerate(processes)
            for number in range(EACH)
        ),
        sequence_all(processes[0]),
    )
    await asyncio.gather(*(sequence_all(database) for database in processes))
    book = SqlLogBook(processes[1])
    total = PROCESSES * EACH
    assert (await book.size(), await book.waiting()) == (total, 0)
    found = await book.entries(0, total)
    assert [row.position for row in found] == list(range(total))
    assert await book.leaves(0, total) == [leaf_of(row.salt, row.text) for row in found]


async def test_a_transaction_that_failed_leaves_no_gap(processes):
    database = processes[0]
    await enters(database, "a")
    with pytest.raises(DuplicateError):
        await enters(database, "a")
    await enters(database, "b")
    assert await sequence_all(database) == 2
    assert [row.position for row in await SqlLogBook(database).entries(0, 9)] == [0, 1]


async def test_the_last_entry_about_a_row_gives_its_digest(processes):
    first, second, _ = processes
    await enters(first, "a")

    async def changes(database, number):
        work = Work(database)
        values = {"route": f"sealed {number}".encode()}
        work.write(lambda c: c.execute(update(routes).values(values)))
        work.log({"event": "test"})
        await work.commit()

    await asyncio.gather(*(changes(d, n) for n, d in enumerate([first, second] * 10)))
    await sequence_all(second)
    said = {}
    for row in await SqlLogBook(first).entries(0, 99):
        said |= EntryText.parse(row.text).rows
    assert said == await in_snapshot(first, lambda c: dict(all_rows(c)))


async def test_more_rows_than_one_question_asks_for_are_all_named(processes):
    database = processes[0]
    rows = [
        {"case_id": case_id, "epoch": epoch, "recipient": "age1", "voucher": b"sealed"}
        for case_id in map(str, range(600))
        for epoch in (1, 2)
    ]
    last = (epochs.c.case_id == "599") & (epochs.c.epoch == 2)
    await database.write(
        [
            lambda c: c.execute(insert(epochs), rows),
            lambda c: c.execute(delete(epochs).where(last)),
        ],
        [{"event": "test"}],
    )
    await sequence_all(database)
    [row] = await SqlLogBook(database).entries(0, 9)
    entry = EntryText.parse(row.text)
    assert entry.rows == await in_snapshot(database, lambda c: dict(all_rows(c)))
    assert entry.gone == {"epochs/599/2"}


async def test_a_change_without_an_event_is_taken_back(processes):
    database = processes[0]
    change = insert(routes).values(case_id="a", route=b"sealed")
    with pytest.raises(UnloggedChangeError):
        await database.write([lambda c: c.execute(change)])
    found = await database.read(lambda c: c.execute(select(routes)).all())
    assert not found
    assert not await database.read(lambda c: c.execute(select(log_entries)).all())
