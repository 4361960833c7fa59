"""Leave (请假): when somebody is away, and who is reminded in their place meanwhile.

Source: 工作方案 八.4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.rules.roles import Role

LONGEST: Final = timedelta(days=366)
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_BETWEEN = re.compile(r"[\s~–—\-.,，、至到]*(?:to|until)?[\s~–—\-.,，、至到]*")


class LeaveRefusedError(Exception):
    """No leave can be taken like that; `why` is `over`, `backwards` or `too-long`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Leave:
    """The first and the last day on which somebody is away, both included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Say whether somebody is away on a day."""
        return self.first <= day <= self.last

    def is_over(self, today: date) -> bool:
        """Say whether they are back."""
        return self.last < today

    def ended(self, today: date) -> Leave | None:
        """Return what is left of it if somebody is back today; nothing if it has not begun."""
        return Leave(self.first, today - timedelta(days=1)) if self.first < today else None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be reminded, or be away."""

    id: str
    role: Role
    leave: Leave | None = None

    def is_away(self, day: date) -> bool:
        """Say whether they are on leave that day."""
        return self.leave is not None and self.leave.covers(day)


def leave_from(first: date, last: date, today: date) -> Leave:
    """Return a leave that can be taken today.

    Raises:
        LeaveRefusedError: It is over, ends before it begins, or lasts for more than a year.
    """
    if last < first:
        raise LeaveRefusedError("backwards")
    if last < today:
        raise LeaveRefusedError("over")
    if last - first > LONGEST:
        raise LeaveRefusedError("too-long")
    return Leave(first, last)


def days_written(words: str) -> tuple[date, date] | None:
    """Return the first and last day that somebody wrote: one date, or two; None if neither.

    A date is written `2026-11-25`, `2026.11.25` or `2026年11月25日`.
    """
    found = list(_DAY.finditer(words))
    ends = [0, *(each.end() for each in found)]
    starts = [*(each.start() for each in found), len(words)]
    gaps = [words[end:start] for end, start in zip(ends, starts, strict=True)]
    if len(found) not in {1, 2} or not all(_BETWEEN.fullmatch(gap) for gap in gaps):
        return None
    try:
        days = [date(*map(int, each.groups())) for each in found]
    except ValueError:
        return None
    return days[0], days[-1]


def choices(today: date) -> Sequence[tuple[str, date, date]]:
    """Return what is offered as a button: a name, the first and the last day."""
    tomorrow = today + timedelta(days=1)
    sunday = today + timedelta(days=6 - today.weekday())
    monday = sunday + timedelta(days=1)
    return (
        ("today", today, today),
        ("tomorrow", tomorrow, tomorrow),
        ("this-week", today, sunday),
        ("next-week", monday, monday + timedelta(days=6)),
    )


def stand_in(absent: str, day: date, people: Sequence[Person], order: Sequence[Role]) -> str | None:
    """Return who is reminded on a day in the place of somebody who is away; None if nobody can be.

    The roles of `order` are asked one after the other; who is away that day stands in for nobody.
    """
    for role in order:
        for person in people:
            if person.role is role and person.id != absent and not person.is_away(day):
                return person.id
    return None
