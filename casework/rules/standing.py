"""How things stand at a moment: what is open and due, which cases are late, what the log says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Self

LISTED: Final = 15
"""How many overdue terms are listed with the numbers of their cases; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of cases and of terms as seen from a day; `next_due` is the earliest one after it."""

    open: int
    waiting_review: int
    overdue: int
    due_today: int
    next_due: date | None

    def to_json(self) -> list[Any]:
        """Return it as JSON can carry it."""
        next_due = self.next_due.isoformat() if self.next_due else None
        return [self.open, self.waiting_review, self.overdue, self.due_today, next_due]

    @classmethod
    def from_json(cls, value: Sequence[Any]) -> Self:
        """Read back what `to_json` gave.

        Raises:
            TypeError, ValueError: It is something else.
        """
        is_open, waiting, overdue, today, next_due = value
        counts = (is_open, waiting, overdue, today)
        if any(type(each) is not int or each < 0 for each in counts):
            raise ValueError("a figure is not a whole number, or is negative")
        return cls(*counts, next_due=date.fromisoformat(next_due) if next_due else None)


@dataclass(frozen=True, slots=True)
class Overdue:
    """The oldest overdue terms as seen from the day `on`: registration numbers and due dates.

    At most `LISTED`, the oldest first. `stale` says that one of them may have been met since, or an
    older one been added.
    """

    on: date | None = None
    terms: tuple[tuple[str, date], ...] = ()
    stale: bool = False

    def after(self, before: Mapping[date, int], now: Mapping[date, int], number: str) -> Self:
        """Return the list after open terms by due date were `before` and are as they are `now`.

        Those that changed are of the case `number`. What is not owed any more leaves the list at
        once; the list is as good as it was if nothing changed among the terms that it is made of.
        """
        listed = [*self.terms]
        for due in before:
            for _ in range(before[due] - now.get(due, 0)):
                if (number, due) in listed:
                    listed.remove((number, due))
        left = replace(self, terms=tuple(listed))
        if self.stale or self.on is None:
            return left
        full = len(self.terms) == LISTED
        newest = max((due for _, due in self.terms), default=None)
        changed = (due for due in before.keys() | now.keys() if before.get(due) != now.get(due))
        touched = any(
            due < self.on and (not full or newest is None or due <= newest) for due in changed
        )
        return replace(left, stale=touched)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return {
            "on": self.on.isoformat() if self.on else None,
            "terms": [[number, due.isoformat()] for number, due in self.terms],
            "stale": self.stale,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` gave, or nothing; raises as a mapping or a date does."""
        if not value:
            return cls()
        terms = tuple((number, date.fromisoformat(due)) for number, due in value["terms"])
        return cls(date.fromisoformat(value["on"]) if value["on"] else None, terms, value["stale"])


@dataclass(frozen=True, slots=True)
class Posted:
    """The checkpoint that was posted last: the day, how many entries, and the root in base64."""

    day: date
    size: int
    root: str

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return {"day": self.day.isoformat(), "size": self.size, "root": self.root}

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> Self | None:
        """Read back what `to_json` gave, or None; raises as a mapping or a date does."""
        if not value:
            return None
        return cls(date.fromisoformat(value["day"]), value["size"], value["root"])
