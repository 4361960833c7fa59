"""How a due date comes out: every day that the count passes, and how far it has come on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.rules.calendar import Day, WorkCalendar
from casework.rules.terms import Term, Unit, due_date, explain


@dataclass(frozen=True, slots=True)
class Counted:
    """A day that a count passes; `count` is how far it has come, None where the day adds nothing.

    A term of months counts on the day on which another month is full. The same day is day 0.
    """

    day: Day
    count: int | None


def count_days(start: date, term: Term, calendar: WorkCalendar, *, roll: bool) -> list[Counted]:
    """Return the days after `start` up to the due date, in order; rest days passed by too.

    Of a term that ends on the day of its start, that day is shown.
    """
    nominal = due_date(start, term, calendar, roll=False).date
    days = explain(start, term, calendar, roll=roll)
    if term.unit is Unit.SAME_DAY and days[0].date != start:
        days.insert(0, calendar.day(start))
    return list(_counted(start, term, calendar, days, nominal))


def _counted(
    start: date, term: Term, calendar: WorkCalendar, days: list[Day], nominal: date
) -> Iterator[Counted]:
    full = _full_months(start, term, calendar) if term.unit is Unit.MONTHS else {}
    worked = 0
    for day in days:
        worked += day.working
        if day.date > nominal:  # rolled
            yield Counted(day, None)
        elif term.unit is Unit.WORKDAYS:
            yield Counted(day, worked if day.working else None)
        elif term.unit is Unit.MONTHS:
            yield Counted(day, full.get(day.date))
        else:
            yield Counted(day, (day.date - start).days)


def _full_months(start: date, term: Term, calendar: WorkCalendar) -> dict[date, int]:
    """Return the days on which a month is full, and how many are."""
    return {
        due_date(start, Term(n, Unit.MONTHS), calendar, roll=False).date: n
        for n in range(1, term.amount + 1)
    }
