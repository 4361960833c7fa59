"""Running figures for the daily summary, maintained with each change and never scanned.

The figures know counts, days, channels and categories, and no case. A body that is complained of
gets figures without the cases about it; keeping those apart is the caller's task.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

KEPT_DAYS = 31
"""How many days of day counters are kept, the latest one included."""
WEEK = 7
KEPT_WEEKS = timedelta(days=KEPT_DAYS - WEEK)
"""How old a whole week may be at its end, so that every day of it is kept."""

_Key = TypeVar("_Key")


class NegativeCountError(ValueError):
    """A figure would fall below zero: an event was counted that never began."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """What happened on one day."""

    new_by_channel: Mapping[str, int] = field(default_factory=dict)
    new_by_category: Mapping[str, int] = field(default_factory=dict)
    reviewed: int = 0
    closed: int = 0
    replied: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one day as the daily summary shows them; it names nobody and no case.

    `next_due` is the earliest due date after that day.
    """

    day: date
    new_by_channel: Mapping[str, int]
    new_by_category: Mapping[str, int]
    new: int
    reviewed: int
    closed: int
    replied: int
    open: int
    waiting_review: int
    overdue: int
    due_today: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures up to now. Every change returns new figures; these stay as they are.

    `due` counts the open terms by due date and is kept until they are met, however old.
    """

    days: Mapping[date, DayCount] = field(default_factory=dict)
    due: Mapping[date, int] = field(default_factory=dict)
    open: int = 0
    waiting_review: int = 0

    def registered(self, day: date, channel: str, category: str) -> Totals:
        """Count a new case, which is open and waits for review."""

        def counted(count: DayCount) -> DayCount:
            return replace(
                count,
                new_by_channel=_plus(count.new_by_channel, channel),
                new_by_category=_plus(count.new_by_category, category),
            )

        after = self._on(day, counted)
        return replace(after, open=self.open + 1, waiting_review=self.waiting_review + 1)

    def recategorised(self, day: date, before: str, after: str) -> Totals:
        """Count a case that was new on `day` under another category; days not kept are left."""
        if day not in self.days:
            return self

        def counted(count: DayCount) -> DayCount:
            left = _less(count.new_by_category.get(before, 0), f"new under {before}")
            others = _without(count.new_by_category, before) | ({before: left} if left else {})
            return replace(count, new_by_category=_plus(others, after))

        return self._on(day, counted)

    def reviewed(self, day: date) -> Totals:
        """Count a finished review."""
        after = self._on(day, lambda count: replace(count, reviewed=count.reviewed + 1))
        return replace(after, waiting_review=_less(self.waiting_review, "waiting for review"))

    def resubmitted(self) -> Totals:
        """Count a reviewed case that waits for review again."""
        return replace(self, waiting_review=self.waiting_review + 1)

    def closed(self, day: date) -> Totals:
        """Count a closed case."""
        after = self._on(day, lambda count: replace(count, closed=count.closed + 1))
        return replace(after, open=_less(self.open, "open"))

    def reopened(self) -> Totals:
        """Count a closed case as open again."""
        return replace(self, open=self.open + 1)

    def replied(self, day: date) -> Totals:
        """Count a reply to a reporter."""
        return self._on(day, lambda count: replace(count, replied=count.replied + 1))

    def term_opened(self, due: date) -> Totals:
        """Count a term that must be met by the end of this day."""
        return replace(self, due=_plus(self.due, due))

    def term_met(self, due: date) -> Totals:
        """Count a term as met, or as withdrawn because its due date moved."""
        left = _less(self.due.get(due, 0), f"due on {due}")
        return replace(self, due={**_without(self.due, due), **({due: left} if left else {})})

    def summary(self, today: date) -> Summary:
        """Return the figures of one day, with what is open and due as seen from it."""
        count = self.days.get(today, DayCount())
        return Summary(
            day=today,
            new_by_channel=dict(count.new_by_channel),
            new_by_category=dict(count.new_by_category),
            new=sum(count.new_by_channel.values()),
            reviewed=count.reviewed,
            closed=count.closed,
            replied=count.replied,
            open=self.open,
            waiting_review=self.waiting_review,
            overdue=sum(terms for due, terms in self.due.items() if due < today),
            due_today=self.due.get(today, 0),
            next_due=min((due for due in self.due if due > today), default=None),
        )

    def week(self, last: date, today: date) -> Summary:
        """Return what happened in the seven days up to `last`, with what is open and due today."""
        counts = [self.days.get(last - timedelta(days=back), DayCount()) for back in range(WEEK)]
        now = self.summary(today)
        return replace(
            now,
            day=last,
            new_by_channel=_together(count.new_by_channel for count in counts),
            new_by_category=_together(count.new_by_category for count in counts),
            new=sum(sum(count.new_by_channel.values()) for count in counts),
            reviewed=sum(count.reviewed for count in counts),
            closed=sum(count.closed for count in counts),
            replied=sum(count.replied for count in counts),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the figures as a plain dictionary that JSON can carry."""
        return {
            "days": {day.isoformat(): _day_to_json(count) for day, count in self.days.items()},
            "due": {due.isoformat(): terms for due, terms in self.due.items()},
            "open": self.open,
            "waiting_review": self.waiting_review,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Totals:
        """Read back what `to_json` gave.

        Raises:
            KeyError: A figure is missing.
            ValueError: A figure is not a whole number or is negative, or a day is no ISO date.
        """
        return cls(
            days={
                date.fromisoformat(day): _day_from_json(count)
                for day, count in value["days"].items()
            },
            due={date.fromisoformat(due): _count(terms) for due, terms in value["due"].items()},
            open=_count(value["open"]),
            waiting_review=_count(value["waiting_review"]),
        )

    def _on(self, day: date, change: Callable[[DayCount], DayCount]) -> Totals:
        """Change one day's counters, and drop those too old to be asked for."""
        days = {**self.days, day: change(self.days.get(day, DayCount()))}
        latest = max(days)
        age = timedelta(days=KEPT_DAYS)
        return replace(self, days={day: c for day, c in days.items() if latest - day < age})


def _together(counts: Iterable[Mapping[_Key, int]]) -> dict[_Key, int]:
    whole: Counter[_Key] = Counter()
    for each in counts:
        whole.update(each)
    return dict(whole)


def _plus(counts: Mapping[_Key, int], key: _Key) -> dict[_Key, int]:
    return {**counts, key: counts.get(key, 0) + 1}


def _without(counts: Mapping[_Key, int], left_out: _Key) -> dict[_Key, int]:
    return {key: count for key, count in counts.items() if key != left_out}


def _less(count: int, what: str) -> int:
    if count < 1:
        raise NegativeCountError(f"no case or term is counted as {what}")
    return count - 1


def _count(value: object) -> int:
    if type(value) is not int:
        raise ValueError("a figure is not a whole number")
    if value < 0:
        raise NegativeCountError("a figure is negative")
    return value


def _day_to_json(count: DayCount) -> dict[str, Any]:
    return {
        "new_by_channel": dict(count.new_by_channel),
        "new_by_category": dict(count.new_by_category),
        "reviewed": count.reviewed,
        "closed": count.closed,
        "replied": count.replied,
    }


def _day_from_json(value: Mapping[str, Any]) -> DayCount:
    return DayCount(
        new_by_channel={key: _count(n) for key, n in value["new_by_channel"].items()},
        new_by_category={key: _count(n) for key, n in value["new_by_category"].items()},
        reviewed=_count(value["reviewed"]),
        closed=_count(value["closed"]),
        replied=_count(value["replied"]),
    )
