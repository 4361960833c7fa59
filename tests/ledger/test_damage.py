"""Whatever single bit is flipped, and whatever row or file is taken away, a check names it.

One ledger with something of everything is made once; each place is damaged in a copy of it, and
verify and fsck look at the copy. What nothing vouches for is left out: `WORKING`.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.keys import load_recipient, load_scribe
from storage.ledger.age import seal
from storage.ledger.log.cosignature import CosignatureVerifier
from storage.ledger.note import NoteVerifier
from storage.ledger.padding import padded_json
from storage.sql.audit import WORKING
from storage.sql.ledger_rows import KEYS, row_name
from storage.sql.tables import metadata
from storage.sql.work import open_database
from storage.verify import Keys, Places, verify
from tests.ledger.scene import fill, look_at, open_ledger

PLACES = int(os.environ.get("DENGWEN_DAMAGED_PLACES", "240"))
BATCHES = 6
SEED = int(os.environ.get("DENGWEN_DAMAGE_SEED", "20261123"))
IN_THE_LOG = {*KEYS, "log_entries", "log_head", "log_posts"}
BITS_OF_INTEGERS = 31


class Made:
    """The ledger as it was made, and copies of it to be damaged."""

    def __init__(self, folder, keys, now, cases):
        self.folder, self.keys, self.now, self.cases = folder, keys, now, cases
        self._copies = 0

    def copy(self):
        self._copies += 1
        return Path(shutil.copytree(self.folder, f"{self.folder}-{self._copies}"))

    async def finds(self, folder):
        database = open_database(f"sqlite+aiosqlite:///{folder}/dengwen.db")
        try:
            findings = await look_at(folder, database, self.keys, self.now)
        finally:
            await database.close()
        return list(map(str, findings))

    def sql(self, folder, statement, *values):
        """Do to a database what somebody does who can write the file."""
        with sqlite3.connect(folder / "dengwen.db") as connection:
            connection.execute("PRAGMA foreign_keys=OFF")
            return connection.execute(statement, values).fetchall()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "ledger"
    folder.mkdir()

    async def make():
        ledger = await open_ledger(folder)
        cases = await fill(ledger)
        keys = Keys(
            NoteVerifier.parse(ledger.signer.verifier.encode()),
            NoteVerifier.parse(ledger.roster.signer.verifier.encode()),
            [CosignatureVerifier.parse(ledger.witness.verifier.encode())],
        )
        await ledger.database.close()
        return Made(folder, keys, ledger.clock(), {name: row.id for name, row in cases.items()})

    made = asyncio.run(make())
    made.sql(folder, "PRAGMA wal_checkpoint(TRUNCATE)")
    return made


def rows_of(made, table):
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    rows = made.sql(made.folder, f"SELECT rowid, {names} FROM {table.name}")  # noqa: S608
    return [(row[0], dict(zip(table.columns.keys(), row[1:], strict=True))) for row in rows]


def names_of(table, row):
    """Return by which names findings may call a row."""
    key = KEYS.get(table.name) or tuple(column.name for column in table.primary_key)
    if table.name in {"outbox", "pieces", "drafts", "handles"}:
        key = (table.columns.keys()[1],) if table.name == "outbox" else key
    values = [v.hex() if isinstance(v, bytes) else v for v in (row[c] for c in key)]
    names = {row_name(table.name, tuple(values))}
    if table.name == "log_entries":
        names |= {f"log entry {row['position']}"}
    if table.name == "log_head":
        names |= {"log_head"}
    return names


def covered(table, row, column):
    if column not in WORKING.get(table.name, {}):
        return True
    return table.name == "seen" and row["answers"] is not None and column != "seen_at"


def columns_of(made):
    """Return every value that something vouches for: (table, rowid, row, column)."""
    found = []
    for table in metadata.sorted_tables:
        for rowid, row in rows_of(made, table):
            found += [
                (table, rowid, row, column)
                for column, value in row.items()
                if value is not None and covered(table, row, column)
            ]
    return found


def files_of(made):
    """Return every file that something vouches for, by how findings call it."""
    folder = made.folder
    files = {f"blobs/{path.stem}": path for path in (folder / "blobs").rglob("*.age")}
    files |= {
        f"log/{path.relative_to(folder / 'log')}": path
        for path in (folder / "log").rglob("*")
        if path.is_file()
    }
    return files | {"roster.note": folder / "keys/roster.note"}


def flipped(value, chance):
    """Return a value with one bit of it changed, as it lies in the file."""
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(BITS_OF_INTEGERS))
    data = bytearray(value.encode() if isinstance(value, str) else value)
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def places(made, chance):
    """Draw places so that every column and every file comes up, and each row may."""
    by_column = {}
    for place in columns_of(made):
        by_column.setdefault((place[0].name, place[3]), []).append(place)
    files = sorted(files_of(made).items())
    chosen = [chance.choice(rows) for rows in by_column.values()]
    chosen += [("file", name, path) for name, path in files]
    everything = [*(p for rows in by_column.values() for p in rows)]
    everything += [("file", name, path) for name, path in files]
    return chosen + [chance.choice(everything) for _ in range(max(0, PLACES - len(chosen)))]


def is_named(names, findings):
    whole = [re.compile(rf"(?<![\w/]){re.escape(name)}(?!\w)") for name in names]
    return any(name.search(finding) for finding in findings for name in whole)


async def damage(made, place, chance):
    """Flip one bit in a copy; returns what was damaged and whether a finding names it."""
    folder = made.copy()
    try:
        if place[0] == "file":
            _, name, path = place
            copied = folder / path.relative_to(made.folder)
            copied.chmod(0o644)
            copied.write_bytes(flipped(path.read_bytes(), chance))
            names, what = {name}, name
        else:
            table, rowid, row, column = place
            value = flipped(row[column], chance)
            kind = "TEXT" if isinstance(row[column], str) else ""
            bound = f"CAST(? AS {kind})" if kind else "?"
            statement = f'UPDATE {table.name} SET "{column}" = {bound} WHERE rowid = ?'  # noqa: S608
            try:
                made.sql(folder, statement, value, rowid)
            except sqlite3.IntegrityError:
                return None, True  # The database itself refuses this one.
            after = row | {
                column: value if kind == "" else value.decode("utf-8", "surrogateescape")
            }
            names = names_of(table, row) | names_of(table, after)
            what = f"{table.name}.{column} of {sorted(names)}"
        found = await made.finds(folder)
        return what, is_named(names, found)
    finally:
        shutil.rmtree(folder)


async def test_an_intact_ledger_gives_no_findings(made):
    assert await made.finds(made.copy()) == []


@pytest.mark.parametrize("batch", range(BATCHES))
async def test_a_flipped_bit_is_named_wherever_it_is(made, batch):
    drawn = places(made, random.Random(SEED))  # noqa: S311  the same places each time
    chance = random.Random(SEED + batch)  # noqa: S311  as above
    unseen, counted = [], 0
    for place in drawn[batch::BATCHES]:
        what, seen = await damage(made, place, chance)
        counted += what is not None
        if not seen:
            unseen.append(what)
    assert unseen == []
    assert counted > PLACES // BATCHES * 4 // 5


@pytest.mark.parametrize("table", [t for t in metadata.sorted_tables if t.name in IN_THE_LOG])
async def test_a_row_that_was_taken_away_is_named(made, table):
    chance = random.Random(SEED)  # noqa: S311  as above
    rows = rows_of(made, table)
    if table.name == "pieces":
        rows = [(at, row) for at, row in rows if row["case_id"] in made.cases.values()]
    for rowid, row in chance.sample(rows, min(3, len(rows))):
        folder = made.copy()
        made.sql(folder, f"DELETE FROM {table.name} WHERE rowid = ?", rowid)  # noqa: S608
        assert is_named(names_of(table, row), await made.finds(folder)), names_of(table, row)
    assert rows


async def test_a_case_that_was_taken_away_is_missing(made):
    folder, case_id = made.copy(), made.cases["closed"]
    made.sql(folder, "DELETE FROM cases WHERE id = ?", case_id)
    found = await made.finds(folder)
    assert any(finding.startswith(f"cases/{case_id}: is missing") for finding in found)


async def test_mail_that_the_intake_did_not_sign_is_named(made):
    folder = made.copy()
    desk = load_recipient(folder / "keys", "desk")
    forged = seal(padded_json({"kind": "withdrawn", "note": "dengwen mail\n"}), [desk])
    ((mail_id,),) = made.sql(folder, "SELECT id FROM desk_mail ORDER BY id LIMIT 1")
    made.sql(folder, "UPDATE desk_mail SET sealed = ? WHERE id = ?", forged, mail_id)
    found = await made.finds(folder)
    assert f"desk_mail/{mail_id}: is no mail that the intake signed for its case" in found


async def test_a_blob_and_a_file_of_the_log_that_were_taken_away_are_named(made):
    files = files_of(made)
    pieces = {row["blob"]: row["id"] for _, row in rows_of(made, metadata.tables["pieces"])}
    for name, path in sorted(files.items()):
        if "/tile/" in str(path) and not is_widest(path):
            continue  # Once there is a wider one, nobody needs it.
        folder = made.copy()
        (folder / path.relative_to(made.folder)).unlink()
        names = {name, f"pieces/{pieces.get(path.stem)}"}
        if "witnessed" not in name:
            assert is_named(names, await made.finds(folder)), name
        shutil.rmtree(folder)


def is_widest(path):
    return int(path.name) == max(int(each.name) for each in path.parent.iterdir())


async def test_what_is_written_meanwhile_gives_no_findings(tmp_path):
    ledger = await open_ledger(tmp_path)
    await fill(ledger)
    other = open_database(
        f"sqlite+aiosqlite:///{tmp_path}/dengwen.db", load_scribe(tmp_path / "keys")
    )
    writing, stop = ledger, asyncio.Event()

    async def write():
        while not stop.is_set():
            case = await writing.submits()
            await writing.follows_up(case)
            await writing.takes_mail()
            await writing.round()

    task = asyncio.create_task(write())
    keys = Keys(ledger.signer.verifier, ledger.roster.signer.verifier, [ledger.witness.verifier])
    places = Places(tmp_path / "log", tmp_path / "keys/roster.note")
    for _time in range(12):
        report = await verify(other, places, keys, second_look_seconds=0.2)
        assert list(map(str, report.findings)) == []
        await asyncio.sleep(0.05)
    stop.set()
    await task
    assert report.entries > 40
    await other.close()
    await ledger.database.close()
