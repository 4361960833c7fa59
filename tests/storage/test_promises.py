"""What everything above leans on, promised by SQLite and by PostgreSQL alike.

Beside these: the unit of work in test_work, the log in test_log_databases, what was seen in
test_journal, the roles in test_grants.
"""

import asyncio
import contextlib
import signal
import sys
import textwrap
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select

from casework.ports import DuplicateError, EpochRow, OutboxRow, StaleError
from storage.sql.courier_book import SqlCourierBook
from storage.sql.journal import SqlJournal
from storage.sql.rows import check_newest, insert_epoch, insert_outbox
from storage.sql.tables import epochs, handles, log_entries, outbox, pieces, seen
from storage.sql.work import Work

pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
EVENT = {"event": "test"}


def item(name, due_at=NOW):
    return OutboxRow(id=name, due_at=due_at, sealed=b"sealed", term_id=None, attempts=0)


async def put(database, *items):
    await database.write([lambda c, each=each: insert_outbox(c, each) for each in items])


async def test_an_item_of_the_outbox_is_in_one_pair_of_hands(database, other):
    await put(database, *(item(f"{number:03}") for number in range(60)))
    books = [SqlCourierBook(each) for each in (database, other)] * 4
    taken = await asyncio.gather(*(book.lease(NOW, 10, LEASE) for book in books))
    assert sorted(row.id for rows in taken for row in rows) == [f"{n:03}" for n in range(60)]
    for rows in taken:
        assert [row.id for row in rows] == sorted(row.id for row in rows)


async def test_a_lease_that_is_over_is_taken_up_again_and_counts_as_uncertain(database, other):
    await put(database, item("a"), item("b", NOW + timedelta(minutes=1)))
    first, second = SqlCourierBook(database), SqlCourierBook(other)
    [held] = await first.lease(NOW, 10, LEASE)
    assert not held.uncertain
    assert await second.lease(NOW + LEASE / 2, 10, LEASE) != []  # b, and not a
    later = NOW + 2 * LEASE
    assert [(r.id, r.uncertain) for r in await second.lease(later, 1, LEASE)] == [("a", True)]
    assert await first.still_held([held]) == []


async def test_what_somebody_is_withdrawing_is_left_out_and_not_waited_for(database, other):
    await put(database, item("a"), item("b"))
    reached, free = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def withdraws():
        async with database._beside.begin() as connection:
            await connection.execute(delete(outbox).where(outbox.c.id == "a"))
            loop.call_soon(reached.set)
            await free.wait()

    withdrawing = asyncio.create_task(withdraws())
    await reached.wait()
    leasing = asyncio.create_task(SqlCourierBook(other).lease(NOW, 10, LEASE))
    # SQLite has one writer, who is done first; PostgreSQL passes over the row that is locked.
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(leasing), 0.3)
    free.set()
    await withdrawing
    assert [row.id for row in await leasing] == ["b"]


async def test_an_update_that_two_processes_handle_has_the_effects_of_one(database, other):
    async def handles_it(side, name):
        work = Work(side)
        SqlJournal(side, "public").note_seen(work, 7, b"answer", NOW)
        work.write(lambda c: c.execute(insert(handles).values(handle=name, case_id="case")))
        await work.commit()

    done = await asyncio.gather(
        handles_it(database, "one"), handles_it(other, "two"), return_exceptions=True
    )
    assert sorted(map(type, done), key=str) == sorted([type(None), DuplicateError], key=str)
    assert await database.read(lambda c: c.scalar(select(func.count()).select_from(handles))) == 1
    assert await database.read(lambda c: c.scalar(select(func.count()).select_from(seen))) == 1


async def test_nothing_is_added_under_the_key_of_a_reader_who_was_just_recused(
    database, other, new_case, new_piece
):
    """The desk begins an epoch while the intake adds pieces: none of the old one comes after it."""

    async def adds(number):
        def add(connection):
            check_newest(connection, "case", 1)
            connection.execute(new_piece(f"piece-{number}", "case", number))

        with contextlib.suppress(StaleError):
            await other.write([add], [EVENT])

    first, second = (EpochRow("case", number, "age1", b"voucher") for number in (1, 2))
    await database.write(
        [lambda c: c.execute(new_case("case")), lambda c: insert_epoch(c, first)], [EVENT]
    )
    await asyncio.gather(
        *(adds(number) for number in range(1, 9)),
        database.write([lambda c: insert_epoch(c, second)], [EVENT]),
        *(adds(number) for number in range(9, 17)),
    )
    texts = await database.read(
        lambda c: c.scalars(select(log_entries.c.text).order_by(log_entries.c.arrival)).all()
    )
    recused = next(at for at, text in enumerate(texts) if "epochs/case/2" in text)
    assert not [text for text in texts[recused + 1 :] if "pieces/" in text]
    kept = await database.read(lambda c: c.scalars(select(pieces.c.id)).all())
    assert len(kept) == len([text for text in texts if "pieces/" in text])


async def test_what_a_killed_process_had_locked_is_free_and_undone(database, database_url):
    await put(database, item("a"))
    script = f"""
        import asyncio, time
        from sqlalchemy import delete, insert
        from storage.sql.tables import handles, outbox
        from storage.sql.work import open_database

        def hangs(connection):
            connection.execute(insert(handles).values(handle="half", case_id="case"))
            connection.execute(delete(outbox))
            print("holding", flush=True)
            time.sleep(60)

        asyncio.run(open_database({database_url!r}).write([hangs]))
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", textwrap.dedent(script), stdout=asyncio.subprocess.PIPE
    )
    assert await process.stdout.readline() == b"holding\n"
    writing = asyncio.create_task(
        database.write([lambda c: c.execute(insert(handles).values(handle="b", case_id="case"))])
    )
    await asyncio.sleep(0.1)
    assert not writing.done()
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await asyncio.wait_for(writing, 5)
    assert await database.read(lambda c: c.scalars(select(handles.c.handle)).all()) == ["b"]
    assert [row.id for row in await SqlCourierBook(database).lease(NOW, 9, LEASE)] == ["a"]


async def test_an_epoch_number_is_given_once(database, other):
    row = EpochRow("case", 2, "age1", b"voucher")
    done = await asyncio.gather(
        *(side.write([lambda c: insert_epoch(c, row)], [EVENT]) for side in (database, other)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, DuplicateError) for each in done) == 1
    assert await database.read(lambda c: c.scalar(select(func.count()).select_from(epochs))) == 1
