"""The operator's side: `backup`, `restore`, `restored`, and what `doctor` says."""

import asyncio
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot import restore_commands
from bot.__main__ import cli
from bot.access import desk_at_hand
from bot.config import load
from bot.doctor.backups import last_backup
from bot.doctor.findings import Installation
from casework.desk.register import series_tag
from storage.sql.tables import log_entries, series
from storage.sql.work import Work, open_database

CONFIG = Path(__file__).parents[2] / "config.toml"
ANOTHER = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


class Machine:
    """A machine with an installation, on which commands are typed."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.environment = folder, monkeypatch
        monkeypatch.setenv("DENGWEN_CONFIG", str(CONFIG))
        monkeypatch.setenv("DENGWEN_TELEGRAM__API", "http://127.0.0.1:9")
        self.works_in(folder)

    def works_in(self, folder):
        self.environment.setenv("DENGWEN_STORAGE__DATA", str(folder / "data"))
        self.environment.setenv("DENGWEN_STORAGE__KEYS", str(folder / "keys"))

    def does(self, *words):
        done = CliRunner().invoke(cli, [*map(str, words)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    def answers(self, *words):
        return json.loads(CliRunner().invoke(cli, [*map(str, words), "--json"]).stdout)

    def asks(self, question):
        """Return what the database of the installation answers."""

        async def ask():
            database = open_database(load().storage.database)
            try:
                return await database.read(question)
            finally:
                await database.close()

        return asyncio.run(ask())

    def series_of(self, number_series, year):
        async def ask():
            async with desk_at_hand(load()) as (database, scope):
                return series_tag(scope(Work(database)), number_series, year)

        name = asyncio.run(ask())
        return self.asks(lambda c: c.scalar(select(series.c.last).where(series.c.name == name)))


@pytest.fixture
def machine(tmp_path, monkeypatch):
    machine = Machine(tmp_path, monkeypatch)
    assert machine.does("init")[0] == 0
    config = load()

    async def make():
        database = open_database(config.storage.database)
        await database.create_tables()
        await database.close()

    config.storage.data.mkdir(exist_ok=True)
    asyncio.run(make())
    (tmp_path / "backups").mkdir()
    return machine


@pytest.fixture
def keyed(machine):
    """Return a machine whose configuration names who opens backups."""
    code, said = machine.does("backup", "--make-key", machine.folder / "own.txt")
    assert code == 0
    machine.environment.setenv("DENGWEN_BACKUP__RECIPIENTS", json.dumps([said.split()[0]]))
    return machine


def test_nobody_to_seal_to_and_no_place_to_put_it_are_said(machine):
    assert machine.does("backup")[0] == 2
    code, said = machine.does("backup", "--to", machine.folder / "backups")
    assert (code, "--make-key" in said) == (2, True)
    machine.environment.setenv("DENGWEN_BACKUP__RECIPIENTS", '["age1nobody"]')
    code, said = machine.does("backup", "--to", machine.folder / "backups")
    assert (code, "Number 1 of backup.recipients" in said) == (2, True)


def test_the_same_key_for_all_of_it_or_two_kinds_of_keys_are_refused(keyed):
    own = json.loads(os.environ["DENGWEN_BACKUP__RECIPIENTS"])
    to = keyed.folder / "backups"
    code, said = keyed.does("backup", "--to", to, "--with-keys", *own)
    assert (code, "another recipient" in said) == (2, True)
    keyed.environment.setenv("DENGWEN_BACKUP__RECIPIENTS", json.dumps([*own, ANOTHER]))
    code, said = keyed.does("backup", "--to", to)
    assert (code, "of one kind" in said) == (2, True)
    assert [*to.iterdir()] == []


def test_a_backup_is_made_checked_kept_and_restored(keyed):
    folder = keyed.folder / "backups"
    made = keyed.answers("backup", "--to", folder, "--with-keys", ANOTHER)
    path = Path(made["file"])
    assert (made["findings"], made["with_keys"], path.parent) == ([], True, folder)
    assert path.stat().st_mode & 0o777 == 0o600
    assert keyed.does("backup", "--check", path)[0] == 0
    opened = keyed.answers("backup", "--check", path, "--identity", keyed.folder / "own.txt")
    assert opened["opened"]
    assert opened["digest"] == made["digest"]
    for day in ("20200101", "20200102"):
        (folder / f"dengwen-{day}T000000Z.backup").write_bytes(path.read_bytes())
    (folder / "dengwen-20200103T000000Z.backup").write_bytes(b"half of one")
    (folder / "mine.txt").write_text("mine")
    half = folder / ".dengwen-20200101T000000Z.backup.abc.part"
    half.write_bytes(b"killed")
    os.utime(half, (0, 0))
    path.rename(folder / "dengwen-20200104T000000Z.backup")
    code, said = keyed.does("backup", "--to", folder, "--keep", 2)
    assert code == 0, said
    left = sorted(each.name for each in folder.iterdir())
    assert left[0] == "dengwen-20200103T000000Z.backup"  # no backup, so not ours to remove
    assert left[1] == "dengwen-20200104T000000Z.backup"
    assert left[2:] == [next(name for name in left if name > "dengwen-2021"), "mine.txt"]
    code, said = keyed.does("backup", "--check", folder / left[0])
    assert (code, "it is no backup" in said) == (1, True)


def test_after_a_restore_no_process_starts_and_no_number_is_given_twice(keyed):
    path = keyed.folder / "a.backup"
    assert keyed.does("backup", "--to", path)[0] == 0
    there, own = keyed.folder / "there", keyed.folder / "own.txt"
    code, said = keyed.does("restore", path, "--identity", own, "--to", there)
    assert (code, "cases       0" in said, "No process starts there" in said) == (0, True, True)
    code, said = keyed.does("restore", path, "--identity", own, "--to", there)
    assert (code, "is not empty" in said) == (1, True)
    keys = keyed.folder / "keys"
    for name in ("desk.age", "desk.local", "log.key"):
        (there / "keys" / name).write_bytes((keys / name).read_bytes())
        (there / "keys" / name).chmod(0o600)
    keyed.works_in(there)
    for role in ("intake", "desk", "courier"):
        code, said = keyed.does(role)
        assert (code, "dengwen restored" in said) == (1, True)
    assert keyed.does("restored")[0] == 2
    assert keyed.does("restored", "--last", "甲乙〔2026〕5号")[0] == 2
    assert keyed.does("restored", "--last", "number five")[0] == 2
    code, said = keyed.does("restored", "--last", "礼巡信〔2026〕57号")
    assert (code, "57 up to 礼巡信〔2026〕057号" in said) == (0, True), said
    assert keyed.series_of("礼巡信", 2026) == 57
    assert keyed.series_of("礼巡密信", 2026) is None
    assert len(keyed.asks(lambda c: c.execute(select(log_entries)).all())) == 1
    assert keyed.does("restored", "--none-later")[0] == 1
    assert "dengwen restored" not in keyed.does("intake")[1]


def test_only_its_owner_reads_what_is_restored(keyed):
    path, there = keyed.folder / "a.backup", keyed.folder / "there"
    assert keyed.does("backup", "--to", path)[0] == 0
    there.mkdir(mode=0o755)
    before = os.umask(0o022)
    try:
        own = keyed.folder / "own.txt"
        assert keyed.does("restore", path, "--identity", own, "--to", there)[0] == 0
    finally:
        os.umask(before)
    files = {each for each in there.rglob("*") if each.is_file()}
    assert there / "config.toml" in files
    open_to_others = {each.name for each in files if each.stat().st_mode & 0o077}
    public = {each.name for each in (there / "keys").iterdir()}
    assert "log.pub" in public
    assert open_to_others == {"restored.json", *public}


def test_a_password_for_the_database_is_not_taken_from_the_command_line(keyed):
    path, own = keyed.folder / "a.backup", keyed.folder / "own.txt"
    assert keyed.does("backup", "--to", path)[0] == 0
    for who in ("dengwen:drum-at-the-gate@db/dengwen", "dengwen@db/dengwen?password=drum-at"):
        address, to = f"postgresql+asyncpg://{who}", keyed.folder / "there"
        code, said = keyed.does(
            "restore", path, "--identity", own, "--to", to, "--database", address
        )
        assert (code, "PGPASSFILE" in said, "drum-at" in said) == (2, True, False)
        assert not to.exists()


def test_the_doctor_says_how_old_the_last_backup_is(keyed):
    def found(**later):
        here = Installation(load(), datetime.now(UTC) + timedelta(**later))
        return [finding.what for finding in last_backup(here)]

    assert found() == ["There was no backup yet."]
    assert keyed.does("backup", "--to", keyed.folder / "backups")[0] == 0
    assert found() == []
    assert found(days=3, hours=1) == ["The last backup is 3 days old."]
    keyed.environment.delenv("DENGWEN_BACKUP__RECIPIENTS")
    assert found() == ["backup.recipients names nobody, so no backup can be made."]


@pytest.mark.parametrize(
    ("storage", "outside"),
    [('data = "data"', []), ('data = "/srv/old/data"\nkeys = "/srv/old/keys"', ["data", "keys"])],
)
def test_a_restored_configuration_that_leads_to_the_old_installation_is_told(
    tmp_path, storage, outside
):
    (tmp_path / "config.toml").write_text(f"[storage]\n{storage}\n")
    assert restore_commands._elsewhere(tmp_path) == outside
