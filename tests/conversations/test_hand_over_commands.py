"""The hand-over on the command line, over a real installation's keys."""

import pytest

from bot.keys import load_verifier
from casework.desk.facts import open_facts
from storage.ledger.age import generate_identity
from storage.ledger.identity_files import save_identity
from storage.sql.rows import case_row
from storage.sql.tables import cases
from storage.sql.work import Work
from tests.conversations.public_office import submits
from tests.conversations.test_ledger_commands import Desk, command


@pytest.fixture
async def installed(office, lin, tmp_path):
    """An installation with one registered case, and its readers' identities as files."""
    office.readers["office-1"] = generate_identity(office.profile)
    office.sign_roster(serial=3)
    async with office.open():
        await submits(lin, "有人占用了人防工程。")
        office.desk = Desk(office)
        await office.desk.takes_mail()
        office.clock.passes(hours=9)
        await office.desk.round()
        office.files = {who: tmp_path / f"{who}.txt" for who in office.readers}
        for who, identity in office.readers.items():
            save_identity(office.files[who], identity)
        yield office


async def test_a_round_goes_to_the_office_and_its_receipt_comes_back(installed, tmp_path):
    package, log_key = tmp_path / "package", load_verifier(installed.keys, "log").encode()
    leader = ("--identity", installed.files["leader"])
    refused = await command(installed, "hand-over", "make", "--out", package)
    assert "shows one key" in refused.output
    fifth = await command(
        *(installed, "hand-over", "make", "--out", package),
        *("--identity", installed.files["fifth-1"]),
    )
    assert (fifth.exit_code, "leader or the deputy" in fifth.output) == (1, True)
    made = await command(installed, "hand-over", "make", "--out", package, *leader)
    assert made.output.startswith(f"Packed in {package}, cases: 1."), made.output
    again = await command(installed, "hand-over", "make", "--out", package, *leader)
    assert "there already" in again.output

    checked = await command(installed, "hand-over", "check", package, "--log-key", log_key)
    assert "As it was packed" in checked.output
    words = ("hand-over", "sign", package, "--key", tmp_path / "office.key", "--log-key", log_key)
    stranger = await command(installed, *words, "--identity", installed.files["leader"])
    assert "not sealed to this identity" in stranger.output
    signed = await command(installed, *words, "--identity", installed.files["office-1"])
    receipt, _, told = signed.output.partition("The team checks it with this key: ")
    file = tmp_path / "receipt.txt"
    file.write_text(receipt, "utf-8")

    other = await command(installed, "hand-over", "receipt", file, "--office-key", log_key)
    assert "not by the key" in other.output
    taken = await command(installed, "hand-over", "receipt", file, "--office-key", told.strip())
    assert "from now on, cases: 1" in taken.output, taken.output
    (row,) = await installed.rows(cases)
    facts = open_facts(installed.desk.maker(Work(installed.desk.database())), case_row(row)).facts
    assert (facts.worker, bool(facts.handed_over)) == ("office", True)
    for check in ("verify", "fsck"):
        await installed.desk.round()
        looked = await command(installed, check)
        assert looked.output.splitlines()[-1] == "Nothing is wrong.", looked.output
