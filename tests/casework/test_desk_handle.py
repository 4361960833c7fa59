"""Handling: an axis of its own, with a term for another body and the result that comes back."""

from datetime import date

import pytest

from casework.desk.assign import assign_case, tag_of
from casework.desk.decided import Press
from casework.desk.describe import take_back
from casework.desk.facts import case_for
from casework.desk.figures import read_totals
from casework.desk.handle import set_handling, take_result
from casework.desk.read import open_case, read_entries
from casework.desk.records import NothingSaidError, Record, holding
from casework.desk.scope import NotPermittedError
from casework.rules.cases import Review, State
from casework.rules.handling import Handling

OUT = date(2027, 2, 23)


@pytest.fixture
async def staff(world):
    return {name: await world.joins(name) for name in ("leader", "member", "fifth")}


@pytest.fixture
async def case_id(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    version = (await case_for(world.scope(), staff["leader"], case_id)).version
    await world.does(assign_case, staff["leader"], case_id, version, tag_of("member"))
    return case_id


async def handled(world, staff, case_id, how, *said, by="leader"):
    return await world.does(set_handling, Press(staff[by], case_id), how, *said)


async def out(world):
    return (await world.terms()).get("assigned-out")


async def due(world):
    return (await read_totals(world.scope())).due.get(OUT, 0)


async def records(world, staff, case_id, kind):
    leader = await world.unlocked(staff["leader"])
    case, opened = await open_case(world.scope(), leader, case_id)
    return holding(await read_entries(world.scope(), case, opened), kind)


async def test_it_moves_neither_state_nor_review(world, staff, case_id):
    for how in (Handling.OURSELVES, Handling.SUPERVISED, Handling.JOINT, Handling.ON_FILE):
        case = await handled(world, staff, case_id, how)
        assert case.facts.handling == how
        assert (case.state, case.review) == (State.IN_PROGRESS, Review.DUE)
    assert await records(world, staff, case_id, Record.HANDLING) == []
    assert await out(world) is None


async def test_assigned_out_runs_until_the_result_is_back(world, staff, case_id):
    with pytest.raises(NothingSaidError):
        await handled(world, staff, case_id, Handling.ASSIGNED_OUT)
    await handled(world, staff, case_id, Handling.ASSIGNED_OUT, "The bureau", "No. 5")
    assert await out(world) == (OUT, False)
    assert await due(world) == 1
    (held,) = await records(world, staff, case_id, Record.HANDLING)
    assert held.fields == {"choice": "assigned-out", "organ": "The bureau", "document": "No. 5"}
    case = await world.does(take_result, Press(staff["member"], case_id), "They repaid it.")
    assert case.facts.returned_on == "2026-11-23"
    assert await out(world) == (OUT, True)
    assert await due(world) == 0
    (held,) = await records(world, staff, case_id, Record.REPORT_BACK)
    await world.unlocked(staff["member"])
    case = await world.does(take_back, staff["member"], case_id, held.sequence)
    assert case.facts.returned_on is None
    assert await out(world) == (OUT, False)
    assert await due(world) == 1


async def test_another_way_withdraws_the_term_and_the_body(world, staff, case_id):
    await handled(world, staff, case_id, Handling.ASSIGNED_OUT, "The bureau")
    await handled(world, staff, case_id, Handling.PASSED_ON, "The county office")
    assert await out(world) == (OUT, True)
    assert await due(world) == 0
    await handled(world, staff, case_id, Handling.OURSELVES)
    (held,) = await records(world, staff, case_id, Record.HANDLING)
    assert held.fields == {"choice": "ourselves"}


async def test_only_a_leader_decides_it(world, staff, case_id):
    for by in ("member", "fifth"):
        with pytest.raises(NotPermittedError):
            await handled(world, staff, case_id, Handling.OURSELVES, by=by)
