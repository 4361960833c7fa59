"""What a receipt may promise follows from the terms of the round."""

from datetime import date

import chinese_calendar

from casework.rules.calendar import WorkCalendar
from casework.rules.promises import promises_on
from casework.rules.terms import Term, TermRule
from casework.rules.variants import Kind

WEDNESDAY = date(2019, 7, 10)
CALENDAR = WorkCalendar({})


def rule(name, starts_on, term, met_by, applies="all"):
    return TermRule(
        id=name,
        starts_on=starts_on,
        term=Term.parse(term),
        roll=False,
        who="team",
        applies=applies,
        met_by=met_by,
        remind=(),
        source="test",
    )


RULES = [
    rule("register", "received", "1 workday", "registered"),
    rule("notice", "received", "15 workdays", "notice-sent", "real-name"),
    rule("feedback", "closed", "15 workdays", "feedback-sent", "real-name"),
    rule("review", "registered", "3 workdays", "reviewed"),
]


def test_with_a_name_the_notice_and_the_result_are_promised():
    promises = promises_on(WEDNESDAY, RULES, CALENDAR, Kind(real_name=True))
    assert promises.register_by == date(2019, 7, 11)
    assert promises.notice_by == date(2019, 7, 31)
    assert promises.result_within == Term.parse("15 workdays")


def test_without_a_name_only_the_register_is_promised():
    promises = promises_on(WEDNESDAY, RULES, CALENDAR, Kind(real_name=False))
    assert (promises.notice_by, promises.result_within) == (None, None)
    assert promises.register_by == date(2019, 7, 11)


def test_what_the_round_has_no_term_for_is_not_promised():
    promises = promises_on(WEDNESDAY, [], CALENDAR, Kind(real_name=True))
    assert (promises.register_by, promises.notice_by, promises.result_within) == (
        WEDNESDAY,
        None,
        None,
    )


def test_a_day_whose_calendar_is_not_announced_may_move():
    december = date(max(chinese_calendar.holidays).year, 12, 21)
    assert promises_on(december, RULES, CALENDAR, Kind(real_name=True)).may_move
    assert not promises_on(december, RULES, CALENDAR, Kind(real_name=False)).may_move
    assert not promises_on(WEDNESDAY, RULES, CALENDAR, Kind(real_name=True)).may_move
