"""Assigning and triage in conversation: who may, who is told, and what a late press is told."""

import pytest

from tests.conversations.desk_office import DESK, SECRET, enrols, opens_the_case


@pytest.fixture
async def people(world, control, desk, registrar):
    staff = {name: await enrols(world, control, name) for name in ("leader", "member", "fifth")}
    await world.petition(SECRET)
    await registrar.take_all()
    return staff


async def test_the_leader_assigns_and_takes_back(people, world):
    leader, member = people["leader"], people["member"]
    await opens_the_case(leader)
    await leader.taps(DESK, "Assign")
    await leader.waits_for(DESK, "Who is to handle it")
    await leader.taps(DESK, "member")
    await leader.waits_for(DESK, "member handles it")
    ((_, item, _),) = await world.outbox("announce-assigned")
    assert item["chat_id"] == member.id
    await opens_the_case(member)
    await member.waits_for(DESK, "handled by: member")
    await leader.taps(DESK, "Open the case")
    await leader.waits_for(DESK, "handled by: member")
    await leader.taps(DESK, "Assign")
    await leader.waits_for(DESK, "Who is to handle it")
    await leader.taps(DESK, "Nobody, for now")
    await leader.waits_for(DESK, "waits to be claimed")


async def test_only_a_leader_is_offered_to_assign(people, control, world):
    for name in ("member", "fifth"):
        shown = await opens_the_case(people[name])
        assert "Assign" not in str(shown)
    assert "Assign" in str(await opens_the_case(people["leader"]))


async def test_a_press_that_comes_too_late_is_told_who_was_faster(people, world):
    leader, member = people["leader"], people["member"]
    await opens_the_case(leader)
    await leader.taps(DESK, "Assign")
    await leader.waits_for(DESK, "handled by: nobody yet. Who")
    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    await leader.taps(DESK, "leader")
    told = await leader.waits_for(DESK, "changed meanwhile")
    assert "member (who handles it)" in told.text
    await leader.waits_for(DESK, "handled by: member")
