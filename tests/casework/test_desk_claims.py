"""Claims and terms set by hand: what begins, what meets it, what is withdrawn, and the figures."""

from dataclasses import replace
from datetime import date

import pytest

from casework.desk.assign import tag_of
from casework.desk.by_hand import (
    MOST,
    cancel_by_hand,
    finish_by_hand,
    finishable,
    move_by_hand,
    set_by_hand,
    set_term,
)
from casework.desk.claim import claim_case
from casework.desk.claims import mark_claim, unmark_claim
from casework.desk.deadlines import all_terms, open_terms, tag_of_term
from casework.desk.decided import DecisionRefusedError, Press
from casework.desk.extending import ask_extension
from casework.desk.facts import ChangedMeanwhileError, open_facts
from casework.desk.figures import read_totals
from casework.desk.register import take_mail
from casework.desk.scope import NotPermittedError
from casework.desk.settling import reopen, settle
from casework.desk.write import note_contact, reply_to_reporter
from casework.rules.cases import CaseEvent
from casework.rules.dispatch import Counts, Way
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Work
from tests.casework.office import RULES, rule

CLAIMS = (
    rule("claim-notice", "claim-received", "15 days", "assignee", "claim-notice-sent"),
    replace(
        rule("claim-answer", "accepted", "60 days", "assignee", "answered"),
        stops_on=("not-accepted", "transferred"),
        restarts_on=("reopened",),
    ),
    rule("claim-extension", "approved", "30 days", "assignee", "answered"),
)
BY_HAND = (
    rule("task", "by-hand", "10 workdays", "assignee", "done"),
    rule("word", "by-hand", "2 workdays", "leader", "replied"),
    replace(rule("poor", "by-hand", "2 workdays", "assignee", "done"), categories=("F",)),
)


@pytest.fixture
async def people(world):
    world.office = replace(world.office, rules=(*RULES, *CLAIMS, *BY_HAND))
    return {name: await world.joins(name) for name in ("leader", "member", "other")}


@pytest.fixture
async def case_id(world, people):
    made = await world.petition(real_name=False)
    for mail in await SqlDeskBook(Work(world.database)).mail(0, 100):
        await world.does(take_mail, mail)
    await world.does(claim_case, people["member"], made)
    return made


async def owed(world, case_id):
    """Return what is owed of claims and by hand, once figures and terms agree."""
    terms = await open_terms(world.scope(), case_id)
    assert sum((await read_totals(world.scope())).due.values()) == len(terms)
    return {
        each.rule_id: each.due.date
        for each in terms
        if each.rule_id in {rule.id for rule in (*CLAIMS, *BY_HAND)}
    }


async def facts(world, case_id):
    scope = world.scope()
    return open_facts(scope, await scope.book.case(case_id)).facts


async def test_a_claim_is_noticed_accepted_and_answered(world, people, case_id):
    member = people["member"]
    press = Press(member, case_id)
    world.clock.passes(days=3)
    await world.does(mark_claim, press)
    assert await owed(world, case_id) == {"claim-notice": date(2026, 12, 8)}
    with pytest.raises(DecisionRefusedError):
        await world.does(mark_claim, press)
    world.clock.passes(days=4)
    await world.does(reply_to_reporter, member, case_id, "Accepted.", Counts.NOTICE)
    assert await owed(world, case_id) == {"claim-answer": date(2027, 1, 29)}
    assert (await facts(world, case_id)).claim == "accepted"
    answer = (await open_terms(world.scope(), case_id))[-1]
    ask = {"tag": tag_of_term(answer), "reason": "An expert."}
    with pytest.raises(DecisionRefusedError) as refused:
        await world.does(ask_extension, press, until=date(2027, 3, 1), **ask)
    assert refused.value.day == date(2027, 2, 28)
    await world.does(ask_extension, press, until=date(2027, 2, 28), **ask)
    await world.does(reply_to_reporter, member, case_id, "So it is.", Counts.RESULT)
    assert await owed(world, case_id) == {}


async def test_a_notice_by_telephone_accepts_a_claim_on_its_day(world, people, case_id):
    member = people["member"]
    await world.does(mark_claim, Press(member, case_id))
    world.clock.passes(days=5)
    told = {"counts": Counts.NOTICE, "way": Way.PHONE, "day": date(2026, 11, 25)}
    await world.does(note_contact, member, case_id, "Accepted.", **told)
    assert await owed(world, case_id) == {"claim-answer": date(2027, 1, 24)}


async def test_notice_that_was_given_before_counts(world, people, case_id):
    member = people["member"]
    await world.does(reply_to_reporter, member, case_id, "Accepted.", Counts.NOTICE)
    world.clock.passes(days=5)
    await world.does(mark_claim, Press(member, case_id))
    assert await owed(world, case_id) == {"claim-answer": date(2027, 1, 22)}
    assert (await facts(world, case_id)).claim == "accepted"


async def test_taking_the_mark_back_withdraws_and_marking_again_restores(world, people, case_id):
    press = Press(people["member"], case_id)
    await world.does(mark_claim, press)
    await world.does(unmark_claim, press, "It is a report.")
    assert await owed(world, case_id) == {}
    with pytest.raises(DecisionRefusedError):
        await world.does(unmark_claim, press, "Twice.")
    world.clock.passes(days=5)
    member = people["member"]
    await world.does(reply_to_reporter, member, case_id, "Read.", Counts.NOTICE)
    assert await owed(world, case_id) == {}
    await world.does(mark_claim, press)
    assert await owed(world, case_id) == {"claim-answer": date(2027, 1, 27)}
    claims = [each for each in await all_terms(world.scope(), case_id) if "claim" in each.rule_id]
    assert len(claims) == 2


@pytest.mark.parametrize("first", ["letter", "decision"])
async def test_what_is_declined_owes_no_answer(world, people, case_id, first):
    leader = people["leader"]
    press = Press(leader, case_id)
    await world.does(mark_claim, press)
    if first == "letter":
        await world.does(reply_to_reporter, leader, case_id, "Not ours.", Counts.NOTICE)
        assert set(await owed(world, case_id)) == {"claim-answer"}
    await world.does(settle, press, CaseEvent.NOT_ACCEPTED, "Not ours.")
    if first == "decision":
        assert set(await owed(world, case_id)) == {"claim-notice"}
        await world.does(reply_to_reporter, leader, case_id, "Not ours.", Counts.NOTICE)
    assert await owed(world, case_id) == {}
    world.clock.passes(days=1)
    await world.does(reopen, press, "It is ours.")
    expected = {"claim-answer": date(2027, 1, 23)} if first == "letter" else {}
    assert await owed(world, case_id) == expected


async def test_a_term_is_set_moved_and_done_by_hand(world, people, case_id):
    leader, member = Press(people["leader"], case_id), Press(people["member"], case_id)
    wanted = {"kind": tag_of("task"), "words": "Count the meters."}
    with pytest.raises(NotPermittedError):
        await world.does(set_term, member, until=None, **wanted)
    _, due = await world.does(set_term, leader, until=date(2026, 12, 1), **wanted)
    assert due == date(2026, 12, 1)
    assert await owed(world, case_id) == {"task": due}
    told = [item["text"]["id"] for _, item, _ in await world.outbox("announce-task")]
    assert told == ["announce-task"]
    (task,) = await set_by_hand(world.scope(), await case_of(world, case_id))
    moved = {"tag": tag_of_term(task), "until": date(2026, 11, 27), "reason": "Sooner."}
    with pytest.raises(NotPermittedError):
        await world.does(move_by_hand, member, **moved)
    await world.does(move_by_hand, leader, **moved)
    assert await owed(world, case_id) == {"task": date(2026, 11, 27)}
    done = {"tag": tag_of_term(task), "words": "Counted."}
    with pytest.raises(DecisionRefusedError):
        await world.does(finish_by_hand, member, day=date(2026, 11, 24), **done)
    other = Press(people["other"], case_id)
    with pytest.raises(NotPermittedError):
        await world.does(finish_by_hand, other, day=date(2026, 11, 23), **done)
    await world.does(finish_by_hand, member, day=date(2026, 11, 23), **done)
    assert await owed(world, case_id) == {}
    assert (await facts(world, case_id)).tasks == ()
    with pytest.raises(DecisionRefusedError):
        await world.does(finish_by_hand, member, day=date(2026, 11, 23), **done)


async def case_of(world, case_id):
    scope = world.scope()
    return open_facts(scope, await scope.book.case(case_id))


async def test_two_of_a_kind_are_two_and_one_may_be_taken_back(world, people, case_id):
    press = Press(people["leader"], case_id)
    for until in (date(2026, 12, 1), None):
        await world.does(set_term, press, kind=tag_of("task"), until=until, words="Do it.")
    first, second = await set_by_hand(world.scope(), await case_of(world, case_id))
    assert second.due.date == date(2026, 12, 7)
    await world.does(cancel_by_hand, press, tag=tag_of_term(first), reason="No need.")
    assert await owed(world, case_id) == {"task": date(2026, 12, 7)}


async def test_what_else_meets_a_term_set_by_hand_needs_no_button(world, people, case_id):
    press = Press(people["leader"], case_id)
    await world.does(set_term, press, kind=tag_of("word"), until=None, words="Write to them.")
    case = await case_of(world, case_id)
    with pytest.raises(DecisionRefusedError):
        await finishable(world.scope(), case)
    (word,) = await set_by_hand(world.scope(), case)
    day = {"day": date(2026, 11, 23), "words": ""}
    with pytest.raises(DecisionRefusedError):
        await world.does(finish_by_hand, press, tag=tag_of_term(word), **day)
    await world.does(reply_to_reporter, people["member"], case_id, "Hello.", Counts.OTHER)
    assert await owed(world, case_id) == {}


async def test_kinds_are_those_of_the_category_and_terms_not_without_number(world, people, case_id):
    press = Press(people["leader"], case_id)
    given = {"until": None, "words": "Do it."}
    with pytest.raises(DecisionRefusedError) as refused:
        await world.does(set_term, press, kind=tag_of("poor"), **given)
    assert refused.value.code == "no-kind"
    past = given | {"until": date(2026, 11, 20)}
    with pytest.raises(DecisionRefusedError) as refused:
        await world.does(set_term, press, kind=tag_of("task"), **past)
    assert refused.value.code == "too-early"
    for _ in range(MOST):
        await world.does(set_term, press, kind=tag_of("task"), **given)
    with pytest.raises(DecisionRefusedError) as refused:
        await world.does(set_term, press, kind=tag_of("task"), **given)
    assert refused.value.code == "too-many"
    stale = Press(people["leader"], case_id, version=1)
    with pytest.raises(ChangedMeanwhileError):
        await world.does(set_term, stale, kind=tag_of("task"), **given)
