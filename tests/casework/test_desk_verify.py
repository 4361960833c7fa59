"""A name is verified: what it means for terms and figures, and how it is undone."""

from datetime import date

import pytest

from casework.desk.claim import claim_case
from casework.desk.close import close_case
from casework.desk.decided import Press
from casework.desk.describe import NamelessError
from casework.desk.facts import ChangedMeanwhileError, case_for
from casework.desk.figures import read_totals
from casework.desk.read import open_case, read_entries
from casework.desk.records import Record, holding
from casework.desk.review import mark_reviewed
from casework.desk.scope import NotPermittedError
from casework.desk.triage import UnknownChoiceError
from casework.desk.verify import verify_name
from casework.desk.write import reply_to_reporter
from casework.rules.dispatch import Counts
from casework.rules.verification import Verified, Way

TODAY = date(2026, 11, 23)
NOTICE = date(2026, 12, 14)
YES, NO = Verified.CONFIRMED, Verified.UNCONFIRMED


@pytest.fixture
async def staff(world):
    return {name: await world.joins(name) for name in ("leader", "member", "fifth")}


@pytest.fixture
async def case_id(world, registrar, staff):
    case_id = await world.petition(real_name=True, contact="Zhao, 130 0000 0000")
    await registrar.take_all()
    await world.does(claim_case, staff["member"], case_id)
    return case_id


async def verified(world, staff, case_id, result, by="member", day=TODAY):
    press = Press(staff[by], case_id)
    words = "I called the number; somebody else answered."
    return await world.does(verify_name, press, Way.CALL, day, result, words)


async def runs(world, name):
    return {rule for rule, (_, met) in (await world.terms()).items() if not met} >= {name}


async def due(world):
    return (await read_totals(world.scope())).due


async def reminders(world):
    return [
        item for _, item in await world.reminders() if item["line"]["rule"] == "acceptance-notice"
    ]


async def test_a_confirmed_name_changes_no_term(world, staff, case_id):
    before = await due(world)
    case = await verified(world, staff, case_id, YES)
    assert (case.facts.named, case.facts.real_name) == (True, True)
    assert await due(world) == before
    assert await runs(world, "acceptance-notice")


async def test_a_name_that_cannot_be_confirmed_counts_as_none_until_it_is(world, staff, case_id):
    before, planned = await due(world), await reminders(world)
    assert before[NOTICE] == 1
    case = await verified(world, staff, case_id, NO)
    assert (case.facts.named, case.facts.real_name) == (True, False)
    assert NOTICE not in await due(world)
    assert not await runs(world, "acceptance-notice")
    assert await reminders(world) == []
    await verified(world, staff, case_id, NO, by="leader")
    assert NOTICE not in await due(world)
    case = await verified(world, staff, case_id, YES)
    assert case.facts.real_name
    assert await due(world) == before
    assert len(await reminders(world)) == len(planned)
    assert (await world.terms())["acceptance-notice"] == (NOTICE, False)


async def test_what_the_reporter_was_told_meanwhile_is_not_owed_again(world, staff, case_id):
    await verified(world, staff, case_id, NO)
    await world.does(reply_to_reporter, staff["member"], case_id, "We have it.", Counts.NOTICE)
    await verified(world, staff, case_id, YES)
    assert not await runs(world, "acceptance-notice")
    assert NOTICE not in await due(world)


async def test_a_case_closed_without_a_name_owes_an_answer_once_there_is_one(world, staff, case_id):
    await verified(world, staff, case_id, NO)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    world.clock.passes(days=1)
    await world.does(close_case, staff["member"], case_id)
    assert "feedback" not in await world.terms()
    world.clock.passes(days=6)  # Monday, 30 November
    await verified(world, staff, case_id, YES)
    assert (await world.terms())["feedback"] == (date(2026, 12, 21), False)
    assert (await due(world))[date(2026, 12, 21)] == 1


async def test_a_second_call_in_vain_after_the_closing_loses_no_answer(world, staff, case_id):
    await verified(world, staff, case_id, NO)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    world.clock.passes(days=1)
    await world.does(close_case, staff["member"], case_id)
    world.clock.passes(days=1)
    await verified(world, staff, case_id, NO)
    world.clock.passes(days=5)  # Monday, 30 November
    await verified(world, staff, case_id, YES)
    assert (await world.terms())["feedback"] == (date(2026, 12, 21), False)
    for result in (NO, YES):
        await verified(world, staff, case_id, result)
    assert (await due(world))[date(2026, 12, 21)] == 1


async def test_every_call_is_sealed_and_the_last_one_holds(world, staff, case_id):
    await verified(world, staff, case_id, NO, day=date(2026, 11, 20))
    await verified(world, staff, case_id, YES, by="leader")
    fifth = await world.unlocked(staff["fifth"])
    case, opened = await open_case(world.scope(), fifth, case_id)
    known = await read_entries(world.scope(), case, opened)
    first, second = [each for each in known if each.kind == Record.VERIFICATION]
    assert first.fields == {"way": "call", "day": "2026-11-20", "choice": "unconfirmed"}
    assert holding(known, Record.VERIFICATION) == [second]
    assert second.author == "leader"


async def test_who_may_not_and_what_cannot_be(world, registrar, staff, case_id):
    with pytest.raises(NotPermittedError):
        await verified(world, staff, case_id, NO, by="fifth")
    with pytest.raises(UnknownChoiceError):
        await verified(world, staff, case_id, NO, day=date(2026, 11, 24))
    seen = (await case_for(world.scope(), staff["fifth"], case_id)).version
    await verified(world, staff, case_id, NO)
    late = Press(staff["leader"], case_id, seen)
    with pytest.raises(ChangedMeanwhileError):
        await world.does(verify_name, late, Way.TALK, TODAY, YES, "I met them.")
    anonymous = await world.petition()
    await registrar.take_all()
    with pytest.raises(NamelessError):
        await verified(world, staff, anonymous, YES, by="leader")
