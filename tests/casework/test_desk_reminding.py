"""Reminding: who is told is decided at the moment of the reminder, once, whatever happens."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.registrar import Registrar
from bot.reminding import Reminding
from casework.desk.assign import assign_case, tag_of
from casework.desk.claim import claim_case
from casework.desk.deadlines import move_term, open_terms
from casework.desk.enroll import code_hash
from casework.desk.facts import case_for
from casework.desk.leave import take_leave
from casework.desk.people import members
from casework.desk.recuse import recuse
from casework.desk.reminding import decide, enter
from casework.desk.write import note_contact
from casework.ports import Reader, StaleError
from casework.rules.dispatch import Counts, Way
from casework.rules.offsets import Offset
from storage.sql.tables import outbox, reminders, terms
from storage.sql.work import Work
from tests.casework.office import FIFTH_CHAT, RULES, TEAM_CHAT

NOTICE = "acceptance-notice"
PEOPLE = ("leader", "member", "other", "fifth")


@pytest.fixture
async def staff(world):
    world.roster.people["deputy"] = Reader(
        "deputy", "deputy", frozenset(), None, code_hash("code-deputy")
    )
    people = {name: await world.joins(name) for name in PEOPLE}
    people["deputy"] = await world.joins("deputy", user_id=1900)
    return people


@pytest.fixture
async def case_id(world, staff):
    """A case of the member's, with reminders on 9, 11, 14 and, overdue, from 15 December on."""
    case_id = await world.petition(real_name=True, contact="A. Name, 13800000000")
    await Registrar(world.database, world.scope, 0.01).take_all()
    await world.does(claim_case, staff["member"], case_id)
    await drops_others(world)
    return case_id


async def drops_others(world):
    """Keep the acceptance notice alone, and what was said so far out of the way."""
    notice = {
        row.id
        for row in await world.database.read(lambda c: c.execute(terms.select()).all())
        if world.keys.open_own("term", row.sealed, row.id)["rule"] == NOTICE
    }
    work = Work(world.database)
    work.write(lambda c: c.execute(reminders.delete().where(reminders.c.term_id.not_in(notice))))
    work.write(lambda c: c.execute(terms.delete().where(terms.c.id.not_in(notice))))
    work.write(lambda c: c.execute(outbox.delete()))
    work.log({"event": "dropped"})
    await work.commit()


def at(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC) - timedelta(hours=8)


async def told(world, moment=None):
    """Let the desk sweep; returns who is told of which stages, and takes it as sent."""
    names = {m.chat_id: m.id for m in await members(world.scope())}
    lines = [
        (names.get(item["chat_id"], item["chat_id"]), item["line"]["stages"])
        for item in await world.reminds(moment)
    ]
    work = Work(world.database)
    work.write(lambda c: c.execute(outbox.delete()))
    await work.commit()
    return sorted(lines, key=lambda each: str(each[0]))


async def test_each_stage_comes_once_and_the_chain_joins(world, staff, case_id):
    assert await told(world, at("12-09 08:59")) == []
    assert await told(world, at("12-09 09:00")) == [("member", ["3 workdays"])]
    assert await told(world, at("12-09 09:01")) == []
    assert await told(world, at("12-11 09:00")) == [("member", ["1 workday"])]
    assert await told(world, at("12-12 09:00")) == []  # a Saturday
    assert await told(world, at("12-14 09:00")) == [("member", ["same day"])]
    days = {"12-15": ["member"], "12-16": ["deputy", "member"]}
    days |= {"12-17": ["deputy", "leader", "member"], "12-18": ["deputy", "leader", "member"]}
    days |= {"12-21": [-200, "deputy", "leader", "member"]}
    for late, (day, people) in enumerate(days.items(), 1):
        assert await told(world, at(f"{day} 09:00")) == [
            (who, [f"overdue {late}"]) for who in people
        ]


async def test_a_clock_that_is_set_back_or_forward_repeats_nothing(world, case_id):
    assert await told(world, at("12-09 09:00")) == [("member", ["3 workdays"])]
    assert await told(world, at("12-01 09:00")) == []
    assert await told(world, at("12-09 09:00")) == []
    assert await told(world, at("12-11 12:00")) == [("member", ["1 workday"])]
    await Reminding(world.database, world.scope).look_after_all()
    assert await told(world, at("12-11 08:00")) == []
    await Reminding(world.database, world.scope).look_after_all()
    assert await told(world, at("12-11 10:00")) == []
    assert await told(world, at("12-14 09:00")) == [("member", ["same day"])]


async def test_what_was_slept_through_is_one_line_that_says_so(world, case_id):
    world.clock.at = at("12-16 11:00")
    items = await world.reminds()
    assert {item["chat_id"] for item in items} == {1001, 1900}
    line = next(item["line"] for item in items if item["chat_id"] == 1001)
    stages = ["3 workdays", "1 workday", "same day", "overdue 1", "overdue 2"]
    assert (line["stages"], line["kind"]) == (stages, "overdue")
    assert datetime.fromisoformat(line["planned"]) == at("12-09 09:00")
    deputy = next(item["line"] for item in items if item["chat_id"] == 1900)
    assert deputy["stages"] == ["overdue 2"]
    assert await told(world, at("12-17 09:00")) != []


async def test_an_hour_before_it_changes_hands_and_the_new_one_is_reminded(world, staff, case_id):
    world.clock.at = at("12-09 08:00")
    case = await case_for(world.scope(), staff["leader"], case_id)
    await world.does(assign_case, staff["leader"], case_id, case.version, tag_of("other"))
    assert ("other", ["3 workdays"]) in await told(world, at("12-09 09:00"))
    assert await told(world, at("12-11 09:00")) == [("other", ["1 workday"])]


async def test_who_is_away_on_the_day_is_stood_in_for(world, staff, case_id):
    await world.does(take_leave, staff["member"], "member", date(2026, 12, 11), date(2026, 12, 13))
    assert await told(world, at("12-09 09:00")) == [("member", ["3 workdays"])]
    assert await told(world, at("12-11 09:00")) == [("deputy", ["1 workday"])]
    assert await told(world, at("12-14 09:00")) == [("member", ["same day"])]


async def test_two_sweeps_at_once_remind_once(world, case_id):
    world.clock.at = at("12-09 09:00")
    works = [Work(world.database), Work(world.database)]
    for work in works:
        scope = world.scope(work)
        (due,) = await scope.book.due_reminders(world.clock(), 10)
        enter(scope, decide(scope, due, await members(scope)))
    await works[0].commit()
    with pytest.raises(StaleError):
        await works[1].commit()
    assert len(await world.lines()) == 1
    assert await world.reminds() == await world.lines()


@pytest.mark.parametrize("what", ["met", "recused", "moved"])
async def test_what_happens_between_the_look_and_the_commit_wins(world, staff, case_id, what):
    world.clock.at = at("12-09 09:00")
    work = Work(world.database)
    scope = world.scope(work)
    (due,) = await scope.book.due_reminders(world.clock(), 10)
    enter(scope, decide(scope, due, await members(scope)))
    await happens(world, staff, case_id, what)
    with pytest.raises(StaleError):
        await work.commit()
    lines = await told(world)
    assert "member" not in dict(lines)
    if what == "recused":
        assert lines == [("leader", ["3 workdays"])]


@pytest.mark.parametrize("what", ["met", "recused", "moved"])
async def test_a_line_that_waits_is_withdrawn(world, staff, case_id, what):
    await world.reminds(at("12-09 09:00"))
    assert [item["chat_id"] for item in await world.lines()] == [1001]
    await happens(world, staff, case_id, what)
    assert 1001 not in {item["chat_id"] for item in await world.lines()}


async def happens(world, staff, case_id, what):
    if what == "met":
        said = {"counts": Counts.NOTICE, "way": Way.PHONE, "day": date(2026, 12, 9)}
        await world.does(note_contact, staff["member"], case_id, "Accepted.", **said)
    elif what == "recused":
        await world.does(recuse, staff["leader"], case_id, "member", "Family.")
    else:
        found = await open_terms(world.scope(), case_id)
        watched = next(each for each in found if each.rule_id == NOTICE)
        until, event = date(2026, 12, 28), {"event": "moved", "case": case_id}

        async def moves(scope):
            await move_term(scope, watched, until)
            scope.book.log(event)

        await world.does(moves)


async def test_of_a_recused_reader_in_the_group_the_others_hear_one_by_one(world, staff):
    case_id = await world.petition()
    await Registrar(world.database, world.scope, 0.01).take_all()
    world.office = replace(world.office, rules=tuple(replace(each, who="team") for each in RULES))
    await world.reminds(at("11-25 09:00"))
    assert {item["chat_id"] for item in await world.lines()} == {TEAM_CHAT}
    await world.does(recuse, staff["leader"], case_id, "member", "Family.")
    assert {item["chat_id"] for item in await world.lines()} == {1900, 1000, 1002}


async def test_the_fifth_group_joins_only_where_it_reads_the_case(world, staff):
    await world.petition(concerns="fifth", real_name=True, contact="x")
    await Registrar(world.database, world.scope, 0.01).take_all()
    found = [item for _, item in await world.reminders(overdue=9)]
    assert FIFTH_CHAT not in {item["chat_id"] for item in found}
    assert staff["fifth"].chat_id not in {item["chat_id"] for item in found}


async def test_hours_and_a_chain_of_its_own(world, staff, case_id):
    def urgent(rule):
        remind = tuple(map(Offset.parse, ("4 hours",)))
        return replace(rule, remind=remind, escalate={"leader": 1}) if rule.id == NOTICE else rule

    world.office = replace(world.office, rules=tuple(map(urgent, world.office.rules)))
    await Reminding(world.database, world.scope).look_after_all()
    assert await told(world, at("12-14 13:59")) == []
    assert await told(world, at("12-14 14:00")) == [("member", ["4 hours"])]
    assert await told(world, at("12-15 09:00")) == [
        ("leader", ["overdue 1"]),
        ("member", ["overdue 1"]),
    ]


async def test_another_hour_for_reminders_holds_from_the_next_start_on(world, case_id):
    early = world.office.remind_at.replace(hour=8, minute=30)
    world.office = replace(world.office, remind_at=early)
    await Reminding(world.database, world.scope).look_after_all()
    assert await told(world, at("12-09 08:30")) == [("member", ["3 workdays"])]
    world.office = replace(world.office, remind_at=early.replace(hour=10, minute=0))
    assert await told(world, at("12-11 10:00")) == [("member", ["1 workday"])]  # no start since


async def test_terms_of_before_get_their_moment(world, case_id):
    work = Work(world.database)
    work.write(lambda c: c.execute(reminders.delete()))
    await work.commit()
    world.clock.at = at("12-10 12:00")
    await Reminding(world.database, world.scope).look_after_all()
    assert await told(world) == []
    assert ("member", ["1 workday"]) in await told(world, at("12-11 09:00"))


async def test_a_damaged_term_silences_no_other(world, case_id, caplog):
    work = Work(world.database)
    damaged = {"id": "0" * 32, "case_id": case_id, "due_on": date(2026, 12, 1), "met": False}
    work.write(lambda c: c.execute(terms.insert().values(sealed=b"x", **damaged)))
    early = int(at("12-01 09:00").timestamp())
    work.write(lambda c: c.execute(reminders.insert().values(term_id="0" * 32, next_at=early)))
    work.log({"event": "damaged"})
    await work.commit()
    assert await told(world, at("12-09 09:00")) == [("member", ["3 workdays"])]
    assert "term=00000000000000000000000000000000" in caplog.text
    caplog.clear()
    await Reminding(world.database, world.scope).sweep()
    assert caplog.text == ""  # not before an hour has passed


async def test_many_terms_of_one_moment_are_told_whole(world, staff):
    for _ in range(3):
        await world.petition()
    await Registrar(world.database, world.scope, 0.01).take_all()
    ids = await world.database.read(lambda c: c.scalars(reminders.select()).all())
    assert len(ids) == 3
    items = await world.reminds(at("11-25 09:00"))
    assert [item["line"]["number"][-4:] for item in items] == ["001号", "002号", "003号"]
    rows = await world.database.read(lambda c: c.execute(outbox.select()).all())
    assert len({row.together for row in rows if row.together}) == 1
    at_rest = json.dumps([[str(value) for value in row] for row in rows])
    assert str(FIFTH_CHAT) not in at_rest
