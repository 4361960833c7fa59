"""Priority that follows the category, and records that are written, corrected and taken back."""

import pytest

from casework.desk.assign import assign_case, tag_of
from casework.desk.describe import NamelessError, RecordGoneError, correct, describe, take_back
from casework.desk.facts import case_for
from casework.desk.pieces import TextTooLongError
from casework.desk.read import open_case, read_entries
from casework.desk.records import Field, NothingSaidError, Record, holding, newest
from casework.desk.scope import LockedError, NotPermittedError
from casework.desk.triage import set_category, set_mark
from casework.ports import DuplicateError, StaleError
from storage.sql.work import Work


@pytest.fixture
async def staff(world):
    return {name: await world.joins(name) for name in ("leader", "member", "fifth")}


@pytest.fixture
async def case_id(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    return case_id


async def seen(world, staff, case_id):
    return await case_for(world.scope(), staff["fifth"], case_id)


async def does(world, staff, use_case, by, case_id, *args, **named):
    version = (await seen(world, staff, case_id)).version
    return await world.does(use_case, staff[by], case_id, version, *args, **named)


async def entries(world, member, case_id):
    await world.unlocked(member)
    case, opened = await open_case(world.scope(), member, case_id)
    return await read_entries(world.scope(), case, opened)


async def marks(world, staff, case_id):
    return (await seen(world, staff, case_id)).facts.marks


async def test_a_category_that_goes_first_marks_the_case_when_it_comes_in(world, registrar, staff):
    case_id = await world.petition(category="F")
    await registrar.take_all()
    assert await marks(world, staff, case_id) == ("priority",)


async def test_priority_follows_the_category_until_somebody_decides_by_hand(world, staff, case_id):
    await does(world, staff, set_mark, "member", case_id, "urgent", on=True)
    await does(world, staff, set_category, "member", case_id, "F1")
    assert await marks(world, staff, case_id) == ("urgent", "priority")
    await does(world, staff, set_category, "member", case_id, "C")
    assert await marks(world, staff, case_id) == ("urgent",)
    await does(world, staff, set_mark, "member", case_id, "priority", on=True)
    await does(world, staff, set_category, "member", case_id, "B")
    assert await marks(world, staff, case_id) == ("urgent", "priority")
    await does(world, staff, set_mark, "member", case_id, "priority", on=False)
    await does(world, staff, set_category, "member", case_id, "F")
    assert await marks(world, staff, case_id) == ("urgent", "priority")
    await does(world, staff, set_mark, "member", case_id, "priority", on=False)
    await does(world, staff, set_category, "member", case_id, "F1")
    assert await marks(world, staff, case_id) == ("urgent",)


async def test_accused_persons_are_corrected_and_taken_back(world, staff, case_id):
    leader, member = staff["leader"], staff["member"]
    await world.does(describe, member, case_id, Record.ACCUSED, "Wang\nThe office\nhead\n-")
    await world.does(describe, leader, case_id, Record.ACCUSED, "Li, The office\n")
    assert (await seen(world, staff, case_id)).facts.records == ("accused", "accused")
    with pytest.raises(LockedError):
        await world.does(take_back, member, case_id, 2)
    wang = "Wang Wu\nThe office\ndeputy head"
    await world.does(correct, member, case_id, Record.ACCUSED, 2, wang)  # locked meanwhile
    await world.unlocked(member)
    await world.does(take_back, member, case_id, 3)
    assert (await seen(world, staff, case_id)).facts.records == ("accused",)
    (held,) = holding(await entries(world, staff["fifth"], case_id), Record.ACCUSED)
    assert held.fields == {"name": "Wang Wu", "unit": "The office", "post": "deputy head"}
    for gone in (1, 2, 3, 9):
        with pytest.raises(RecordGoneError):
            await world.does(correct, member, case_id, Record.ACCUSED, gone, "Somebody else")
    with pytest.raises(RecordGoneError):  # it is no place
        await world.does(correct, member, case_id, Record.PLACE, 4, "The yard")


async def test_of_places_and_times_the_latest_holds(world, staff, case_id):
    member = staff["member"]
    for words in ("In the market", "In the yard"):
        await world.does(describe, member, case_id, Record.PLACE, words)
    await world.does(describe, member, case_id, Record.HAPPENED, "2018-03 .. 2018-06-05")
    await world.does(describe, member, case_id, Record.HAPPENED, "2018年3月")
    await world.does(describe, member, case_id, Record.HAPPENED, "5-6")
    await world.does(describe, member, case_id, Record.HAPPENED, "for years")
    assert (await seen(world, staff, case_id)).facts.records == ("place", "happened")
    known = await entries(world, member, case_id)
    assert newest(known, Record.PLACE).text == "In the yard"
    span, month, unclear, words = [each for each in known if each.kind == Record.HAPPENED]
    assert span.fields == {Field.DAY: "2018-03-01", Field.UNTIL: "2018-06-05"}
    assert month.fields == {Field.DAY: "2018-03-01", Field.UNTIL: "2018-03-31"}
    assert unclear.fields == {}
    assert (words.fields, words.text) == ({}, "for years")
    assert holding(known, Record.HAPPENED) == [words]


async def test_what_says_nothing_or_too_much_is_refused(world, staff, case_id):
    with pytest.raises(NothingSaidError):
        await world.does(describe, staff["member"], case_id, Record.ACCUSED, "-\n -")
    with pytest.raises(TextTooLongError):
        await world.does(describe, staff["member"], case_id, Record.ACCUSED, "x" * 201)


async def test_the_assignee_proposes_the_leader_instructs_and_each_hears_of_it(
    world, staff, case_id
):
    leader, member = staff["leader"], staff["member"]
    with pytest.raises(NotPermittedError):
        await world.does(describe, member, case_id, Record.PROPOSAL, "Ask the bank.")
    await does(world, staff, assign_case, "leader", case_id, tag_of("member"))
    await world.does(describe, member, case_id, Record.PROPOSAL, "Ask the bank.")
    ((_, item, _),) = await world.outbox("announce-proposal")
    assert item["chat_id"] == leader.chat_id
    for nobody in (member, staff["fifth"]):
        with pytest.raises(NotPermittedError):
            await world.does(describe, nobody, case_id, Record.INSTRUCTION, "Agreed.")
    await world.does(describe, leader, case_id, Record.INSTRUCTION, "Agreed.")
    ((_, item, _),) = await world.outbox("announce-instruction")
    assert item["chat_id"] == member.chat_id
    assert "Agreed" not in str(item)
    await world.unlocked(leader)
    with pytest.raises(RecordGoneError):  # it is the member's
        await world.does(take_back, leader, case_id, 2)
    await world.does(correct, leader, case_id, Record.INSTRUCTION, 3, "Agreed, by Friday.")
    known = await entries(world, staff["fifth"], case_id)
    assert newest(known, Record.INSTRUCTION).text == "Agreed, by Friday."


async def test_who_reported_is_written_down_of_those_who_gave_a_name(
    world, registrar, staff, case_id
):
    member = staff["member"]
    with pytest.raises(NamelessError):
        await world.does(describe, member, case_id, Record.REPORTER, "Zhao")
    named = await world.petition(real_name=True, contact="Zhao, 130")
    await registrar.take_all()
    for words in ("Zhao\n130", "Zhao\n130\nThe gate\n-\n3, joint\nHas a limp"):
        await world.does(describe, member, named, Record.REPORTER, words)
    (held,) = holding(await entries(world, member, named), Record.REPORTER)
    assert held.fields == {
        "name": "Zhao",
        "phone": "130",
        "address": "The gate",
        "people": "3",
        "joint": "yes",
    }
    assert held.text == "Has a limp"


async def test_two_who_correct_the_same_record_are_not_both_right(world, staff, case_id):
    leader, member = staff["leader"], staff["member"]
    await world.does(describe, member, case_id, Record.PLACE, "The market")
    await world.unlocked(leader)
    first, second = Work(world.database), Work(world.database)
    for work, by, words in ((first, member, "The yard"), (second, leader, "The gate")):
        await correct(world.scope(work), by, case_id, Record.PLACE, 2, words)
    await first.commit()
    with pytest.raises((StaleError, DuplicateError)):  # the update loop asks again
        await second.commit()
    with pytest.raises(RecordGoneError):
        await world.does(correct, leader, case_id, Record.PLACE, 2, "The gate")
    (held,) = holding(await entries(world, leader, case_id), Record.PLACE)
    assert held.text == "The yard"
