"""A short drill: a backup while petitions come in, and one that is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import time

import pytest

from bot.keys import load_intake_keys
from casework.keeping import begin_draft, keep_text
from casework.petitions import submit_petition
from storage.backup.errors import DamagedBackupError
from storage.backup.frame import check_backup
from storage.backup.making import Sealing, make_backup
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.work import Work
from tests.backup.conftest import Keeper, copy_of


async def hands_in(ledger):
    """Submit a petition; returns its receipt number."""
    draft = await ledger.writes(begin_draft)
    await ledger.writes(lambda s: keep_text(s, draft, "The fee was waived.", ledger.clock()))
    petition = ledger.petition_of()
    receipt = await ledger.writes(lambda s: submit_petition(s, draft.id, petition, reply_to=77))
    return receipt.number


async def test_every_receipt_from_before_a_backup_under_load_is_in_it(keeper, filled, opened):
    ledger, stop, numbers = keeper.ledger, asyncio.Event(), []

    async def flows():
        while not stop.is_set():
            numbers.append(await hands_in(ledger))

    def backs_up():
        async def run():
            theirs = copy_of(filled, ledger.folder)  # as another process opens it
            own = Keeper(theirs, keeper.folder, keeper.identity, keeper.keys_identity)
            try:
                return await own.backs_up(with_keys=True)
            finally:
                await theirs.database.close()

        return asyncio.run(run())

    coming = asyncio.create_task(flows())
    while len(numbers) < 10:
        await asyncio.sleep(0.01)
    promised = [*numbers]
    path, made = await asyncio.to_thread(backs_up)
    stop.set()
    await coming
    assert len(numbers) > len(promised), "nothing came in meanwhile"
    assert made.findings == []
    target, _ = await keeper.restores(path, with_keys=True)
    database, keys = opened(target.database), load_intake_keys(target.keys)
    book = SqlIntakeBook(Work(database))
    assert [n for n in promised if await book.case_by_lookup(keys.lookup(n)) is None] == []
    assert await keeper.finds(target, database) == []


def test_a_backup_that_is_killed_has_no_name_and_is_known_as_half_of_one(filled, tmp_path):
    """SIGKILL while it waits for an attachment: in its place is a fifo that nobody writes to."""
    folder = tmp_path / "ledger"
    ledger = copy_of(filled, folder)
    asyncio.run(ledger.database.close())
    names = sorted(path for path in (folder / "blobs").rglob("*.age"))
    for path in names[1:]:
        path.unlink()
        os.mkfifo(path)
    backups = tmp_path / "backups"
    backups.mkdir()
    child = os.fork()
    if child == 0:
        _make_backup_and_never_return(folder, filled, backups)
    try:
        half = _first_in(backups)
        time.sleep(0.05)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert half.name.startswith(".a.backup.")
    assert [each.name for each in backups.iterdir()] == [half.name]
    with pytest.raises(DamagedBackupError, match=r"it is no backup|broken off"):
        check_backup(half)
    plain = half.read_bytes()
    assert not [word for word in ("礼巡信", "BACKUP.json", "cases") if word.encode() in plain]


def _make_backup_and_never_return(folder, filled, backups):
    try:
        ledger = copy_of(filled, folder)
        keeper = Keeper(ledger, backups, None, None)
        sealing = Sealing([ledger.courier.recipient])
        path = backups / "a.backup"
        asyncio.run(make_backup(keeper.source(), sealing, path, ledger.clock()))
    finally:
        os._exit(1)


def _first_in(folder):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for path in folder.iterdir():
            if path.stat().st_size:
                return path
        time.sleep(0.01)
    raise AssertionError("nothing was written")
