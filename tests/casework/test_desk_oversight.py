"""What a card says of those who take no part, and to whom it says so."""

import pytest

from casework.desk.facts import case_for
from casework.desk.recuse import recuse
from handlers.team.context import Names
from handlers.team.oversight import oversight
from handlers.texts import Texts

NAMES = Names(units=(), categories=(), people=())
SAY = Texts(["en"]).say("en")
REASON = "Her brother works there."


@pytest.fixture
async def staff(world):
    return {name: await world.joins(name) for name in ("leader", "member", "other", "fifth")}


async def lines(world, member, case_id):
    case = await case_for(world.scope(), member, case_id)
    return list(oversight(world.scope(), member, case, NAMES, SAY))


async def test_the_fifth_group_sees_who_was_recused_and_when_but_not_why(world, registrar, staff):
    world.roster.change("other", home_units=frozenset({"office"}))
    case_id = await world.petition(unit="office")
    await registrar.take_all()
    assert await lines(world, staff["fifth"], case_id) == ["Recused from the beginning: other"]
    world.clock.passes(days=1)
    await world.does(recuse, staff["member"], case_id, "member", REASON)
    shown = await lines(world, staff["fifth"], case_id)
    assert shown[1:] == ["Stepped back Tuesday 24 November: member"]
    assert shown == await lines(world, staff["leader"], case_id)
    assert REASON not in " ".join(shown)


async def test_who_is_recused_by_the_leader_is_told_apart_and_members_see_neither(
    world, registrar, staff
):
    case_id = await world.petition()
    await registrar.take_all()
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    assert await lines(world, staff["fifth"], case_id) == ["Recused Monday 23 November: member"]
    assert await lines(world, staff["other"], case_id) == []


async def test_a_case_about_the_fifth_group_says_who_reviews_it(world, registrar, staff):
    await world.joins("office")
    case_id = await world.petition(concerns="fifth")
    await registrar.take_all()
    (line,) = await lines(world, staff["other"], case_id)
    assert line.startswith("About the Fifth group. Handled by the team, reviewed by the office")
