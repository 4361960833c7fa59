"""Decisions in conversation: what is asked, by whom, and what the card says then."""

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

URGENT = rule(
    "urgent-report",
    "flagged",
    "same day",
    "leader",
    "reported",
    applies="flagged",
    remind=("same day",),
)


@pytest.fixture
async def people(world, control, desk, registrar):
    world.office = replace(world.office, rules=(*RULES, URGENT))
    staff = {name: await enrols(world, control, name) for name in ("leader", "member")}
    await world.petition(SECRET, real_name=True, contact="13900000000")
    await registrar.take_all()
    return staff


async def decides(person, button):
    await opens_the_section(person, "Decisions")
    await person.taps(DESK, button)


async def marks_urgent(person):
    await opens_the_case(person)
    await person.taps(DESK, "What it is about")
    await person.waits_for(DESK, "press what should change")
    await person.taps(DESK, "Mark: Urgent")
    await person.waits_for(DESK, "Marks: Urgent")


async def test_an_urgent_case_is_confirmed_and_reported(people, world, control):
    leader, member = people["leader"], people["member"]
    await marks_urgent(member)
    assert "Confirm: pressing" not in str(await opens_the_case(member))
    shown = await opens_the_case(leader)
    assert "waits to be confirmed" in shown.text
    await decides(leader, "Confirm: pressing")
    await leader.waits_for(DESK, "why it is pressing")
    await leader.says(DESK, "The account is being emptied.")
    await leader.waits_for(DESK, "confirmed as pressing")
    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    await decides(member, "Told the office")
    await member.waits_for(DESK, "how was it reported")
    await member.taps(DESK, "in person")
    await member.waits_for(DESK, "to whom there")
    await member.says(DESK, "Director Li")
    await member.waits_for(DESK, "number of the paper")
    await member.says(DESK, "No. 3")
    await member.waits_for(DESK, "anything to add")
    await member.taps(DESK, "Skip")
    await member.waits_for(DESK, "entered as reported today")
    shown = await opens_the_case(member)
    assert "Reported to the office on" in shown.text
    await unlocks(leader)
    shown = await reads(leader)
    assert "The account is being emptied." in shown.text
    assert "How: in person" in shown.text
    assert "Name: Director Li" in shown.text
    sent = [text for method, text in await all_texts(control) if method == "sendMessage"]
    assert not any("emptied" in text or "Director" in text for text in sent)


async def test_a_decision_on_an_older_card_is_not_made(people):
    leader, member = people["leader"], people["member"]
    await marks_urgent(member)
    await decides(leader, "Lift the flag")
    await leader.waits_for(DESK, "why it is not pressing")
    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    await leader.says(DESK, "I know the man.")
    await leader.waits_for(DESK, "changed meanwhile: member (who handles it)")
    shown = await leader.waits_for(DESK, "handled by: member")
    assert "waits to be confirmed" in shown.text
    assert not [m for m in await leader.sees(DESK) if "I know the man" in m.text]


async def claims(person):
    await opens_the_case(person)
    await person.taps(DESK, "Claim")
    await person.waits_for(DESK, "is yours")


async def test_more_time_is_asked_for_and_approved(people):
    leader, member = people["leader"], people["member"]
    await claims(member)
    await decides(member, "Ask for more time")
    await member.waits_for(DESK, "which term is to run longer")
    await member.taps(DESK, "acceptance notice")
    await member.waits_for(DESK, "until when?")
    await member.says(DESK, "some day")
    await member.waits_for(DESK, "does not answer the question")
    await member.says(DESK, "2026-11-24")
    await member.waits_for(DESK, "has to be a day after Monday 14 December")
    await member.says(DESK, "5 workdays")
    await member.waits_for(DESK, "why? At most")
    await member.says(DESK, "A witness is ill.")
    await member.waits_for(DESK, "asked for until Monday 21 December")
    shown = await opens_the_section(leader, "Decisions")
    assert "member asks for more time: acceptance notice, until Monday 21 December" in shown.text
    await leader.taps(DESK, "Approve more time")
    await leader.waits_for(DESK, "is there a word")
    await leader.taps(DESK, "Skip")
    await leader.waits_for(DESK, "now runs until Monday 21 December")
    shown = await opens_the_case(member)
    assert "acceptance notice: extended once, until Monday 21 December" in shown.text


async def test_a_lead_is_proposed_approved_passed_on_and_signed_for(people, world):
    leader, member = people["leader"], people["member"]
    await claims(member)
    await decides(member, "Disposition")
    await member.waits_for(DESK, "what do you propose")
    await member.taps(DESK, "preliminary verification")
    await member.waits_for(DESK, "why? At most")
    await member.says(DESK, "Three receipts.")
    await member.waits_for(DESK, "waits for approval")
    shown = await opens_the_section(leader, "Decisions")
    assert "Disposition: preliminary verification, waits for approval" in shown.text
    await leader.taps(DESK, "Disposition: yes")
    await leader.waits_for(DESK, "is there a word")
    await leader.taps(DESK, "Skip")
    await leader.waits_for(DESK, "the disposition is approved")
    await decides(leader, "Pass on")
    await leader.waits_for(DESK, "to which body")
    await leader.says(DESK, "County commission")
    await leader.waits_for(DESK, "who receives it there")
    await leader.says(DESK, "Ms Wang")
    await leader.waits_for(DESK, "is the reporter to be told")
    await leader.taps(DESK, "Tell the reporter")
    await leader.waits_for(DESK, "With that it is passed on")
    await leader.says(DESK, "It is theirs to examine.")
    await leader.waits_for(DESK, "passed on. A message to the reporter says so.")
    assert len(await world.outbox("case-transferred")) == 1
    await decides(member, "Signed for")
    await member.waits_for(DESK, "who has signed")
    await member.says(DESK, "Ms Wang")
    await member.waits_for(DESK, "on which day")
    await member.taps(DESK, "Today")
    await member.waits_for(DESK, "is there anything to add")
    await member.taps(DESK, "Skip")
    await member.waits_for(DESK, "the signature is entered")
    shown = await opens_the_case(member)
    assert "Signed for on Monday 23 November" in shown.text
    assert "State: passed on" in shown.text


async def test_a_repeat_is_linked_by_number_and_merged(people, world, registrar):
    member = people["member"]
    await claims(member)
    await world.petition("Once more.")
    await registrar.take_all()
    await member.says(DESK, "/queue")
    await member.waits_for(DESK, "002")
    await member.taps(DESK, "002")
    await member.waits_for(DESK, "handled by: nobody yet")
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    await member.taps(DESK, "Open the case")
    await member.waits_for(DESK, "handled by: member")
    await member.taps(DESK, "Decisions")
    await member.waits_for(DESK, "handled by: member")
    await member.taps(DESK, "Link as a repeat")
    await member.waits_for(DESK, "which case does it repeat")
    await member.says(DESK, "礼巡信〔2026〕009号")
    await member.waits_for(DESK, "no case with that number")
    await member.says(DESK, "礼巡信(2026)1")
    await member.waits_for(DESK, "repeats 礼巡信〔2026〕001号")
    await member.taps(DESK, "Open the case")
    await member.waits_for(DESK, "Repeats 礼巡信〔2026〕001号; repeats of that one: 1")
    await member.taps(DESK, "Decisions")
    await member.waits_for(DESK, "handled by: member")
    await member.taps(DESK, "Merge")
    await member.waits_for(DESK, "why does it say nothing new")
    await member.says(DESK, "Word for word the same.")
    await member.waits_for(DESK, "merged. Only its review")
    shown = await opens_the_case(member)
    assert "Repeats of this case: 1 (礼巡信〔2026〕002号)" in shown.text


async def test_a_button_of_another_question_answers_nothing(people):
    leader, member = people["leader"], people["member"]
    await marks_urgent(member)
    await decides(leader, "Confirm: pressing")
    await leader.waits_for(DESK, "why it is pressing")
    await leader.says(DESK, "/cancel")
    await leader.waits_for(DESK, "Nothing was changed")
    await leader.taps(DESK, "Skip")
    await leader.waits_for(DESK, "was not used and not kept")
