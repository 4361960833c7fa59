"""Important, sensitive, urgent: marked, confirmed by the leader or chased, reported, or lifted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casework.desk.claim import claim_case
from casework.desk.decided import DecisionRefusedError, Press
from casework.desk.enroll import code_hash
from casework.desk.facts import case_for
from casework.desk.figures import read_totals
from casework.desk.flags import confirm_flag, lift_flag, report_to_office
from casework.desk.read import open_case, read_entries
from casework.desk.recuse import recuse
from casework.desk.scope import NotPermittedError
from casework.desk.triage import set_mark
from casework.ports import Reader
from tests.casework.office import RULES, STAFF, rule

URGENT = rule(
    "urgent-report",
    "flagged",
    "same day",
    "leader",
    "reported",
    applies="flagged",
    remind=("same day",),
)
AFTERNOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # 15:00 in Shanghai


@pytest.fixture
def world(world, monkeypatch):
    world.office = replace(world.office, rules=(*RULES, URGENT))
    monkeypatch.setitem(STAFF, "deputy", "deputy")
    world.roster.people["deputy"] = Reader(
        "deputy", "deputy", frozenset(), None, code_hash("code-deputy")
    )
    return world


@pytest.fixture
async def staff(world):
    people = ("leader", "deputy", "member", "other", "fifth", "office")
    return {name: await world.joins(name) for name in people}


@pytest.fixture
async def case_id(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    return case_id


async def marks(world, staff, case_id, who, mark, *, on=True):
    version = (await case_for(world.scope(), staff["fifth"], case_id)).version
    return await world.does(set_mark, staff[who], case_id, version, mark, on=on)


async def chased(world):
    found = await world.reminders()
    return {item["chat_id"]: at for at, item in found if item["line"]["kind"] == "chase"}


async def due(world):
    return (await read_totals(world.scope())).due


async def test_a_flag_starts_its_term_and_is_chased_in_the_afternoon(world, staff, case_id):
    before = await due(world)
    await marks(world, staff, case_id, "member", "urgent")
    await marks(world, staff, case_id, "member", "sensitive")
    assert (await world.terms())["urgent-report"] == (world.day("2026-11-23"), False)
    assert await due(world) == {**before, world.day("2026-11-23"): 1}
    assert await chased(world) == dict.fromkeys(
        (staff["leader"].chat_id, staff["deputy"].chat_id), AFTERNOON
    )


async def test_who_flags_in_the_evening_is_chased_on_the_next_working_day(world, staff, case_id):
    world.clock.passes(hours=8)
    await marks(world, staff, case_id, "member", "urgent")
    world.clock.at = (await world.reminders())[0][0]  # nine o'clock, overdue already
    await world.reminds()
    assert {at.day for at in (await chased(world)).values()} == {24}


async def test_a_confirmed_flag_is_chased_no_more_and_is_reported(world, staff, case_id):
    await world.does(claim_case, staff["member"], case_id)
    await marks(world, staff, case_id, "member", "urgent")
    member, leader = Press(staff["member"], case_id), Press(staff["leader"], case_id)
    told = {"whom": "Director Li", "way": "paper"}
    with pytest.raises(DecisionRefusedError, match="not-confirmed"):
        await world.does(report_to_office, member, **told, words="")
    with pytest.raises(NotPermittedError):
        await world.does(confirm_flag, member, "")
    await world.does(confirm_flag, leader, "Money is leaving the account.")
    assert await chased(world) == {}
    ((_, item, _),) = await world.outbox("announce-flag-confirmed")
    assert item["chat_id"] == staff["member"].chat_id
    with pytest.raises(NotPermittedError):
        await marks(world, staff, case_id, "member", "urgent", on=False)
    case, count = await world.does(report_to_office, member, **told, words="Taken there.")
    assert (case.facts.reported, count) == ("2026-11-23", 1)
    ((_, item, _),) = await world.outbox("announce-urgent-report")
    assert item["chat_id"] == staff["office"].chat_id
    assert item["text"]["args"] == {"number": case.number}
    assert (await world.terms())["urgent-report"][1]
    with pytest.raises(DecisionRefusedError, match="over"):
        await world.does(report_to_office, member, **told, words="")
    await world.unlocked(staff["fifth"])
    entries = await read_entries(
        world.scope(), *await open_case(world.scope(), staff["fifth"], case_id)
    )
    confirmed, report = entries[-2:]
    assert (confirmed.kind, confirmed.text) == ("approval", "Money is leaving the account.")
    assert (report.kind, report.fields) == (
        "report",
        {"name": "Director Li", "way": "paper", "day": "2026-11-23", "choice": "reported"},
    )


async def test_a_lifted_flag_leaves_no_term_and_no_chase(world, staff, case_id):
    before = await due(world)
    await marks(world, staff, case_id, "member", "principal")
    await marks(world, staff, case_id, "member", "urgent")
    case = await world.does(lift_flag, Press(staff["deputy"], case_id), "A misunderstanding.")
    assert case.facts.marks == ("principal",)
    assert (await due(world), await chased(world)) == (before, {})
    assert [i for _, i in await world.reminders() if "urgent" in str(i)] == []
    with pytest.raises(DecisionRefusedError, match="over"):
        await world.does(lift_flag, Press(staff["leader"], case_id), "Again.")


async def test_a_member_may_take_back_what_nobody_has_confirmed(world, staff, case_id):
    before = await due(world)
    await marks(world, staff, case_id, "member", "urgent")
    await marks(world, staff, case_id, "member", "urgent", on=False)
    assert (await due(world), await chased(world)) == (before, {})


async def test_what_a_leader_marks_needs_nobodys_word(world, staff, case_id):
    await marks(world, staff, case_id, "member", "urgent")
    case = await marks(world, staff, case_id, "leader", "important")
    assert (case.facts.confirmed, await chased(world)) == ("leader", {})


async def test_who_is_recused_is_chased_no_more(world, staff, case_id):
    await marks(world, staff, case_id, "member", "urgent")
    await world.does(recuse, staff["leader"], case_id, "leader", "Family.")
    assert set(await chased(world)) == {staff["deputy"].chat_id}


async def test_the_office_does_not_hear_of_a_case_about_itself(world, registrar, staff):
    case_id = await world.petition(concerns="office")
    await registrar.take_all()
    await marks(world, staff, case_id, "leader", "urgent")
    given = {"whom": "The county committee", "way": "person", "words": ""}
    _, count = await world.does(report_to_office, Press(staff["leader"], case_id), **given)
    assert (count, await world.outbox("announce-urgent-report")) == (0, [])
