"""Working days: the three sources in their order, and the ends of the calendar."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.calendar import WorkCalendar, days_after

PLAIN = WorkCalendar({})
COVERED = st.dates(date(2004, 1, 1), date(2026, 12, 31))
# What a notice for 2027 may say; only the shape matters here.
NOTICE_2027 = {
    date(2027, 1, 1): False,
    date(2027, 1, 3): True,
    **{date(2027, 2, day): False for day in range(5, 12)},
    date(2027, 2, 20): True,
    **{date(2027, 5, day): False for day in range(1, 6)},
    **{date(2027, 10, day): False for day in range(1, 8)},
}


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        ("2019-09-20", True, "weekday"),
        ("2019-09-21", False, "weekend"),
        ("2019-09-29", True, "make-up"),  # a Sunday worked for National Day
        ("2019-10-01", False, "holiday"),
        ("2019-10-05", False, "holiday"),  # a Saturday inside the holiday
        ("2020-01-31", False, "holiday"),  # Spring Festival, prolonged in the epidemic
        ("2024-09-29", True, "make-up"),
        ("2026-12-31", True, "weekday"),  # the last day that the package covers
    ],
)
def test_a_published_day_is_certain_and_says_why(day, working, why):
    found = PLAIN.day(date.fromisoformat(day))
    assert (found.working, found.provisional, found.why) == (working, False, why)


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        ("2003-12-31", True, "weekday"),
        ("2024-05-02", False, "holiday"),
        ("2027-01-01", False, "assumed-holiday"),
        ("2027-01-04", True, "weekday"),
        ("2027-01-09", False, "weekend"),
        ("2028-05-01", False, "assumed-holiday"),
        ("2028-05-02", False, "assumed-holiday"),
        ("2028-05-03", True, "weekday"),
        ("2003-05-02", True, "weekday"),  # Labour Day got its fixed second day in 2025
        ("2028-10-03", False, "assumed-holiday"),
        ("2028-10-04", True, "weekday"),
    ],
)
def test_an_unpublished_day_is_a_provisional_guess(day, working, why):
    found = PLAIN.day(date.fromisoformat(day))
    assert (found.working, found.why) == (working, why)
    assert found.provisional == (found.date.year not in range(2004, 2027))


def test_an_override_comes_before_the_package_and_before_the_guess():
    calendar = WorkCalendar({date(2019, 9, 20): False, date(2030, 10, 1): True})
    assert calendar.day(date(2019, 9, 20)).why == "override"
    assert not calendar.is_workday(date(2019, 9, 20))
    assert calendar.is_workday(date(2030, 10, 1))
    assert not calendar.is_provisional(date(2030, 10, 1))


def test_later_changes_to_the_configuration_do_not_reach_a_calendar_in_use():
    overrides = {date(2019, 9, 20): False}
    calendar = WorkCalendar(overrides)
    overrides.clear()
    assert not calendar.is_workday(date(2019, 9, 20))


def test_a_whole_notice_makes_the_year_certain():
    calendar = WorkCalendar(NOTICE_2027)
    assert calendar.is_announced(2027)
    assert calendar.day(date(2027, 3, 1)).why == "weekday"
    assert calendar.day(date(2027, 3, 6)).why == "weekend"
    assert not any(map(calendar.is_provisional, days_after(date(2026, 12, 31), date(2027, 12, 31))))
    assert calendar.is_provisional(date(2028, 3, 1))


@pytest.mark.parametrize(
    "overrides",
    [
        {date(2027, 6, 1): False},  # a county holiday
        {day: rest for day, rest in NOTICE_2027.items() if day.month != 2},  # no Spring Festival
        {day: rest for day, rest in NOTICE_2027.items() if day.month != 10},
    ],
)
def test_a_few_overrides_are_no_notice(overrides):
    calendar = WorkCalendar(overrides)
    assert not calendar.is_announced(2027)
    assert calendar.is_provisional(date(2027, 3, 1))


def test_the_package_announces_its_own_years():
    assert [year for year in (2003, 2004, 2026, 2027) if PLAIN.is_announced(year)] == [2004, 2026]


@given(COVERED)
def test_the_package_is_followed_where_it_covers(day):
    assert PLAIN.is_workday(day) == chinese_calendar.is_workday(day)
    assert not PLAIN.is_provisional(day)


@given(st.dates(), st.integers(-40, 40))
def test_no_date_makes_the_calendar_fail(day, n):
    assert PLAIN.day(day).date == day
    PLAIN.add_workdays(day, n)
    PLAIN.next_workday_on_or_after(day)
    PLAIN.last_workday_on_or_before(day)


def test_a_search_stops_at_the_ends_of_time():
    assert PLAIN.add_workdays(date(9999, 12, 30), 10) == date.max
    assert PLAIN.add_workdays(date(1, 1, 3), -10) == date.min
    assert PLAIN.last_workday_on_or_before(date.min) == date.min
    closed = WorkCalendar({date.max: False})
    assert closed.next_workday_on_or_after(date.max) == date.max


@given(COVERED, st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_behind_it(start, n):
    end = PLAIN.add_workdays(start, n)
    assert PLAIN.is_workday(end)
    assert sum(map(PLAIN.is_workday, days_after(start, end))) == n


@given(COVERED, st.integers(1, 60))
def test_counting_back_undoes_counting_forward_from_a_working_day(start, n):
    workday = PLAIN.next_workday_on_or_after(start)
    assert PLAIN.add_workdays(PLAIN.add_workdays(workday, n), -n) == workday


@given(st.dates(date(2003, 6, 1), date(2027, 6, 1)), st.integers(-200, 400))
def test_the_working_days_between_two_days_are_those_that_one_finds_there(start, distance):
    last = start + timedelta(days=distance)
    found = PLAIN.workdays_between(start, last)
    assert found == sum(map(PLAIN.is_workday, days_after(start, last)))
    unsure = any(map(PLAIN.is_provisional, days_after(start, last)))
    assert PLAIN.any_provisional(start, last) == unsure


def test_a_year_with_a_county_holiday_is_unsure_only_where_nothing_says_otherwise():
    calendar = WorkCalendar({date(2027, 6, 1): False})
    assert not calendar.any_provisional(date(2027, 5, 31), date(2027, 6, 1))
    assert calendar.any_provisional(date(2027, 5, 31), date(2027, 6, 2))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2019-10-04", "National Day"),
        ("2019-09-29", "National Day"),  # made up for it
        ("2020-01-31", "Spring Festival"),
        ("2015-09-03", "Anti-Fascist 70th Day"),
        ("2019-09-20", ""),
        ("2019-09-21", ""),
        ("2027-01-01", ""),  # assumed
    ],
)
def test_a_published_day_bears_the_name_of_its_holiday(day, name):
    assert PLAIN.day(date.fromisoformat(day)).name == name


@given(COVERED)
def test_the_nearest_working_days_have_nothing_but_rest_between(day):
    before, after = PLAIN.last_workday_on_or_before(day), PLAIN.next_workday_on_or_after(day)
    assert before <= day <= after
    between = list(days_after(before, after - timedelta(days=1)))
    assert not any(map(PLAIN.is_workday, between))
    assert PLAIN.add_workdays(day, 0) == day
