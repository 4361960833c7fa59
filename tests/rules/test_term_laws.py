"""Laws of counting that hold for any calendar: published years, unknown ones, overrides."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.rules.calendar import WorkCalendar, days_after
from casework.rules.offsets import Offset, OffsetUnit
from casework.rules.reminders import Hours, Schedule
from casework.rules.resting import Rest, due_after_rest
from casework.rules.terms import Term, Unit, due_date, due_on, workdays_left

DAYS = st.dates(date(2004, 1, 1), date(2029, 12, 31))
COUNTED = st.sampled_from([Unit.WORKDAYS, Unit.DAYS, Unit.MONTHS])
AMOUNTS = st.integers(1, 60)
CALENDARS = st.builds(
    WorkCalendar,
    st.dictionaries(st.dates(date(2018, 12, 1), date(2020, 3, 1)), st.booleans(), max_size=40),
)
NEAR = st.dates(date(2018, 11, 1), date(2020, 3, 1))  # where the overrides are


@given(NEAR, COUNTED, AMOUNTS, AMOUNTS, st.booleans(), CALENDARS)
def test_who_has_more_time_is_never_due_earlier(start, unit, one, other, roll, calendar):
    short, long = sorted([one, other])
    first = due_date(start, Term(short, unit), calendar, roll=roll)
    second = due_date(start, Term(long, unit), calendar, roll=roll)
    assert first.date <= second.date
    assert first.remind_on <= second.remind_on
    if unit is Unit.WORKDAYS and short < long:
        assert first.date < second.date


@given(NEAR, NEAR, COUNTED, AMOUNTS, st.booleans(), CALENDARS)
def test_who_starts_later_is_never_due_or_reminded_earlier(one, other, unit, n, roll, calendar):
    early, late = sorted([one, other])
    first, second = (due_date(start, Term(n, unit), calendar, roll=roll) for start in (early, late))
    assert first.date <= second.date
    assert first.remind_on <= second.remind_on


@given(NEAR, COUNTED, AMOUNTS, CALENDARS)
def test_a_rolled_term_never_ends_on_a_day_off(start, unit, n, calendar):
    found = due_date(start, Term(n, unit), calendar, roll=True)
    assert calendar.is_workday(found.date)
    assert found.remind_on == found.date


@given(NEAR, COUNTED, AMOUNTS, st.booleans(), CALENDARS)
def test_people_are_reminded_on_a_working_day_or_on_the_day_of_the_start(
    start, unit, n, roll, calendar
):
    found = due_date(start, Term(n, unit), calendar, roll=roll)
    assert start <= found.remind_on <= found.date
    assert calendar.is_workday(found.remind_on) or found.remind_on == start
    # No working day is left between the reminder and the end.
    assert calendar.workdays_between(found.remind_on, found.date) == 0


@given(NEAR, AMOUNTS, AMOUNTS, CALENDARS)
def test_a_term_cut_in_two_is_as_long_as_the_whole(start, one, other, calendar):
    """From a working day on, which the first part always ends on."""
    middle = due_date(start, Term(one, Unit.WORKDAYS), calendar, roll=False).date
    end = due_date(middle, Term(other, Unit.WORKDAYS), calendar, roll=False).date
    whole = due_date(start, Term(one + other, Unit.WORKDAYS), calendar, roll=False).date
    assert end == whole


@given(NEAR, AMOUNTS, CALENDARS, st.data())
def test_the_working_days_left_shrink_by_one_with_each_day_that_is_worked(start, n, calendar, data):
    end = due_date(start, Term(n, Unit.WORKDAYS), calendar, roll=False).date
    assert workdays_left(start, end, calendar) == n
    assert workdays_left(end, end, calendar) == 0
    today = data.draw(st.dates(start, end))
    worked = sum(map(calendar.is_workday, days_after(start, today)))
    assert workdays_left(today, end, calendar) == n - worked


@given(NEAR, st.integers(1, 90), CALENDARS)
def test_each_working_day_after_the_due_date_is_one_more_overdue(due, later, calendar):
    today = due + timedelta(days=later)
    worked = sum(map(calendar.is_workday, days_after(due, today)))
    assert workdays_left(today, due, calendar) == -max(1, worked)


@given(DAYS, st.integers(1, 60))
def test_months_end_on_the_same_day_number_or_on_the_last_day(start, n):
    end = due_date(start, Term(n, Unit.MONTHS), WorkCalendar({}), roll=False).date
    months = (end.year - start.year) * 12 + end.month - start.month
    last = (end + timedelta(days=1)).day == 1
    assert months == n
    assert end.day == start.day or (last and end.day < start.day)


@given(
    st.dates(date(2026, 10, 1), date(2027, 3, 1)),
    COUNTED,
    AMOUNTS,
    st.booleans(),
    st.dictionaries(st.dates(date(2027, 1, 1), date(2027, 6, 1)), st.booleans(), max_size=60),
)
def test_what_is_not_provisional_stays_whatever_the_next_notice_says(start, unit, n, roll, notice):
    term = Term(n, unit)
    before = due_date(start, term, WorkCalendar({}), roll=roll)
    after = due_date(start, term, WorkCalendar(notice), roll=roll)
    assert before.provisional or (after.date, after.remind_on) == (before.date, before.remind_on)


@given(NEAR, AMOUNTS, CALENDARS, st.data())
def test_a_term_of_working_days_that_rested_has_run_as_many_of_them_as_without(
    start, n, calendar, data
):
    due = due_date(start, Term(n, Unit.WORKDAYS), calendar, roll=False).date
    since = data.draw(st.dates(start, due - timedelta(days=1)))
    rest = Rest(since, "asked", since + timedelta(days=data.draw(st.integers(0, 90))))
    end = due_after_rest(due, rest, Unit.WORKDAYS, calendar, roll=False)
    run = calendar.workdays_between(start, since) + calendar.workdays_between(rest.until, end)
    assert run == n
    assert calendar.is_workday(end)
    assert rest.until > since or end == due


@given(NEAR, COUNTED, AMOUNTS, st.integers(0, 60), st.booleans(), CALENDARS, st.data())
def test_who_rested_longer_is_never_due_earlier(start, unit, n, length, roll, calendar, data):
    due = due_date(start, Term(n, unit), calendar, roll=roll).date
    since = data.draw(st.dates(start, due))
    until = since + timedelta(days=length)
    first, second = (
        due_after_rest(due, Rest(since, "asked", day), unit, calendar, roll=roll)
        for day in (until, until + timedelta(days=1))
    )
    assert due <= first <= second


@given(NEAR, st.integers(0, 120), CALENDARS)
def test_a_day_that_was_fixed_is_reminded_of_on_a_working_day_or_at_once(today, later, calendar):
    until = today + timedelta(days=later)
    found = due_on(today, until, calendar)
    assert found.date == until
    assert today <= found.remind_on <= until
    assert calendar.is_workday(found.remind_on) or found.remind_on == today


@given(NEAR, COUNTED, AMOUNTS, st.booleans(), CALENDARS, st.lists(st.integers(1, 70), max_size=4))
def test_nobody_is_reminded_on_a_day_off_unless_the_term_began_on_it(
    start, unit, n, roll, calendar, offsets
):
    due = due_date(start, Term(n, unit), calendar, roll=roll)
    days = [Offset(0, OffsetUnit.SAME_DAY)]
    days += [Offset(each, OffsetUnit.WORKDAYS) for each in set(offsets)]
    hours = Hours(time(9, 0), "Asia/Shanghai")
    schedule = Schedule(days, start, due, calendar, hours)
    overdue = schedule.after(hours.moment(due.date, time.max))
    for stage in [*schedule.before(), overdue]:
        day = stage.at.date()
        assert start <= day
        assert calendar.is_workday(day) or day == start
