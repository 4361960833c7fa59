"""When the round is over, leader and office hear its figures: once, and after its last day."""

from datetime import date

import pytest

from bot.figure_keeping import FigureKeeping
from bot.indexing import index_over
from casework.desk.claim import claim_case
from casework.desk.decided import Press
from casework.desk.disposing import propose_disposition
from casework.desk.statistics import figures_of_round
from casework.desk.verify import verify_name
from casework.rules.dispositions import Disposition
from casework.rules.roles import Group
from casework.rules.verification import Verified, Way

CLOSES = date(2026, 11, 24)


@pytest.fixture
async def keeping(world, registrar):
    """The desk of an office with a leader, a member and somebody of the Fifth group."""
    for name in ("leader", "member", "fifth"):
        await world.joins(name)
    for concerns in ("none", "none", "fifth"):
        await world.petition(concerns=concerns)
    await registrar.take_all()
    return await desk(world)


async def desk(world, closes=CLOSES):
    """Return a desk that has just started."""
    index = index_over(world.database, world.keys)
    await index.build()
    return FigureKeeping(world.database, world.scope, index, closes)


async def told(world):
    found = await world.outbox("announce-round-report")
    return {item["chat_id"]: item["text"]["args"] for _, item, _ in found}


async def test_it_comes_after_the_last_day_and_once(world, keeping):
    world.clock.passes(days=1)  # the last day itself
    await keeping.round()
    assert await told(world) == {}
    world.clock.passes(days=1)
    for again in (keeping, keeping, await desk(world)):
        await again.round()
    figures = {"received": 2, "reviewed": 0, "closed": 0, "overdue": 0}
    assert await told(world) == {1000: figures}  # the leader; the case about the Fifth is in none
    (item,) = [item for _, item, _ in await world.outbox("announce-round-report")]
    assert item["buttons"] == [[{"id": "desk-button-closing-report", "data": "crep:"}]]
    assert item["due"] == "2026-11-24"


async def test_the_office_hears_it_too_by_its_people_or_in_its_group(world, keeping):
    world.office.chats[Group.OFFICE] = -300
    world.clock.passes(days=2)
    await keeping.round()
    assert (await told(world)).keys() == {1000, -300}
    assert {item["chat_id"] for _, item, _ in await world.outbox() if "buttons" in item} >= {1000}
    await world.joins("office")
    await (await desk(world, date(2026, 11, 23))).round()  # the round's end was entered anew
    assert (await told(world)).keys() == {1000, -300, 1004}


async def test_it_waits_until_somebody_is_there(world, registrar):
    await world.joins("member")
    await world.joins("fifth")
    await world.petition()
    await registrar.take_all()
    world.clock.passes(days=9)
    keeping = await desk(world)
    await keeping.round()
    assert await told(world) == {}
    await world.joins("leader")
    await keeping.round()
    assert (await told(world)).keys() == {1000}


async def test_it_counts_what_was_proposed_and_which_names_were_confirmed(world, registrar):
    member = await world.unlocked(await world.joins("member"))
    await world.joins("fifth")
    case_id = await world.petition(real_name=True, contact="Li, 139")
    await registrar.take_all()
    await world.does(claim_case, member, case_id)
    index, press = index_over(world.database, world.keys), Press(member, case_id)
    await index.build()
    await world.does(
        verify_name, press, Way.CALL, world.scope().today(), Verified.CONFIRMED, "It is he."
    )
    await world.does(propose_disposition, press, Disposition.TALK, "A small matter.")
    found = await figures_of_round(world.scope(), index)
    assert (found.dispositions, found.verified) == ({"talk": 1}, {"confirmed": 1})
