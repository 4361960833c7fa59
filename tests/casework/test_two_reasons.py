"""A term that nobody owes for two reasons is owed again only when neither holds any more."""

from dataclasses import replace
from datetime import date

import pytest

from casework.desk.claim import claim_case
from casework.desk.claims import mark_claim, unmark_claim
from casework.desk.close import close_case
from casework.desk.deadlines import open_terms
from casework.desk.decided import Press
from casework.desk.describe import take_back
from casework.desk.facts import change, open_facts
from casework.desk.figures import read_totals
from casework.desk.handle import set_handling, take_result
from casework.desk.read import open_case, read_entries
from casework.desk.records import Record
from casework.desk.repeats import merge_repeat, unmerge_repeat
from casework.desk.returns import resubmit_case, return_case
from casework.desk.review import mark_reviewed
from casework.desk.settling import reopen, settle
from casework.desk.verify import verify_name
from casework.desk.write import reply_to_reporter, stop_waiting
from casework.rules.cases import CaseEvent
from casework.rules.dispatch import Counts
from casework.rules.handling import Handling
from casework.rules.verification import Verified, Way
from tests.casework.office import RULES
from tests.casework.test_desk_claims import CLAIMS

YES, NO = Verified.CONFIRMED, Verified.UNCONFIRMED
RESTING = {"pauses_on": ("asked",), "resumes_on": ("wait-over",)}


@pytest.fixture
async def staff(world):
    rules = (RULES[0], replace(RULES[1], **RESTING), *RULES[2:], *CLAIMS)
    world.office = replace(world.office, rules=rules)
    return {name: await world.joins(name) for name in ("leader", "member", "fifth")}


@pytest.fixture
async def case_id(world, registrar, staff):
    case_id = await world.petition(real_name=True, contact="Zhao, 130 0000 0000")
    await registrar.take_all()
    await world.does(claim_case, staff["member"], case_id)
    return case_id


@pytest.fixture
async def press(staff, case_id):
    return Press(staff["leader"], case_id)


async def owed(world, case_id):
    """Return the rules of what is owed, once figures and terms agree."""
    terms = await open_terms(world.scope(), case_id)
    counted = (await read_totals(world.scope())).due
    assert sorted(d for d, n in counted.items() for _ in range(n)) == [t.due.date for t in terms]
    return [each.rule_id for each in terms]


async def is_named(world, press, result):
    day = world.scope().today()
    await world.does(verify_name, press, Way.CALL, day, result, "I called the number.")


async def merges(world, press):
    async def link(scope):
        case = open_facts(scope, await scope.book.case(press.case_id))
        change(scope, case, main="another")
        scope.record("linked", case=case.id)

    await world.does(link)
    await world.does(merge_repeat, press, "The same.")


async def test_a_name_that_proves_untrue_in_a_merged_case(world, staff, case_id, press):
    await merges(world, press)
    await is_named(world, press, NO)
    await world.does(unmerge_repeat, press, "Another building.")
    assert await owed(world, case_id) == ["fifth-review"]
    await is_named(world, press, YES)
    assert await owed(world, case_id) == ["fifth-review", "acceptance-notice"]


async def test_a_name_that_is_confirmed_in_a_merged_case(world, staff, case_id, press):
    await is_named(world, press, NO)
    await merges(world, press)
    await is_named(world, press, YES)
    assert await owed(world, case_id) == ["fifth-review"]
    await world.does(unmerge_repeat, press, "Another building.")
    assert await owed(world, case_id) == ["fifth-review", "acceptance-notice"]


async def test_a_name_that_is_confirmed_once_the_case_is_open_again(world, staff, case_id, press):
    await world.does(reply_to_reporter, staff["member"], case_id, "We have it.", Counts.NOTICE)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(close_case, staff["member"], case_id)
    assert await owed(world, case_id) == ["feedback"]
    await is_named(world, press, NO)
    await world.does(reopen, press, "There is more.")
    await is_named(world, press, YES)
    assert await owed(world, case_id) == []
    await world.does(close_case, staff["member"], case_id)
    assert await owed(world, case_id) == ["feedback"]


async def test_what_is_passed_on_while_it_is_no_claim_owes_no_answer(world, staff, case_id, press):
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(mark_claim, press)
    await world.does(reply_to_reporter, staff["member"], case_id, "Accepted.", Counts.NOTICE)
    assert await owed(world, case_id) == ["claim-answer"]
    await world.does(unmark_claim, press, "It is a report.")
    await world.does(settle, press, CaseEvent.TRANSFERRED, "Not ours.", organ="The bureau")
    await world.does(mark_claim, press)
    assert await owed(world, case_id) == []
    world.clock.passes(days=1)
    await world.does(reopen, press, "Ours.")
    assert await owed(world, case_id) == ["claim-answer"]


async def test_what_is_taken_up_again_while_it_is_no_claim_owes_its_answer_once_it_is_one(
    world, staff, case_id, press
):
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(mark_claim, press)
    await world.does(reply_to_reporter, staff["member"], case_id, "Accepted.", Counts.NOTICE)
    await world.does(settle, press, CaseEvent.TRANSFERRED, "Not ours.", organ="The bureau")
    await world.does(unmark_claim, press, "It is a report.")
    world.clock.passes(days=3)
    await world.does(reopen, press, "Ours.")
    assert await owed(world, case_id) == []
    await world.does(mark_claim, press)
    assert await owed(world, case_id) == ["claim-answer"]
    assert (await open_terms(world.scope(), case_id))[0].due.date == date(2027, 1, 25)


async def test_notice_after_the_answer_asks_for_no_other_answer(world, staff, case_id, press):
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(mark_claim, press)
    await world.does(reply_to_reporter, staff["member"], case_id, "So it is.", Counts.RESULT)
    await world.does(reply_to_reporter, staff["member"], case_id, "Accepted.", Counts.NOTICE)
    assert await owed(world, case_id) == []


async def test_a_review_that_rests_ends_when_the_case_is_returned(world, staff, case_id):
    member, fifth = staff["member"], staff["fifth"]
    await world.does(reply_to_reporter, member, case_id, "When was it?", Counts.QUESTION)
    await world.does(return_case, fifth, case_id, "Which account?")
    await world.does(stop_waiting, member, case_id)
    assert await owed(world, case_id) == ["acceptance-notice"]
    scope = world.scope()
    version = open_facts(scope, await scope.book.case(case_id)).version
    await world.does(resubmit_case, member, case_id, version)
    assert await owed(world, case_id) == ["fifth-review", "acceptance-notice"]


@pytest.mark.parametrize("then", [None, Handling.OURSELVES, Handling.ASSIGNED_OUT])
async def test_a_result_that_is_taken_back_is_owed_once_or_by_nobody(
    world, staff, case_id, press, then
):
    leader = await world.unlocked(staff["leader"])
    others = await owed(world, case_id)
    await world.does(set_handling, press, Handling.ASSIGNED_OUT, "The bureau")
    await world.does(take_result, press, "Found.")
    case, opened = await open_case(world.scope(), leader, case_id)
    records = await read_entries(world.scope(), case, opened)
    (result,) = [each.sequence for each in records if each.kind == Record.REPORT_BACK]
    if then is not None:
        await world.does(set_handling, press, then, "Another bureau")
    await world.does(take_back, leader, case_id, result)
    again = [] if then is Handling.OURSELVES else ["assigned-out"]
    assert await owed(world, case_id) == [*others, *again]
