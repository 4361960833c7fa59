"""The leader says who handles a case: only who can open it, told in private, nobody overwritten."""

import asyncio

import pytest

from casework.desk.assign import NotAssignableError, assign_case, assignable, put_back, tag_of
from casework.desk.claim import AlreadyClaimedError, claim_case
from casework.desk.facts import Changed, ChangedMeanwhileError, case_for
from casework.desk.recuse import recuse
from casework.desk.scope import CaseNotFoundError, NotPermittedError
from casework.ports import StaleError
from casework.rules.cases import NotAllowedError
from storage.sql.work import Work


@pytest.fixture
async def staff(world):
    people = ("leader", "member", "other", "fifth", "office")
    return {name: await world.joins(name) for name in people}


@pytest.fixture
async def case_id(world, registrar, staff):
    case_id = await world.petition(real_name=True, contact="13900000000")
    await registrar.take_all()
    return case_id


async def version_of(world, staff, case_id):
    return (await case_for(world.scope(), staff["fifth"], case_id)).version


async def assigns(world, staff, case_id, whom, *, by="leader"):
    version = await version_of(world, staff, case_id)
    return await world.does(assign_case, staff[by], case_id, version, tag_of(whom))


async def names(world, member, case_id):
    _, others = await assignable(world.scope(), member, case_id)
    return {each.id for each in others}


async def test_the_assignee_is_told_the_number_and_the_date_in_private(world, staff, case_id):
    case, _ = await assigns(world, staff, case_id, "member")
    assert (case.facts.assignee, case.state) == ("member", "in-progress")
    ((_, item, _),) = await world.outbox("announce-assigned-until")
    assert item == {
        "bot": "team",
        "chat_id": staff["member"].chat_id,
        "language": "en",
        "text": {"id": "announce-assigned-until", "args": {"number": case.number}},
        "due": "2026-12-14",
        "buttons": [[{"id": "desk-button-card", "data": f"c:{case_id}"}]],
    }
    notice = [i for _, i in await world.reminders() if i["line"]["due"] == "2026-12-14"]
    assert {item["chat_id"] for item in notice} == {staff["member"].chat_id}


async def test_without_a_date_that_binds_them_none_is_named(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    await assigns(world, staff, case_id, "member")
    assert len(await world.outbox("announce-assigned")) == 1


async def test_only_those_who_can_open_it_and_take_it_on_are_offered(world, staff, case_id):
    assert await names(world, staff["leader"], case_id) == {"leader", "member", "other"}
    await world.does(recuse, staff["other"], case_id, "other", "Family.")
    assert await names(world, staff["leader"], case_id) == {"leader", "member"}
    for whom in ("other", "fifth", "office", "liaison", "nobody"):
        with pytest.raises(NotAssignableError):
            await assigns(world, staff, case_id, whom)


async def test_who_comes_from_the_unit_or_has_a_new_key_is_not_offered(world, staff, case_id):
    world.roster.change("other", home_units=frozenset({"office"}))
    world.roster.change("member", recipient="age1another")
    assert await names(world, staff["leader"], case_id) == {"leader"}


async def test_only_a_leader_assigns(world, staff, case_id):
    for by in ("member", "fifth"):
        with pytest.raises(NotPermittedError):
            await assigns(world, staff, case_id, "member", by=by)
    with pytest.raises(CaseNotFoundError):
        await assigns(world, staff, case_id, "member", by="office")


async def test_a_case_passes_from_one_to_the_other_and_both_are_told(world, staff, case_id):
    await world.does(claim_case, staff["member"], case_id)
    await assigns(world, staff, case_id, "other")
    ((_, item, _),) = await world.outbox("announce-taken-off")
    assert item["chat_id"] == staff["member"].chat_id
    with pytest.raises(AlreadyClaimedError):
        await world.does(claim_case, staff["member"], case_id)


async def test_put_back_it_can_be_claimed_again(world, staff, case_id):
    await assigns(world, staff, case_id, "member")
    version = await version_of(world, staff, case_id)
    case = await world.does(put_back, staff["leader"], case_id, version)
    assert (case.facts.assignee, case.state) == (None, "registered")
    assert len(await world.outbox("announce-released")) == 1
    with pytest.raises(NotAllowedError):
        await world.does(put_back, staff["leader"], case_id, version + 1)
    await world.does(claim_case, staff["other"], case_id)


async def test_what_was_chosen_on_an_older_card_is_not_done(world, staff, case_id):
    version = await version_of(world, staff, case_id)
    await world.does(claim_case, staff["member"], case_id)
    with pytest.raises(ChangedMeanwhileError) as stale:
        await world.does(assign_case, staff["leader"], case_id, version, tag_of("other"))
    assert stale.value.changes == (Changed(version + 1, "assignee", "member"),)
    with pytest.raises(ChangedMeanwhileError):
        await world.does(put_back, staff["leader"], case_id, version)


async def test_of_two_at_once_one_is_asked_again(world, staff, case_id):
    version = await version_of(world, staff, case_id)
    works = [Work(world.database), Work(world.database)]
    await assign_case(world.scope(works[0]), staff["leader"], case_id, version, tag_of("other"))
    await claim_case(world.scope(works[1]), staff["member"], case_id)
    done = await asyncio.gather(*(work.commit() for work in works), return_exceptions=True)
    assert sorted(str(type(each)) for each in done) == sorted(
        map(str, (type(None), StaleError)),
    )
