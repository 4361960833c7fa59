"""Terms in conversation: one that rests while the reporter is asked, one set by hand, a claim."""

from dataclasses import replace

import pytest

from tests.casework.office import RULES, rule
from tests.conversations.desk_office import (
    DESK,
    SECRET,
    all_texts,
    enrols,
    opens_the_case,
    opens_the_section,
    reads,
    unlocks,
)

RESTING = replace(RULES[2], pauses_on=("asked",), resumes_on=("wait-over",))
TASK = rule("task", "by-hand", "10 workdays", "assignee", "done")
CLAIMS = (
    rule("claim-notice", "claim-received", "15 days", "assignee", "claim-notice-sent"),
    rule("claim-answer", "accepted", "60 days", "assignee", "answered"),
)


@pytest.fixture
def people(world, control, desk, registrar):
    """Let some enrol, the last of whom takes on the case that there is then."""
    others = [each for each in RULES if each.id != RESTING.id]
    world.office = replace(world.office, rules=(*others, RESTING, TASK, *CLAIMS))

    async def enrol(*names):
        staff = [await enrols(world, control, name) for name in names]
        case_id = await world.petition(SECRET, real_name=True, contact="13900000000")
        await registrar.take_all()
        await opens_the_case(staff[-1])
        await staff[-1].taps(DESK, "Claim")
        await staff[-1].waits_for(DESK, "is yours")
        return case_id, *staff

    return enrol


async def decides(person, button):
    await opens_the_section(person, "Decisions")
    await person.taps(DESK, button)


async def writes(person, words, counts):
    await opens_the_section(person, "Reporter")
    await person.taps(DESK, "Reply")
    await person.waits_for(DESK, "write to the reporter")
    await person.says(DESK, words)
    await person.waits_for(DESK, "What do they count as?")
    await person.taps(DESK, f"Send as {counts}")
    await person.waits_for(DESK, f"handed over for delivery as {counts}")


async def test_a_term_rests_while_the_reporter_is_asked(world, people, registrar):
    case_id, member = await people("member")
    world.clock.passes(days=1)
    await writes(member, "Which year was it?", "question")
    shown = await opens_the_case(member)
    rests = "acceptance notice: rests since Tuesday 24 November, the reporter was asked"
    assert f"{rests}; 14 working days left" in shown.text
    await decides(member, "Ask for more time")
    offered = await member.waits_for(DESK, "which term is to run longer")
    assert "acceptance notice" not in offered.labels
    await member.says(DESK, "/due")
    shown = await member.waits_for(DESK, "acceptance notice")
    assert "rests since Tuesday 24 November" in shown.text
    assert not [item for _, item, _ in await world.outbox("reminder") if "acceptance" in str(item)]
    world.clock.passes(days=7)
    await world.mails(case_id, {"kind": "follow-up", "at": world.clock().isoformat()})
    await registrar.take_all()
    shown = await opens_the_case(member)
    assert "acceptance notice: 14 working days left (Monday 21 December)" in shown.text
    assert "rests since" not in shown.text


async def test_a_term_is_set_by_hand_and_done(world, control, people):
    _, leader, member = await people("leader", "member")
    await decides(leader, "Set a term")
    await leader.waits_for(DESK, "what kind of term")
    await leader.taps(DESK, "task with a date")
    await leader.waits_for(DESK, "by when?")
    await leader.says(DESK, "3 workdays")
    await leader.waits_for(DESK, "what is to be done?")
    await leader.says(DESK, "Count the meters in the yard.")
    await leader.waits_for(DESK, "the term is set, until Thursday 26 November")
    shown = await opens_the_section(member, "Decisions")
    assert "Set by hand: task with a date, until Thursday 26 November" in shown.text
    assert "task with a date: 3 working days left (Thursday 26 November)" in shown.text
    assert not {"Set a term", "Change a set term", "Take a set term back"} & {*shown.labels}
    assert "announce-task" in str(await world.outbox())
    await decides(leader, "Change a set term")
    await leader.waits_for(DESK, "which term is to end on another day?")
    await leader.taps(DESK, "task with a date, Thursday 26 November")
    await leader.waits_for(DESK, "by when, then?")
    await leader.says(DESK, "2026-11-25")
    await leader.waits_for(DESK, "why another day?")
    await leader.says(DESK, "It rains on Thursday.")
    await leader.waits_for(DESK, "now ends on Wednesday 25 November")
    await decides(member, "Set term: done")
    await member.waits_for(DESK, "for which term was it done?")
    await member.taps(DESK, "task with a date, Wednesday 25 November")
    await member.waits_for(DESK, "on which day was it done?")
    await member.taps(DESK, "Today")
    await member.waits_for(DESK, "is there anything to add")
    await member.taps(DESK, "Skip")
    await member.waits_for(DESK, "entered as done")
    assert "task with a date" not in (await opens_the_case(leader)).text
    await unlocks(leader)
    shown = await reads(leader)
    assert "Count the meters in the yard." in shown.text
    assert "term set by hand" in shown.text
    sent = [text for method, text in await all_texts(control) if method == "sendMessage"]
    assert not any("meters" in text or "rains" in text for text in sent)


async def test_a_claim_is_marked_accepted_and_no_claim_after_all(world, people):
    _, member = await people("member")
    world.clock.passes(days=2)
    await decides(member, "Mark as a claim")
    await member.waits_for(DESK, "marked as a claim. The claimant has to be told")
    shown = await opens_the_case(member)
    assert "Claim: waits to be accepted or declined" in shown.text
    assert "notice on the claim: 9 working days left (Tuesday 8 December)" in shown.text
    await writes(member, "We look into it.", "acceptance notice")
    shown = await opens_the_case(member)
    assert "Claim: accepted" in shown.text
    assert "notice on the claim" not in shown.text
    assert "answer to the claim" in shown.text
    await decides(member, "Not a claim")
    await member.waits_for(DESK, "why is it no claim?")
    await member.says(DESK, "It is about somebody else.")
    await member.waits_for(DESK, "Its terms as one are withdrawn")
    shown = await opens_the_section(member, "Decisions")
    assert "answer to the claim" not in shown.text
    assert "Mark as a claim" in shown.labels
