"""Terms that rest, stop, begin anew, or go over to another rule, and the figures with them."""

from dataclasses import replace
from datetime import date

import pytest

from casework.desk.claim import claim_case
from casework.desk.deadlines import all_terms, open_terms
from casework.desk.decided import Press
from casework.desk.facts import open_facts
from casework.desk.figures import read_totals
from casework.desk.register import take_mail
from casework.desk.settling import reopen, settle
from casework.desk.term_rows import resting_terms
from casework.desk.triage import set_category
from casework.desk.write import reply_to_reporter, stop_waiting
from casework.rules.cases import CaseEvent
from casework.rules.dispatch import Counts
from storage.sql.desk_book import SqlDeskBook
from storage.sql.tables import reminders as REMINDERS  # noqa: N812
from storage.sql.tables import terms as TERMS  # noqa: N812
from storage.sql.work import Work
from tests.casework.office import RULES, rule

RESTING = {"pauses_on": ("asked",), "resumes_on": ("wait-over",)}
NOTICE = replace(RULES[2], applies="all", **RESTING)
TRIAGE = replace(
    rule("triage", "received", "10 days", "assignee", "closed"),
    **RESTING,
    stops_on=("transferred",),
    restarts_on=("reopened",),
)
POOR = replace(
    rule("notice-poor", "received", "5 workdays", "assignee", "notice-sent"),
    instead_of="acceptance-notice",
    categories=("F",),
)
EXTRA = replace(
    rule("look-today", "registered", "2 workdays", "leader", "claimed"), categories=("F1",)
)
OFFICE = (RULES[0], RULES[1], NOTICE, TRIAGE, POOR, EXTRA)


@pytest.fixture
async def people(world):
    world.office = replace(world.office, rules=OFFICE)
    return {name: await world.joins(name) for name in ("leader", "member", "fifth")}


async def registered(world, **answers):
    case_id = await world.petition(**answers)
    for mail in await SqlDeskBook(Work(world.database)).mail(0, 100):
        await world.does(take_mail, mail)
    return case_id


async def standing(world, case_id):
    """Return the terms that are owed, and those that rest, by their rules' ids."""
    scope = world.scope()
    running = {each.rule_id: each.due.date for each in await open_terms(scope, case_id)}
    resting = {each.rule_id for each in await resting_terms(scope, case_id)}
    return running, resting


async def agree(world):
    """Check that figures and reminders are those of the terms that run."""
    rows = await world.database.read(lambda c: c.execute(TERMS.select()).all())
    running = [row for row in rows if not row.met]
    counted = (await read_totals(world.scope())).due
    assert sum(counted.values()) == len(running)
    assert {row.due_on for row in running} == set(counted)
    reminded = await world.database.read(lambda c: c.execute(REMINDERS.select()).all())
    assert {row.term_id for row in reminded} == {row.id for row in running}


async def version(world, case_id):
    scope = world.scope()
    return open_facts(scope, await scope.book.case(case_id)).version


async def asks(world, member, case_id):
    await world.does(reply_to_reporter, member, case_id, "When was it?", Counts.QUESTION)


async def answers(world, case_id):
    await world.mails(case_id, {"kind": "follow-up", "at": world.clock().isoformat()})
    for mail in await SqlDeskBook(Work(world.database)).mail(0, 100):
        await world.does(take_mail, mail)


async def test_terms_rest_until_the_reporter_is_heard_of(world, people):
    case_id = await registered(world)
    await world.does(claim_case, people["member"], case_id)
    running, _ = await standing(world, case_id)
    assert running["acceptance-notice"] == date(2026, 12, 14)
    assert running["triage"] == date(2026, 12, 3)
    world.clock.passes(days=2)
    await asks(world, people["member"], case_id)
    running, resting = await standing(world, case_id)
    assert set(running) == {"fifth-review"}
    assert resting == {"acceptance-notice", "triage"}
    await agree(world)
    world.clock.passes(days=1)
    await asks(world, people["member"], case_id)  # once more changes nothing
    world.clock.passes(days=6)
    await answers(world, case_id)
    running, resting = await standing(world, case_id)
    assert not resting
    assert running["acceptance-notice"] == date(2026, 12, 21)  # 13 working days were left
    assert running["triage"] == date(2026, 12, 10)  # 7 days later
    await agree(world)
    world.clock.passes(days=1)
    await asks(world, people["member"], case_id)
    await world.does(stop_waiting, people["member"], case_id)
    running, resting = await standing(world, case_id)
    assert running["triage"] == date(2026, 12, 10)
    assert not resting
    await agree(world)


async def test_what_meets_a_term_that_rests_leaves_nothing_to_go_on(world, people):
    case_id = await registered(world)
    await world.does(claim_case, people["member"], case_id)
    await asks(world, people["member"], case_id)
    await world.does(reply_to_reporter, people["member"], case_id, "Accepted.", Counts.NOTICE)
    await answers(world, case_id)
    running, resting = await standing(world, case_id)
    assert set(running) == {"fifth-review", "triage"}
    assert not resting
    await agree(world)


async def test_what_has_run_out_does_not_rest(world, people):
    case_id = await registered(world)
    await world.does(claim_case, people["member"], case_id)
    world.clock.passes(days=14)
    await asks(world, people["member"], case_id)
    running, resting = await standing(world, case_id)
    assert running["triage"] == date(2026, 12, 3)
    assert resting == {"acceptance-notice"}
    await agree(world)


async def test_a_term_stops_and_begins_anew(world, people):
    case_id = await registered(world)
    press = Press(people["leader"], case_id)
    await world.unlocked(people["leader"])
    await world.does(claim_case, people["leader"], case_id)
    await asks(world, people["leader"], case_id)
    await world.does(settle, press, CaseEvent.TRANSFERRED, "Theirs.", organ="County")
    running, resting = await standing(world, case_id)
    assert "triage" not in running
    assert resting == {"acceptance-notice"}
    await agree(world)
    world.clock.passes(days=3)
    await world.does(reopen, press, "Back with us.")
    running, _ = await standing(world, case_id)
    assert running["triage"] == date(2026, 12, 6)
    await agree(world)
    await world.does(settle, press, CaseEvent.TRANSFERRED, "Theirs.", organ="County")
    await answers(world, case_id)
    running, resting = await standing(world, case_id)
    assert "triage" not in running
    assert not resting
    await agree(world)


async def test_terms_go_over_to_the_rules_of_another_category_and_back(world, people):
    case_id = await registered(world, category="C")
    world.clock.passes(days=1)

    async def is_put_under(code):
        at = await version(world, case_id)
        await world.does(set_category, people["member"], case_id, at, code)
        await agree(world)
        return (await standing(world, case_id))[0]

    running = await is_put_under("F")
    assert "acceptance-notice" not in running
    assert running["notice-poor"] == date(2026, 11, 30)  # counted from the day it came in
    running = await is_put_under("F1")
    assert running["look-today"] == date(2026, 11, 25)
    running = await is_put_under("C")
    assert running["acceptance-notice"] == date(2026, 12, 14)
    assert set(running) == {"fifth-review", "acceptance-notice", "triage"}
    running = await is_put_under("F1")
    assert running["look-today"] == date(2026, 11, 25)
    assert len(await all_terms(world.scope(), case_id)) == 5


async def test_a_term_that_rests_goes_over_and_goes_on(world, people):
    case_id = await registered(world, category="C")
    await world.does(claim_case, people["member"], case_id)
    await asks(world, people["member"], case_id)
    await world.does(set_category, people["member"], case_id, await version(world, case_id), "F")
    running, resting = await standing(world, case_id)
    assert resting == {"triage"}
    assert running["notice-poor"] == date(2026, 11, 30)  # by its own rule it does not rest
    await agree(world)
    world.clock.passes(days=2)
    await answers(world, case_id)
    _, resting = await standing(world, case_id)
    assert not resting
    await agree(world)


async def test_a_met_term_goes_over_to_nothing(world, people):
    case_id = await registered(world, category="C")
    await world.does(claim_case, people["member"], case_id)
    await world.does(reply_to_reporter, people["member"], case_id, "Accepted.", Counts.NOTICE)
    await world.does(set_category, people["member"], case_id, await version(world, case_id), "F1")
    running, _ = await standing(world, case_id)
    assert set(running) == {"fifth-review", "triage"}
    await agree(world)
