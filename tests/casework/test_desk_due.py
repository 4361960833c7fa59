"""What somebody owes by when, as the index knows it, and who may do what with one term."""

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from bot.calendar_file import made_of
from bot.indexing import index_over
from casework.desk.assign import assign_case, tag_of
from casework.desk.by_hand import move_by_hand, set_term
from casework.desk.claims import mark_claim
from casework.desk.due import Reach, my_day, soonest
from casework.desk.extending import Press, approve_extension, ask_extension
from casework.desk.leave import take_leave
from casework.desk.lists import StillBuildingError
from casework.desk.one_term import TermOverError, any_term, open_term, owner_of, see_term
from casework.desk.recuse import recuse
from casework.desk.review import mark_reviewed
from casework.desk.round_terms import sign_feedback
from casework.desk.scope import CaseNotFoundError, NotPermittedError
from casework.desk.write import note_contact, reply_to_reporter
from casework.ports import StaleError
from casework.rules.dispatch import Counts, Way
from casework.rules.duties import Bracket
from casework.rules.offsets import Offset
from casework.rules.roles import Group
from handlers.team.context import Names
from handlers.team.my_day import day_page
from handlers.team.one_term import view
from handlers.texts import Texts
from storage.sql.work import Work
from tests.casework.office import RULES, rule

PLAN = rule("rectification-plan", "feedback-signed", "10 workdays", "leader", "plan-filed")
NAMED = {"real_name": True, "contact": "Li, 139", "unit": "unsure"}


@pytest.fixture
async def people(world):
    found = {name: await world.joins(name) for name in ("leader", "member", "fifth", "office")}
    return {name: await world.unlocked(each) for name, each in found.items()}


@pytest.fixture
async def index(world):
    return index_over(world.database, world.keys)


async def day_of(world, index, member, reach=Reach.MINE, page=0):
    if not index.complete:
        await index.build()
    return await my_day(world.scope(), index, member, reach, page)


def lines_of(day):
    return [(each.case.number if each.case else "", each.rule_id) for each in day.duties]


async def test_everybody_sees_what_is_theirs_and_the_leader_who_owes_what(
    world, registrar, people, index
):
    case_id = await world.petition(**NAMED)
    await registrar.take_all()
    number = "礼巡信〔2026〕001号"
    notice, review = (number, "acceptance-notice"), (number, "fifth-review")
    assert lines_of(await day_of(world, index, people["member"])) == []
    assert lines_of(await day_of(world, index, people["leader"])) == [notice]
    fifth = await day_of(world, index, people["fifth"])
    assert lines_of(fifth) == [review]
    assert fifth.counts == {Bracket.WEEK: 1}
    await world.does(assign_case, people["leader"], case_id, 1, tag_of("member"))
    assert lines_of(await day_of(world, index, people["leader"])) == []
    assert lines_of(await day_of(world, index, people["member"])) == [notice]

    everybody = await day_of(world, index, people["leader"], Reach.ALL)
    assert lines_of(everybody) == [review, notice]
    assert [each.owner.people for each in everybody.duties] == [{"fifth"}, {"member"}]
    assert [(name, load.total) for name, load in everybody.loads] == [
        (Group.FIFTH, 1),
        ("member", 1),
    ]
    scope, his = world.scope(), tag_of("member")
    only = await my_day(scope, index, people["leader"], Reach.ALL, 0, his)
    assert (lines_of(only), only.whose, only.total) == ([notice], "member", 1)
    with pytest.raises(NotPermittedError):
        await day_of(world, index, people["member"], Reach.ALL)
    with pytest.raises(NotPermittedError):
        await day_of(world, index, people["member"], Reach.LATE)

    # Who stands in sees it, and for whom.
    today = world.scope().today()
    await world.does(take_leave, people["member"], "member", today, today)
    day = await day_of(world, index, people["leader"])
    assert lines_of(day) == [notice]
    assert (day.duties[0].owner.away, day.duties[0].owner.people) == ("member", {"leader"})
    assert lines_of(await day_of(world, index, people["member"])) == []
    world.clock.passes(days=1)
    assert lines_of(await day_of(world, index, people["member"])) == [notice]
    assert lines_of(await day_of(world, index, people["fifth"])) == [review]
    await world.does(mark_reviewed, people["fifth"], case_id, "")
    assert lines_of(await day_of(world, index, people["fifth"])) == []


async def test_what_was_recused_from_is_in_nobodys_list_who_may_not_know_of_it(
    world, registrar, people, index
):
    case_id = await world.petition(**NAMED)
    await registrar.take_all()
    (notice,) = [each.id for each in await world.scope().book.terms(case_id) if not each.met][1:]
    await world.does(assign_case, people["leader"], case_id, 1, tag_of("member"))
    scope = world.scope()
    assert (await owner_of(scope, await open_term(scope, people["member"], notice))).people == {
        "member"
    }
    await world.does(recuse, people["leader"], case_id, "member", "A relative.")
    assert lines_of(await day_of(world, index, people["member"])) == []
    for asked in (open_term, any_term, see_term):
        with pytest.raises(CaseNotFoundError):
            await asked(world.scope(), people["member"], notice)
    with pytest.raises(CaseNotFoundError):
        await open_term(world.scope(), people["leader"], "0" * 32)


async def test_the_terms_of_the_round_are_for_those_who_follow_them_up(world, people, index):
    world.office = replace(world.office, rules=(*RULES, PLAN))
    await world.does(sign_feedback, people["office"], date(2026, 11, 20))
    for name in ("leader", "office"):
        day = await day_of(world, index, people[name])
        assert lines_of(day) == [("", "rectification-plan")]
        assert day.duties[0].owner.people == {"leader"}
    term_id = day.duties[0].watched.row.id
    seen = await world.does(see_term, people["office"], term_id)
    assert [each.by for each in seen.watched.seen] == ["office"]
    for name in ("member", "fifth"):
        assert lines_of(await day_of(world, index, people[name])) == []
        with pytest.raises(CaseNotFoundError):
            await open_term(world.scope(), people[name], term_id)


async def test_a_press_on_a_term_that_was_met_or_moved_meanwhile_changes_nothing(
    world, registrar, people, index
):
    case_id = await world.petition(**NAMED)
    await registrar.take_all()
    await world.does(assign_case, people["leader"], case_id, 1, tag_of("member"))
    (duty,) = (await day_of(world, index, people["member"])).duties
    member, term_id = people["member"], duty.watched.row.id

    async def slow_press():
        """Return what commits a press that was made before something else happened."""
        work = Work(world.database)
        await see_term(world.scope(work), member, term_id)
        return work.commit

    commit = await slow_press()
    await world.does(
        ask_extension,
        Press(member, case_id),
        tag=term_id[:8],
        until=date(2026, 12, 21),
        reason="Holidays.",
    )
    await world.does(approve_extension, Press(people["leader"], case_id), "")
    with pytest.raises(StaleError):
        await commit()
    assert (await open_term(world.scope(), member, term_id)).watched.due.date == date(2026, 12, 21)

    # A calendar that takes the file in again finds the same event, moved.
    (again,) = await soonest(world.scope(), index, member, 10)
    assert (again.watched.row.id, again.watched.extensions) == (term_id, 1)

    commit = await slow_press()
    told = {"counts": Counts.NOTICE, "way": Way.PHONE, "day": date(2026, 11, 23)}
    await world.does(note_contact, member, case_id, "By phone.", **told)
    with pytest.raises(StaleError):
        await commit()
    with pytest.raises(TermOverError):
        await see_term(world.scope(), member, term_id)
    assert (await any_term(world.scope(), member, term_id)).watched.seen == ()


async def test_without_the_index_nobody_is_told_that_nothing_is_owed(world, people):
    for index in (None, index_over(world.database, world.keys)):
        with pytest.raises(StillBuildingError):
            await my_day(world.scope(), index, people["member"], Reach.MINE, 0)


async def test_a_term_that_rests_is_shown_apart_and_needs_nobody_to_see_it(
    world, registrar, people, index
):
    notice = next(each for each in RULES if each.id == "acceptance-notice")
    resting = replace(notice, pauses_on=("asked",), resumes_on=("wait-over",))
    world.office = replace(
        world.office, rules=tuple(resting if each is notice else each for each in RULES)
    )
    case_id = await world.petition(**NAMED)
    await registrar.take_all()
    await world.does(assign_case, people["leader"], case_id, 1, tag_of("member"))
    member, english = people["member"], Texts(["en"]).say("en")
    (duty,) = (await day_of(world, index, member)).duties
    await world.does(reply_to_reporter, member, case_id, "Which year?", Counts.QUESTION)
    day = await day_of(world, index, member)
    assert (day.total, [each.watched.row.id for each in day.resting]) == (
        0,
        [duty.watched.row.id],
    )
    names = Names(units=(), categories=(), people=())
    text, buttons = await day_page(world.scope(), index, member, names, english)
    assert "<b>Resting</b> (1)" in text
    assert "1. <b>礼巡信〔2026〕001号</b> acceptance notice: rests since" in text
    assert buttons[0] == [("1", f"tm:v:{duty.watched.row.id}")]
    term = await any_term(world.scope(), member, duty.watched.row.id)
    assert "rests since Monday 23 November" in await view(world.scope(), term, names, english)
    with pytest.raises(TermOverError):
        await see_term(world.scope(), member, duty.watched.row.id)


async def test_the_view_says_who_joins_from_which_day_on(world, registrar, people, index):
    world.office = replace(world.office, escalate={"deputy": 1, "leader": 3, "fifth": 5})
    case_id = await world.petition(**NAMED)
    await registrar.take_all()
    await world.does(assign_case, people["leader"], case_id, 1, tag_of("member"))
    (duty,) = (await day_of(world, index, people["member"])).duties
    english, names = Texts(["en"]).say("en"), Names(units=(), categories=(), people=())

    async def lines():
        term = await open_term(world.scope(), people["member"], duty.watched.row.id)
        return (await view(world.scope(), term, names, english)).splitlines()

    # Nobody is deputy, so nobody joins on the first day.
    assert (await lines())[4:] == [
        "Next reminder: Wednesday 9 December 09:00",
        "From Thursday 17 December on leader is reminded, too",
        "From Monday 21 December on the Fifth group is reminded, too",
    ]
    world.clock.passes(days=24)
    assert (await lines())[4:] == [
        "Times to remind so far: 6, the last Thursday 17 December 09:00",
        "Next reminder: Friday 18 December 09:00",
        "Reminded as well since Thursday 17 December: leader",
        "From Monday 21 December on the Fifth group is reminded, too",
    ]


async def test_nobody_is_said_to_have_been_reminded_before_a_term_was_entered(
    world, registrar, people, index
):
    claim = rule("claim-notice", "claim-received", "15 days", "assignee", "claim-notice-sent")
    claim = replace(claim, remind=tuple(map(Offset.parse, ("5 workdays", "same day"))))
    world.office = replace(world.office, rules=(*RULES, claim))
    case_id = await world.petition(unit="unsure")
    await registrar.take_all()
    await world.does(assign_case, people["leader"], case_id, 1, tag_of("member"))
    world.clock.passes(days=12)
    await world.does(mark_claim, Press(people["member"], case_id))
    (duty,) = (await day_of(world, index, people["member"])).duties
    english, names = Texts(["en"]).say("en"), Names(units=(), categories=(), people=())

    async def text():
        term = await open_term(world.scope(), people["member"], duty.watched.row.id)
        return await view(world.scope(), term, names, english)

    assert "Counted from Monday 23 November" in await text()
    assert "Times to remind" not in await text()
    assert "Next reminder: Tuesday 8 December 09:00" in await text()
    world.clock.passes(days=3)
    assert "Times to remind so far: 1, the last Tuesday 8 December 09:00" in await text()


async def test_what_rests_is_listed_however_many_cases_wait_without_a_term(
    world, registrar, people, index
):
    notice = next(each for each in RULES if each.id == "acceptance-notice")
    resting = replace(notice, pauses_on=("asked",), resumes_on=("wait-over",))
    world.office = replace(
        world.office, rules=tuple(resting if each is notice else each for each in RULES)
    )
    ids = [await world.petition(unit="unsure") for _ in range(8)]
    ids.append(await world.petition(**NAMED))
    await registrar.take_all()
    for case_id in ids:
        await world.does(assign_case, people["leader"], case_id, 1, tag_of("member"))
        await world.does(
            reply_to_reporter, people["member"], case_id, "Which year?", Counts.QUESTION
        )
    day = await day_of(world, index, people["member"])
    assert [each.case.id for each in day.resting] == ids[-1:]


async def test_a_calendar_takes_the_newest_day_however_a_term_was_moved(
    world, registrar, people, index
):
    task = rule("task", "by-hand", "10 workdays", "assignee", "done")
    world.office = replace(world.office, rules=(*RULES, task))
    case_id = await world.petition(unit="unsure")
    await registrar.take_all()
    await world.does(assign_case, people["leader"], case_id, 1, tag_of("member"))
    leader, member = Press(people["leader"], case_id), Press(people["member"], case_id)
    await world.does(set_term, leader, kind=tag_of("task"), until=None, words="Visit them.")
    english = Texts(["en"]).say("en")

    async def event():
        world.clock.passes(minutes=1)
        if not index.complete:
            await index.build()
        duties = await soonest(world.scope(), index, people["member"], 10)
        (found,) = Calendar.from_ical(made_of(world.scope(), duties, english)).walk("VEVENT")
        return found, duties[0].watched.row.id[:8]

    first, tag = await event()
    await world.does(ask_extension, member, tag=tag, until=date(2026, 12, 21), reason="Ill.")
    await world.does(approve_extension, leader, "")
    second, _ = await event()
    await world.does(move_by_hand, leader, tag=tag, until=date(2026, 12, 15), reason="Sooner.")
    third, _ = await event()
    days = [each.start for each in (first, second, third)]
    assert days == [date(2026, 12, 7), date(2026, 12, 21), date(2026, 12, 15)]
    assert first["UID"] == second["UID"] == third["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"] < third["SEQUENCE"]
