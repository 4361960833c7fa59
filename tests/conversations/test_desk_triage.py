"""Assigning and triage in conversation: who may, who is told, and what a late press is told."""

from dataclasses import dataclass, field

import pytest

from handlers.team.context import Names
from tests.conversations.desk_office import DESK, SECRET, enrols, opens_the_case


@dataclass
class Named:
    id: str
    called: str

    @property
    def name(self):
        return {"en": self.called, "zh-CN": self.called}


@dataclass
class Subject:
    code: str
    called: str
    items: tuple = field(default=())

    @property
    def name(self):
        return {"en": self.called, "zh-CN": self.called}


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


@pytest.fixture
def names():
    return Names(
        units=(Named("office", "The office"), Named("leading-group", "The leading group")),
        categories=(
            Subject("B", "Approval", ()),
            Subject("C", "Fees", (Subject("C2", "Waived at will"),)),
        ),
        people=(),
    )


async def opens_triage(person):
    await opens_the_case(person)
    await person.taps(DESK, "What it is about")
    return await person.waits_for(DESK, "press what should change")


async def test_a_member_finds_out_what_the_case_is_about(people):
    member = people["member"]
    shown = await opens_triage(member)
    assert "Category: C Fees" in shown.text
    await member.taps(DESK, "Category")
    await member.waits_for(DESK, "items of a category come next")
    await member.taps(DESK, "C Fees")
    await member.waits_for(DESK, "which item")
    await member.taps(DESK, "C2 Waived at will")
    await member.waits_for(DESK, "Category: C2 Waived at will")
    await member.taps(DESK, "Mark: Urgent")
    await member.waits_for(DESK, "Marks: Urgent")
    await member.taps(DESK, "Mark: Unit's head")
    await member.waits_for(DESK, "Marks: Urgent, Unit's head")
    await member.taps(DESK, "Unmark: Urgent")
    await member.waits_for(DESK, "Marks: Unit's head")
    shown = await opens_the_case(member)
    assert "Unit's head" in shown.text


async def test_a_unit_to_which_a_reader_belongs_is_not_passed_over_in_silence(people, world):
    world.roster.change("member", home_units=frozenset({"leading-group"}))
    leader = people["leader"]
    await opens_triage(leader)
    await leader.taps(DESK, "Unit")
    await leader.waits_for(DESK, "which unit is it about")
    await leader.taps(DESK, "The leading group")
    told = await leader.waits_for(DESK, "can still open the case")
    assert "member" in told.text
    ((_, item, _),) = await world.outbox("announce-own-unit")
    assert item["chat_id"] == people["member"].id
    await leader.taps(DESK, "Recuse a colleague")
    await leader.waits_for(DESK, "take no further part")


async def test_two_press_and_neither_edit_is_lost(people):
    leader, member = people["leader"], people["member"]
    await opens_triage(leader)
    await opens_triage(member)
    await member.taps(DESK, "Mark: Important")
    await member.waits_for(DESK, "Marks: Important")
    await leader.taps(DESK, "Mark: Sensitive")
    told = await leader.waits_for(DESK, "changed meanwhile")
    assert "member (marks)" in told.text
    await leader.waits_for(DESK, "handled by")
    await opens_triage(leader)
    await leader.taps(DESK, "Mark: Sensitive")
    await leader.waits_for(DESK, "Marks: Important, Sensitive")


async def test_the_fifth_group_has_no_such_button(people):
    assert "What it is about" not in str(await opens_the_case(people["fifth"]))
