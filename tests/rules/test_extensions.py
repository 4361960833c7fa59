"""By when a term ends that is extended, how far it may be, and days as people write them."""

from datetime import date

import pytest

from casework.rules.calendar import WorkCalendar
from casework.rules.days import read_day
from casework.rules.extensions import latest_extension, read_until
from casework.rules.repeats import linkable
from casework.rules.terms import due_on
from tests.casework.office import rule

CALENDAR = WorkCalendar({})
MONDAY = date(2026, 11, 23)
ANSWER = rule("claim-answer", "accepted", "60 days", "assignee", "answered")
LIMIT = rule("claim-extension", "approved", "30 days", "assignee", "answered")
OTHER = rule("feedback", "closed", "15 workdays", "assignee", "feedback-sent")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-07", date(2026, 12, 7)),
        ("2026年12月7日", date(2026, 12, 7)),
        ("20261207", date(2026, 12, 7)),
        ("１２月７日", date(2026, 12, 7)),
        ("1-7", date(2027, 1, 7)),
        ("10个工作日", date(2026, 12, 7)),
        ("15 days", date(2026, 12, 8)),
        ("2月30日", None),
        ("soon", None),
    ],
)
def test_a_new_last_day_is_a_date_or_a_length(text, day):
    assert read_until(text, MONDAY, MONDAY, CALENDAR) == day


def test_a_day_that_has_come_is_the_latest_of_that_name():
    assert read_day("12-07", MONDAY) == date(2025, 12, 7)
    assert read_day("11.23", MONDAY) == read_day("今天", MONDAY) == MONDAY
    assert read_day("yesterday", MONDAY) == date(2026, 11, 22)
    assert read_day("2-29", MONDAY) is None


def test_only_what_a_rule_limits_is_limited_and_from_the_first_date_on():
    rules = (ANSWER, LIMIT, OTHER)
    assert latest_extension(ANSWER, rules, MONDAY, CALENDAR) == date(2026, 12, 23)
    assert latest_extension(OTHER, rules, MONDAY, CALENDAR) is None
    assert latest_extension(ANSWER, (ANSWER, OTHER), MONDAY, CALENDAR) is None


def test_of_a_day_of_rest_people_are_reminded_before_it():
    due = due_on(MONDAY, date(2026, 11, 29), CALENDAR)
    assert (due.date, due.remind_on, due.provisional) == (
        date(2026, 11, 29),
        date(2026, 11, 27),
        False,
    )
    assert due_on(MONDAY, MONDAY, CALENDAR).remind_on == MONDAY


def test_a_case_about_a_body_shows_on_no_card_that_others_read():
    assert linkable({"a", "b"}, (), {"a"}, ())
    assert not linkable({"a"}, ("team",), {"a", "b"}, ())
    assert not linkable({"a"}, ("team",), {"a", "b"}, ("team",))
    assert not linkable({"a"}, ("team",), {"a"}, ("fifth",))
    assert linkable({"a"}, ("team",), {"a"}, ("team",))
