"""Who owes a term: the people who are reminded of it before it ends, in the order of a day.

Source: 工作方案 三 (组长负责制), 五.5, 八.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from casework.rules.leave import Person, stand_in
from casework.rules.roles import Group, Role, group_of

SUNDAY: Final = 6


class Standing(Protocol):
    """What of a case decides who owes its terms; `readers` are those who may know of it."""

    @property
    def assignee(self) -> str | None:
        """Who handles it."""
        ...

    @property
    def worker(self) -> str:
        """The body that handles it."""
        ...

    @property
    def reviewer(self) -> str | None:
        """The body that reviews it."""
        ...

    @property
    def handed_over(self) -> bool:
        """Whether the office has taken it over, so that nobody of the team leads it."""
        ...

    @property
    def readers(self) -> frozenset[str]:
        """Who may know of it."""
        ...


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a term is.

    Attributes:
        people: Everybody who can do it; nobody, if the body has no reader.
        body: Set when it lies with a body as a whole, and with no person of it.
        away: Who owes it and is on leave: `people` stand in.
    """

    people: frozenset[str]
    body: Group | None = None
    away: str | None = None


NOBODY: Final = Owner(frozenset())


class Bracket(StrEnum):
    """When a term ends, as a list is ordered by it."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


def bracket_of(due: date, today: date) -> Bracket:
    """Return when a due day is, seen from today; a week ends with its Sunday."""
    if due < today:
        return Bracket.OVERDUE
    if due == today:
        return Bracket.TODAY
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    return Bracket.WEEK if due <= sunday else Bracket.LATER


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who has enrolled, as of a day; `order` is who stands in for whom is away."""

    people: Sequence[Person]
    order: Sequence[Role]
    today: date

    def owner(self, who: str, case: Standing) -> Owner:
        """Return whose a term of a case is; `who` is the word of its rule."""
        reading = [person for person in self.people if person.id in case.readers]
        if who == "fifth":
            return _body(reading, case.reviewer)
        if who == "team":
            return _body(reading, case.worker)
        if who == "assignee" and case.assignee is not None:
            own = [person for person in reading if person.id == case.assignee]
        else:
            own = [person for person in reading if person.role is Role.LEADER]
            own = [] if case.handed_over else own
        return self._there(own, reading) if own else _body(reading, case.worker)

    def _there(self, own: Sequence[Person], reading: Sequence[Person]) -> Owner:
        """Return the owners, or who stands in for the only one of them."""
        if len(own) == 1 and own[0].is_away(self.today):
            other = stand_in(own[0].id, self.today, reading, self.order)
            if other is not None:
                return Owner(frozenset({other}), away=own[0].id)
        return Owner(frozenset(person.id for person in own))


def _body(reading: Sequence[Person], body: str | None) -> Owner:
    if body is None:
        return NOBODY
    own = frozenset(person.id for person in reading if group_of(person.role) == body)
    return Owner(own, Group(body))
