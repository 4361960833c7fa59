"""Recusal, recovery and export on the command line, over a real installation's keys."""

import asyncio
import os
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.desk import scope_maker
from bot.exports import open_export
from bot.keys import load_desk_keys
from bot.registrar import Registrar
from casework.ports import RECOVERY, WrapRow
from casework.rules.access import key_id
from storage.ledger.age import generate_identity, open_sealed, seal
from storage.ledger.identity_files import save_identity
from storage.sql.desk_book import SqlDeskBook
from storage.sql.tables import cases, log_entries, pieces, wraps
from storage.sql.work import Work
from tests.conversations.public_office import CONFIG, submits

ACCOUNT = "有人占用了人防工程。"
REASON = "她的弟弟在那里工作。"


@pytest.fixture
async def case_id(office, lin):
    office.readers["member"] = generate_identity(office.profile)
    office.sign_roster(serial=3)
    async with office.open():
        await submits(lin, ACCOUNT)
    keys = load_desk_keys(office.keys, office.blobs.path)
    await Registrar(office.database, scope_maker(office.config, keys), 0.01).take_all()
    (case,) = await office.rows(cases)
    return case.id


async def command(office, *words):
    environment = office._settings | {"DENGWEN_CONFIG": str(CONFIG)}
    runner = CliRunner()
    return await asyncio.to_thread(runner.invoke, cli, [str(w) for w in words], env=environment)


async def test_a_reader_is_recused_on_the_word_of_the_leader(office, case_id, tmp_path):
    done = await command(office, "recuse", case_id, "member", "--reason", REASON)
    assert done.exit_code == 0
    assert "001号: member can open nothing of it that comes from now on." in done.output
    left = sorted((row.epoch, row.reader_id) for row in await office.rows(wraps))
    assert left == [(1, "fifth-1"), (1, "leader"), (2, "fifth-1"), (2, "leader")]
    opened = await office.opened("leader", tmp_path)
    assert opened == {"001-text.txt": ACCOUNT.encode(), "002-recusal.txt": REASON.encode()}


@pytest.mark.parametrize(
    ("reader", "sentence"),
    [
        ("fifth-1", "Only people of the team"),
        ("nobody", "does not read this case"),
    ],
)
async def test_who_cannot_be_recused_so_is_said(office, case_id, reader, sentence):
    refused = await command(office, "recuse", case_id, reader, "--reason", REASON)
    assert refused.exit_code == 1
    assert sentence in refused.output


async def test_there_is_no_recusal_from_a_case_that_is_not_there(office, case_id):
    refused = await command(office, "recuse", "0" * 32, "member", "--reason", REASON)
    assert (refused.exit_code, "no registered case" in refused.output) == (1, True)


async def program(office, *words):
    """Run a command as a process of its own, as a person at a terminal does."""
    environment = os.environ | office._settings | {"DENGWEN_CONFIG": str(CONFIG)}
    line = [sys.executable, "-m", "bot", *map(str, words)]
    run = subprocess.run
    return await asyncio.to_thread(
        run, line, env=environment, capture_output=True, text=True, check=False
    )


async def test_after_the_last_day_of_the_roster_an_operator_can_still_recuse(office, case_id):
    office.sign_roster(serial=4, valid_until=date(2019, 12, 31))
    done = await command(office, "recuse", case_id, "member", "--reason", REASON)
    assert done.exit_code == 0
    assert "member can open nothing of it" in done.output


async def test_after_the_last_day_of_the_roster_an_operator_can_still_recover(
    office, case_id, tmp_path
):
    recovery = generate_identity(office.profile)
    save_identity(tmp_path / "recovery.txt", recovery)
    await is_wrapped_for_recovery(office, case_id, recovery.recipient)
    office.readers["member"] = generate_identity(office.profile)
    office.sign_roster(serial=4, valid_until=date(2019, 12, 31))
    done = await command(office, "recover", "member", "--identity", tmp_path / "recovery.txt")
    assert (done.exit_code, "1 wrapped anew, 0 were before, 0 not." in done.output) == (0, True)


@pytest.mark.parametrize(
    "words",
    [
        ("recuse", "{case}", "member", "--reason", REASON),
        ("recover", "member", "--identity", "{key}"),
    ],
    ids=lambda words: words[0],
)
async def test_a_refused_roster_is_told_in_a_sentence(office, case_id, tmp_path, words):
    save_identity(tmp_path / "key.txt", generate_identity(office.profile))
    roster = office.keys / "roster.note"
    roster.write_text(roster.read_text("utf-8").replace("serial 3", "serial 4"), "utf-8")
    before = await office.count(wraps, pieces)
    words = [word.format(case=case_id, key=tmp_path / "key.txt") for word in words]
    refused = await program(office, *words)
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "Traceback" not in refused.stderr
    assert refused.stderr.splitlines()[-1].startswith("名册靠不住")
    assert await office.count(wraps, pieces) == before


async def is_wrapped_for_recovery(office, case_id, recipient, content=None):
    """Put a wrap for a recovery key into the database; the rows know nothing of how it came."""
    theirs = (row for row in await office.rows(wraps) if row.case_id == case_id)
    key = open_sealed(
        next(row.wrap for row in theirs if row.reader_id == "leader"), [office.readers["leader"]]
    )
    work = Work(office.database)
    wrap = seal(content or key, [recipient])
    row = WrapRow(case_id, 1, RECOVERY, key_id(recipient.encode()), wrap)
    SqlDeskBook(work).add_wraps([row])
    work.log({"event": "test"})
    await work.commit()


async def another_case(office, telegram):
    before = {case.id for case in await office.rows(cases)}
    citizen = await telegram.user("王")
    async with office.open():
        await submits(citizen, ACCOUNT)
    keys = load_desk_keys(office.keys, office.blobs.path)
    await Registrar(office.database, scope_maker(office.config, keys), 0.01).take_all()
    (case,) = [case for case in await office.rows(cases) if case.id not in before]
    return case.id


async def test_recovery_passes_over_what_it_cannot_open(office, telegram, case_id, tmp_path):
    recovery, stranger = (generate_identity(office.profile) for _ in range(2))
    save_identity(tmp_path / "recovery.txt", recovery)
    damaged, whole = [await another_case(office, telegram) for _ in range(2)]
    await is_wrapped_for_recovery(office, case_id, stranger.recipient)
    of_another = generate_identity(office.profile).encode().encode()
    await is_wrapped_for_recovery(office, damaged, recovery.recipient, of_another)
    await is_wrapped_for_recovery(office, whole, recovery.recipient)
    office.readers["member"] = generate_identity(office.profile)
    office.sign_roster(serial=4)
    done = await command(office, "recover", "member", "--identity", tmp_path / "recovery.txt")
    assert (done.exit_code, "1 wrapped anew, 0 were before, 2 not." in done.output) == (0, True)


async def test_recovery_keeps_to_the_rules(office, case_id, tmp_path):
    recovery = generate_identity(office.profile)
    save_identity(tmp_path / "recovery.txt", recovery)
    await is_wrapped_for_recovery(office, case_id, recovery.recipient)
    office.readers["member"] = generate_identity(office.profile)
    office.sign_roster(serial=4, home_units={"member": {"office"}})
    done = await command(office, "recover", "member", "--identity", tmp_path / "recovery.txt")
    assert "0 wrapped anew, 0 were before, 1 not." in done.output
    assert "may read" in done.output


async def test_a_lost_key_is_made_good_by_the_recovery_identity(office, case_id, tmp_path):
    recovery, new = generate_identity(office.profile), generate_identity(office.profile)
    save_identity(tmp_path / "recovery.txt", recovery)
    await is_wrapped_for_recovery(office, case_id, recovery.recipient)
    office.readers["member"] = new
    office.sign_roster(serial=4)
    words = ("recover", "member", "--identity", tmp_path / "recovery.txt")
    done = await command(office, *words)
    assert "1 wrapped anew, 0 were before, 0 not." in done.output
    again = await command(office, *words)
    assert "0 wrapped anew, 1 were before, 0 not." in again.output
    assert await office.opened("member", tmp_path) == {"001-text.txt": ACCOUNT.encode()}


async def test_another_identity_recovers_nothing(office, case_id, tmp_path):
    other = generate_identity(office.profile)
    save_identity(tmp_path / "other.txt", other)
    refused = await command(office, "recover", "nobody", "--identity", tmp_path / "other.txt")
    assert (refused.exit_code, "no key of that person" in refused.output) == (1, True)
    stranger = generate_identity(office.profile).recipient
    await is_wrapped_for_recovery(office, case_id, stranger)
    office.readers["member"] = generate_identity(office.profile)
    office.sign_roster(serial=4)
    refused = await command(office, "recover", "member", "--identity", tmp_path / "other.txt")
    assert (refused.exit_code, "not the recovery identity" in refused.output) == (1, True)


async def test_an_export_has_a_manifest_and_may_be_sealed_anew(office, case_id, tmp_path):
    save_identity(tmp_path / "leader.txt", office.readers["leader"])
    plain, again = tmp_path / "plain", tmp_path / "again"
    await command(office, "export", case_id, "--out", plain)
    words = ("--identity", tmp_path / "leader.txt")
    done = await command(office, "export", case_id, "--out", again, *words)
    assert done.output == "1 pieces\n"
    assert "reader.txt" in (plain / "README.txt").read_text("utf-8")
    for folder in (plain, again):
        check = ["sha256sum", "--quiet", "-c", "MANIFEST"]
        await asyncio.to_thread(subprocess.run, check, cwd=folder, check=True)
        opened = open_export(folder, office.readers["fifth-1"], tmp_path / f"{folder.name}-opened")
        assert [path.read_text("utf-8") for path in opened] == [ACCOUNT]
    assert (plain / "pieces/001.age").stat().st_size > 4096
    assert (again / "pieces/001.exact.age").stat().st_size < 4096
    save_identity(tmp_path / "other.txt", generate_identity(office.profile))
    words = ("--identity", tmp_path / "other.txt")
    refused = await command(office, "export", case_id, "--out", tmp_path / "no", *words)
    assert refused.exit_code == 1
    assert not (tmp_path / "no").exists()


async def test_a_key_of_some_epochs_alone_exports_nothing(office, case_id, tmp_path):
    recovery = generate_identity(office.profile)
    save_identity(tmp_path / "recovery.txt", recovery)
    await is_wrapped_for_recovery(office, case_id, recovery.recipient)
    await command(office, "recuse", case_id, "member", "--reason", REASON)
    out, before = tmp_path / "out", await office.count(log_entries)
    words = ("export", case_id, "--out", out)
    refused = await command(office, *words, "--identity", tmp_path / "recovery.txt")
    assert refused.exit_code == 1
    assert "打不开这一件的第 2 期" in refused.output
    assert not out.exists()
    assert await office.count(log_entries) == before
    assert (await command(office, *words)).output == "2 pieces\n"
    (opened,) = open_export(out, recovery, tmp_path / "opened")
    assert opened.read_text("utf-8") == ACCOUNT


async def test_a_wrap_that_holds_another_key_exports_nothing(office, case_id, tmp_path):
    recovery, another = (generate_identity(office.profile) for _ in range(2))
    await is_wrapped_for_recovery(office, case_id, recovery.recipient, another.encode().encode())
    save_identity(tmp_path / "recovery.txt", recovery)
    words = ("--out", tmp_path / "out", "--identity", tmp_path / "recovery.txt")
    refused = await command(office, "export", case_id, *words)
    assert (refused.exit_code, "第 1 期" in refused.output) == (1, True)
    assert not (tmp_path / "out").exists()
