"""By when a term ends that is extended, and how far it may be.

Source: 信访工作条例 art. 34 (an answer to a claim: at most 30 days more); 检举控告工作规则 leaves
the others to the approval of whoever is in charge.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casework.rules.calendar import WorkCalendar
from casework.rules.days import read_day
from casework.rules.events import APPROVED
from casework.rules.terms import Term, TermRule, TermSyntaxError, due_date


def read_until(text: str, start: date, today: date, calendar: WorkCalendar) -> date | None:
    """Return the day that a text names, or that lies a length such as `10 workdays` after `start`.

    None when it says neither.
    """
    day = read_day(text, today, ahead=True)
    if day is not None:
        return day
    try:
        return due_date(start, Term.parse(text), calendar, roll=False).date
    except TermSyntaxError:
        return None


def latest_extension(
    rule: TermRule, rules: Iterable[TermRule], first_due: date, calendar: WorkCalendar
) -> date | None:
    """Return the last day to which a term may be extended, or None if no rule limits it.

    The limit is a rule that starts with the approval and is met by the same event; it counts from
    the date that was due first, so a second extension adds nothing to it.
    """
    limits = [
        due_date(first_due, limit.term, calendar, roll=limit.roll).date
        for limit in rules
        if limit.starts_on == APPROVED and limit.met_by == rule.met_by and limit.id != rule.id
    ]
    return min(limits, default=None)
