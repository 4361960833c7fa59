"""The queue with its filters and the search, over the emulator."""

from types import SimpleNamespace

import pytest

from casework.desk.facts import change, open_facts
from handlers.team.context import Names
from tests.conversations.desk_office import DESK, enrols


@pytest.fixture
def names():
    named = {"office": "Defence office", "leading-group": "Leading group"}
    units = [SimpleNamespace(id=each, name={"en": name}) for each, name in named.items()]
    return Names(units=units, categories=(), people=())


async def filters_by(person, what):
    await person.taps(DESK, "Filters")
    await person.waits_for(DESK, "What do you want to see?")
    await person.taps(DESK, what)


async def is_told(person, words, answer):
    said = await person.says(DESK, words)
    return await person.waits_for(DESK, answer, after=said)


async def test_filters_stand_below_the_queue(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    await world.petition()
    await world.petition(category="B")
    await registrar.take_all()
    seen = await is_told(member, "/queue", "With you: 2. Page 1 of 1")
    assert seen.protected
    await filters_by(member, "Mine")
    await member.waits_for(DESK, "Nothing like that lies with you")
    await filters_by(member, "Unassigned")
    await member.waits_for(DESK, "unassigned: 2.")
    await member.taps(DESK, "001")
    await member.waits_for(DESK, "handled by: nobody yet")
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    await is_told(member, "/queue", "With you: 2.")
    await filters_by(member, "Mine")
    shown = await member.waits_for(DESK, "mine: 1.")
    assert "001" in shown.text
    assert "002" not in shown.text
    await filters_by(member, "Category")
    await member.waits_for(DESK, "Which category")
    await member.taps(DESK, "not set")
    await member.waits_for(DESK, "Nothing like that")
    await filters_by(member, "Category")
    await member.waits_for(DESK, "Which category")
    await member.taps(DESK, "Every category")
    await member.waits_for(DESK, "mine: 1.")


async def test_a_unit_a_term_and_what_was_asked_narrow_the_queue(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    await world.petition(real_name=True, contact="13800000000")
    asked = await world.petition(unit="unsure")
    await registrar.take_all()
    await is_told(member, "/mine", "Nothing like that")
    shown = await is_told(member, "/queue", "With you: 2.")
    assert "review by the Fifth group: 3 working days left" in shown.text
    await filters_by(member, "Unit")
    await member.waits_for(DESK, "Which unit")
    await member.taps(DESK, "not sure")
    shown = await member.waits_for(DESK, "not sure: 1.")
    assert "002" in shown.text
    await filters_by(member, "Unit")
    await member.waits_for(DESK, "Which unit")
    await member.taps(DESK, "Every unit")
    await member.waits_for(DESK, "With you: 2.")
    await filters_by(member, "Deadline")
    await member.waits_for(DESK, "Which deadline")
    await member.taps(DESK, "acceptance notice")
    await member.waits_for(DESK, "when is it due")
    await member.taps(DESK, "within 3 working days")
    await member.waits_for(DESK, "Nothing like that")
    world.clock.passes(days=18)
    await filters_by(member, "Unassigned")
    shown = await member.waits_for(
        DESK, "unassigned, acceptance notice (within 3 working days): 1."
    )
    assert "001" in shown.text
    assert "review by the Fifth group: 11 working days overdue" in shown.text
    await world.does(asks, asked)
    await filters_by(member, "Deadline")
    await member.waits_for(DESK, "Which deadline")
    await member.taps(DESK, "Every deadline")
    await member.waits_for(DESK, "unassigned: 2.")
    await filters_by(member, "Awaiting an answer")
    await member.waits_for(DESK, "waiting for the reporter: 1.")
    await member.taps(DESK, "002")
    card = await member.waits_for(DESK, "Waiting for the reporter, who was asked on Friday")
    assert "review by the Fifth group: 11 working days overdue (Thursday 26 November)" in card.text
    await is_told(member, "/find waiting for the reporter", "Found: 1.")
    await is_told(member, "/find acceptance notice", "Found: 1.")
    await is_told(member, "/find with name Telegram", "Found: 1.")
    await is_told(member, "/find passed on", "there is none like that")
    await world.does(hands_on, asked)
    await is_told(member, "/find passed on anonymous", "Found: 1.")


async def hands_on(scope, case_id):
    case = open_facts(scope, await scope.book.case(case_id))
    change(scope, case, handling="passed-on")
    scope.record("read-mark", case=case.id)


async def asks(scope, case_id):
    """Ask the reporter something, as far as the queue sees it."""
    case = open_facts(scope, await scope.book.case(case_id))
    change(scope, case, asked_at=scope.clock().isoformat())
    scope.record("read-mark", case=case.id)


async def test_pages_are_turned_within_a_filter(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    for _ in range(12):
        await world.petition()
    await registrar.take_all()
    await is_told(member, "/queue", "With you: 12. Page 1 of 2")
    await filters_by(member, "To review")
    await member.waits_for(DESK, "waiting for review: 12. Page 1 of 2")
    await member.taps(DESK, "Next page")
    shown = await member.waits_for(DESK, "Page 2 of 2")
    assert shown.text.count("号") == 2


async def test_finding_by_what_is_known_of_a_case(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    case_id = await world.petition()
    await world.petition(category="B")
    await registrar.take_all()
    facts = open_facts(world.scope(), await world.scope().book.case(case_id)).facts
    await is_told(member, "/find", "What are you looking for")
    for words in (facts.registration, "1", facts.receipt, "C", "C today registered"):
        shown = await is_told(member, words, "Found: 1.")
        assert "001" in shown.text
    await is_told(member, "/find to be reviewed 2026-11-01..", "Found: 2.")
    assert (await is_told(member, "C xyzzy", "was looked for")).text.startswith("“xyzzy”")
    await is_told(member, "F", "there is none like that")
    await is_told(member, "/find 1", "Found: 1.")
    await member.taps(DESK, "001")
    await member.waits_for(DESK, "handled by")


async def test_what_one_may_not_see_is_answered_as_what_there_is_not(
    world, control, desk, registrar
):
    member = await enrols(world, control, "member")
    await enrols(world, control, "office")
    hidden = await world.petition(concerns="team")
    await registrar.take_all()
    facts = open_facts(world.scope(), await world.scope().book.case(hidden)).facts
    answers = {
        (await is_told(member, f"/find {words}", "none like that")).text
        for words in (facts.registration, facts.receipt, "1", "礼巡密信〔2026〕099号", "99")
    }
    assert len(answers) == 1


async def test_a_page_of_an_earlier_search_says_so(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    for _ in range(11):
        await world.petition()
    await registrar.take_all()
    first = await is_told(member, "/find C", "Found: 11. Page 1 of 2")
    await member.taps(DESK, "Next page")
    await member.waits_for(DESK, "Page 2 of 2")
    await is_told(member, "registered", "Found: 11. Page 1 of 2")
    await member.presses(DESK, first.id, 1, 0)
    await member.waits_for(DESK, "That search is over")


async def test_who_has_no_queue_finds_nothing(world, control, desk):
    liaison = await control.user("liaison", language_code="en")
    await liaison.says(DESK, "/enroll code-liaison")
    await liaison.waits_for(DESK, "daily summary")
    await is_told(liaison, "/find 1", "no queue")
