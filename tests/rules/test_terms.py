"""The ends of time, explanations, instants, working days left; and which terms an event starts."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.calendar import WorkCalendar, days_after
from casework.rules.offsets import Offset
from casework.rules.terms import (
    Term,
    TermRule,
    Unit,
    due_date,
    explain,
    local_date,
    terms_started_by,
    workdays_left,
)
from casework.rules.variants import Kind

PLAIN = WorkCalendar({})
DAYS = st.dates(date(2004, 1, 1), date(2026, 9, 1))
TERMS = st.one_of(
    st.just(Term(0, Unit.SAME_DAY)),
    st.builds(Term, st.integers(1, 60), st.sampled_from([Unit.WORKDAYS, Unit.DAYS, Unit.MONTHS])),
)


def due(start, term, *, roll=False, calendar=PLAIN):
    return due_date(date.fromisoformat(start), Term.parse(term), calendar, roll=roll)


@pytest.mark.parametrize("term", ["9999 workdays", "9999 days", "9999 months", "same day"])
@pytest.mark.parametrize("roll", [False, True])
@pytest.mark.parametrize("start", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_time_do_not_break_the_count(start, term, roll):
    found = due(start, term, roll=roll)
    assert date.fromisoformat(start) <= found.remind_on <= found.date <= date.max


@given(DAYS, TERMS)
def test_rolling_only_ever_passes_rest_days(start, term):
    nominal = due_date(start, term, PLAIN, roll=False).date
    rolled = due_date(start, term, PLAIN, roll=True).date
    assert PLAIN.is_workday(rolled)
    passed = days_after(nominal - timedelta(days=1), rolled - timedelta(days=1))
    assert not any(map(PLAIN.is_workday, passed))


@given(DAYS, TERMS, st.booleans())
def test_the_explanation_ends_on_the_due_date_and_counts_what_was_asked(start, term, roll):
    shown = explain(start, term, PLAIN, roll=roll)
    assert shown[-1].date == due_date(start, term, PLAIN, roll=roll).date
    if term.unit is Unit.WORKDAYS:
        assert sum(day.working for day in shown) == term.amount


def test_the_explanation_shows_every_day_passed_and_why():
    shown = explain(date(2019, 9, 27), Term.parse("2 workdays"), PLAIN)
    assert [day.why for day in shown] == ["weekend", "make-up", "weekday"]
    assert explain(date(2019, 7, 6), Term.parse("same day"), PLAIN) == [PLAIN.day(date(2019, 7, 6))]


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2019, 7, 1, 15, 59, 59, tzinfo=UTC), date(2019, 7, 1)),
        (datetime(2019, 7, 1, 16, 0, tzinfo=UTC), date(2019, 7, 2)),  # midnight in Shanghai
        (datetime(2019, 7, 1, 23, 0, tzinfo=timezone(timedelta(hours=-8))), date(2019, 7, 2)),
        (datetime(1990, 7, 1, 15, 0, tzinfo=UTC), date(1990, 7, 2)),  # China had summer time
    ],
)
def test_an_instant_has_the_date_of_the_offices_wall(instant, expected):
    assert local_date(instant) == expected


def test_another_zone_may_be_asked_for():
    assert local_date(datetime(2019, 7, 1, 20, 0, tzinfo=UTC), "Asia/Urumqi") == date(2019, 7, 2)
    assert local_date(datetime(2019, 7, 1, 20, 0, tzinfo=UTC), "UTC") == date(2019, 7, 1)


def test_a_datetime_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2019, 7, 1, 12, 0))  # noqa: DTZ001 - the naive value is the point


@pytest.mark.parametrize(
    ("today", "end", "left"),
    [
        ("2019-10-10", "2019-10-10", 0),
        ("2019-10-09", "2019-10-10", 1),
        ("2019-09-20", "2019-10-10", 10),
        ("2019-10-11", "2019-10-10", -1),
        ("2019-10-14", "2019-10-10", -3),  # Saturday the 12th was worked
        ("2019-07-06", "2019-07-05", -1),  # overdue by a Saturday is overdue
        ("2019-07-06", "2019-07-07", 0),  # only a Sunday remains
        ("9999-12-31", "9999-12-31", 0),
    ],
)
def test_the_working_days_left_are_counted(today, end, left):
    assert workdays_left(date.fromisoformat(today), date.fromisoformat(end), PLAIN) == left


@given(DAYS, st.integers(1, 60))
def test_a_fresh_term_of_working_days_has_all_of_them_left(start, n):
    end = due_date(start, Term(n, Unit.WORKDAYS), PLAIN, roll=False).date
    assert workdays_left(start, end, PLAIN) == n


@given(DAYS, st.integers(-90, 90))
def test_overdue_and_negative_mean_the_same(today, distance):
    left = workdays_left(today, today + timedelta(days=distance), PLAIN)
    assert (left < 0) == (distance < 0)


def rule(**changes):
    fields = {
        "id": "fifth-review",
        "starts_on": "registered",
        "term": Term.parse("3 workdays"),
        "roll": False,
        "who": "fifth",
        "applies": "all",
        "met_by": "reviewed",
        "remind": (Offset.parse("1 workday"), Offset.parse("same day")),
        "source": "practice; duty from 五.5",
    }
    return TermRule(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"id": " "}, "id is empty"),
        ({"starts_on": ""}, "starts_on is empty"),
        ({"met_by": ""}, "met_by is empty"),
        ({"source": ""}, "source is empty"),
        ({"who": "nobody"}, "who is 'nobody'"),
        ({"applies": "anonymous"}, "applies is 'anonymous'"),
        ({"escalate": {"leader": 0}}, "first day"),
        ({"remind": (Offset.parse("4 hours"),) * 2}, "twice"),
    ],
)
def test_a_rule_with_a_fault_is_refused_by_its_name(changes, complaint):
    with pytest.raises(ValueError, match=complaint):
        rule(**changes)


RULES = [
    rule(),
    rule(id="acceptance-notice", starts_on="received", applies="real-name", who="assignee"),
    rule(id="register", starts_on="received", who="team"),
    rule(id="urgent-report", starts_on="flagged", applies="flagged", who="leader"),
    rule(id="urgent-register", starts_on="received", applies="flagged", who="leader"),
]


@pytest.mark.parametrize(
    ("event", "kind", "ids"),
    [
        ("registered", {"real_name": False}, ["fifth-review"]),
        ("received", {"real_name": False}, ["register"]),
        ("received", {"real_name": True}, ["acceptance-notice", "register"]),
        ("received", {"real_name": False, "flagged": True}, ["register", "urgent-register"]),
        ("flagged", {"real_name": False}, ["urgent-report"]),
        ("closed", {"real_name": True}, []),
    ],
)
def test_an_event_starts_the_terms_that_apply(event, kind, ids):
    assert [found.id for found in terms_started_by(event, RULES, Kind(**kind))] == ids
