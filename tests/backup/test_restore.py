"""A restore is whole or known not to be, refuses what is strange, and says what it sets back."""

from __future__ import annotations

import io
import sqlite3
import tarfile

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.restoring import compare
from storage.backup.errors import (
    BackupError,
    DamagedBackupError,
    ForeignBackupError,
    NotEmptyError,
)
from storage.backup.frame import FrameWriter
from storage.backup.hold import Hold
from storage.ledger.age import SealingWriter, generate_identity
from storage.ledger.errors import WrongRecipientError
from storage.ledger.note import NoteSigner
from storage.sql.portable import Importer
from storage.sql.tables import outbox
from tests.backup.conftest import PQ


def crafted(keeper, name, content):
    """Return a backup as somebody would make it who knows the recipient and nothing else."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    path = keeper.folder / "crafted"
    with path.open("wb") as file:
        framing = FrameWriter(file)
        with SealingWriter(framing, [keeper.identity.recipient]) as sealed:
            sealed.write(tar.getvalue())
        framing.close()
    return path


async def test_a_folder_with_anything_in_it_is_refused(keeper):
    path, _ = await keeper.backs_up()
    (keeper.folder / "elsewhere").mkdir()
    (keeper.folder / "elsewhere" / "note.txt").write_text("mine")
    with pytest.raises(NotEmptyError):
        await keeper.restores(path)
    await keeper.restores(path, "new")
    with pytest.raises(NotEmptyError):
        await keeper.restores(path, "new")
    assert [each.name for each in (keeper.folder / "elsewhere").iterdir()] == ["note.txt"]


async def test_one_that_was_broken_off_is_begun_again(keeper, opened, monkeypatch):
    path, _ = await keeper.backs_up()

    def fails(_self):
        raise OSError(5, "broken")

    with monkeypatch.context() as broken:
        broken.setattr(Importer, "finish", fails)
        with pytest.raises(OSError, match="broken"):
            await keeper.restores(path)
    hold = Hold.read(keeper.folder / "elsewhere/data")
    assert (hold.whole, "broken off" in hold.sentence()) == (False, True)
    target, _ = await keeper.restores(path)
    assert Hold.read(target.data).whole
    assert await keeper.finds(target, opened(target.database)) == []


async def test_what_is_damaged_or_for_somebody_else_writes_nothing_that_starts(keeper):
    path, _ = await keeper.backs_up()
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedBackupError):
        await keeper.restores(path)
    assert not (keeper.folder / "elsewhere").exists()
    path, _ = await keeper.backs_up("b.backup")
    keeper.identity = generate_identity(PQ)
    with pytest.raises(WrongRecipientError):
        await keeper.restores(path)


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "keys/root.key", "blobs/../x"])
async def test_a_backup_from_a_stranger_writes_nothing_where_it_does_not_belong(keeper, name):
    path = crafted(keeper, name, b"content")
    with pytest.raises(ForeignBackupError):
        await keeper.restores(path)
    assert {each.name for each in keeper.folder.rglob("*") if each.is_file()} == {
        "crafted",
        "restored.json",
    }


async def test_a_backup_without_what_it_should_say_is_refused(keeper):
    with pytest.raises(DamagedBackupError):
        await keeper.restores(crafted(keeper, "config.toml", b""))
    with pytest.raises(ForeignBackupError):
        await keeper.restores(crafted(keeper, "BACKUP.json", b'{"format": 2}'), "new")


async def test_one_of_another_log_is_refused_if_the_key_is_known(keeper):
    path, _ = await keeper.backs_up()
    with pytest.raises(ForeignBackupError):
        await keeper.restores(path, log_key=NoteSigner.generate("dengwen-log").verifier)
    await keeper.restores(path, "new", log_key=keeper.ledger.signer.verifier)


async def test_what_others_saw_since_is_named_with_how_much_is_lost(keeper):
    ledger = keeper.ledger
    path, _ = await keeper.backs_up()
    posted = max((ledger.folder / "log/posted").iterdir()).read_text()
    await ledger.submits()
    await ledger.round(days=1)
    ahead = max((ledger.folder / "log/posted").iterdir()).read_text()
    target, restored = await keeper.restores(path)
    texts = [("posted", posted), ("ahead", f"From the group:\n{ahead}"), ("letter", "Dear office")]
    old, new, none = compare(target, restored, texts)
    assert (old.ahead, old.fits) == (0, True)
    assert new.ahead == new.size - restored.log_size > 0
    assert none.size is None


async def test_messages_about_drafts_are_not_in_it_and_others_are(keeper, opened):
    path, _ = await keeper.backs_up()
    target, _ = await keeper.restores(path)
    question = select(outbox.c.id).order_by(outbox.c.id)
    before = await keeper.ledger.database.read(lambda c: c.scalars(question).all())
    assert await opened(target.database).read(lambda c: c.scalars(question).all()) == before != []


async def test_a_database_that_does_not_take_the_rows_is_told_in_a_sentence(keeper):
    path, _ = await keeper.backs_up()
    nowhere = f"sqlite+aiosqlite:///{keeper.folder}/nowhere/dengwen.db"
    with pytest.raises(BackupError, match=r"the database .*/nowhere/dengwen\.db"):
        await keeper.restores(path, database=nowhere)
    assert not Hold.read(keeper.folder / "elsewhere/data").whole


async def test_a_database_that_is_full_is_told_in_a_sentence(keeper, monkeypatch):
    path, _ = await keeper.backs_up()

    def full(_self, name, _part):
        raise OperationalError(name, None, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(Importer, "take", full)
    with pytest.raises(BackupError, match="does not take"):
        await keeper.restores(path)
