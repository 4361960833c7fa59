"""`dengwen migrate`, and what refuses to start on tables of another revision."""

import asyncio
import json
import sqlite3
import stat

import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select, text

from bot.__main__ import cli
from bot.config import load
from bot.keys import make_keys
from bot.schema import make_ready
from casework.ports import StorageUnavailableError
from storage.ledger.age import Profile
from storage.sql import migrating
from storage.sql.migrating import upgrade
from storage.sql.schema import HEAD
from storage.sql.tables import seen
from storage.sql.work import open_database
from tests.commands.test_roster import CONFIG

ROW = {"bot": "public", "update_id": 2**40, "seen_at": 1_800_000_000}


@pytest.fixture(autouse=True)
def installation(tmp_path, monkeypatch):
    monkeypatch.setenv("DENGWEN_CONFIG", str(CONFIG))
    monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DENGWEN_STORAGE__KEYS", str(tmp_path / "keys"))
    return tmp_path


def runs(*command):
    return CliRunner().invoke(cli, command)


def at(revision, change=None):
    """Bring the database of the installation to a revision, with a row in it."""

    async def bring():
        database = open_database(load(None).storage.database)
        await database.change_schema(lambda c: upgrade(c, revision))
        await database.write([lambda c: c.execute(insert(seen).values(ROW))])
        if change:
            await database.write([lambda c: c.execute(text(change))])
        await database.close()

    asyncio.run(bring())


def found(question, url=None):
    async def ask():
        database = open_database(url or load(None).storage.database)
        rows = await database.read(lambda c: c.execute(question).all())
        await database.close()
        return rows

    return asyncio.run(ask())


def test_the_tables_are_made_where_there_are_none():
    result = runs("migrate")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"The tables of the schema {HEAD} are made.\n"
    assert runs("migrate", "--check").exit_code == 0
    again = runs("migrate")
    assert again.stdout.endswith("nothing was done.\n")


def test_a_file_is_copied_first_and_only_its_owner_may_read_the_copy(installation):
    at("0003")
    killed = installation / "data/.dengwen-before-upgrade-0003-20261101T000000Z.db.part"
    killed.write_bytes(b"half of one")
    checked = runs("migrate", "--check")
    assert checked.exit_code == 1
    assert f"has the schema 0003, and this program needs {HEAD}" in checked.stderr
    result = runs("migrate")
    assert result.exit_code == 0
    [copy] = (installation / "data").glob("*before-upgrade*")
    assert copy.name.startswith("dengwen-before-upgrade-0003-")
    assert str(copy) in result.stdout
    assert "delete it" in result.stderr
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    kept = f"sqlite+aiosqlite:///{copy}"
    rows = select(seen.c.update_id)
    assert found(rows) == found(rows, kept) == [(ROW["update_id"],)]
    version = text("SELECT version_num FROM alembic_version")
    assert found(version) == [(HEAD,)]
    assert found(version, kept) == [("0003",)]


def test_an_upgrade_goes_as_far_as_it_is_told_and_never_back():
    at("0001")
    result = runs("migrate", "--to", "0003", "--json")
    answer = json.loads(result.stdout)
    assert (answer["before"], answer["schema"]) == ("0001", "0003")
    for revision in ("0002", "9999", "head"):
        refused = runs("migrate", "--to", revision)
        assert refused.exit_code == 2
        assert "restoring the copy" in refused.stderr
    assert json.loads(runs("migrate", "--check", "--json").stdout) == {
        "schema": "0003",
        "needed": HEAD,
        "current": False,
    }


def test_a_newer_schema_is_refused_in_one_sentence(installation):
    at(HEAD, "UPDATE alembic_version SET version_num = '0999'")
    for command in ("migrate", "quarantine"):
        result = CliRunner().invoke(cli, [command])
        shown = result.stderr or str(result.exception)
        assert "is of the schema 0999, which is newer than this program" in shown
    assert not list((installation / "data").glob("*before-upgrade*"))


@pytest.mark.parametrize("process", ["intake", "desk", "courier"])
@pytest.mark.parametrize("revision", [None, "0004"])
def test_no_process_starts_on_tables_that_are_not_its_own(
    installation, monkeypatch, process, revision
):
    monkeypatch.setenv("DENGWEN_TELEGRAM_API", "http://127.0.0.1:1")
    for number, bot in enumerate(("PUBLIC", "TEAM")):
        monkeypatch.setenv(f"DENGWEN_TELEGRAM__{bot}_TOKEN", f"{number}00:a-token-of-nobody")
    make_keys(load(None).storage.keys, Profile.X25519)
    if revision:
        at(revision)
    result = runs(process)
    assert result.exit_code == 2
    [sentence] = result.stderr.splitlines()
    assert "dengwen migrate" in sentence
    assert not list((installation / "data").glob("*before-upgrade*"))


def test_tables_from_before_the_log_are_refused(installation):
    at("0002", "DROP TABLE alembic_version")
    assert "of an earlier version" in runs("migrate", "--check").stderr
    at_first = "DROP TABLE epochs"

    async def without_epochs():
        database = open_database(load(None).storage.database)
        await database.write([lambda c: c.execute(text(at_first))])
        await database.close()

    asyncio.run(without_epochs())
    result = runs("migrate")
    assert result.exit_code == 2
    assert "before the log" in result.stderr


def test_only_postgresql_has_statements_to_print():
    result = runs("migrate", "--sql")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "PostgreSQL" in result.stderr


async def test_the_service_upgrades_a_file_by_itself_and_says_where_the_copy_is(installation):
    await asyncio.to_thread(at, "0002")
    said = await make_ready(load(None))
    [copy] = (installation / "data").glob("dengwen-before-upgrade-0002-*")
    assert str(copy) in said
    assert await make_ready(load(None)) == ""


def test_a_copy_that_does_not_fit_on_the_disk_leaves_no_half_of_one(installation, monkeypatch):
    at("0003")
    before = {*(installation / "data").iterdir()}

    class Full(sqlite3.Connection):
        def backup(self, target, **_named):
            target.execute("CREATE TABLE half (x)")
            raise sqlite3.OperationalError("database or disk is full")

    connects = sqlite3.connect
    monkeypatch.setattr(
        migrating.sqlite3, "connect", lambda *a, **k: connects(*a, **(k | {"factory": Full}))
    )
    result = runs("migrate")
    assert isinstance(result.exception, StorageUnavailableError)
    assert {*(installation / "data").iterdir()} == before


def test_an_upgrade_that_fails_again_and_again_leaves_no_copies(installation, monkeypatch):
    at("0003")

    def broken(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(migrating.command, "upgrade", broken)
        for _ in range(2):
            result = runs("migrate")
            assert isinstance(result.exception, StorageUnavailableError)
    assert not list((installation / "data").glob("*before-upgrade*"))
    assert runs("migrate").exit_code == 0
    assert len(list((installation / "data").glob("*before-upgrade*"))) == 1
