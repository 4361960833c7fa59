"""Somebody is taken off the roster while everything of theirs is under way."""

import json

import pytest

from bot.indexing import index_over
from bot.leavers import Leavers
from casework.desk.facts import open_facts
from casework.desk.people import members
from storage.ledger.age import open_sealed
from storage.sql.desk_book import SqlDeskBook
from storage.sql.tables import dialogues
from storage.sql.work import Work
from tests.conversations.desk_office import DESK, SECRET, enrols, opens_the_case, unlocks

STRANGER = "To join, send /enroll"


@pytest.fixture
async def looks(world, desk):
    """Look at the roster as the desk does every two seconds."""
    index = index_over(world.database, world.keys)
    leavers = Leavers(world.database, world.scope, index, world.keys.local, desk.bot.id)
    await leavers.round()

    async def look():
        if not index.complete:
            await index.build()
        await leavers.round()

    return look


async def figures(world):
    row = await SqlDeskBook(Work(world.database)).totals()
    return json.loads(open_sealed(row.for_courier, [world.courier]))


async def case_of(world, case_id):
    scope = world.scope()
    return open_facts(scope, await scope.book.case(case_id))


async def reminded(world):
    return {item["chat_id"] for _, item in await world.reminders()}


async def dialogue_rows(world):
    return await world.database.read(lambda c: c.execute(dialogues.select()).all())


async def test_who_is_taken_off_the_roster_is_nobody_at_once(
    world, control, desk, registrar, looks
):
    member, leader = [await enrols(world, control, name) for name in ("member", "leader")]
    liaison = await control.user("liaison", language_code="en")
    await liaison.says(DESK, "/enroll code-liaison")
    await liaison.waits_for(DESK, "daily summary")
    case_id = await world.petition(SECRET, real_name=True, contact="A. Name, 13800000000")
    await registrar.take_all()
    await unlocks(member)
    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    await opens_the_case(member)
    await member.taps(DESK, "Note")
    await member.waits_for(DESK, "please write the note")
    assert member.id in await reminded(world)
    assert len(await dialogue_rows(world)) == 1

    world.roster.removes("member")
    said = await member.says(DESK, "She told me on the phone.")
    await member.waits_for(DESK, STRANGER, after=said)
    await looks()
    assert world.sessions.key_of("member") is None
    assert await dialogue_rows(world) == []
    case = await case_of(world, case_id)
    assert (case.facts.assignee, case.state) == (None, "registered")
    assert member.id not in await reminded(world)
    assert leader.id in await reminded(world)
    assert (await figures(world))["departed"] == [member.id]
    ((_, released, _),) = await world.outbox("announce-released")
    assert released["chat_id"] < 0

    said = await member.says(DESK, "/queue")
    await member.waits_for(DESK, STRANGER, after=said)
    shown = len(await member.sees(DESK))
    await member.taps(DESK, "Back")
    await member.waits_for(DESK, STRANGER)
    assert len(await member.sees(DESK)) == shown + 1

    world.roster.removes("liaison")
    assert (await figures(world))["liaisons"] != []
    await looks()
    assert (await figures(world))["liaisons"] == []
    events = len(await world.outbox())
    await looks()
    assert len(await world.outbox()) == events


async def test_who_comes_back_may_leave_again(world, control, desk, registrar, looks):
    member = await enrols(world, control, "member")
    case_id = await world.petition(SECRET)
    await registrar.take_all()
    for _ in range(2):
        await opens_the_case(member)
        await member.taps(DESK, "Claim")
        await member.waits_for(DESK, "is yours")
        entry = world.roster.removes("member")
        await looks()
        assert (await case_of(world, case_id)).facts.assignee is None
        world.roster.people["member"] = entry
        world.roster.serial += 1
        await looks()
        assert (await figures(world))["departed"] == []
    assert [m.id for m in await members(world.scope())] == ["member"]


async def test_a_phone_that_was_lost_gets_nothing_and_its_owner_keeps_the_case(
    world, control, desk, registrar, looks
):
    member = await enrols(world, control, "member")
    await unlocks(member)
    case_id = await world.petition(SECRET)
    await registrar.take_all()
    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    world.roster.change("member", recipient=None, code_hash="0" * 64)
    world.roster.serial += 1
    await looks()
    assert world.sessions.key_of("member") is None
    assert (await figures(world))["departed"] == [member.id]
    assert (await case_of(world, case_id)).facts.assignee == "member"
