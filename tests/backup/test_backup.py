"""A backup is whole and sealed, taken while others write, and holds what it should and no more."""

from __future__ import annotations

import asyncio
import threading

import pytest
from sqlalchemy import func, select

from bot.keys import load_scribe
from storage.backup import making
from storage.backup.archive import SEALED_KEYS, ArchiveReader
from storage.backup.errors import DamagedBackupError
from storage.backup.frame import LINE_BYTES, check_backup, sealed_body
from storage.backup.process_keys import SECRET
from storage.blobs import FolderBlobs
from storage.sql.portable import LEFT_OUT
from storage.sql.schema import VERSION_TABLE
from storage.sql.tables import cases, log_entries, metadata, pieces
from tests.backup.conftest import copy_of
from tests.ledger.scene import Ledger
from tests.ledger.test_shredding import shreds


def content_of(keeper, path):
    """Return every file in a backup, by its name."""
    frame = check_backup(path)
    with path.open("rb") as file:
        members = ArchiveReader(sealed_body(file, frame), [keeper.identity]).members()
        return {member.name: b"".join(member.chunks()) for member in members}


async def counts(database):
    """Return how many rows each table has."""
    tables = metadata.sorted_tables
    return {
        table.name: await database.read(
            lambda c, table=table: c.scalar(select(func.count()).select_from(table))
        )
        for table in tables
    }


async def test_what_is_restored_verifies_and_opens_with_the_same_keys(keeper, opened):
    path, made = await keeper.backs_up(with_keys=True)
    assert (made.findings, made.opened) == ([], True)
    target, restored = await keeper.restores(path, with_keys=True)
    assert sorted(restored.keys) == sorted(SECRET)
    database = opened(target.database)
    assert await keeper.finds(target, database) == []
    before, after = await counts(keeper.ledger.database), await counts(database)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {*LEFT_OUT - {VERSION_TABLE}, "pieces", "downloads"} & before.keys() - {
        name for name in before if not before[name]
    }


async def test_no_draft_no_conversation_and_no_blank_receipt_is_in_it(keeper, opened):
    path, _ = await keeper.backs_up()
    found = content_of(keeper, path)
    names = {name.split("/")[1].split(".")[0] for name in found if name.startswith("database/")}
    assert names & LEFT_OUT == set()
    target, _ = await keeper.restores(path)
    database = opened(target.database)
    of_cases = select(cases.c.id)
    strays = select(pieces.c.id).where(pieces.c.case_id.not_in(of_cases))
    assert await database.read(lambda c: c.scalars(strays).all()) == []
    there = await keeper.ledger.database.read(
        lambda c: c.scalars(select(pieces.c.blob).where(pieces.c.blob.is_not(None))).all()
    )
    stored = await database.read(
        lambda c: c.scalars(select(pieces.c.blob).where(pieces.c.blob.is_not(None))).all()
    )
    blobs = {name.removeprefix("blobs/") for name in found if name.startswith("blobs/")}
    assert blobs == {*stored} < {*there}


async def test_keys_of_processes_are_in_it_only_for_somebody_else(keeper):
    path, _ = await keeper.backs_up()
    without = content_of(keeper, path)
    assert SEALED_KEYS not in without
    path, _ = await keeper.backs_up("b.backup", with_keys=True)
    found = content_of(keeper, path)
    secrets = [(keeper.ledger.folder / "keys" / name).read_bytes() for name in SECRET]
    root = (keeper.ledger.folder / "keys/root.key").read_bytes()
    everything = b"".join([*without.values(), *found.values()])
    assert not [secret for secret in [*secrets, root] if secret.strip() in everything]
    target, restored = await keeper.restores(path)
    assert (restored.has_keys, restored.keys) == (True, [])
    assert {file.suffix for file in target.keys.iterdir()} == {".pub", ".note"}


async def test_nothing_is_said_outside_of_the_seal(keeper):
    path, made = await keeper.backs_up()
    raw, found = path.read_bytes(), content_of(keeper, path)
    known = [
        b"cases",
        b"BACKUP",
        b"MANIFEST",
        "礼巡信".encode(),
        b"Asia",
        b"blobs/",
        b"dengwen-log",
    ]
    assert [word for word in known if word in raw] == []
    assert not [name for name, data in found.items() if len(data) > 40 and data[:200] in raw]
    assert raw[-LINE_BYTES:] == made.frame.encode()
    assert raw[:-LINE_BYTES].startswith(b"age-encryption.org/v1\n")


async def test_every_cut_and_every_change_is_seen_without_a_key(keeper):
    path, _ = await keeper.backs_up()
    whole = path.read_bytes()
    other = keeper.folder / "other"
    for cut in {0, 1, 30, len(whole) // 2, len(whole) - LINE_BYTES, len(whole) - 1}:
        other.write_bytes(whole[:cut])
        with pytest.raises(DamagedBackupError):
            check_backup(other)
    for at in range(0, len(whole), len(whole) // 60):
        other.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(DamagedBackupError):
            check_backup(other)
    other.write_bytes(whole + b"\n")
    with pytest.raises(DamagedBackupError):
        check_backup(other)


async def test_a_disk_that_fills_up_leaves_no_file(keeper, monkeypatch):
    def full(_descriptor, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.ledger.files._write_all", full)
    with pytest.raises(OSError, match="No space"):
        await keeper.backs_up()
    assert [*keeper.folder.iterdir()] == []


async def test_a_disk_that_lies_is_found_out(keeper):
    class Lying(FolderBlobs):
        """Changes the file while it is written, as a broken disk does."""

        def path(self, name):
            half = next(keeper.folder.glob(".*.part"))
            with half.open("r+b") as file:
                file.seek(200)
                file.write(b"\0")
            return super().path(name)

    with pytest.raises(DamagedBackupError):
        await keeper.backs_up(blobs=Lying(keeper.ledger.folder / "blobs"))
    assert [*keeper.folder.iterdir()] == []


async def test_a_case_that_is_shredded_meanwhile_is_not_in_it(keeper, filled, opened):
    case = keeper.ledger.cases["closed"]

    async def shred():
        other = copy_of(filled, keeper.ledger.folder)
        await shreds(other, "closed", "leader", "fifth")
        await other.database.close()

    class Meanwhile(FolderBlobs):
        """Lets the case be shredded when the first attachment is about to be read."""

        done = False

        def path(self, name):
            if not self.done:
                self.done = True
                elsewhere = threading.Thread(target=lambda: asyncio.run(shred()))
                elsewhere.start()
                elsewhere.join()
            return super().path(name)

    path, made = await keeper.backs_up(blobs=Meanwhile(keeper.ledger.folder / "blobs"))
    assert (made.begun_anew, made.shredded, made.findings) == (1, 1, [])
    target, _ = await keeper.restores(path)
    database = opened(target.database)
    row = await database.read(lambda c: c.execute(select(cases).where(cases.c.id == case.id)).one())
    assert (row.state, row.facts) == ("shredded", b"")
    assert await keeper.finds(target, database) == []


async def test_a_case_that_is_shredded_while_it_is_read_back_is_not_in_it(
    keeper, filled, monkeypatch
):
    async def shred():
        other = copy_of(filled, keeper.ledger.folder)
        await shreds(other, "closed", "leader", "fifth")
        await other.database.close()

    def read_back(*args):
        if not done:
            done.append(True)
            elsewhere = threading.Thread(target=lambda: asyncio.run(shred()))
            elsewhere.start()
            elsewhere.join()
        return reads_back(*args)

    done, reads_back = [], making._read_back
    monkeypatch.setattr(making, "_read_back", read_back)
    _, made = await keeper.backs_up()
    assert (made.begun_anew, made.shredded, made.findings) == (1, 1, [])


async def test_an_attachment_that_is_missing_or_changed_is_named(keeper):
    path, _ = await keeper.backs_up()
    first, second = sorted(
        name.removeprefix("blobs/") for name in content_of(keeper, path) if "blobs/" in name
    )[:2]
    keeper.ledger.blobs.remove(first)
    keeper.ledger.blobs.path(second).write_bytes(b"something else")
    _, made = await keeper.backs_up("b.backup")
    assert [finding.thing for finding in made.findings] == [f"blobs/{first}", f"blobs/{second}"]


async def test_the_log_is_cut_to_its_checkpoint_though_tiles_run_ahead(keeper, opened):
    """The desk writes tiles before it signs: what is not signed yet must not go before the rows."""
    ledger = keeper.ledger
    for _ in range(3):
        await ledger.submits()
    await ledger.sequencer.place()
    await ledger.sequencer.write()
    signed = ledger.sequencer.signed_log
    assert signed.tiles.size() > signed.newest().size
    path, made = await keeper.backs_up()
    target, restored = await keeper.restores(path)
    assert restored.log_size == signed.newest().size
    database = opened(target.database)
    assert await keeper.finds(target, database) == []
    entries = select(func.count()).select_from(log_entries)
    assert await database.read(lambda c: c.scalar(entries)) == made.entries > restored.log_size


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_it_goes_from_sqlite_to_postgresql_and_back(keeper, opened, database_url):
    path, _ = await keeper.backs_up()
    target, _ = await keeper.restores(path, "there", database_url)
    database = opened(database_url, load_scribe(keeper.ledger.folder / "keys"))
    assert await keeper.finds(target, database) == []
    there = Ledger(keeper.ledger.folder, database)
    there.roster.people = keeper.ledger.roster.people
    await there.submits()  # Numbers that the database gives go on.
    path, made = await keeper.backs_up("b.backup", database=database)
    target, _ = await keeper.restores(path, "back")
    again = opened(target.database)
    assert [each for each in await keeper.finds(target, again) if "draft" not in each] == []
    assert made.cases == (await counts(again))["cases"] == (await counts(database))["cases"]
