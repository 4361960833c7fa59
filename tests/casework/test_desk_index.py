"""The desk's index of facts: built in pieces, right after every change, and only for readers."""

import asyncio
from dataclasses import asdict

import pytest

from bot.indexing import Indexer, index_over
from casework.desk import index as index_module
from casework.desk.claim import claim_case
from casework.desk.facts import open_facts
from casework.desk.lists import PAGE, StillBuildingError, View, queue_page, search_page
from casework.desk.read import list_queue
from casework.desk.recuse import recuse
from casework.desk.review import mark_reviewed
from casework.desk.scope import NotPermittedError
from casework.rules.search import Filter, of_category, of_serial
from storage.sql.tables import cases


@pytest.fixture
def index(world):
    return index_over(world.database, world.keys)


async def shown(world, index, member, chosen=Filter.ALL, category=None, page=0):
    listed = await queue_page(world.scope(), index, member, View(chosen, category, page))
    return [case.id for case in listed.cases], listed.total


async def test_the_queue_is_that_of_the_database_and_is_counted(world, registrar, index):
    member = await world.joins("member")
    filed = [await world.petition() for _ in range(PAGE + 2)]
    await registrar.take_all()
    whole, total = await shown(world, index, member)
    assert (whole, total) == (filed[:PAGE], None)  # from the database, while nothing is built
    await index.build()
    assert await shown(world, index, member) == (filed[:PAGE], PAGE + 2)
    assert await shown(world, index, member, page=1) == (filed[PAGE:], PAGE + 2)
    assert await shown(world, index, member, page=9) == (filed[PAGE:], PAGE + 2)
    rows, more = await list_queue(world.scope(), member, 0, PAGE)
    assert ([case.id for case in rows], more) == (filed[:PAGE], True)


async def test_changes_of_any_process_show_at_once(world, registrar, index):
    member, fifth = await world.joins("member"), await world.joins("fifth")
    await index.build()
    first = await world.petition(category="B")
    second = await world.petition()
    assert await shown(world, index, member) == ([], 0)  # not registered yet
    await registrar.take_all()
    assert await shown(world, index, member) == ([first, second], 2)
    assert await shown(world, index, member, category="B") == ([first], 1)
    await world.does(claim_case, member, second)
    assert await shown(world, index, member, Filter.MINE) == ([second], 1)
    assert await shown(world, index, member, Filter.UNASSIGNED) == ([first], 1)
    assert await shown(world, index, fifth, Filter.REVIEW) == ([first, second], 2)
    await world.does(mark_reviewed, fifth, first, None)
    assert await shown(world, index, fifth, Filter.REVIEW) == ([second], 1)
    assert await shown(world, index, member, Filter.OVERDUE) == ([], 0)
    world.clock.passes(days=7)
    assert await shown(world, index, member, Filter.OVERDUE) == ([second], 1)
    await world.does(mark_reviewed, fifth, second, None)  # which meets a term
    assert await shown(world, index, member, Filter.OVERDUE) == ([], 0)


async def test_what_changes_while_it_is_built_is_right_in_the_end(
    world, registrar, index, monkeypatch
):
    member = await world.joins("member")
    filed = [await world.petition() for _ in range(3)]
    await registrar.take_all()
    monkeypatch.setattr(index_module, "PAGE", 1)
    rows_after = index._book.rows_after

    async def changing(position, limit):
        if position == 1:
            await world.does(claim_case, member, filed[0])
            filed.append(await world.petition())
            await registrar.take_all()
        return await rows_after(position, limit)

    monkeypatch.setattr(index._book, "rows_after", changing)
    await index.build()
    assert await shown(world, index, member, Filter.MINE) == (filed[:1], 1)
    assert await shown(world, index, member) == (filed, 4)
    assert len(index) == 4


async def test_nobody_finds_what_they_may_not_see(world, registrar, index):
    member, leader = await world.joins("member"), await world.joins("leader")
    office = await world.joins("office")
    other = await world.joins("other")
    await world.joins("fifth")
    case_id = await world.petition()
    about_the_team = await world.petition(concerns="team")
    await registrar.take_all()
    await index.build()
    for reader in (member, leader, other):
        assert await shown(world, index, reader) == ([case_id], 1)
        assert [case.id for case in await index.find(reader.id, [])] == [case_id]
    assert about_the_team in [case.id for case in await index.find(office.id, [])]
    assert await index.find("nobody", []) == []
    opened = await world.unlocked(leader)
    await world.does(recuse, opened, case_id, "other", "knows them")
    assert await shown(world, index, other) == ([], 0)
    assert await index.find(other.id, [of_serial(1)]) == []
    assert await shown(world, index, member) == ([case_id], 1)


async def test_a_part_of_the_queue_waits_for_the_index(world, registrar, index):
    member = await world.joins("member")
    liaison = await world.joins("liaison")
    with pytest.raises(StillBuildingError) as waits:
        await shown(world, index, member, Filter.MINE)
    assert waits.value.percent == 0
    with pytest.raises(StillBuildingError):
        await search_page(index, member, [of_category("C")], 0)
    with pytest.raises(NotPermittedError):
        await search_page(index, liaison, [], 0)
    with pytest.raises(NotPermittedError):
        await shown(world, index, liaison)


async def test_facts_that_do_not_open_hide_no_others(world, registrar, index, caplog):
    member = await world.joins("member")
    damaged, whole = await world.petition(), await world.petition()
    await registrar.take_all()
    async with world.database._engine.begin() as connection:
        await connection.execute(
            cases.update().where(cases.c.id == damaged).values(facts=b"x" * 600)
        )
    await index.build()
    assert await shown(world, index, member) == ([whole], 1)
    assert f"case-not-readable case={damaged} error=TamperedSealError" in caplog.text


async def test_the_background_builds_and_keeps_it(world, registrar, index):
    member = await world.joins("member")
    case_id = await world.petition()
    await registrar.take_all()
    stop = asyncio.Event()
    running = asyncio.create_task(Indexer(index, 0.01).run(stop))
    while not index.complete:
        await asyncio.sleep(0.01)
    await world.does(claim_case, member, case_id)
    while index._cases[0].assignee is None:
        await asyncio.sleep(0.01)
    assert index.percent == 100
    stop.set()
    await running


async def test_nothing_of_a_petition_but_facts_is_in_it(world, registrar, index):
    await world.joins("member")
    case_id = await world.petition("The fee was waived.", real_name=True, contact="Li, 555 0199")
    await registrar.take_all()
    await index.build()
    row = await world.scope().book.case(case_id)
    facts = open_facts(world.scope(), row).facts
    held = asdict(index._cases[0])
    assert "555 0199" not in str(held)
    assert "waived" not in str(held)
    assert held["number"] == facts.registration
