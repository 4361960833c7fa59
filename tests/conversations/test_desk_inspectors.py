"""The office's own work: a complaint about an inspector, to its end, and what is reported to it."""

from dataclasses import replace

from casework.desk.decided import Press
from casework.desk.facts import case_for
from casework.desk.flags import report_to_office
from casework.desk.people import who_is
from casework.desk.triage import set_mark
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
    assert [(item["text"]["id"], item["chat_id"]) for _, item, _ in await world.outbox()] == [
        ("announce-registered", OFFICE_CHAT),
        ("announce-review", FIFTH_CHAT),
    ]

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


async def test_the_office_opens_what_was_reported_once_it_is_let_in(
    world, control, desk, registrar
):
    await world.joins("fifth")
    leader, office = await enrols(world, control, "leader"), await enrols(world, control, "office")
    case_id = await world.petition(SECRET)
    await registrar.take_all()
    await office.says(DESK, "/reports")
    await office.waits_for(DESK, "Nothing was reported")
    by = await who_is(world.scope(), leader.id)
    version = (await case_for(world.scope(), by, case_id)).version
    await world.does(set_mark, by, case_id, version, "urgent", on=True)
    press = Press(by, case_id)
    await world.does(report_to_office, press, whom="office", way="phone", words="Told.")

    said = await office.says(DESK, "/reports")
    listed = await office.waits_for(DESK, "001", after=said)
    assert "by leader. You cannot open it yet" in listed.text
    assert "001" not in " ".join(listed.labels)
    await unlocks(leader)
    await goes_on(leader, "office", "office will be able to read all of it")
    await leader.taps(DESK, "Add now")
    await leader.waits_for(DESK, "office can read it from now on")
    await office.says(DESK, "/reports")
    await office.waits_for(DESK, "by leader")
    await office.taps(DESK, "001")
    await office.waits_for(DESK, "handled by")
    await unlocks(office)
    assert SECRET in (await reads(office)).text
