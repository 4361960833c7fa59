"""What earlier versions left is upgraded, opens, verifies, and is gone on with.

`earlier/` has an installation for each revision, as the program of that time left it: the English
story of `tests.story`, up to the review (in 0002: up to the reminder of it), with keys that open
nothing else, and small attachments. `fifth-1.identity` is the reviewer's own key.
"""

import asyncio
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import MetaData, func, insert, select, text

from bot.blob_store import blobs_of
from bot.config import load
from bot.desk import make_sequencer, scope_over
from bot.intake import scope_maker as intake_scope_maker
from bot.keys import load_desk_keys, load_intake_keys, load_roster, load_scribe, load_verifier
from bot.mending import figures_mended
from bot.own_work import in_own_work
from bot.people import roster_of
from bot.registrar import Registrar
from bot.reminding import Reminding
from bot.schema import give_roles, is_file, make_ready, migrate
from bot.shredding import Shown, shred_on_command
from casework.desk.close import close_case
from casework.desk.people import members
from casework.desk.read import open_case, read_entries
from casework.desk.review import mark_reviewed
from casework.desk.unlock import unlock
from casework.keeping import begin_draft, keep_text
from casework.petitions import Petition, submit_petition
from casework.rules.access import key_id
from storage.blobs import FolderBlobs
from storage.fsck import Folders, fsck
from storage.ledger.identity_files import load_identity
from storage.sql.migrating import upgrade
from storage.sql.schema import HEAD, SchemaError, known_revisions
from storage.sql.tables import cases, wraps
from storage.sql.work import Work, open_database
from storage.verify import Keys, Places, verify
from tests.storage.postgresql import (  # noqa: F401  fixtures
    Addresses,
    running_server,
    url_of_a_database,
)

FOLDER = Path(__file__).parent / "earlier"
CONFIG = Path(__file__).parents[2] / "config.toml"
EARLIER = [revision for revision in known_revisions() if revision != HEAD]
PASSPHRASE = "drum at the gate"
NOW = datetime(2026, 9, 30, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
WRITTEN = "Since March 2026 they pay 2,600 yuan a month in cash, without a receipt."
# What the desk does by itself when it starts, and what `fsck --mend-figures` does: earlier versions
# planned reminders ahead, and kept no steps by which figures are counted again.
MENDED_SINCE = ("nobody is reminded of it", "see --mend-figures")
CONFIGURED = {
    "DENGWEN_CONFIG": str(CONFIG),
    "DENGWEN_TELEGRAM__TEAM_CHAT": "-1001000000001",
    "DENGWEN_TELEGRAM__FIFTH_CHAT": "-1001000000002",
    "DENGWEN_ROUND__OPENS": "2026-09-21",
    "DENGWEN_ROUND__CLOSES": "2026-11-27",
    "DENGWEN_LEDGER__PROFILE": "x25519",
    "DENGWEN_TELEGRAM_API": "http://127.0.0.1:1",
}


class Installation:
    """What was left, with the parts of the three processes over it."""

    def __init__(self, folder, config):
        self.folder, self.config = folder, config
        self.keys = config.storage.keys
        self.blobs = FolderBlobs(config.storage.blobs)
        scribe = load_scribe(self.keys)
        self.owner = open_database(config.storage.database)
        self.intake = open_database(config.storage.database_of("intake"), scribe)
        self.database = open_database(config.storage.database_of("desk"), scribe)
        self.desk_keys = load_desk_keys(self.keys, self.blobs.path)
        self.scope = scope_over(config, self.desk_keys, roster_of(config))

    def clock(self):
        return NOW

    async def close(self):
        for database in (self.owner, self.intake, self.database):
            await database.close()

    async def does(self, step, *about):
        return await in_own_work(self.database, self.scope, step, *about)

    async def reviewer(self):
        found = await members(self.scope(Work(self.database)))
        return next(member for member in found if member.id == "fifth-1")

    async def leader(self):
        found = await members(self.scope(Work(self.database)))
        return next(member for member in found if member.id == "leader")

    async def case_ids(self):
        question = select(cases.c.id).order_by(cases.c.position)
        return await self.database.read(lambda c: c.scalars(question).all())

    async def reads(self, case_id):
        """Return what the reviewer reads in a case, with the key that was theirs then."""
        scope, member = self.scope(Work(self.database)), await self.reviewer()
        scope.sessions.unlock(member.id, load_identity(self.folder / "fifth-1.identity"))
        case, opened = await open_case(scope, member, case_id)
        return "\n".join(str(entry) for entry in await read_entries(scope, case, opened))

    async def petition(self, words):
        keys = load_intake_keys(self.keys)
        roster = load_roster(self.keys, "intake")
        scope = intake_scope_maker(self.config, keys, roster, self.clock, self.blobs.remove)
        work = Work(self.intake)
        draft = await begin_draft(scope(work))
        await work.commit()
        work = Work(self.intake)
        await keep_text(scope(work), draft, words, NOW)
        await work.commit()
        work = Work(self.intake)
        answers = Petition(
            real_name=False,
            contact=None,
            unit="office",
            concerns="none",
            category="C",
            language="en",
            may_write=True,
        )
        await submit_petition(scope(work), draft.id, answers, reply_to=77)
        await work.commit()
        await Registrar(self.database, self.scope, 0.01).take_all()
        await Reminding(self.database, self.scope).sweep()
        return draft.id

    async def settles(self):
        """Let the log be written to its end."""
        sequencer = make_sequencer(
            self.config, self.database, self.desk_keys, self.scope, lambda: NOW
        )
        await sequencer.round()

    async def verified(self):
        """Return what `verify` finds, of which no row and no entry of the log may be amiss."""
        keys = Keys(load_verifier(self.keys, "log"), load_verifier(self.keys, "root"))
        places = Places(self.config.storage.log, self.keys / "roster.note")
        report = await verify(self.owner, places, keys, second_look_seconds=0)
        assert report.entries > 15
        return [str(each) for each in report.findings]

    async def looked(self):
        """Return what `fsck` finds."""
        folders = Folders(self.keys, blobs_of(self.config), self.config.storage.log)
        report = await fsck(self.owner, folders, NOW)
        assert report.opened > 20
        return [str(each) for each in report.findings]


@pytest.fixture
async def installation(request, tmp_path, monkeypatch, database_url):
    """An installation of an earlier version, on the database of the test."""
    revision = request.param
    with tarfile.open(FOLDER / f"{revision}.tar.xz") as archive:
        archive.extractall(tmp_path / "left", filter="data")
    (tmp_path / "left" / "keys" / "days").mkdir(exist_ok=True)
    (tmp_path / "clock").write_text(f"{(NOW - datetime.now(UTC)).total_seconds():.0f}")
    for name, value in CONFIGURED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(tmp_path / "left" / "data"))
    monkeypatch.setenv("DENGWEN_STORAGE__KEYS", str(tmp_path / "left" / "keys"))
    monkeypatch.setenv("DENGWEN_CLOCK_OFFSET_FILE", str(tmp_path / "clock"))
    if database_url.startswith("postgresql"):
        await moved(load(None).storage.database, revision, database_url)
        for name, address in Addresses(database_url).settings().items():
            monkeypatch.setenv(name, address)
    opened = Installation(tmp_path / "left", load(None))
    yield opened
    await opened.close()


async def moved(source, revision, target):
    """Copy every row into a PostgreSQL database of the same revision."""
    theirs, ours = open_database(source), open_database(target)

    def rows_of(connection):
        found = MetaData()
        found.reflect(connection)
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in found.tables.values()
        }

    def put(connection):
        upgrade(connection, revision)
        made = MetaData()
        made.reflect(connection)
        for name, rows in found.items():
            table = made.tables[name]
            if rows:
                connection.execute(insert(table), rows)
            for column in table.columns:
                if column.server_default is not None and rows:
                    last = max(row[column.name] for row in rows)
                    sequence = func.pg_get_serial_sequence(name, column.name)
                    connection.execute(select(func.setval(sequence, last)))

    found = await theirs.read(rows_of)
    await ours.change_schema(put)
    await theirs.close()
    await ours.close()


async def upgraded(installation):
    """Upgrade as whoever may: on PostgreSQL the owner, who gives the processes their roles."""
    if is_file(installation.config):
        assert HEAD in await make_ready(installation.config)
        return
    with pytest.raises(SchemaError):
        await make_ready(installation.config)
    await migrate(installation.config, installation.owner)
    await give_roles(installation.config, installation.owner)


BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
EACH = pytest.mark.parametrize("installation", EARLIER, indirect=True)


def test_there_is_an_installation_of_every_earlier_revision():
    assert sorted(path.name.split(".")[0] for path in FOLDER.iterdir()) == EARLIER


@BOTH
@EACH
async def test_what_an_earlier_version_left_opens_verifies_and_is_gone_on_with(installation):
    await upgraded(installation)
    [old] = await installation.case_ids()
    assert await installation.verified() == []
    left = [each for each in await installation.looked() if not each.endswith(MENDED_SINCE)]
    assert left == []
    await Reminding(installation.database, installation.scope).round(asyncio.Event())
    await figures_mended(installation.config)
    assert await installation.looked() == []
    assert WRITTEN in await installation.reads(old)

    new = await installation.petition("A second letter, after the upgrade.")
    assert "after the upgrade" in await installation.reads(new)
    reviewer, leader = await installation.reviewer(), await installation.leader()
    for case_id in (old, new):
        case = await installation.database.read(
            lambda c, i=case_id: c.execute(select(cases).where(cases.c.id == i)).one()
        )
        if case.review != "reviewed":
            await installation.does(mark_reviewed, reviewer, case_id)
    await installation.does(close_case, leader, old)
    states = await installation.database.read(
        lambda c: c.execute(select(cases.c.id, cases.c.state)).all()
    )
    assert dict(map(tuple, states))[old] == "closed"
    await installation.settles()
    assert await installation.verified() + await installation.looked() == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("installation", ["0001"], indirect=True)
async def test_a_passphrase_of_then_unlocks_the_key_of_then(installation):
    await upgraded(installation)
    scope, member = installation.scope(Work(installation.database)), await installation.reviewer()
    unlocked = await unlock(scope, member, PASSPHRASE)
    assert unlocked.on_roster
    held = key_id(member.reader.recipient)
    [case_id] = await installation.case_ids()
    assert {wrap.key for wrap in await scope.book.wraps_of(case_id, member.id)} == {held}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("installation", ["0004"], indirect=True)
async def test_what_is_shredded_on_postgresql_leaves_its_files_and_the_log_stays_whole(
    installation,
):
    await upgraded(installation)
    [case_id] = await installation.case_ids()
    await installation.does(close_case, await installation.leader(), case_id)
    await installation.settles()
    kept = await installation.owner.read(lambda c: c.scalars(select(wraps.c.wrap)).all())
    assert await bytes_in_files(installation.owner, kept) == len(kept)
    shown = Shown([load_identity(installation.folder / "fifth-1.identity")], ["leader"])
    done = await shred_on_command(
        installation.config, case_id, shown, lambda _reader: PASSPHRASE, lambda _number: True
    )
    assert (done.blobs, done.overwritten) == (3, True)
    assert await bytes_in_files(installation.owner, kept) == 0
    await installation.settles()
    assert await installation.verified() == []


async def bytes_in_files(database, values):
    """Return how many of these values lie in the files of the server's tables."""

    def where(connection):
        connection.execute(text("CHECKPOINT"))
        return connection.scalar(text("SELECT current_setting('data_directory')"))

    folder = Path(await database.read(where)) / "base"
    content = b"".join(path.read_bytes() for path in folder.glob("*/[0-9]*") if path.is_file())
    # A long value may lie in pieces.
    return sum(value[-64:] in content for value in values)
