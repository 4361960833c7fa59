"""/due in conversation: what is owed by when, one term from both sides, and the calendar file."""

import asyncio
from datetime import date

from icalendar import Calendar

from bot.reminding import Reminding
from casework.desk.claim import claim_case
from casework.desk.people import members
from casework.desk.recuse import recuse
from casework.desk.write import note_contact
from casework.rules.dispatch import Counts, Way
from tests.conversations.desk_courier import delivering
from tests.conversations.desk_office import (
    DESK,
    SECRET,
    enrols,
    opens_the_case,
    unlocks,
)

FIRST = "礼巡信〔2026〕001号"
SECOND = "礼巡信〔2026〕002号"


async def shows_due(person, expected, command="/due"):
    said = await person.says(DESK, command)
    return await person.waits_for(DESK, expected, after=said)


async def toast(person, words):
    async with asyncio.timeout(10):
        while not any(words in each for each in await person.toasts()):
            await asyncio.sleep(0.02)


async def member_called(world, name):
    return next(each for each in await members(world.scope()) if each.id == name)


async def open_term_ids(world, case_id, rule):
    scope = world.scope()
    return [
        row.id
        for row in await scope.book.terms(case_id)
        if world.keys.open_own("term", row.sealed, row.id)["rule"] == rule
    ]


async def test_a_term_is_seen_asked_about_and_done(world, control, desk, registrar):
    leader, member = [await enrols(world, control, name) for name in ("leader", "member")]
    await world.joins("fifth")
    case_id = await world.petition(SECRET, real_name=True, contact="Li, 139")
    await world.petition(SECRET, real_name=True, contact="Wu, 138")
    await registrar.take_all()

    # Nobody handles either of them, so both notices are the leader's to see to.
    await shows_due(member, "You owe nothing now")
    shown = await shows_due(leader, "Yours to do: 2")
    assert "Everybody" in str(shown.labels)
    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    shown = await shows_due(member, "Yours to do: 1")
    assert f"Later (1)\n1. {FIRST} acceptance notice\nMonday 14 December: 15 working" in shown.text
    assert SECOND not in shown.text
    assert "Everybody" not in str(shown.labels)

    await shows_due(leader, "Yours to do: 1")
    await leader.taps(DESK, "Everybody")
    shown = await leader.waits_for(DESK, "Everybody’s: 4")
    assert "the Fifth group 2, leader 1, member 1\n\nThis week (2)" in shown.text
    assert f"3. {FIRST} acceptance notice\nmember | Monday 14 December: 15 working days left" in (
        shown.text
    )

    await shows_due(member, "Yours to do: 1")
    await member.taps(DESK, "1")
    view = await member.waits_for(DESK, "To be done by: member")
    assert view.text.startswith(f"{FIRST} acceptance notice\nDue Monday 14 December")
    assert "Counted from Monday 23 November" in view.text
    assert "fee" not in view.text
    await member.taps(DESK, "Seen")
    await toast(member, "Reminders go on until it is done")
    left = next(m for m in await member.sees(DESK) if m.id == view.id)
    assert "Seen" not in left.labels
    assert "Done" in left.labels
    await shows_due(leader, "Yours to do: 1")
    await leader.taps(DESK, "Everybody")
    await leader.waits_for(DESK, "15 working days left | seen")
    await leader.taps(DESK, "3")
    await leader.waits_for(DESK, "Seen by member, Monday 23 November 10:00")
    await asks_to_hand_it_on(world, leader, member, case_id)
    await asks_for_more_time(member)

    author = await member_called(world, "member")
    told = {"counts": Counts.NOTICE, "way": Way.PHONE, "day": date(2026, 11, 23)}
    await world.does(note_contact, author, case_id, "By phone.", **told)
    await member.presses(DESK, left.id, 0, 0)
    await member.waits_for(DESK, "is done. Nothing is owed here any more")
    await shows_due(member, "You owe nothing now")


async def asks_to_hand_it_on(world, leader, member, case_id):
    await member.taps(DESK, "Hand to")
    await member.waits_for(DESK, "Shall the leader be asked?")
    await member.taps(DESK, "Ask the leader")
    await toast(member, "The leader is asked")
    ((_, notice, _),) = await world.outbox("announce-hand-on-asked")
    assert notice["chat_id"] == leader.id
    assert notice["buttons"] == [[{"id": "desk-button-card", "data": f"c:{case_id}"}]]
    await leader.taps(DESK, "Hand to")
    await leader.waits_for(DESK, "Who is to handle it")


async def asks_for_more_time(member):
    await unlocks(member)
    await shows_due(member, "Yours to do: 1")
    await member.taps(DESK, "1")
    await member.waits_for(DESK, "To be done by: member")
    await member.taps(DESK, "Ask for more time")
    await member.waits_for(DESK, "until")
    await member.says(DESK, "5 workdays")
    await member.waits_for(DESK, "why")
    await member.says(DESK, "The archive is closed.")
    await member.waits_for(DESK, "asked for until Monday 21 December")
    await shows_due(member, "Yours to do: 1")
    await member.taps(DESK, "1")
    await member.waits_for(DESK, "member asks for more time, until Monday 21 December")
    await member.taps(DESK, "Ask for more time")
    await member.waits_for(DESK, "has asked already")
    await member.taps(DESK, "Done")
    ways = await member.waits_for(DESK, "this is what meets it")
    assert [label for label in ways.labels if label != "Open the case"] == [
        "Reply",
        "Record contact",
    ]


async def test_several_are_seen_at_once_and_who_is_recused_learns_nothing(
    world, control, desk, registrar, monkeypatch
):
    member, liaison = await enrols(world, control, "member"), await control.user("Ma")
    leader = await world.unlocked(await world.joins("leader"))
    await world.joins("liaison", user_id=liaison.id)
    cases = [
        await world.petition(SECRET, real_name=True, contact=each, unit="unsure")
        for each in ("Li, 139", "Wu, 138")
    ]
    await registrar.take_all()
    author = await member_called(world, "member")
    for case_id in cases:
        await world.does(claim_case, author, case_id)
    terms = [(await open_term_ids(world, each, "acceptance-notice"))[0] for each in cases]

    world.clock.passes(days=16)
    await Reminding(world.database, world.scope).sweep()
    async with delivering(world, control, monkeypatch) as courier:
        await courier.deliver_due()
    sent = await member.waits_for(DESK, "2 terms, the most urgent first", after=0)
    assert sent.labels == ["1", "2", "All seen"]
    await member.taps(DESK, "All seen")
    await toast(member, "Noted: 2")
    left = next(m for m in await member.sees(DESK) if m.id == sent.id)
    assert left.labels == ["1", "2"]
    await shows_due(
        member, f"2. {SECOND} acceptance notice\nMonday 14 December: 3 working days left | seen"
    )

    await member.taps(DESK, "Calendar file")
    file = await member.waits_until(
        DESK, lambda seen: next((m for m in seen if m.file is not None), None)
    )
    assert "2 due dates, to open with your calendar" in file.text
    assert not file.protected
    assert file.file.name == "due.ics"
    events = Calendar.from_ical(await member.opens(file)).walk("VEVENT")
    assert [(each.start, str(each["SUMMARY"])) for each in events] == [
        (date(2026, 12, 14), f"{FIRST} acceptance notice"),
        (date(2026, 12, 14), f"{SECOND} acceptance notice"),
    ]
    assert not {str(each["UID"]) for each in events} & {*terms, *cases}

    world.clock.passes(days=6)
    await shows_due(
        member, f"Overdue (2)\n1. {FIRST} acceptance notice\nMonday 14 December: 1 work"
    )
    shown = await shows_due(liaison, "Overdue: 4")
    assert f"3. {FIRST} acceptance notice" in shown.text
    assert shown.labels == []

    await world.does(recuse, leader, cases[0], "member", "A relative.")
    await shows_due(member, "Yours to do: 1")
    said = await member.says(DESK, "/cancel")
    await member.presses(DESK, sent.id, 0, 0)
    await member.waits_for(DESK, "There is no such case", after=said)
    await member.presses(DESK, sent.id, 0, 1)
    await member.waits_for(DESK, f"{SECOND} acceptance notice")
