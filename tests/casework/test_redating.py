"""A November without next year's notice, and what becomes of the terms when it is entered."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, update

from bot.redating import Redating
from casework.desk.claim import claim_case
from casework.desk.decided import Press
from casework.desk.extending import approve_extension, ask_extension
from casework.desk.facts import open_facts
from casework.desk.figures import read_totals
from casework.desk.recuse import recuse
from casework.desk.review import mark_reviewed
from casework.desk.round_terms import sign_feedback
from casework.desk.term_rows import all_terms, tag_of_term
from casework.desk.write import reply_to_reporter
from casework.ports import OF_THE_ROUND
from casework.rules.calendar import WorkCalendar
from casework.rules.dispatch import Counts
from storage.sql.tables import moves, recounts, terms
from tests.casework.office import RULES, rule
from tests.rules.test_calendar import NOTICE_2027

# Counted from Monday 23 November: 28 working days are left in 2026.
LONG = rule("long", "received", "30 workdays", "assignee", "answered")
PLAN = rule("rectification-plan", "feedback-signed", "30 workdays", "leader", "plan-filed")
MONTHS = rule("months", "received", "3 months", "team", "answered")
ASSUMED, MOVED = date(2027, 1, 5), date(2027, 1, 6)
NOTICE = NOTICE_2027 | {date(2027, 1, 3): False, date(2027, 1, 4): False, date(2027, 1, 9): True}


@pytest.fixture
def world(world):
    world.office = replace(world.office, rules=(*RULES, LONG, MONTHS, PLAN), chats={})
    return world


@pytest.fixture
async def staff(world):
    return {name: await world.joins(name) for name in ("leader", "member", "fifth", "office")}


@pytest.fixture
async def cases(world, registrar, staff):
    """Two cases of a member, one of nobody yet, and one that is in no figure."""
    found = [await world.petition() for _ in range(3)]
    found.append(await world.petition(concerns="fifth"))
    await registrar.take_all()
    for case_id in found[:2]:
        await world.does(claim_case, staff["member"], case_id)
    return found


class Counting:
    """The recounter over the world, with the events that it enters and the calendar it finds."""

    def __init__(self, world):
        self.world, self.events, self.broken = world, [], {}
        self.recounter = self.starts()

    def starts(self):
        self.recounter = Redating(self.world.database, self.scope, lambda: self.broken)
        return self.recounter

    def scope(self, work):
        scope = self.world.scope(work)
        log = scope.book.log

        def noting(event):
            self.events.append({**event, "at": None})
            log(event)

        scope.book.log = noting
        return scope

    def notice(self, days=NOTICE):
        self.world.office = replace(self.world.office, calendar=WorkCalendar(days))

    async def settles(self):
        for _ in range(3):
            await self.recounter.round()

    def of(self, event):
        return [each for each in self.events if each["event"] == event]


@pytest.fixture
async def counting(world, cases):
    counting = Counting(world)
    await counting.settles()
    assert counting.events == []
    return counting


async def terms_of(world, case_id, rule_id):
    return [each for each in await all_terms(world.scope(), case_id) if each.rule_id == rule_id]


async def rows(world, table):
    return await world.database.read(lambda c: c.scalar(select(func.count()).select_from(table)))


async def told(world):
    """Return what people are told of moves: whom, of which number, from when to when."""
    lines = [each["line"] | each for each in await world.lines()]
    return Counter(
        (each["chat_id"], each["number"], each["before"], each["due"])
        for each in lines
        if each["kind"] == "moved"
    )


async def figures_from_rows(world, cases):
    scope, due = world.scope(), Counter()
    for case_id in cases:
        if not open_facts(scope, await scope.book.case(case_id)).facts.bypassed:
            own = await all_terms(scope, case_id)
            due.update(each.due.date for each in own if not each.row.met)
    return dict(due)


async def test_a_term_past_new_year_is_provisional_and_moves_with_the_notice(
    world, cases, counting, staff
):
    (before,) = await terms_of(world, cases[0], "long")
    assert (before.due.date, before.due.provisional) == (ASSUMED, True)
    counting.notice()
    await counting.settles()
    for case_id in cases:
        (long,) = await terms_of(world, case_id, "long")
        assert (long.due.date, long.due.provisional, long.first_due) == (MOVED, False, MOVED)
        (months,) = await terms_of(world, case_id, "months")
        assert (months.due.date, months.due.provisional) == (date(2027, 2, 23), False)
    about = {"rule": "long", "before": "2027-01-05", "after": "2027-01-06", "at": None}
    assert counting.of("term-moved") == [
        {"event": "term-moved", "case": case_id, **about} for case_id in sorted(cases)
    ]
    # These are certain now; their day has not moved, and nobody is to be told of it.
    recounted = counting.of("term-recounted")
    assert [each["rule"] for each in recounted] == ["months"] * len(cases)
    assert (await read_totals(world.scope())).due == await figures_from_rows(world, cases)
    assert await rows(world, moves) == 0
    # Who handles a case is told of it, and of what nobody handles, the leader; of a case about the
    # Fifth group the leader, too.
    days = ("2027-01-05", "2027-01-06")
    whose = [(staff["member"], 1), (staff["member"], 2), (staff["leader"], 3)]
    expected = {(m.chat_id, f"礼巡信〔2026〕{n:03}号", *days): 1 for m, n in whose}
    assert await told(world) == expected | {
        (staff["leader"].chat_id, "礼巡密信〔2026〕001号", *days): 1
    }
    counting.events.clear()
    counting.starts()
    await counting.settles()
    assert counting.events == []


async def test_of_a_term_of_the_round_those_are_told_whose_it_is(world, cases, counting, staff):
    await world.does(sign_feedback, staff["leader"], world.scope().today())
    counting.notice()
    await counting.settles()
    (plan,) = await terms_of(world, OF_THE_ROUND, "rectification-plan")
    assert plan.due.date == MOVED
    days = {"before": "2027-01-05", "after": "2027-01-06"}
    event = {"event": "term-moved", "rule": "rectification-plan", "at": None, **days}
    assert event in counting.of("term-moved")
    whose = {
        chat: count
        for (chat, number, *_), count in (await told(world)).items()
        if number == "礼巡信"
    }
    assert whose == {staff[name].chat_id: 1 for name in ("leader", "office")}
    assert (await read_totals(world.scope())).due == await figures_from_rows(world, cases)


async def test_at_night_it_waits_for_the_morning_and_who_is_recused_by_then_is_told_nothing(
    world, cases, counting, staff
):
    world.clock.passes(hours=12)  # 22:00 in Shanghai
    counting.notice()
    await counting.settles()
    lines = [each["line"] for each in await world.lines()]
    planned = {each["planned"] for each in lines if each["kind"] == "moved"}
    assert planned == {"2026-11-24T08:00:00+08:00"}
    await world.does(recuse, staff["leader"], cases[0], "member", "Family.")
    member = [number for chat, number, *_ in await told(world) if chat == staff["member"].chat_id]
    assert member == ["礼巡信〔2026〕002号"]


async def test_what_waits_for_the_morning_says_the_day_that_it_has_then(
    world, cases, counting, staff
):
    world.clock.passes(hours=12)  # 22:00 in Shanghai
    counting.notice()
    await counting.settles()
    member, leader = Press(staff["member"], cases[0]), Press(staff["leader"], cases[0])
    (long,) = await terms_of(world, cases[0], "long")
    asked = {"tag": tag_of_term(long), "until": date(2027, 1, 20), "reason": "Why."}
    await world.does(ask_extension, member, **asked)
    await world.does(approve_extension, leader, "")  # who asked is told of that day
    answer = "We have looked into it."
    await world.does(reply_to_reporter, staff["member"], cases[1], answer, Counts.RESULT)
    assert {number for _, number, *_ in await told(world)} == {
        "礼巡信〔2026〕003号",
        "礼巡密信〔2026〕001号",
    }
    counting.notice(NOTICE | {date(2027, 1, 9): False, date(2027, 1, 6): False})
    await counting.settles()
    days = {(before, due) for _, _, before, due in await told(world)}
    assert days == {("2027-01-06", "2027-01-07")}
    assert (await read_totals(world.scope())).due == await figures_from_rows(world, cases)


async def test_what_is_met_or_fixed_by_hand_keeps_its_day(world, cases, counting, staff):
    press = Press(staff["member"], cases[0])
    (long,) = await terms_of(world, cases[0], "long")
    until, leader = date(2027, 1, 4), Press(staff["leader"], cases[0])
    (months,) = await terms_of(world, cases[0], "months")
    asked = {"tag": tag_of_term(months), "until": date(2027, 2, 24), "reason": "Why."}
    await world.does(ask_extension, press, **asked)
    await world.does(approve_extension, leader, "")
    await world.does(mark_reviewed, staff["fifth"], cases[0])
    (review,) = await terms_of(world, cases[0], "fifth-review")
    assert review.row.met
    counting.notice(NOTICE | {date(2027, 2, 24): False, date(2026, 11, 25): False})
    await counting.settles()
    (fixed,) = await terms_of(world, cases[0], "months")
    assert (fixed.due.date, fixed.due.remind_on) == (date(2027, 2, 24), date(2027, 2, 23))
    assert await terms_of(world, cases[0], "fifth-review") == [review]
    assert (await terms_of(world, cases[0], "long"))[0].due.date > long.due.date > until
    assert (await read_totals(world.scope())).due == await figures_from_rows(world, cases)


class Killed(BaseException):
    """The process is gone."""


async def test_killed_in_the_middle_it_goes_on_and_moves_nothing_twice(world, cases, counting):
    counting.notice()
    recount, done = counting.recounter._recount, []

    async def killed_after_two(case_id):
        if len(done) == 2:
            raise Killed
        done.append(case_id)
        await recount(case_id)

    object.__setattr__(counting, "recounter", _with(counting.recounter, killed_after_two))
    with pytest.raises(Killed):
        await counting.settles()
    assert await rows(world, moves) == 2
    assert not await told(world)
    counting.starts()
    await counting.settles()
    once = await told(world)
    assert (len(once), {*once.values()}) == (len(cases), {1})
    counting.starts()
    await counting.settles()
    assert await told(world) == once
    assert [each["case"] for each in counting.of("term-moved")] == sorted(cases)
    assert await rows(world, moves) == 0
    assert (await read_totals(world.scope())).due == await figures_from_rows(world, cases)


def _with(recounter, step):
    """Return a recounter that takes another step for each case."""

    class Another(Redating):
        async def _recount(self, case_id):
            await step(case_id)

    another = Another(recounter.database, recounter.scope, recounter.refused)
    for name in ("_by", "_calendar", "_warned"):
        setattr(another, name, getattr(recounter, name))
    return another


async def test_while_a_file_is_refused_nothing_is_counted_anew(world, cases, counting):
    counting.notice()
    counting.broken = {"2027.toml": "not TOML"}
    counting.starts()  # it may not know what the file held before
    await counting.settles()
    assert counting.events == []
    counting.broken = {}
    await counting.settles()
    assert counting.of("term-moved")


async def test_a_damaged_row_holds_up_no_other(world, cases, counting, caplog):
    (long,) = await terms_of(world, cases[0], "long")
    await _damages(world, update(terms).where(terms.c.id == long.row.id), b"x")
    await _damages(world, update(recounts), b"y")
    counting.notice()
    await counting.settles()
    assert {each["case"] for each in counting.of("term-moved")} == {*cases[1:]}
    assert f"term={long.row.id}" in caplog.text
    assert "x" * 20 not in caplog.text


async def _damages(world, statement, value):
    async with world.database._engine.begin() as connection:
        await connection.execute(statement.values(sealed=value))


async def test_a_missing_year_is_said_once_a_day(world, cases, counting, caplog):
    caplog.clear()
    for _ in range(3):
        await counting.recounter.round()
    assert "2027" not in caplog.text
    world.clock.passes(days=1)
    for _ in range(3):
        await counting.recounter.round()
    assert caplog.text.count("calendar-missing year=2027") == 1
    counting.notice()
    world.clock.passes(days=1)
    await counting.settles()
    assert caplog.text.count("calendar-missing") == 1
