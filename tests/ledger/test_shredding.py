"""A case is destroyed: nothing sealed of it is left, and the log still holds together."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from casework.desk.deadlines import open_terms
from casework.desk.figures import read_totals
from casework.desk.reminding import rows_for
from casework.desk.shred import (
    CannotOpenError,
    Keyholder,
    NotInTheLogYetError,
    NotOverError,
    SameBodyError,
    shred,
)
from casework.desk.write import add_note
from casework.keeping import keep_text
from casework.ports import DueReminder, StaleError
from casework.rules.reminders import Kind, Stage
from storage.ledger.entries import leaf_of
from storage.ledger.log.proof import LogProof
from storage.ledger.petition_proof import Opening, check_petition_proof
from storage.sql.desk_book import SqlDeskBook
from storage.sql.lingering import wipe_lingering
from storage.sql.log_book import SqlLogBook
from storage.sql.tables import (
    accounts,
    cases,
    log_entries,
    mailbox,
    outbox,
    phrases,
    pieces,
    terms,
    wraps,
)
from storage.sql.work import Work
from tests.casework.office import PASSPHRASE
from tests.ledger.scene import fill, open_ledger


@pytest.fixture
async def ledger(tmp_path):
    ledger = await open_ledger(tmp_path)
    ledger.cases = await fill(ledger)
    yield ledger
    await ledger.database.close()


async def rows(ledger, question):
    return await ledger.database.read(lambda c: c.execute(question).all())


async def holder(ledger, reader_id):
    found = await SqlDeskBook(Work(ledger.database)).accounts()
    locked = next(row.identity for row in found if row.reader_id == reader_id)
    identity = ledger.keys.unlock(locked, PASSPHRASE)
    return Keyholder(ledger.roster.reader(reader_id), identity)


async def shreds(ledger, name, *reader_ids):
    by = [await holder(ledger, reader_id) for reader_id in reader_ids]
    size = ledger.sequencer.signed_log.tiles.size()
    names = await ledger.does(shred, ledger.cases[name].id, by, size)
    for blob in names:
        ledger.blobs.remove(blob)
    await wipe_lingering(ledger.database)
    return names


async def sealed_of(ledger, case_id):
    """Return a part of everything sealed that belongs to a case, as it lies on the disk."""
    found = [
        row.wrap for row in await rows(ledger, select(wraps).where(wraps.c.case_id == case_id))
    ]
    for row in await rows(ledger, select(pieces).where(pieces.c.case_id == case_id)):
        found += [row.meta, row.content or ledger.blobs.path(row.blob).read_bytes()]
    for table in (phrases, mailbox):
        of_case = select(table).where(table.c.case_id == case_id)
        found += [getattr(row, "sealed", row[-1]) for row in await rows(ledger, of_case)]
    entry = await SqlLogBook(ledger.database).received(case_id)
    return [data[-40:] for data in [*found, entry.sealed, entry.secret, entry.salt]]


def on_the_disk(ledger):
    files = [path for path in ledger.folder.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files if "keys" not in path.parts)


async def proof_of(ledger, case_id, number):
    entry = await SqlLogBook(ledger.database).received(case_id)
    key = ledger.intake_keys.receipt_key(case_id, entry.secret)
    opening = Opening(entry.text, entry.salt, number, key)
    leaf = leaf_of(entry.salt, entry.text)
    return ledger.sequencer.signed_log.prove(entry.position, leaf, opening.encode())


async def test_nothing_of_a_shredded_case_is_left_and_the_log_holds(ledger):
    case = ledger.cases["closed"]
    (row,) = await rows(ledger, select(cases).where(cases.c.id == case.id))
    context = f"{row.id} {row.state} {row.review}"
    facts = ledger.keys.open_own("facts", row.facts, context)
    proof = await proof_of(ledger, case.id, facts["receipt"])
    traces = await sealed_of(ledger, case.id)
    assert all(trace in on_the_disk(ledger) for trace in traces)
    assert await shreds(ledger, "closed", "leader", "fifth")
    disk = on_the_disk(ledger)
    assert [trace for trace in traces if trace in disk] == []
    assert list(map(str, await ledger.checks())) == []
    await ledger.round()
    assert list(map(str, await ledger.checks())) == []
    assert check_petition_proof(proof, ledger.signer.verifier).receipt == facts["receipt"]
    assert LogProof.parse(proof).index >= 0
    [row] = await rows(ledger, select(cases).where(cases.c.id == case.id))
    assert (row.state, row.facts) == ("shredded", b"")


async def test_no_figure_waits_for_what_a_shredded_case_still_owed(ledger):
    case, before = ledger.cases["closed"], (await read_totals(ledger.scope())).due
    owed = select(terms.c.due_on).where(terms.c.case_id == case.id, terms.c.met.is_(False))
    gone = Counter(row.due_on for row in await rows(ledger, owed))
    assert gone
    await shreds(ledger, "closed", "leader", "fifth")
    assert (await read_totals(ledger.scope())).due == Counter(before) - gone
    assert list(map(str, await ledger.checks())) == []


async def test_nobody_is_told_any_more_that_a_term_of_it_has_moved(ledger):
    case, own = ledger.cases["closed"], set()

    async def moves(scope):
        people, row = [await ledger.member(1001)], await scope.book.case(case.id)
        for watched in await open_terms(scope, case.id):
            stage = Stage(scope.clock(), "moved 2027-01-05", Kind.MOVED)
            due = DueReminder(watched.row, scope.clock(), row, await scope.book.readers_of(case.id))
            for line in rows_for(scope, due, watched, [stage], people, before=watched.due.date):
                scope.book.add_outbox(line)
                own.add(line.id)

    await ledger.does(moves)
    waiting = {row.id for row in await rows(ledger, select(outbox.c.id))}
    assert own
    assert own <= waiting
    await shreds(ledger, "closed", "leader", "fifth")
    assert not own & {row.id for row in await rows(ledger, select(outbox.c.id))}


async def test_the_case_that_went_opens_for_nobody_and_takes_nothing_more(ledger):
    await shreds(ledger, "closed", "member", "fifth")
    with pytest.raises(StaleError):
        await ledger.follows_up(ledger.cases["closed"])
    assert list(map(str, await ledger.checks())) == []


async def test_what_was_sealed_before_the_shredding_does_not_come_after_it(ledger):
    case = ledger.cases["closed"]
    work = Work(ledger.database)
    await keep_text(ledger.intake(work), case, "Too late.", ledger.clock())
    await shreds(ledger, "closed", "leader", "fifth")
    with pytest.raises(StaleError):
        await work.commit()


async def test_a_case_that_changes_meanwhile_is_shredded_again(ledger):
    case, by = ledger.cases["closed"], [await holder(ledger, who) for who in ("leader", "fifth")]
    work = Work(ledger.database)
    await shred(ledger.scope(work), case.id, by, 10**6)
    member = await ledger.member(1001)
    await ledger.does(add_note, member, case.id, "One more thing.")
    with pytest.raises(StaleError):
        await work.commit()
    with pytest.raises(NotInTheLogYetError):
        await ledger.does(shred, case.id, by, 10**6)


@pytest.mark.parametrize(
    ("name", "readers", "refusal"),
    [
        ("granted", ("leader", "fifth"), NotOverError),
        ("closed", ("leader", "member"), SameBodyError),
        ("closed", ("leader", "leader"), SameBodyError),
        ("closed", ("leader",), SameBodyError),
        ("closed", ("leader", "office"), CannotOpenError),
    ],
)
async def test_who_may_not_shred_and_what(ledger, name, readers, refusal):
    before = await rows(ledger, select(log_entries.c.arrival))
    with pytest.raises(refusal):
        await shreds(ledger, name, *readers)
    assert await rows(ledger, select(log_entries.c.arrival)) == before


async def test_an_entry_that_is_in_no_tile_yet_is_not_emptied(ledger):
    by = [await holder(ledger, reader_id) for reader_id in ("leader", "fifth")]
    with pytest.raises(NotInTheLogYetError):
        await ledger.does(shred, ledger.cases["closed"].id, by, 3)


async def test_accounts_stay(ledger):
    before = await rows(ledger, select(accounts.c.reader_id))
    await shreds(ledger, "closed", "leader", "fifth")
    assert await rows(ledger, select(accounts.c.reader_id)) == before
