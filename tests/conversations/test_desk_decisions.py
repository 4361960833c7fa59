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
    "urgent-report", "flagged", "same day", "leader", "reported", applies="flagged", remind=(0,)
)


@pytest.fixture
async def people(world, control, desk, registrar):
    world.office = replace(world.office, rules=(*RULES, URGENT))
    staff = {name: await enrols(world, control, name) for name in ("leader", "member")}
    await world.petition(SECRET)
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
    assert "waits for the leader to confirm" in shown.text
    await decides(leader, "Confirm: pressing")
    await leader.waits_for(DESK, "why it is pressing")
    await leader.says(DESK, "The account is being emptied.")
    await leader.waits_for(DESK, "confirmed as pressing")
    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    await decides(member, "Report to the office")
    await member.waits_for(DESK, "how was it reported")
    await member.taps(DESK, "in person")
    await member.waits_for(DESK, "to whom there")
    await member.says(DESK, "Director Li")
    await member.waits_for(DESK, "anything to add")
    await member.taps(DESK, "Without words")
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
    assert "waits for the leader to confirm" in shown.text
    assert not [m for m in await leader.sees(DESK) if "I know the man" in m.text]
