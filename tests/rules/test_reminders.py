"""When people are reminded of a term: its stages, quiet hours, and the chain once it is overdue."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.calendar import WorkCalendar
from casework.rules.offsets import Offset, OffsetSyntaxError, OffsetUnit
from casework.rules.reminders import Hours, Kind, Quiet, Schedule, joining, waits_until
from casework.rules.terms import Term, due_date

PLAIN = WorkCalendar({})
ZONE = ZoneInfo("Asia/Shanghai")
HOURS = Hours(time(9, 0), "Asia/Shanghai")
DAYS = st.dates(date(2005, 1, 1), date(2026, 6, 30))
TERMS = st.sampled_from(["same day", "1 workday", "10 workdays", "15 days", "2 months"])
OFFSETS = st.builds(
    Offset, st.integers(1, 30), st.sampled_from([OffsetUnit.WORKDAYS, OffsetUnit.HOURS])
)


def schedule(start, term, *offsets, roll=False, hours=HOURS, chased=False):
    due = due_date(start, Term.parse(term), PLAIN, roll=roll)
    remind = tuple(map(Offset.parse, offsets))
    return Schedule(remind, start, due, PLAIN, hours, chased)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def shown(stages):
    return [f"{stage.at:%m-%d %H:%M} {stage.key}" for stage in stages]


def test_a_term_is_reminded_of_before_on_the_day_and_on_each_working_day_after_it():
    plan = schedule(
        date(2019, 9, 20), "10 workdays", "3 workdays", "1 workday", "same day", "4 hours"
    )
    assert shown(plan.between(at("2019-09-20"), at("2019-10-15 12:00"))) == [
        "09-30 09:00 3 workdays",  # seven days of rest follow; 10 October is the last day
        "10-09 09:00 1 workday",
        "10-10 09:00 same day",
        "10-10 14:00 4 hours",
        "10-11 09:00 overdue 1",
        "10-12 09:00 overdue 2",  # a Saturday that was worked
        "10-14 09:00 overdue 3",
        "10-15 09:00 overdue 4",
    ]


def test_hours_count_back_from_the_end_of_the_last_working_day():
    plan = schedule(date(2026, 11, 13), "15 days", "4 hours", "30 hours")  # due on a Saturday
    assert shown(plan.before()) == ["11-26 12:00 30 hours", "11-27 14:00 4 hours"]


@pytest.mark.parametrize(
    ("offset", "ends_at", "moment"),
    [
        ("12 hours", time(18, 0), "12-10 08:00"),  # six in the morning: when people are awake
        ("20 hours", time(18, 0), "12-10 08:00"),  # ten in the evening before
        ("1 hour", time(23, 0), "12-10 21:30"),  # the morning after would be too late
    ],
)
def test_nobody_is_woken_unless_the_term_would_be_over_by_the_morning(offset, ends_at, moment):
    hours = Hours(time(9, 0), "Asia/Shanghai", ends_at=ends_at)
    plan = schedule(date(2026, 12, 9), "1 workday", offset, hours=hours)
    assert shown(plan.before()) == [f"{moment} {offset}"]


def test_two_offsets_of_one_moment_remind_once():
    plan = schedule(date(2026, 12, 1), "5 workdays", "9 hours", "same day")
    assert shown(plan.before()) == ["12-08 09:00 same day"]


def test_a_flag_is_chased_the_same_day_and_on_the_next_working_day():
    plan = schedule(date(2026, 11, 27), "same day", "same day", chased=True)
    assert shown(plan.between(at("2026-11-27"), at("2026-12-01"))) == [
        "11-27 09:00 same day",
        "11-27 15:00 chase 1",
        "11-30 09:00 overdue 1",
        "11-30 15:00 chase 2",
    ]


@given(DAYS, TERMS, st.lists(OFFSETS, max_size=5, unique=True), st.booleans())
def test_stages_ascend_and_none_is_before_the_start_or_comes_twice(start, term, offsets, roll):
    plan = schedule(start, term, *map(str, offsets), "same day", roll=roll)
    end = plan.hours.moment(plan.due.date + timedelta(days=40), time())
    stages = plan.between(plan.hours.moment(start, time()), end)
    moments = [stage.at for stage in stages]
    assert all(a < b for a, b in pairwise(moments))
    assert len({stage.key for stage in stages}) == len(stages)
    assert all(moment.date() >= start for moment in moments)
    for stage in stages:
        assert not plan.hours.quiet.covers(stage.at.time())
        if "hour" not in stage.key:
            assert PLAIN.is_workday(stage.at.date()) or stage.at.date() == start
        assert (stage.kind is Kind.OVERDUE) == (stage.at.date() > plan.due.date)
        assert stage.late == (0 if stage.kind is not Kind.OVERDUE else stage.late)


@given(DAYS, TERMS, st.lists(OFFSETS, max_size=4, unique=True), st.integers(0, 60 * 24 * 60))
def test_one_after_the_other_is_what_lies_between(start, term, offsets, minutes):
    plan = schedule(start, term, *map(str, offsets))
    moment = plan.hours.moment(start, time()) + timedelta(minutes=minutes)
    walked, after = [], moment
    for _ in range(6):
        stage = plan.after(after)
        walked.append(stage)
        after = stage.at
    between = plan.between(moment + timedelta(seconds=1), after)
    assert between == walked
    assert plan.between(walked[0].at, walked[0].at) == walked[:1]


def test_at_the_end_of_all_calendars_nobody_is_reminded_any_more():
    plan = schedule(date(9998, 12, 1), "9999 days")
    assert plan.due.date == date.max
    assert plan.after(plan.hours.moment(date.max, time(23))) is None


@given(st.times(), st.times(), DAYS, st.times())
def test_quiet_hours_end_after_they_begin(first, until, day, now):
    quiet, moment = Quiet(first, until), datetime.combine(day, now, ZONE)
    end = quiet.end(moment)
    assert (end is not None) == quiet.covers(moment.time())
    if end is not None:
        assert quiet.beginning(moment) <= moment < end <= moment + timedelta(days=1)
        assert not quiet.covers(end.time())


@pytest.mark.parametrize(
    ("now", "last", "until"),
    [
        ("2026-12-10 20:00", "2026-12-10", None),
        ("2026-12-09 23:00", "2026-12-10", "2026-12-10 08:00"),
        ("2026-12-10 03:00", "2026-12-10", "2026-12-10 08:00"),
        ("2026-12-10 23:00", "2026-12-10", None),  # it would be over by the morning
        ("2026-12-11 23:00", "2026-12-10", "2026-12-12 08:00"),  # it is over
    ],
)
def test_what_is_late_waits_for_the_morning_unless_that_is_too_late(now, last, until):
    found = waits_until(HOURS, at(now), date.fromisoformat(last))
    assert found == (until and at(until))


def test_the_chain_joins_one_after_the_other():
    plan = schedule(date(2026, 12, 1), "1 workday", "same day")
    chain = {"deputy": 2, "leader": 3, "fifth": 5}
    stages = plan.between(at("2026-12-02"), at("2026-12-10"))
    assert [sorted(joining(chain, [stage])) for stage in stages] == [
        [],
        [],
        ["deputy"],
        ["deputy", "leader"],
        ["deputy", "leader"],
        ["deputy", "fifth", "leader"],
    ]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("3 workdays", Offset(3, OffsetUnit.WORKDAYS)),
        ("1 Working Day", Offset(1, OffsetUnit.WORKDAYS)),
        ("3个工作日", Offset(3, OffsetUnit.WORKDAYS)),
        ("４小时", Offset(4, OffsetUnit.HOURS)),
        ("4 个小时", Offset(4, OffsetUnit.HOURS)),
        ("当天", Offset(0, OffsetUnit.SAME_DAY)),
    ],
)
def test_an_offset_may_be_written_in_english_or_chinese(text, offset):
    assert Offset.parse(text) == offset
    assert Offset.parse(str(offset)) == offset


@pytest.mark.parametrize(
    "text", ["", "3", "0 workdays", "1000 hours", "3 days", "-1 hours", "9" * 99]
)
def test_what_is_no_offset_is_refused(text):
    with pytest.raises(OffsetSyntaxError):
        Offset.parse(text)
