"""A complaint about an inspector, from its arrival to its end: the office handles it, alone."""

from dataclasses import replace

from casework.rules.roles import Group
from tests.casework.office import FIFTH_CHAT, TEAM_CHAT
from tests.conversations.desk_office import (
    DESK,
    SECRET,
    chooses,
    enrols,
    opens_the_case,
    reads,
    unlocks,
)

OFFICE_CHAT = -300
NOTE = "He was on leave that week."


async def goes_on(person, button, waited):
    """Press a button of the card and wait for what is said to it."""
    await chooses(person, f"desk-button-{button}")
    return await person.waits_for(DESK, waited)


async def writes(person, button, asked, words, answer):
    """Press a button of the card that asks for words, and send them."""
    await goes_on(person, button, asked)
    await person.says(DESK, words)
    return await person.waits_for(DESK, answer)


async def test_the_office_handles_a_complaint_about_an_inspector(world, control, desk, registrar):
    leader, office, fifth = [
        await enrols(world, control, who) for who in ("leader", "office", "fifth")
    ]
    chats = {**world.office.chats, Group.OFFICE: OFFICE_CHAT}
    world.office = replace(world.office, chats=chats)
    await world.petition(SECRET, concerns="team", category="G3")
    await registrar.take_all()
    assert [
        (item["text"]["id"], item["chat_id"])
        for _, item, _ in await world.outbox()
        if item["text"]["id"] != "reminder"
    ] == [("announce-registered", OFFICE_CHAT), ("announce-review", FIFTH_CHAT)]

    await unlocks(office)
    assert SECRET in (await reads(office)).text
    card = await opens_the_case(office)
    assert "About the team. Handled by the office, reviewed by the Fifth group" in card.text
    await goes_on(office, "claim", "is yours")
    await goes_on(office, "triage", "press what should change")
    await office.taps(DESK, "Mark: Sensitive")
    await office.waits_for(DESK, "Marks: Sensitive")
    await writes(office, "note", "write the note", NOTE, "note is sealed")
    await goes_on(office, "assign", "handled by: office. Who is to handle it")

    shown = (await opens_the_case(fifth)).text
    assert "About the team. Handled by the office" in shown
    await writes(fifth, "return", "what is asked for", "Ask his driver.", "returned;")
    await goes_on(office, "resubmit", "Submit it now")
    await office.taps(DESK, "Submit now")
    await office.waits_for(DESK, "submitted for review again")
    await writes(fifth, "review", "your opinion", "Nothing to add.", "marked as reviewed")
    await goes_on(office, "close", "Close it now")
    await office.taps(DESK, "Close now")
    await office.waits_for(DESK, ": closed.")

    await office.says(DESK, "/figures")
    assert "Received: 1" in (await office.waits_for(DESK, "Figures")).text
    await leader.says(DESK, "/queue")
    await leader.waits_for(DESK, "Nothing lies with you")
    await leader.says(DESK, "/find 001")
    await leader.waits_for(DESK, "none like that")
    await leader.says(DESK, "/figures")
    assert "Received: 0" in (await leader.waits_for(DESK, "Figures")).text
    for _, item, _ in await world.outbox():
        assert item.get("chat_id") not in {TEAM_CHAT, leader.id}
        assert SECRET not in str(item)
