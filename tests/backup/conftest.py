"""A ledger with something of everything, and what makes backups of it and restores them."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.keys import load_scribe
from storage.backup.making import Sealing, Source, make_backup
from storage.backup.restoring import Target, restore_backup
from storage.ledger.age import KeyIdentity, Profile, generate_identity
from storage.sql.work import open_database
from storage.verify import Keys
from tests.ledger.scene import Ledger, fill, look_at, open_ledger
from tests.storage.postgresql import running_server, url_of_a_database  # noqa: F401  fixtures

PQ = Profile.MLKEM768X25519


@dataclass
class Keeper:
    """Who makes backups of a ledger, and the keys that open them."""

    ledger: Ledger
    folder: Path
    identity: KeyIdentity
    keys_identity: KeyIdentity

    def source(self, **changes):
        ledger = self.ledger
        places = {
            "database": ledger.database,
            "blobs": ledger.blobs,
            "log": ledger.folder / "log",
            "keys": ledger.folder / "keys",
            "data": ledger.folder,
            "calendar": ledger.folder / "calendar",
            "config": ledger.folder / "config.toml",
            "zone": "Asia/Shanghai",
            "witnesses": [ledger.witness.verifier.encode()],
            "version": "0",
            "log_key": ledger.signer.verifier,
        }
        return Source(**(places | changes))

    async def backs_up(self, name="a.backup", *, with_keys=False, opened=True, **changes):
        """Make a backup; returns its path and what was said of it."""
        keys_for = [self.keys_identity.recipient] if with_keys else []
        sealing = Sealing([self.identity.recipient], keys_for, self.identity if opened else None)
        path = self.folder / name
        made = await make_backup(self.source(**changes), sealing, path, self.ledger.clock())
        return path, made

    async def restores(self, path, name="elsewhere", database=None, *, with_keys=False, **named):
        """Restore a backup; returns the target and what was said of it."""
        target = Target.in_folder(self.folder / name, database)
        keys = self.keys_identity if with_keys else None
        with path.open("rb") as file:
            return target, await restore_backup(file, self.identity, target, keys, **named)

    async def finds(self, target, database):
        """Return what verify and fsck find where a backup was restored."""
        for name in ("log", "blobs"):
            (target.folder / name).symlink_to(target.data / name)
        ledger = self.ledger
        root = ledger.roster.signer.verifier
        keys = Keys(ledger.signer.verifier, root, [ledger.witness.verifier])
        return [*map(str, await look_at(target.folder, database, keys, ledger.clock()))]


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """Make a ledger once, which each test gets a copy of."""
    folder = tmp_path_factory.mktemp("filled") / "ledger"
    folder.mkdir()

    async def make():
        ledger = await open_ledger(folder)
        ledger.cases = await fill(ledger)
        await ledger.database.close()
        return ledger

    return asyncio.run(make())


def copy_of(filled, folder):
    """Return a ledger as `filled` left it, in a folder of its own or, opened again, of its own."""
    if not folder.exists():
        shutil.copytree(filled.folder, folder)
        (folder / "config.toml").write_text("# 礼巡信, and whoever reads it\n", "utf-8")
    url = f"sqlite+aiosqlite:///{folder}/dengwen.db"
    ledger = Ledger(folder, open_database(url, load_scribe(folder / "keys")))
    ledger.roster.people, ledger.roster.serial = filled.roster.people, filled.roster.serial
    ledger.clock.at, ledger.cases, ledger.witness = filled.clock.at, filled.cases, filled.witness
    return ledger


@pytest.fixture
async def keeper(filled, tmp_path):
    ledger = copy_of(filled, tmp_path / "ledger")
    folder = tmp_path / "backups"
    folder.mkdir()
    yield Keeper(ledger, folder, generate_identity(PQ), generate_identity(PQ))
    await ledger.database.close()


@pytest.fixture
async def opened():
    """Return what opens a database until the test is over."""
    databases = []

    def open_(url, scribe=None):
        databases.append(open_database(url, scribe))
        return databases[-1]

    yield open_
    for database in databases:
        await database.close()
