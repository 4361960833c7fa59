"""Category, unit and marks: who may, what the figures say, who still reads, and no lost edit."""

import asyncio
from dataclasses import replace

import pytest

from casework.desk.claim import claim_case
from casework.desk.enroll import code_hash
from casework.desk.facts import Changed, ChangedMeanwhileError, case_for
from casework.desk.figures import read_totals
from casework.desk.read import note_read
from casework.desk.recuse import recuse
from casework.desk.scope import CaseNotFoundError, NotPermittedError
from casework.desk.triage import (
    NOT_SURE,
    AboutInspectorsError,
    UnknownChoiceError,
    set_category,
    set_mark,
    set_unit,
)
from casework.ports import StaleError
from casework.rules.marks import Mark
from storage.sql.work import Work
from tests.casework.office import FIFTH_CHAT


@pytest.fixture
async def staff(world):
    people = ("leader", "member", "other", "fifth", "office")
    return {name: await world.joins(name) for name in people}


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


async def by_category(world):
    return (await read_totals(world.scope())).days[world.day("2026-11-23")].new_by_category


async def test_the_figures_follow_the_category(world, registrar, staff, case_id):
    await world.petition()
    await registrar.take_all()
    await does(world, staff, set_category, "member", case_id, "C2")
    assert (await seen(world, staff, case_id)).facts.category == "C2"
    assert await by_category(world) == {"C": 1, "C2": 1}
    world.clock.passes(days=3)
    await does(world, staff, set_category, "leader", case_id, NOT_SURE)
    assert await by_category(world) == {"C": 1, "": 1}
    await does(world, staff, set_category, "leader", case_id, "C")
    assert await by_category(world) == {"C": 2}


async def test_a_case_that_is_in_no_figure_stays_in_none(world, registrar, staff):
    case_id = await world.petition(concerns="fifth")
    await registrar.take_all()
    before = await read_totals(world.scope())
    version = (await case_for(world.scope(), staff["member"], case_id)).version
    await world.does(set_category, staff["member"], case_id, version, "B")
    assert await read_totals(world.scope()) == before


async def test_who_reads_a_complaint_about_inspectors_is_not_decided_here(world, staff, case_id):
    with pytest.raises(AboutInspectorsError):
        await does(world, staff, set_category, "leader", case_id, "G3")


async def test_what_the_round_does_not_have_is_refused(world, staff, case_id):
    with pytest.raises(UnknownChoiceError):
        await does(world, staff, set_category, "leader", case_id, "Z9")
    with pytest.raises(UnknownChoiceError):
        await does(world, staff, set_unit, "leader", case_id, "elsewhere")
    with pytest.raises(UnknownChoiceError):
        await does(world, staff, set_mark, "leader", case_id, "withdrawn", on=True)


async def test_marks_are_set_and_unset_and_others_stay(world, staff, case_id):
    await world.mails(case_id, {"kind": "withdrawn", "at": world.clock().isoformat()})
    for mark in Mark:
        await does(world, staff, set_mark, "member", case_id, mark.value, on=True)
    await does(world, staff, set_mark, "leader", case_id, "sensitive", on=False)
    marks = (await seen(world, staff, case_id)).facts.marks
    assert marks == ("important", "urgent", "principal", "priority")


async def test_the_leader_hears_of_a_pressing_mark_of_somebody_else(world, staff, case_id):
    await does(world, staff, set_mark, "member", case_id, "principal", on=True)
    await does(world, staff, set_mark, "leader", case_id, "important", on=True)
    assert await world.outbox("announce-pressing") == []
    await does(world, staff, set_mark, "member", case_id, "urgent", on=True)
    ((_, item, _),) = await world.outbox("announce-pressing")
    assert item["chat_id"] == staff["leader"].chat_id
    assert item["text"]["args"] == {"number": (await seen(world, staff, case_id)).number}


async def test_the_fifth_group_changes_none_of_it(world, staff, case_id):
    for use_case, value, named in (
        (set_category, "B", {}),
        (set_unit, "leading-group", {}),
        (set_mark, "urgent", {"on": True}),
    ):
        with pytest.raises(NotPermittedError):
            await does(world, staff, use_case, "fifth", case_id, value, **named)
        with pytest.raises(CaseNotFoundError):
            await does(world, staff, use_case, "office", case_id, value, **named)


async def test_another_unit_gives_and_takes_no_keys(world, staff, case_id):
    world.roster.change("other", home_units=frozenset({"leading-group"}))
    readers = await world.scope().book.readers_of(case_id)
    case, affected = await does(world, staff, set_unit, "member", case_id, "leading-group")
    assert (case.facts.unit, affected) == ("leading-group", ["other"])
    assert await world.scope().book.readers_of(case_id) == readers
    ((_, own, _),) = await world.outbox("announce-own-unit")
    assert own["chat_id"] == staff["other"].chat_id
    ((_, told, _),) = await world.outbox("announce-readers-unit")
    assert told["chat_id"] == staff["leader"].chat_id
    await world.does(recuse, staff["leader"], case_id, "other", "Home unit.")
    _, affected = await does(world, staff, set_unit, "leader", case_id, NOT_SURE)
    assert not affected
    assert "other" in (await seen(world, staff, case_id)).facts.recused


async def test_a_group_is_reminded_no_more_of_what_turns_out_to_be_about_somebody_there(
    world, staff, case_id
):
    def waiting(found):
        return {item["chat_id"] for _, item in found}

    assert FIFTH_CHAT in waiting(await world.reminders())
    fifth = world.roster.people["fifth"]
    world.roster.people["new"] = replace(
        fifth, id="new", home_units=frozenset({"leading-group"}), code_hash=code_hash("code-new")
    )
    await does(world, staff, set_unit, "leader", case_id, "leading-group")
    assert FIFTH_CHAT not in waiting(await world.reminders())
    assert staff["fifth"].chat_id in waiting(await world.reminders())


async def test_a_late_press_changes_nothing_and_says_what_came_before(world, staff, case_id):
    before = await seen(world, staff, case_id)
    await world.does(set_category, staff["member"], case_id, before.version, "C2")
    await world.does(claim_case, staff["other"], case_id)
    with pytest.raises(ChangedMeanwhileError) as late:
        await world.does(set_mark, staff["leader"], case_id, before.version, "urgent", on=True)
    assert late.value.changes == (
        Changed(before.row.version + 1, "category", "member"),
        Changed(before.row.version + 2, "assignee", "other"),
    )
    assert (await seen(world, staff, case_id)).facts.marks == ()


async def test_that_somebody_has_read_the_news_makes_no_press_late(
    world, registrar, staff, case_id
):
    await world.mails(case_id, {"kind": "follow-up", "at": world.clock().isoformat()})
    await registrar.take_all()
    case = await seen(world, staff, case_id)
    work = Work(world.database)
    note_read(world.scope(work), staff["fifth"], case)
    await work.commit()
    await world.does(set_mark, staff["leader"], case_id, case.version, "urgent", on=True)


async def test_of_presses_at_once_each_is_kept_or_told(world, staff, case_id):
    """Both press at the same moment, many times: what the case says is what was not refused."""
    kept = []
    marks = {"member": "important", "leader": "sensitive"}
    for turn in range(20):
        version, on = (await seen(world, staff, case_id)).version, turn % 2 == 0
        works = {name: Work(world.database) for name in marks}
        for name, work in works.items():
            await set_mark(world.scope(work), staff[name], case_id, version, marks[name], on=on)
        done = await asyncio.gather(*(w.commit() for w in works.values()), return_exceptions=True)
        outcome = dict(zip(works, done, strict=True))
        (late,) = [name for name, each in outcome.items() if isinstance(each, StaleError)]
        with pytest.raises(ChangedMeanwhileError):  # the desk asks the handler again
            await world.does(set_mark, staff[late], case_id, version, marks[late], on=on)
        await does(world, staff, set_mark, late, case_id, marks[late], on=on)
        kept.append(set((await seen(world, staff, case_id)).facts.marks))
    assert kept == [{"important", "sensitive"}, set()] * 10
