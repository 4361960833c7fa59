"""By when a term ends that has rested, counted by hand, and the laws that hold for all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.calendar import WorkCalendar
from casework.rules.resting import Rest, can_rest, due_after_rest, due_with_rests, ended, left_of
from casework.rules.terms import Term, Unit, due_date

CALENDAR = WorkCalendar({})
DAYS = st.dates(date(2010, 1, 1), date(2025, 6, 1))
TERMS = st.builds(
    Term, st.integers(1, 40), st.sampled_from([Unit.WORKDAYS, Unit.DAYS, Unit.MONTHS])
)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "term", "since", "until", "end", "why"),
    [
        ("2019-07-01", "10 workdays", "2019-07-03", "2019-07-08", "2019-07-18", "8 of 10 left"),
        ("2019-07-01", "10 workdays", "2019-07-03", "2019-07-03", "2019-07-15", "the same day"),
        ("2019-07-01", "10 workdays", "2019-07-05", "2019-07-07", "2019-07-15", "over a weekend"),
        ("2019-07-01", "10 workdays", "2019-07-06", "2019-07-08", "2019-07-16", "from a Saturday"),
        ("2019-07-01", "10 workdays", "2019-07-15", "2019-07-20", "2019-07-22", "the last day"),
        ("2019-09-20", "10 workdays", "2019-09-30", "2019-10-08", "2019-10-11", "a long holiday"),
        ("2019-09-20", "10 workdays", "2019-09-27", "2019-09-29", "2019-10-11", "a make-up day"),
        ("2019-07-01", "15 days", "2019-07-05", "2019-07-09", "2019-07-20", "4 days later"),
        ("2019-07-01", "15 days", "2019-07-16", "2019-07-19", "2019-07-22", "its last day"),
        ("2019-12-31", "2 months", "2020-02-01", "2020-02-03", "2020-03-02", "past 29 February"),
        ("2019-07-01", "1 month", "2019-07-01", "2019-08-01", "2019-09-01", "from its first day"),
        ("2019-07-01", "same day", "2019-07-01", "2019-07-05", "2019-07-08", "the same day"),
    ],
)
def test_what_was_left_runs_on_afterwards(start, term, since, until, end, why):
    rests = [Rest(day(since), "asked", day(until))]
    due = due_with_rests(day(start), Term.parse(term), rests, CALENDAR, roll=False)
    assert due.date == day(end), why


def test_a_term_that_rests_keeps_its_day_until_it_goes_on():
    start, term = day("2019-07-01"), Term.parse("10 workdays")
    rests = (Rest(day("2019-07-03"), "asked"),)
    assert due_with_rests(start, term, rests, CALENDAR, roll=False).date == day("2019-07-15")
    over = ended(rests, day("2019-07-08"))
    assert over == (Rest(day("2019-07-03"), "asked", day("2019-07-08")),)
    assert due_with_rests(start, term, over, CALENDAR, roll=False).date == day("2019-07-18")


def test_several_rests_move_a_term_one_after_the_other():
    rests = [
        Rest(day("2019-07-03"), "asked", day("2019-07-08")),
        Rest(day("2019-07-10"), "asked", day("2019-07-15")),
    ]
    due = due_with_rests(day("2019-07-01"), Term.parse("10 workdays"), rests, CALENDAR, roll=False)
    assert due.date == day("2019-07-23")


def test_a_day_that_was_fixed_moves_by_what_was_left_of_it():
    rests = [Rest(day("2019-07-03"), "asked", day("2019-07-08"))]
    due = due_with_rests(
        day("2019-07-01"),
        Term.parse("10 workdays"),
        rests,
        CALENDAR,
        roll=False,
        until=day("2019-07-05"),
    )
    assert due.date == day("2019-07-10")


def test_with_roll_the_moved_day_is_a_working_day():
    rests = [Rest(day("2019-07-05"), "asked", day("2019-07-09"))]
    due = due_with_rests(day("2019-07-01"), Term.parse("15 days"), rests, CALENDAR, roll=True)
    assert due.date == day("2019-07-22")


def test_it_is_reminded_of_on_no_day_before_it_goes_on():
    rests = [Rest(day("2019-07-06"), "asked", day("2019-07-20"))]  # a Saturday
    due = due_with_rests(day("2019-07-01"), Term.parse("6 days"), rests, CALENDAR, roll=False)
    assert due.date == day("2019-07-21")
    assert due.remind_on == day("2019-07-20")


def test_a_day_that_nobody_has_announced_makes_it_provisional():
    rests = [Rest(day("2026-12-28"), "asked", day("2027-01-04"))]
    due = due_with_rests(day("2026-12-21"), Term.parse("10 workdays"), rests, CALENDAR, roll=False)
    assert due.provisional


def test_what_has_run_out_cannot_rest():
    assert can_rest(day("2019-07-15"), day("2019-07-15"))
    assert not can_rest(day("2019-07-15"), day("2019-07-16"))


def test_what_is_left_is_counted_as_the_term_is():
    rest = Rest(day("2019-07-05"), "asked")
    assert left_of(day("2019-07-15"), rest, Unit.WORKDAYS, CALENDAR) == 6
    assert left_of(day("2019-07-15"), rest, Unit.DAYS, CALENDAR) == 10


@given(DAYS, TERMS, st.integers(0, 30), st.integers(0, 90), st.booleans())
def test_a_rest_never_makes_a_term_shorter(start, term, after, length, roll):
    plain = due_date(start, term, CALENDAR, roll=roll).date
    since = min(start + timedelta(after), plain)
    rest = Rest(since, "asked", since + timedelta(length))
    moved = due_after_rest(plain, rest, term.unit, CALENDAR, roll=roll)
    assert moved >= plain
    assert moved > rest.until or moved == plain
    longer = Rest(since, "asked", since + timedelta(length + 1))
    assert due_after_rest(plain, longer, term.unit, CALENDAR, roll=roll) >= moved
    if term.unit is Unit.WORKDAYS and moved != plain:
        assert CALENDAR.is_workday(moved)
