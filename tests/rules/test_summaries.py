"""Which summaries are due: each day's once and in order, whatever the clock and the courier do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.calendar import WorkCalendar
from casework.rules.summaries import ONE_BY_ONE, Span, spans_due
from casework.rules.totals import KEPT_DAYS

MONDAY = date(2026, 11, 23)
WORKDAYS = WorkCalendar({})


def day(n):
    return MONDAY + timedelta(days=n)


def due(planned, today, *, reached=True, has_one=lambda _day: True):
    return list(spans_due(planned, today, reached=reached, has_one=has_one))


def test_the_first_ever_is_of_its_own_day_and_waits_for_its_hour():
    assert due(None, MONDAY) == [Span(MONDAY, MONDAY)]
    assert due(None, MONDAY, reached=False) == []


def test_what_was_missed_comes_before_the_hour_of_today():
    assert due(day(-3), MONDAY, reached=False) == [
        Span(day(-2), day(-2), late=True),
        Span(day(-1), day(-1), late=True),
    ]


def test_after_more_than_a_week_the_older_ones_are_one():
    found = due(day(-12), MONDAY)
    assert found[0] == Span(day(-11), day(-ONE_BY_ONE - 1), late=True)
    assert found[1:] == [Span(day(-n), day(-n), late=n > 0) for n in range(ONE_BY_ONE, -1, -1)]


def test_of_a_very_long_absence_the_days_that_are_counted_are_given():
    (whole, *rest) = due(day(-400), MONDAY)
    assert whole == Span(day(1 - KEPT_DAYS), day(-ONE_BY_ONE - 1), late=True)
    assert len(rest) == ONE_BY_ONE + 1


def test_days_off_are_in_the_summary_of_the_next_working_day():
    has_one = WORKDAYS.is_workday
    assert due(day(-3), day(-1), has_one=has_one) == []  # a Sunday
    assert due(day(-3), MONDAY, has_one=has_one) == [Span(day(-2), MONDAY)]
    assert due(None, MONDAY, has_one=has_one) == [Span(day(-2), MONDAY)]
    assert due(day(-4), MONDAY, has_one=has_one) == [
        Span(day(-3), day(-3), late=True),
        Span(day(-2), MONDAY),
    ]


def test_after_golden_week_one_summary_covers_it():
    thursday, last_workday = date(2026, 10, 8), date(2026, 9, 30)
    found = due(last_workday, thursday, has_one=WORKDAYS.is_workday)
    assert found == [Span(date(2026, 10, 1), thursday)]


@pytest.mark.parametrize("planned", [MONDAY, day(3)])
def test_nothing_is_due_twice_when_the_clock_was_set_back(planned):
    assert due(planned, MONDAY) == []


@given(
    st.lists(st.tuples(st.integers(-4, 40), st.booleans()), min_size=1, max_size=40),
    st.booleans(),
)
def test_whatever_the_clock_does_no_day_comes_twice_and_days_are_in_order(looks, only_workdays):
    """The courier looks at random times; what it plans is kept as the database keeps it."""
    has_one = WORKDAYS.is_workday if only_workdays else (lambda _day: True)
    today, planned = MONDAY, set()
    for jump, reached in looks:
        today += timedelta(days=jump)
        latest = max((each for each in planned if each <= today), default=None)
        found = due(latest, today, reached=reached, has_one=has_one)
        days = [each for span in found for each in span.days]
        assert days == sorted(set(days))
        assert not planned & set(days)
        assert all(each <= today for each in days)
        assert all(span.late == (span.last < today) for span in found)
        planned |= set(days)


@given(st.lists(st.integers(1, 7), min_size=1, max_size=20))
def test_without_jumps_every_day_comes(pauses):
    today, planned = MONDAY, {MONDAY}
    for pause in pauses:
        today += timedelta(days=pause)
        for span in due(max(planned), today):
            planned |= set(span.days)
    assert planned == {day(n) for n in range((today - MONDAY).days + 1)}
