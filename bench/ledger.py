"""The ledger: checking a million entries, what an entry costs its transaction, and a proof."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import Connection, Table, insert, select

from bench.figure import Figure
from casework.ports import ReceiptCommitment
from storage.ledger.age import Profile, X25519Identity, generate_identity, seal
from storage.ledger.day_keys import DayKeys
from storage.ledger.entries import EntryText, Scribe, digest_of, leaf_of
from storage.ledger.intake_seals import IntakeKeys
from storage.ledger.local import LocalKey
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.note import NoteSigner
from storage.ledger.padding import JSON_FLOOR
from storage.ledger.petition_proof import Opening
from storage.ledger.roster import SignedRoster, save_roster
from storage.sql.ledger_rows import row_digest, row_name
from storage.sql.log_book import HEAD_ID, SqlLogBook
from storage.sql.tables import cases, epochs, terms, wraps
from storage.sql.work import Database, Operation, open_database
from storage.verify import Keys, Places, verify

ENTRIES = 1_000_000
ROWS = 100_000
PROVED = 400
EVERY = ENTRIES // PROVED
TRANSACTIONS = 200
READERS = 8
MAX_VERIFY_S = 20
MAX_PROOF_MS = 10
MILLI = 1000
RECEIPT = "LX-64ZGG-ZDW0H-7"


def figures() -> Iterator[Figure]:
    """Measure, one figure after the other; it takes a gigabyte of disk and two minutes."""
    with tempfile.TemporaryDirectory(prefix="dengwen-bench-") as name:
        yield from asyncio.run(_transactions(Path(name)))
        yield from asyncio.run(_million(Path(name)))


async def _transactions(folder: Path) -> list[Figure]:
    """Write the rows of a petition with their entry and without one, in turns."""
    scribes = {profile: Scribe(generate_identity(profile).recipient) for profile in Profile}
    taken: dict[str, list[float]] = {"none": [], **{profile: [] for profile in Profile}}
    databases = {
        profile: open_database(_url(folder / f"{profile}.db"), scribe)
        for profile, scribe in scribes.items()
    }
    for database in databases.values():
        await database.create_tables()
    for number in range(TRANSACTIONS):
        event = {"event": "received", "case": f"{number:032x}", "at": "2026-09-28T09:00:00+08:00"}
        for profile, database in databases.items():
            operations = _petition(f"{number:032x}")
            start = time.perf_counter()
            await database.write(operations, [event])
            taken[profile].append(time.perf_counter() - start)
        operations = _petition(f"{TRANSACTIONS + number:032x}")
        start = time.perf_counter()
        await _write_unlogged(databases[Profile.MLKEM768X25519], operations)
        taken["none"].append(time.perf_counter() - start)
    for database in databases.values():
        await database.close()
    bare = median(taken["none"])
    rows = READERS + 2
    figures = [Figure(f"transaction of {rows} rows, without an entry", f"{bare * MILLI:.2f} ms")]
    for profile in Profile:
        typical = median(taken[profile])
        name = f"the same with its entry, {profile}"
        figures.append(Figure(name, f"{typical * MILLI:.2f} ms"))
        figures.append(Figure(f"{name}, in proportion", f"{typical / bare:.1f} times"))
    return figures


async def _write_unlogged(database: Database, operations: list[Operation]) -> None:
    """Do as `Database.write` does, but for the entry."""
    async with database._engine.begin() as connection:  # noqa: SLF001  there is no way in public
        for operation in operations:
            await connection.run_sync(operation)


def _petition(case_id: str) -> list[Operation]:
    """Return the inserts of a petition's keys and first term."""
    sealed = bytes(2000)
    wrapped = [
        {"case_id": case_id, "epoch": 1, "reader_id": f"r{n}", "key": "0" * 16, "wrap": sealed}
        for n in range(READERS)
    ]
    epoch = {"case_id": case_id, "epoch": 1, "recipient": "age1" * 400, "voucher": bytes(32)}
    return [
        lambda c: c.execute(insert(epochs).values(epoch)),
        lambda c: c.execute(insert(wraps), wrapped),
        lambda c: c.execute(insert(terms).values(_term(case_id))),
    ]


def _term(name: str) -> dict[str, object]:
    due = date(2026, 9, 28)
    return {"id": name, "case_id": name, "due_on": due, "met": False, "sealed": bytes(540)}


async def _million(folder: Path) -> list[Figure]:
    """Check a ledger of a million entries about a hundred thousand rows, and prove petitions."""
    signer = NoteSigner.generate("dengwen-log")
    log = SignedLog.writing(folder / "log", signer)
    keys = _intake_keys(folder, signer)
    path = folder / "million.db"
    database = open_database(_url(path))
    await database.create_tables()
    await _fill(database, path, log, keys)
    root, places = NoteSigner.generate("dengwen-root"), Places(folder / "log", folder / "roster")
    save_roster(places.roster, SignedRoster(1, (), Profile.MLKEM768X25519), root)
    trusted = Keys(log=signer.verifier, root=root.verifier)
    start, busy = time.perf_counter(), time.process_time()
    report = await verify(database, places, trusted)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    whole = not report.findings and (report.entries, report.rows) == (ENTRIES, ROWS + PROVED)
    proving = await _proving(database, log, keys)
    await database.close()
    return [
        Figure(
            f"verify, {ENTRIES:,} entries and {ROWS:,} rows",
            f"{seconds:.1f} s",
            f"below {MAX_VERIFY_S} s",
            whole and seconds < MAX_VERIFY_S,
        ),
        Figure("CPU of the same, of all its threads", f"{busy:.1f} s"),
        Figure(
            f"/proof made from {ENTRIES:,} entries",
            f"{proving * MILLI:.2f} ms",
            f"median below {MAX_PROOF_MS} ms",
            proving * MILLI < MAX_PROOF_MS,
        ),
    ]


def _intake_keys(folder: Path, signer: NoteSigner) -> IntakeKeys:
    public = X25519Identity.generate().recipient
    days = DayKeys(folder / "days")
    profile = Profile.MLKEM768X25519
    return IntakeKeys(LocalKey.generate(), days, public, public, signer.verifier, profile, signer)


async def _fill(database: Database, path: Path, log: SignedLog, keys: IntakeKeys) -> None:
    """Put rows and entries in, in bulk: each entry names rows as they are in the end."""
    inserts = [insert(terms).values(_term(_id(at))) for at in range(ROWS)]
    inserts += [insert(cases).values(_case(at)) for at in range(PROVED)]
    await _write_unlogged(database, [lambda c: [c.execute(each) for each in inserts]])
    named = await database.read(lambda c: (_named(c, terms), _named(c, cases)))
    sealed = seal(bytes(JSON_FLOOR), [X25519Identity.generate().recipient])
    salts = [os.urandom(32) for _ in range(ENTRIES)]
    kept = {at: keys.commit_receipt(_id(at), RECEIPT) for at in range(PROVED)}
    digest = digest_of(sealed)
    texts = [_text(at, digest, *named, kept) for at in range(ENTRIES)]

    def entry(at: int) -> tuple[object, ...]:
        petition, other = divmod(at, EVERY)
        received, secret = (None, None) if other else (_id(petition), kept[petition].secret)
        return (at + 1, at, received, salts[at], texts[at], sealed, secret)

    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany(
            "INSERT INTO log_entries (arrival, position, received, salt, text, sealed, secret)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            map(entry, range(ENTRIES)),
        )
        connection.execute("INSERT INTO log_head VALUES (?, ?)", (HEAD_ID, ENTRIES))
    log.tiles.extend(0, list(map(leaf_of, salts, texts)))
    log.sign(ENTRIES)


def _named(connection: Connection, table: Table) -> list[tuple[str, str]]:
    rows = connection.execute(select(table).order_by(table.c.id)).all()
    return [(row_name(table.name, (row.id,)), row_digest(table, row)) for row in rows]


def _text(
    at: int,
    sealed: str,
    others: list[tuple[str, str]],
    petitions: list[tuple[str, str]],
    kept: dict[int, ReceiptCommitment],
) -> str:
    """Return an entry about two rows, and about a petition with its receipt now and then."""
    rows = dict([others[at % ROWS], others[at * 7919 % ROWS]])
    petition, other = divmod(at, EVERY)
    if other:
        return EntryText(sealed, None, rows).encode()
    return EntryText(sealed, kept[petition].receipt, rows | dict([petitions[petition]])).encode()


def _id(number: int) -> str:
    return f"{number:032x}"


def _case(number: int) -> dict[str, object]:
    fixed = {"received_on": date(2026, 9, 28), "state": "registered", "review": "due", "version": 1}
    lookup = number.to_bytes(32, "big")
    return fixed | {"id": _id(number), "lookup": lookup, "facts": bytes(1000)}


async def _proving(database: Database, log: SignedLog, keys: IntakeKeys) -> float:
    """Return what a proof takes at the median: the entry, its secret, and the path in the tree."""
    book = SqlLogBook(database)
    taken = []
    for at in Random(1).sample(range(PROVED), PROVED):  # noqa: S311  the same in each run
        start = time.perf_counter()
        entry = await book.received(_id(at))
        if (
            entry is None
            or entry.position is None
            or not (entry.salt and entry.text and entry.secret)
        ):
            raise LookupError(at)
        key = keys.receipt_key(_id(at), entry.secret)
        extra = Opening(entry.text, entry.salt, RECEIPT, key).encode()
        log.prove(entry.position, leaf_of(entry.salt, entry.text), extra)
        taken.append(time.perf_counter() - start)
    return median(taken)


def _url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"
