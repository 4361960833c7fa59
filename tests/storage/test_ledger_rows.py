"""No row of the ledger changes without an entry that names it."""

import pytest
from sqlalchemy import delete, insert, select, text, update

from storage.ledger.age import X25519Identity
from storage.ledger.entries import EntryText, Scribe
from storage.sql.ledger_rows import KEYS, all_rows
from storage.sql.tables import (
    cases,
    grants,
    log_entries,
    metadata,
    pieces,
    routes,
    terms,
    wraps,
)
from storage.sql.work import UnloggedChangeError, Work, open_database
from tests.scribe import tamper

EVENT = {"event": "test"}


@pytest.fixture
async def ledger(tmp_path):
    scribe = Scribe(X25519Identity.generate().recipient)
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/ledger.db", scribe)
    await database.create_tables()
    yield database
    await database.close()


def route(case_id, sealed=b"sealed"):
    return insert(routes).values(case_id=case_id, route=sealed)


async def run(database, *statements, events=(EVENT,)):
    work = Work(database)
    for statement in statements:
        work.write(lambda c, s=statement: c.execute(s))
    for event in events:
        work.log(event)
    await work.commit()


async def entries(database):
    rows = await database.read(lambda c: c.execute(select(log_entries)).all())
    return [EntryText.parse(row.text) for row in rows]


async def digests(database):
    return await database.read(lambda c: dict(all_rows(c)))


async def test_what_is_entered_is_named_with_its_digest(ledger):
    await run(ledger, route("a"), route("b"))
    [entry] = await entries(ledger)
    assert entry.rows == await digests(ledger)
    assert set(entry.rows) == {"routes/a", "routes/b"}


async def test_what_is_changed_and_what_is_removed_are_named(ledger):
    await run(ledger, route("a"), route("b"))
    change = update(routes).where(routes.c.case_id == "a").values(route=b"other")
    await run(ledger, change, delete(routes).where(routes.c.case_id == "b"))
    last = (await entries(ledger))[-1]
    assert last.rows == await digests(ledger)
    assert last.gone == {"routes/b"}


async def test_many_rows_of_one_statement_are_all_named(ledger):
    rows = [{"case_id": c, "route": b"x"} for c in "abc"]
    work = Work(ledger)
    work.write(lambda c: c.execute(insert(routes), rows))
    work.log(EVENT)
    await work.commit()
    await run(ledger, update(routes).values(route=b"y"))
    first, second = await entries(ledger)
    assert first.rows.keys() == second.rows.keys() == {f"routes/{c}" for c in "abc"}


async def test_a_change_without_an_event_is_taken_back(ledger):
    with pytest.raises(UnloggedChangeError, match="routes/a"):
        await run(ledger, route("a"), events=())
    assert await digests(ledger) == {}
    assert await entries(ledger) == []


async def test_an_event_that_changes_nothing_is_entered(ledger):
    await run(ledger)
    [entry] = await entries(ledger)
    assert not entry.rows
    assert not entry.gone


async def test_a_process_that_cannot_write_the_log_changes_nothing(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/ledger.db")
    await database.create_tables()
    with pytest.raises(UnloggedChangeError):
        await run(database, route("a"))
    assert await digests(database) == {}
    await database.close()


async def test_pieces_count_once_their_draft_is_a_case(ledger, new_case, new_piece):
    await run(ledger, new_piece("p", "case"), events=())
    await run(ledger, update(pieces).values(stored=True), events=())
    assert await digests(ledger) == {}
    await run(ledger, new_case("case"))
    [entry] = await entries(ledger)
    assert set(entry.rows) == {"cases/case", "pieces/p"}
    await run(ledger, new_piece("q", "case", sequence=2))
    assert set((await entries(ledger))[-1].rows) == {"pieces/q"}
    await run(ledger, delete(pieces))
    assert (await entries(ledger))[-1].gone == {"pieces/p", "pieces/q"}


async def test_pieces_of_a_discarded_draft_go_unlogged(ledger, new_piece):
    await run(ledger, new_piece("p", "draft"), events=())
    await run(ledger, delete(pieces), events=())
    assert await entries(ledger) == []


async def test_a_change_behind_the_programs_back_shows_in_the_digest(ledger):
    await run(ledger, route("a"))
    [entry] = await entries(ledger)
    await ledger.write([lambda c: c.execute(text("update routes set route = x'00'"))])
    assert (await digests(ledger))["routes/a"] != entry.rows["routes/a"]


async def test_the_wraps_of_a_case_are_named_together(ledger):
    def wrap(reader, sealed=b"w"):
        values = {"case_id": "a", "epoch": 1, "reader_id": reader, "key": "k", "wrap": sealed}
        return insert(wraps).values(values)

    await run(ledger, wrap("leader"), wrap("fifth"))
    await run(ledger, delete(wraps).where(wraps.c.reader_id == "fifth"))
    both, one = await entries(ledger)
    assert both.rows.keys() == one.rows.keys() == {"wraps/a"}
    assert one.rows == await digests(ledger) != both.rows
    assert "leader" not in both.encode()
    await run(ledger, delete(wraps))
    assert (await entries(ledger))[-1].gone == {"wraps/a"}


async def test_a_change_of_a_case_vouches_for_no_piece(ledger, new_case, new_piece):
    await run(ledger, new_piece("p", "case"), events=())
    await run(ledger, new_case("case"))
    await tamper(ledger, update(pieces).values(meta=b"forged"))
    await run(ledger, update(cases).values(review="reviewed"))
    first, second = await entries(ledger)
    assert set(second.rows) == {"cases/case"}
    assert (await digests(ledger))["pieces/p"] != first.rows["pieces/p"]


def test_every_row_of_the_ledger_is_named_by_its_key():
    for name, key in KEYS.items():
        table = metadata.tables[name]
        unique = [tuple(c.name for c in table.primary_key)]
        unique += [(c.name,) for c in table.columns if c.unique]
        assert key in unique or name in {wraps.name, grants.name}
    assert terms.name in KEYS
