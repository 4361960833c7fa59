"""What was reported to the office: who sees that it was, and who is let in to read it."""

import pytest

from bot.indexing import index_over
from casework.desk.decided import Press
from casework.desk.facts import ChangedMeanwhileError, case_for
from casework.desk.flags import report_to_office
from casework.desk.grant import GrantRefusedError
from casework.desk.lists import StillBuildingError
from casework.desk.people import who_is
from casework.desk.read import open_case, read_entries
from casework.desk.reported import let_office_in, letting_office_in, reported_cases
from casework.desk.scope import CaseNotFoundError, LockedError, NotPermittedError
from casework.desk.triage import set_mark
from casework.rules.cases import NotAllowedError


@pytest.fixture
async def staff(world):
    return {name: await world.joins(name) for name in ("leader", "member", "fifth", "office")}


@pytest.fixture
async def index(world):
    index = index_over(world.database, world.keys)
    await index.build()
    return index


async def reports(world, staff, case_id):
    """The leader marks a case as urgent and tells the office of it."""
    leader = staff["leader"]
    version = (await case_for(world.scope(), leader, case_id)).version
    await world.does(set_mark, leader, case_id, version, "urgent", on=True)
    press = Press(leader, case_id)
    await world.does(report_to_office, press, whom="office", way="phone", words="Told.")
    return (await case_for(world.scope(), leader, case_id)).version


async def shown(index, member):
    return [case.id for case in (await reported_cases(index, member, 0)).cases]


async def test_the_office_sees_what_was_reported_and_reads_it_once_let_in(
    world, registrar, staff, index
):
    leader, office = staff["leader"], staff["office"]
    older, case_id = await world.petition(), await world.petition("A wall is falling.")
    await registrar.take_all()
    assert await shown(index, office) == []
    await reports(world, staff, older)
    world.clock.passes(days=1)
    version = await reports(world, staff, case_id)
    found = (await reported_cases(index, office, 0)).cases
    assert [case.id for case in found] == [case_id, older]
    assert (found[0].reported_on, found[0].reported_by) == (world.day("2026-11-24"), "leader")
    with pytest.raises(CaseNotFoundError):
        await case_for(world.scope(), office, case_id)

    world.sessions.lock("leader")
    with pytest.raises(LockedError):
        await world.does(let_office_in, leader, case_id, version)
    await world.unlocked(leader)
    with pytest.raises(ChangedMeanwhileError):
        await world.does(let_office_in, leader, case_id, version - 1)
    await world.does(let_office_in, leader, case_id, version)
    ((_, item, _),) = await world.outbox("announce-granted")
    assert item["chat_id"] == office.chat_id
    await world.unlocked(office)
    case, opened = await open_case(world.scope(), office, case_id)
    assert (await read_entries(world.scope(), case, opened))[0].text == "A wall is falling."
    with pytest.raises(GrantRefusedError):
        await letting_office_in(world.scope(), leader, case_id)
    assert "office" in (await reported_cases(index, office, 0)).cases[0].readers


async def test_nobody_sees_a_report_that_the_rules_keep_from_them(world, registrar, staff, index):
    about_its_unit = await world.petition(unit="office")
    about_itself = await world.petition(concerns="office")
    await registrar.take_all()
    for case_id in (about_its_unit, about_itself):
        await reports(world, staff, case_id)
    assert await shown(index, staff["office"]) == [about_its_unit]
    world.roster.change("office", home_units=frozenset({"office"}))
    office = await who_is(world.scope(), staff["office"].user_id)
    assert await shown(index, office) == []
    for who in ("leader", "member"):
        with pytest.raises(NotPermittedError):
            await shown(index, staff[who])
    with pytest.raises(GrantRefusedError):
        await letting_office_in(world.scope(), staff["leader"], about_itself)


async def test_only_what_was_confirmed_and_reported_is_opened_to_the_office(
    world, registrar, staff
):
    case_id = await world.petition()
    await registrar.take_all()
    with pytest.raises(NotAllowedError) as refused:
        await letting_office_in(world.scope(), staff["leader"], case_id)
    assert refused.value.code == "not-reported"
    with pytest.raises(NotPermittedError):
        await letting_office_in(world.scope(), staff["member"], case_id)
    with pytest.raises(StillBuildingError):
        await reported_cases(index_over(world.database, world.keys), staff["office"], 0)
