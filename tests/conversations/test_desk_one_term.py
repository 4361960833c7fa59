"""The buttons below a reminder: for whom the term is not, and when nothing can be done about it."""

from dataclasses import replace
from datetime import date

import pytest

from casework.desk.assign import assign_case, tag_of
from casework.desk.decided import Press
from casework.desk.extending import approve_extension, ask_extension
from casework.desk.round_terms import sign_feedback
from casework.desk.verify import verify_name
from casework.ports import OF_THE_ROUND
from casework.rules.verification import Verified, Way
from tests.casework.office import RULES, rule
from tests.conversations.desk_wire import Wire

REPAIR = rule("immediate-rectification", "registered", "10 workdays", "assignee", "rectified")
PLAN = rule("rectification-plan", "feedback-signed", "10 workdays", "leader", "plan-filed")
NUMBER = "礼巡信〔2026〕001号"


@pytest.fixture
async def wire(world):
    wire = Wire(world)
    yield wire
    await wire.close()


@pytest.fixture
async def people(world):
    found = {name: await world.joins(name) for name in ("leader", "member", "other", "fifth")}
    return {name: await world.unlocked(each) for name, each in found.items()}


@pytest.fixture
async def terms(world, registrar, people):
    """The terms of one case of the member's, by their rules."""
    world.office = replace(world.office, rules=(*RULES, REPAIR))
    case_id = await world.petition(real_name=True, contact="Li, 139", unit="unsure")
    await registrar.take_all()
    await world.does(assign_case, people["leader"], case_id, 1, tag_of("member"))
    rows = [row for row in await world.scope().book.terms(case_id) if not row.met]
    return {world.keys.open_own("term", row.sealed, row.id)["rule"]: row.id for row in rows}


async def test_whom_a_term_is_not_for_is_told_whom_to_ask(wire, people, terms):
    notice, review = terms["acceptance-notice"], terms["fifth-review"]

    async def says(name, act, term):
        return (await wire.presses(people[name].user_id, f"tm:{act}:{term}")).texts[0]

    for act in "dxh":
        assert "that is for member. Please ask them." in await says("fifth", act, notice)
    assert "that is for the Fifth group" in await says("member", "d", review)
    assert "the reviewing group has it as a whole" in await says("leader", "h", review)
    assert "not yours to take" in await says("fifth", "a", notice)
    # A colleague may ask that it be given to somebody else, as who handles it may.
    assert "Shall the leader be asked?" in await says("other", "h", notice)
    for wrong in ("tm:q:" + notice, "tm:v", "tm:v:", "tm:d:" + "0" * 32):
        pressed = await wire.presses(people["leader"].user_id, wrong)
        assert "There is no such case" in pressed.texts[0], wrong
        assert pressed.ended


async def test_what_cannot_be_done_now_says_so(world, wire, people, terms):
    member, repair = people["member"].user_id, terms["immediate-rectification"]
    past = await wire.presses(member, f"tm:d:{repair}")
    assert "nothing here meets it" in past.texts[0]
    assert past.buttons[0].startswith("c:")
    # A rule that the configuration has dropped: nothing says any more what meets the term.
    world.office = replace(world.office, rules=RULES)
    for act, expected in (("d", "nothing here meets it"), ("x", "allow no more time")):
        assert expected in (await wire.presses(member, f"tm:{act}:{repair}")).texts[0]
    alone = await wire.presses(member, "tm:s:all")
    assert "too old" in alone.texts[0]
    assert alone.events == ()


async def test_more_time_is_offered_by_the_rules_that_are_for_this_case(world, wire, people, terms):
    few = rule("few-more", "approved", "5 days", "assignee", "notice-sent")
    many = rule("many-more", "approved", "60 days", "assignee", "notice-sent")
    many = replace(many, categories=("C",), instead_of="few-more")
    world.office = replace(world.office, rules=(*RULES, few, many))
    notice, member = terms["acceptance-notice"], people["member"]
    case_id = (await world.scope().book.term(notice)).case_id
    asked, approved = Press(member, case_id), Press(people["leader"], case_id)
    tag, until = notice[:8], date(2026, 12, 31)
    await world.does(ask_extension, asked, tag=tag, until=until, reason="Ill.")
    await world.does(approve_extension, approved, "")
    pressed = await wire.presses(member.user_id, f"tm:x:{notice}")
    assert "allow no more time" not in pressed.texts[0]


async def test_a_term_of_a_name_that_proved_untrue_is_owed_no_more(world, wire, people, terms):
    notice, member = terms["acceptance-notice"], people["member"]
    case_id = (await world.scope().book.term(notice)).case_id
    found = (Way.CALL, date(2026, 11, 23), Verified.UNCONFIRMED, "No such number.")
    await world.does(verify_name, Press(member, case_id), *found)
    for act in "sdxhv":
        pressed = await wire.presses(member.user_id, f"tm:{act}:{notice}")
        assert pressed.texts == (f"{NUMBER}: acceptance notice is not owed any more.",), act
        assert pressed.events == ()


async def test_a_term_of_the_round_is_neither_extended_nor_handed_on(world, wire, people):
    world.office = replace(world.office, rules=(*RULES, PLAN))
    await world.does(sign_feedback, people["leader"], date(2026, 11, 20))
    (row,) = await world.scope().book.terms(OF_THE_ROUND)
    for act, expected in (("x", "cannot be extended here"), ("h", "leader and the office")):
        pressed = await wire.presses(people["leader"].user_id, f"tm:{act}:{row.id}")
        assert expected in pressed.texts[0]
    pressed = await wire.presses(people["member"].user_id, f"tm:v:{row.id}")
    assert "There is no such case" in pressed.texts[0]


async def test_a_view_offers_what_can_be_done_and_no_more(wire, people, terms):
    async def offered(name, rule):
        pressed = await wire.presses(people[name].user_id, f"tm:v:{terms[rule]}")
        return [each.split(":")[1] for each in pressed.buttons if each.startswith("tm:")]

    assert await offered("member", "acceptance-notice") == [*"sdxh"]
    assert await offered("other", "acceptance-notice") == [*"sdh"]
    assert await offered("leader", "fifth-review") == [*"sdx"]
    assert await offered("fifth", "fifth-review") == [*"sd"]
