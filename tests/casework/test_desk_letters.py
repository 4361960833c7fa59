"""What a member enters for somebody else: sealed as it comes, routed and numbered as any other."""

from dataclasses import replace
from datetime import date

import pytest

from casework.blanks import STOCK
from casework.desk.enter import NothingEnteredError, submit_letter
from casework.desk.facts import case_for
from casework.desk.letters import (
    NoBlankError,
    NoLetterError,
    begin_letter,
    discard_letter,
    keep_words,
    letter_of,
    read_letter,
    take_back_last,
)
from casework.desk.read import open_case, read_entries
from casework.desk.records import Record, newest
from casework.desk.scope import CaseNotFoundError, NotPermittedError
from casework.keeping import keep_text
from casework.petitions import find_by_receipt
from casework.ports import DuplicateError, StaleError
from casework.rules.receipts import check_receipt_number
from handlers.team.slip_words import slip_of
from storage.ledger.errors import ForgedNoteError
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import blanks, letters, pieces
from storage.sql.work import Work
from tests.casework.letters import enters


@pytest.fixture
async def member(world):
    people = {who: await world.joins(who) for who in ("leader", "fifth", "office", "member")}
    world.staff = people
    return people["member"]


@pytest.fixture
async def stock(world):
    await world.draws_blanks()


async def test_a_letter_becomes_a_case_like_any_other(world, member, stock):
    letter = await enters(world, member)
    entered = await world.does(submit_letter, member, letter)
    case = await case_for(world.scope(), member, letter.id)
    facts = case.facts
    assert case.number == "礼巡信〔2026〕001号"
    assert (facts.channel, facts.identity, facts.entered_by) == ("letter", "real-name", "member")
    assert case.received_on == date(2026, 11, 20)
    assert facts.receipt == check_receipt_number(facts.receipt, "LX")
    assert entered.reads
    assert facts.records == ("reporter",)
    assert [each["text"]["id"] for _, each, _ in await world.outbox("announce-review")] == [
        "announce-review"
    ]
    # The day of receipt counts: 15 working days after Friday 20 November.
    assert (await world.terms())["acceptance-notice"] == (date(2026, 12, 11), False)
    with pytest.raises(NoLetterError):
        await letter_of(world.scope(), member)


async def test_a_colleague_reads_who_reported_and_what(world, member, stock):
    letter = await enters(world, member)
    await world.does(submit_letter, member, letter)
    fifth = await world.unlocked(world.staff["fifth"])
    case, opened = await open_case(world.scope(), fifth, letter.id)
    entries = await read_entries(world.scope(), case, opened)
    assert entries[0].text == "The fee was waived."
    assert newest(entries, Record.REPORTER).fields == {
        "name": "Wang Fang",
        "phone": "0939-1234",
        "people": "3",
        "joint": "yes",
    }


async def test_what_concerns_the_team_is_sealed_past_whoever_enters_it(world, member, stock):
    letter = await enters(world, member, concerns="team")
    entered = await world.does(submit_letter, member, letter)
    assert not entered.reads
    assert slip_of(entered.case).about_team
    assert entered.case.number == "礼巡密信〔2026〕001号"
    assert await world.scope().book.readers_of(letter.id) == {"fifth", "office"}
    with pytest.raises(CaseNotFoundError):
        await case_for(world.scope(), member, letter.id)
    told = {item["chat_id"] for _, item, _ in await world.outbox("announce-review")}
    assert told == {-200}


async def test_the_intake_finds_it_by_its_number_and_adds_to_it(world, member, stock):
    letter = await enters(world, member)
    entered = await world.does(submit_letter, member, letter)
    work = Work(world.database)
    scope = world.intake(work)
    row = await find_by_receipt(scope, entered.case.facts.receipt)
    assert row.id == letter.id
    await keep_text(scope, row, "One more thing.", world.clock())
    await work.commit()
    assert len(await world.scope().book.pieces(letter.id)) == 3


async def test_what_was_passed_down_starts_its_term(world, member, stock):
    letter = await enters(world, member, channel="passed-down")
    await world.does(submit_letter, member, letter)
    assert (await world.terms())["forwarded-in"] == (date(2026, 11, 27), False)


async def test_nothing_rests_in_the_clear_and_old_days_open_no_more(world, member, stock):
    letter = await enters(world, member)
    rows = await world.database.read(lambda c: c.execute(letters.select()).all())
    assert b"Wang" not in b"".join(bytes(row.form) + bytes(row.identity) for row in rows)
    world.clock.passes(days=1)
    moved = world.letters.move_letter(letter.row, world.scope().today())
    work = Work(world.database)
    world.scope(work).book.change_letter(letter.row, moved, world.clock())
    await work.commit()
    world.letters.forget_before(world.scope().today())
    again = await letter_of(world.scope(), member)
    assert again.form == letter.form
    (entry,) = await read_letter(world.scope(), again)
    assert entry.text == "The fee was waived."
    with pytest.raises(StaleError):
        world.letters.open_form(letter.row)


async def test_a_slip_is_taken_back_and_a_letter_discarded(world, member, stock):
    letter = await enters(world, member)
    await world.does(keep_words, letter, "A slip.", world.clock())
    assert await world.does(take_back_last, letter) == "text"
    assert [entry.text for entry in await read_letter(world.scope(), letter)] == [
        "The fee was waived."
    ]

    async def discard(scope):
        discard_letter(scope, letter)

    await world.does(discard)
    assert not await world.database.read(lambda c: c.execute(pieces.select()).all())


async def test_an_empty_letter_is_not_submitted(world, member, stock):
    letter = await enters(world, member, words="")
    with pytest.raises(NothingEnteredError):
        await world.does(submit_letter, member, letter)


async def test_each_member_enters_one_at_a_time(world, member, stock):
    await world.does(begin_letter, member)
    with pytest.raises(DuplicateError):
        await world.does(begin_letter, member)


async def test_who_enters_nothing_is_refused(world, stock):
    fifth = await world.joins("fifth")
    with pytest.raises(NotPermittedError):
        await begin_letter(world.scope(), fifth)


async def test_blank_receipts_run_out_and_are_drawn_again(world, member):
    with pytest.raises(NoBlankError):
        await begin_letter(world.scope(), member)
    await world.draws_blanks()
    await world.does(begin_letter, member)
    assert await SqlIntakeBook(Work(world.database)).count_blanks() == STOCK - 1
    await world.draws_blanks()
    assert await SqlIntakeBook(Work(world.database)).count_blanks() == STOCK


async def test_a_blank_that_is_put_back_makes_no_second_case(world, member, stock):
    rows = await world.database.read(lambda c: c.execute(blanks.select()).all())
    letter = await enters(world, member)
    await world.does(submit_letter, member, letter)
    (used,) = [row for row in rows if row.id == letter.id]
    await world.database.write([lambda c: c.execute(blanks.insert().values(used._mapping))])
    again = await world.does(begin_letter, member)
    assert again.id != letter.id


async def test_a_blank_of_somebody_else_is_passed_over(world, member, stock):
    def spoil(connection):
        connection.execute(blanks.update().values(sealed=b"not ours"))

    await world.database.write([spoil])
    with pytest.raises(NoBlankError):
        await begin_letter(world.scope(), member)


async def test_a_voucher_of_somebody_else_is_refused(world, member, stock):
    letter = await enters(world, member)
    await world.does(submit_letter, member, letter)
    (epoch,) = await world.scope().book.epochs(letter.id)
    forged = replace(epoch, voucher=epoch.voucher.replace(b"1", b"2", 1))
    with pytest.raises(ForgedNoteError):
        world.intake_keys.recipient_of(forged)
