"""A review returns a case, its worker submits it again: terms, records, notices, rights."""

from dataclasses import replace

import pytest

from casework.desk.claim import claim_case
from casework.desk.facts import ChangedMeanwhileError, case_for
from casework.desk.figures import read_totals
from casework.desk.read import open_case, read_entries
from casework.desk.records import Record, newest
from casework.desk.returns import resubmit_case, return_case
from casework.desk.review import AlreadyReviewedError, mark_reviewed
from casework.desk.scope import NotPermittedError
from casework.rules.cases import NotAllowedError, Review
from tests.casework.office import FIFTH_CHAT, RULES, TEAM_CHAT, rule

ASKED = "Which account was it paid from?"


@pytest.fixture
async def staff(world):
    return {name: await world.joins(name) for name in ("leader", "member", "fifth")}


@pytest.fixture
async def case_id(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    return case_id


async def notices(world, *texts):
    items = [item for _, item, _ in await world.outbox() if "text" in item]
    return [
        (item["text"]["id"], item["chat_id"], item.get("due"))
        for item in items
        if item["text"]["id"] in texts
    ]


async def seen(world, member, case_id):
    return await case_for(world.scope(), member, case_id)


async def again(world, member, case_id):
    version = (await seen(world, member, case_id)).version
    return await world.does(resubmit_case, member, case_id, version)


async def test_a_returned_case_stops_the_review_and_comes_back_to_it(world, staff, case_id):
    member, fifth = staff["member"], staff["fifth"]
    await world.does(claim_case, member, case_id)
    await world.does(return_case, fifth, case_id, ASKED)
    assert (await seen(world, member, case_id)).review is Review.RETURNED
    assert (await world.terms())["fifth-review"] == (world.day("2026-11-26"), True)
    assert await world.reminders() == []
    assert await notices(world, "announce-returned") == [("announce-returned", 1001, None)]
    await world.unlocked(member)
    case, opened = await open_case(world.scope(), member, case_id)
    record = newest(await read_entries(world.scope(), case, opened), Record.RETURN)
    assert (record.text, record.author) == (ASKED, "fifth")

    world.clock.passes(days=2)
    await again(world, member, case_id)
    assert (await seen(world, fifth, case_id)).review is Review.DUE
    told = await notices(world, "announce-resubmitted-until")
    assert told == [("announce-resubmitted-until", FIFTH_CHAT, "2026-11-30")]
    assert (await world.terms())["fifth-review"] == (world.day("2026-11-30"), False)
    await world.does(mark_reviewed, fifth, case_id, "Plausible now.")
    totals = await read_totals(world.scope())
    assert (totals.waiting_review, totals.due) == (0, {})


async def test_a_term_of_its_own_is_met_by_submitting_again(world, staff, case_id):
    own = rule("supplement", "returned", "5 workdays", "assignee", "resubmitted")
    world.office = replace(world.office, rules=(*RULES, own))
    leader, fifth = staff["leader"], staff["fifth"]
    await world.does(return_case, fifth, case_id, ASKED)
    told = await notices(world, "announce-returned-until")
    assert told == [("announce-returned-until", TEAM_CHAT, "2026-11-30")]
    await world.does(return_case, fifth, case_id, "And when?")
    assert len(await notices(world, "announce-returned-until")) == 1  # it goes on running
    assert (await world.terms())["supplement"] == (world.day("2026-11-30"), False)
    await again(world, leader, case_id)
    assert (await world.terms())["supplement"] == (world.day("2026-11-30"), True)
    await world.does(return_case, fifth, case_id, ASKED)
    await world.does(mark_reviewed, fifth, case_id)  # they have looked for themselves
    assert (await read_totals(world.scope())).due == {}


async def test_a_review_is_not_taken_back_and_nobody_else_returns(world, staff, case_id):
    member, fifth = staff["member"], staff["fifth"]
    for name in ("leader", "member"):
        with pytest.raises(NotPermittedError):
            await world.does(return_case, staff[name], case_id, ASKED)
    with pytest.raises(NotPermittedError):  # nobody has given it to this member
        await again(world, member, case_id)
    await world.does(claim_case, member, case_id)
    with pytest.raises(NotAllowedError) as refused:
        await again(world, member, case_id)
    assert refused.value.code == "not-returned"
    card = await seen(world, fifth, case_id)
    await world.does(return_case, fifth, case_id, ASKED)
    with pytest.raises(ChangedMeanwhileError):
        await world.does(mark_reviewed, fifth, case_id, version=card.version)
    with pytest.raises(ChangedMeanwhileError):
        await world.does(resubmit_case, member, case_id, card.version)
    await world.does(mark_reviewed, fifth, case_id)
    with pytest.raises(AlreadyReviewedError):
        await world.does(return_case, fifth, case_id, ASKED)
