"""Checking and shredding on the command line, over a real installation's keys."""

import asyncio
import json
import os
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.desk import scope_maker
from bot.keys import load_desk_keys
from bot.registrar import Registrar
from bot.sequencer import Sequencer
from casework.desk.facts import change, open_facts
from casework.desk.figures import count, keep_figures, read_figures
from casework.desk.messages import Chat, tell_apart
from casework.ports import AccountRow
from casework.rules.cases import State
from casework.rules.recount import Happened, stepped
from storage.ledger.age import generate_identity
from storage.ledger.identity_files import save_identity
from storage.ledger.log.cosignature import CosignatureSigner
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.log.witness import AddCheckpoint, Witness
from storage.sql.rows import case_row
from storage.sql.tables import cases, outbox, pieces, wraps
from storage.sql.work import Work
from tests.conversations.public_office import BOT, CONFIG, submits
from tests.scribe import tamper

ACCOUNT = "有人占用了人防工程。"
PASSPHRASE = "a drum at the gate"


class Desk:
    """What the desk does with one office's ledger, without its bot."""

    def __init__(self, office):
        self.office = office
        self.keys = load_desk_keys(office.keys, office.blobs.path)
        self.maker = scope_maker(office.config, self.keys)
        self.log = SignedLog.writing(office.config.storage.log, self.keys.log_signer)

    def database(self):
        return self.office.intake.database

    async def takes_mail(self):
        await Registrar(self.database(), self.maker, 0.01).take_all()

    async def round(self):
        config = self.office.config.log
        sequencer = Sequencer(
            self.database(),
            self.maker,
            self.log,
            self.office.clock,
            "Asia/Shanghai",
            1,
            config.checkpoint_seconds,
            config.post_at,
        )
        await sequencer.round()

    async def does(self, step):
        work = Work(self.database())
        scope = self.maker(work)
        await step(scope)
        await work.commit()

    async def closes(self, case_id):
        async def step(scope):
            case = open_facts(scope, await scope.book.case(case_id))
            today = scope.today()
            steps = stepped((), today, Happened.CLOSED)
            closed = change(scope, case, state=State.CLOSED, steps=steps)
            await count(scope, closed, [lambda totals: totals.closed(today)])
            scope.record("closed", case=case_id)

        await self.does(step)


@pytest.fixture
async def case_id(office, lin):
    async with office.open():
        await submits(lin, ACCOUNT)
        desk = office.desk = Desk(office)
        await desk.takes_mail()
        (case,) = await office.rows(cases)
        await desk.closes(case.id)
        office.clock.passes(hours=9)  # and a checkpoint is posted
        await desk.round()
        office.number = open_facts(
            desk.maker(Work(desk.database())), case_row((await office.rows(cases))[0])
        ).number
        yield case.id


async def command(office, *words, typed=None):
    environment = office._settings | {"DENGWEN_CONFIG": str(CONFIG)}
    runner = CliRunner()
    words = [str(word) for word in words]
    return await asyncio.to_thread(runner.invoke, cli, words, env=environment, input=typed)


async def test_an_intact_ledger_is_said_to_be_so(office, case_id):
    done = await command(office, "verify")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Nothing is wrong.")
    size = office.desk.log.newest().size
    assert f"checkpoint  {size} entries, root " in done.output
    looked = await command(office, "fsck")
    assert (looked.exit_code, looked.output.splitlines()[-1]) == (0, "Nothing is wrong.")
    for name in ("verify", "fsck"):
        plain = json.loads((await command(office, name, "--json")).output)
        assert plain["findings"] == []


async def test_a_changed_row_is_named_and_the_status_is_1(office, case_id):
    await tamper(office.database, cases.update().values(review="reviewed"))
    done = await command(office, "verify")
    assert done.exit_code == 1
    assert f"cases/{case_id}: is not as the log says" in done.output
    plain = json.loads((await command(office, "verify", "--json")).output)
    assert {"thing": f"cases/{case_id}", "what": "is not as the log says"} in plain["findings"]


async def test_verify_needs_no_private_key(office, case_id):
    for name in ("intake.local", "intake.key", "desk.age", "desk.local", "log.key", "courier.age"):
        (office.keys / name).unlink()
    (office.keys / "root.key").unlink()
    assert (await command(office, "verify")).exit_code == 0
    looked = await command(office, "fsck")
    assert "desk.age is not here: what is sealed to the desk was not looked into." in looked.output
    assert looked.exit_code == 0


async def test_a_witness_is_looked_for(office, case_id):
    signer = CosignatureSigner.generate("witness.example")
    key = signer.verifier.encode()
    missing = await command(office, "verify", "--witness", key)
    assert "witness witness.example: has cosigned no checkpoint" in missing.output
    folder = office.config.storage.log
    (posted,) = (folder / "posted").iterdir()
    witness = Witness(office.folder / "witness", office.desk.keys.log_signer.verifier, signer)
    note = witness.add(AddCheckpoint.parse(posted.read_text()), 1)
    (folder / "witnessed/one").write_text(note)
    done = await command(office, "verify", "--witness", key)
    assert (done.exit_code, "witness     witness.example: " in done.output) == (0, True)


async def test_without_a_database_nothing_is_made(office, tmp_path):
    (office.folder / "data").mkdir(exist_ok=True)
    refused = await command(office, "verify")
    assert (refused.exit_code, "There is no database at" in refused.output) == (1, True)
    assert list((office.folder / "data").rglob("*.db")) == []


async def test_repair_removes_what_nothing_needs_and_nothing_else(office, case_id):
    folder = office.config.storage.blobs / "ab"
    folder.mkdir(parents=True, exist_ok=True)
    old, young, half = (folder / name for name in ("abc.age", "abd.age", ".abe.age.x.part"))
    for path in (old, young, half):
        path.write_bytes(b"x")
    long_ago = (office.clock() - timedelta(days=2)).timestamp()
    for path in (old, half):
        os.utime(path, (long_ago, long_ago))
    looked = await command(office, "fsck")
    assert looked.exit_code == 1
    assert "blobs/abc: belongs to no row" in looked.output
    assert "blobs/ab/.abe.age.x.part: is a temporary name" in looked.output
    done = await command(office, "fsck", "--repair")
    assert (done.exit_code, done.output.count("removed")) == (0, 2)
    assert [path.exists() for path in (old, young, half)] == [False, True, False]


async def tells_the_leader(scope):
    tell_apart(scope, Chat(1, "en"), "announce-recused", {"number": "1"})


async def test_figures_that_differ_from_the_cases_are_named_and_mended(office, case_id):
    """A mistake of the program: the log vouches for the row, and the row is wrong all the same."""
    work = Work(office.desk.database())
    scope = office.desk.maker(work)
    kept = await read_figures(scope)
    await keep_figures(scope, replace(kept, totals=kept.totals.reopened()))
    scope.record("figures")
    await work.commit()
    looked = await command(office, "fsck")
    wrong = "figures/open: is 1 in the figures, and 0 by the cases; see --mend-figures"
    assert looked.exit_code == 1
    assert wrong in looked.output
    mended = await command(office, "fsck", "--mend-figures")
    assert mended.exit_code == 0
    assert "mended      open: 1, now 0" in mended.output
    assert (await command(office, "verify")).exit_code == 0


async def test_what_fsck_names_it_leaves(office, case_id):
    await tamper(office.database, wraps.delete().where(wraps.c.reader_id == "leader"))
    await office.desk.does(tells_the_leader)
    await tamper(office.database, outbox.update().values(due_at=outbox.c.due_at + 1))
    done = await command(office, "fsck", "--repair")
    assert done.exit_code == 1
    assert f"wraps/{case_id}/1/leader: is missing, and the facts name this reader" in done.output
    assert "says another id, moment, term or chat than its row" in done.output
    assert "leader" not in {row.reader_id for row in await office.rows(wraps)}


async def test_a_key_file_that_others_can_read_is_named(office, case_id):
    (office.keys / "desk.local").chmod(0o644)
    done = await command(office, "fsck")
    assert (done.exit_code, "keys/desk.local: can be read by others" in done.output) == (1, True)


async def keeps_at_the_desk(office, reader_id):
    """Let the desk keep the key of a reader, locked with the passphrase."""
    locked = office.desk.keys.relock(office.readers[reader_id], PASSPHRASE)
    account = {"user_id": 1, "chat_id": 1, "language": "en", "code": None}
    binding = office.desk.keys.seal_own("account", account, reader_id)

    async def step(scope):
        scope.book.add_account(AccountRow(reader_id, binding, locked), None)
        scope.record("enrolled", by=reader_id)

    await office.desk.does(step)


@pytest.fixture
def keyfiles(office, tmp_path):
    """The identities of the readers, as files."""
    files = {}
    for who, identity in office.readers.items():
        files[who] = tmp_path / f"{who}.txt"
        save_identity(files[who], identity)
    return files


async def test_two_readers_destroy_a_closed_case(office, case_id, keyfiles, lin):
    both = [word for file in keyfiles.values() for word in ("--identity", file)]
    wrong = await command(office, "shred", case_id, *both, typed="something else\n")
    assert (wrong.exit_code, "nothing was destroyed" in wrong.output) == (1, True)
    done = await command(office, "shred", case_id, *both, "--yes", office.number)
    assert (done.exit_code, f"{office.number} is destroyed" in done.output) == (0, True)
    assert await office.count(pieces, wraps) == [0, 0]
    assert (await command(office, "verify")).exit_code == 0
    assert (await command(office, "fsck")).exit_code == 0
    again = await command(office, "shred", case_id, *both, "--yes", office.number)
    assert (again.exit_code, "no registered case" in again.output) == (1, True)


async def test_a_citizen_reads_that_it_is_destroyed(office, case_id, keyfiles, lin):
    both = [word for file in keyfiles.values() for word in ("--identity", file)]
    row = case_row((await office.rows(cases))[0])
    facts = open_facts(office.desk.maker(Work(office.database)), row)
    receipt = facts.facts.receipt
    assert (await command(office, "shred", case_id, *both, "--yes", office.number)).exit_code == 0
    await lin.says(BOT, f"/status {receipt}")
    told = await lin.waits_for(BOT, "保存期限已满")
    assert "审阅" not in told.text
    assert not told.buttons


async def test_a_reader_whose_key_is_at_the_desk_types_the_passphrase(office, case_id, keyfiles):
    await keeps_at_the_desk(office, "leader")
    words = ("shred", case_id, "--reader", "leader", "--identity", keyfiles["fifth-1"])
    wrong = await command(office, *words, "--yes", office.number, typed="not this one\n")
    assert (wrong.exit_code, "That is not the passphrase." in wrong.output) == (1, True)
    assert PASSPHRASE not in wrong.output
    done = await command(office, *words, typed=f"{PASSPHRASE}\n{office.number}\n")
    assert (done.exit_code, PASSPHRASE in done.output) == (0, False)
    assert (await command(office, "verify")).exit_code == 0


async def test_who_cannot_shred_is_said(office, case_id, keyfiles, tmp_path):
    one = await command(office, "shred", case_id, "--identity", keyfiles["leader"])
    assert (one.exit_code, "two in all" in one.output) == (2, True)
    twice = ["--identity", keyfiles["leader"]] * 2
    refused = await command(office, "shred", case_id, *twice)
    assert (refused.exit_code, "two readers of different bodies" in refused.output) == (1, True)
    save_identity(tmp_path / "other.txt", generate_identity(office.profile))
    other = ["--identity", keyfiles["leader"], "--identity", tmp_path / "other.txt"]
    refused = await command(office, "shred", case_id, *other)
    assert (refused.exit_code, "names no reader with that key" in refused.output) == (1, True)
    assert await office.count(cases, wraps) == [1, 2]
