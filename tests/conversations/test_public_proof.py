"""Asking for the proof that a petition was entered: now, later, or by a button much later."""

import asyncio
import contextlib
import hashlib
from types import SimpleNamespace

import pytest

from bot.desk import scope_maker
from bot.keys import load_desk_keys, load_verifier
from casework.desk.enter import submit_letter
from casework.desk.people import Account, Member
from storage.ledger.entries import EntryText
from storage.ledger.petition_proof import check_petition_proof
from storage.sql.ledger_rows import all_rows
from storage.sql.tables import log_entries
from storage.sql.work import Work
from tests.casework.letters import enters
from tests.conversations.public_office import (
    BOT,
    number_in,
    submits,
    writes_up_to_the_account,
)
from tests.scribe import tamper

WORDS = {
    "zh": ("请发回执号", "记入台账", "09:10 以后", "没有这个号码", "现在出不了证明"),
    "en": (
        "send the receipt number",
        "was entered",
        "after 09:10",
        "No petition has",
        "cannot be made now",
    ),
}


@pytest.fixture(params=["zh", "en"])
def language(request):
    return request.param


@pytest.fixture
def citizen(language, lin, ann):
    return lin if language == "zh" else ann


@pytest.fixture
async def number(intake, citizen, language):
    return await submits(citizen, english=language == "en")


async def entered(office):
    """Let the desk give places, write and sign, as it does at the next slot."""
    office.clock.passes(seconds=600)
    await office.log_keeper().round()


async def the_file(citizen):
    """Return the content of the newest file from the bot, as soon as there is one."""
    seen = await citizen.waits_until(
        BOT, lambda shown: next((m for m in reversed(shown) if m.file and not m.own), None)
    )
    assert seen.file.name == "dengwen.tlog-proof"
    assert not seen.protected
    return (await citizen.opens(seen)).decode()


def proven(office, text):
    return check_petition_proof(text, load_verifier(office.keys, "log"))


async def test_the_file_proves_what_was_handed_in(office, number, citizen, language):
    await entered(office)
    await citizen.says(BOT, f"/proof {number}")
    await citizen.waits_for(BOT, WORDS[language][1])
    proof = proven(office, await the_file(citizen))
    assert proof.receipt == number
    rows = dict(await office.database.read(lambda c: list(all_rows(c))))
    of_the_petition = {
        name: digest for name, digest in rows.items() if not name.startswith("rosters/")
    }
    assert proof.entry.rows == of_the_petition
    kinds = sorted(name.split("/")[0] for name in proof.entry.rows)
    assert kinds == ["cases", "epochs", "pieces", "routes", "wraps"]
    entries = await office.rows(log_entries)
    (received,) = [row for row in entries if row.received]
    assert proof.position == received.position
    assert proof.entry.sealed == hashlib.sha256(received.sealed).hexdigest()


async def test_by_asking_first(office, number, citizen, language):
    await entered(office)
    await citizen.says(BOT, "/proof")
    await citizen.waits_for(BOT, WORDS[language][0])
    await citizen.says(BOT, number)
    assert proven(office, await the_file(citizen)).receipt == number


async def test_by_the_button_under_how_it_stands_even_after_a_restart(office, lin):
    async with office.open():
        number = await submits(lin)
        await lin.says(BOT, f"/status {number}")
        await lin.waits_for(BOT, number)
    await entered(office)
    async with office.open():
        await lin.taps(BOT, "证明")
        assert proven(office, await the_file(lin)).receipt == number


async def test_before_a_checkpoint_covers_it_the_sentence_says_from_when(
    office, number, citizen, language
):
    for _ in range(2):  # before it has a place, and before that place is signed
        await citizen.says(BOT, f"/proof {number}")
        later = await citizen.waits_for(BOT, WORDS[language][2])
        assert not [m for m in await citizen.sees(BOT) if m.file or WORDS[language][1] in m.text]
        await office.log_keeper().place()
    assert later.edited
    await entered(office)
    await citizen.says(BOT, f"/proof {number}")
    assert proven(office, await the_file(citizen)).receipt == number


async def test_a_wrong_number_is_answered_as_by_status_and_may_be_sent_again(
    office, number, citizen, language
):
    await entered(office)
    for asked in ("/status", "/proof"):
        await citizen.says(BOT, f"{asked} LX-7K3M9-Q2TXA-W")
        answers = await citizen.waits_for(BOT, WORDS[language][3])
    await citizen.says(BOT, "/proof")
    await citizen.waits_for(BOT, WORDS[language][0])
    wrong = "W" if number[4] != "W" else "V"
    await citizen.says(BOT, f"{number[:4]}{wrong}{number[5:]}")
    assert (await citizen.waits_for(BOT, WORDS[language][3])).text == answers.text
    await citizen.says(BOT, number)
    assert proven(office, await the_file(citizen)).receipt == number


async def test_while_writing_the_number_comes_with_the_command(office, number, citizen, language):
    await entered(office)
    await writes_up_to_the_account(citizen, english=language == "en")
    await citizen.says(BOT, "/proof")
    await citizen.waits_for(BOT, "/proof LX-7K3M9-Q2TXA-W")
    await citizen.says(BOT, f"/proof {number}")
    assert proven(office, await the_file(citizen)).receipt == number
    await citizen.says(BOT, "接着写 / going on")
    await citizen.waits_for(BOT, "记下了" if language == "zh" else "Noted")


async def test_changing_the_language_while_asked_asks_again(number, lin):
    await lin.says(BOT, "/proof")
    await lin.waits_for(BOT)
    await lin.says(BOT, "/language")
    await lin.waits_for(BOT, "Please choose")
    await lin.taps(BOT, "English")
    await lin.waits_for(BOT, "send the receipt number")


def _garbled(folder):
    (folder / "checkpoint").write_text("something else")


def _tampered(folder):
    (tile,) = (folder / "tile/0/000.p").iterdir()
    tile.write_bytes(bytes(len(tile.read_bytes())))


def _gone(folder):
    (folder / "tile").rename(folder / "elsewhere")


def _no_file(folder):
    (folder / "checkpoint").unlink()
    (folder / "checkpoint").mkdir()


@pytest.mark.parametrize("harm", [_garbled, _tampered, _gone, _no_file])
async def test_a_log_that_cannot_be_read_gives_no_proof_now(
    office, number, citizen, language, harm
):
    await entered(office)
    harm(office.config.storage.log)
    await citizen.says(BOT, f"/proof {number}")
    seen = await citizen.waits_for(BOT, WORDS[language][4])
    assert seen.edited
    assert not [m for m in await citizen.sees(BOT) if m.file or WORDS[language][1] in m.text]


async def test_of_a_petition_that_was_destroyed_there_is_no_proof(office, intake, lin):
    number = await submits(lin)
    await entered(office)
    emptied = log_entries.update().values(salt=None, text=None, sealed=None, secret=None)
    await tamper(office.database, emptied)
    await lin.says(BOT, f"/proof {number}")
    await lin.waits_for(BOT, "已经销毁")


async def test_a_file_that_telegram_refuses_is_not_announced(office, intake, lin, telegram):
    number = await submits(lin)
    await entered(office)
    await telegram.fault("429", method="sendDocument", retry_after=3)
    await lin.says(BOT, f"/proof {number}")
    await lin.waits_for(BOT, "现在出不了证明")
    await lin.says(BOT, f"/proof {number}")
    await the_file(lin)


async def test_killed_between_the_sentence_and_the_file_both_come_again(office, lin, telegram):
    async with office.open():
        number = await submits(lin)
    await entered(office)
    await telegram.fault("hang", method="sendDocument")
    with contextlib.suppress(BaseExceptionGroup):
        async with office.open():
            await lin.says(BOT, f"/proof {number}")
            await lin.waits_for(BOT, "记入台账")
            await _called(telegram, "sendDocument")
            raise RuntimeError  # its tasks end where they stand
    async with office.open():
        assert proven(office, await the_file(lin)).receipt == number
    said = [m.text for m in await lin.sees(BOT) if "记入台账" in m.text]
    assert len(said) == 2
    assert len([m for m in await lin.sees(BOT) if m.file]) == 1


async def _called(telegram, method):
    async with asyncio.timeout(5):
        while not await telegram.calls(BOT, method):
            await asyncio.sleep(0.01)


async def test_no_receipt_number_lies_in_clear(office, number, citizen, language):
    await citizen.says(BOT, f"/status {number}")
    shown = number_in(await citizen.waits_for(BOT, number))
    await citizen.taps(BOT, "证明" if language == "zh" else "Proof")
    await citizen.waits_for(BOT, WORDS[language][2])
    await entered(office)
    await citizen.taps(BOT, "证明" if language == "zh" else "Proof")
    text = await the_file(citizen)
    bare = shown.replace("-", "")
    needles = [shown, bare, bare[2:], proven(office, text).receipt]
    for name, content in office.bytes_on_disk().items():
        assert not [n for n in needles if n.encode() in content], name
        assert not [n for n in needles if n.encode("utf-16-le") in content], name
    for row in await office.rows(log_entries):
        assert EntryText.parse(row.text).receipt != shown


async def test_a_receipt_that_the_desk_handed_out_is_shown_and_proved_like_any_other(
    office, intake, ann
):
    number = await enters_a_letter(office)
    await entered(office)
    await ann.says(BOT, f"/status {number}")
    await ann.waits_for(BOT, "Registered")
    await ann.says(BOT, f"/proof {number}")
    proof = proven(office, await the_file(ann))
    assert proof.receipt == number
    assert {"cases", "epochs", "pieces", "wraps"} <= {
        name.split("/")[0] for name in proof.entry.rows
    }


async def enters_a_letter(office):
    """Enter a letter at the desk as the roster's leader does; returns the receipt number."""
    desk = scope_maker(office.config, load_desk_keys(office.keys, office.blobs.path))

    async def does(use_case, *args):
        work = Work(office.database)
        result = await use_case(desk(work), *args)
        await work.commit()
        return result

    def scope():
        return desk(Work(office.database))

    await office.intake.housekeeping.fill_up_blanks()
    leader = next(each for each in scope().roster.readers() if each.role == "leader")
    member = Member(leader, Account(1, 1, "en"))
    world = SimpleNamespace(clock=office.clock, scope=scope, does=does)
    letter = await enters(world, member, day="2019-07-10")
    return (await does(submit_letter, member, letter)).case.facts.receipt
