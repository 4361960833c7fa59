"""Running figures for the daily summary, maintained with each change and never scanned.

The figures know counts, days, channels and categories, and no case. A body that is complained of
gets figures without the cases about it; keeping those apart is the caller's task.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from casework.rules.standing import Standing
from casework.rules.trend import Trend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

KEPT_DAYS = 31
"""How many days with something to count are kept, the latest ones."""
WEEK = 7
KEPT_WEEKS = timedelta(days=KEPT_DAYS - WEEK)
"""How old a whole week may be at its end, so that every day of it is kept."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


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

    def since(self, told: DayCount) -> DayCount:
        """Return what has come since this much of the day was told.

        A case that was sorted since comes under its category, and is not taken off the other.
        """
        return DayCount(
            new_by_channel=_more(self.new_by_channel, told.new_by_channel),
            new_by_category=_more(self.new_by_category, told.new_by_category),
            reviewed=max(0, self.reviewed - told.reviewed),
            closed=max(0, self.closed - told.closed),
            replied=max(0, self.replied - told.replied),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the counts as a plain dictionary that JSON can carry."""
        return {
            "new_by_channel": dict(self.new_by_channel),
            "new_by_category": dict(self.new_by_category),
            "reviewed": self.reviewed,
            "closed": self.closed,
            "replied": self.replied,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> DayCount:
        """Read back what `to_json` gave; raises as `Totals.from_json`."""
        return cls(
            new_by_channel={key: _count(n) for key, n in value["new_by_channel"].items()},
            new_by_category={key: _count(n) for key, n in value["new_by_category"].items()},
            reviewed=_count(value["reviewed"]),
            closed=_count(value["closed"]),
            replied=_count(value["replied"]),
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of some days as a summary shows them; it names nobody and no case.

    `day` is the last of the days from `first` on. What is open, waiting and due is as `day` ended,
    or, if it has not, as things are; `next_due` is the earliest due date after it.
    """

    first: date
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

    `due` counts the open terms by due date and is kept until they are met, however old. `stood`
    says how things stood at the end of each of the last days, up to the one before `today`: the
    latest day on which the figures were looked at.
    """

    days: Mapping[date, DayCount] = field(default_factory=dict)
    due: Mapping[date, int] = field(default_factory=dict)
    open: int = 0
    waiting_review: int = 0
    trend: Trend = field(default_factory=Trend)
    stood: Mapping[date, Standing] = field(default_factory=dict)
    today: date | None = None

    def at(self, today: date) -> Totals:
        """Return the figures on `today`, with how things stood at the end of the days before it.

        To be called before the first change of a day. Where a clock was set back, days that have
        not ended after all are forgotten.
        """
        if self.today is None or today <= self.today:
            stood = {day: each for day, each in self.stood.items() if day < today}
            return replace(self, today=today, stood=stood)
        first = max(self.today, today - timedelta(days=KEPT_DAYS))
        ended = (first + timedelta(days=n) for n in range((today - first).days))
        stood = {**self.stood, **{day: self._standing(day) for day in ended}}
        return replace(self, today=today, stood=_latest(stood))

    def registered(self, day: date, channel: str, category: str) -> Totals:
        """Count a new case, which is open and waits for review."""

        def counted(count: DayCount) -> DayCount:
            return replace(
                count,
                new_by_channel=_plus(count.new_by_channel, channel),
                new_by_category=_plus(count.new_by_category, category),
            )

        after = self._on(day, counted)
        return replace(
            after,
            open=self.open + 1,
            waiting_review=self.waiting_review + 1,
            trend=self.trend.plus(day, new=1),
        )

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
        return replace(
            after,
            waiting_review=_less(self.waiting_review, "waiting for review"),
            trend=self.trend.plus(day, reviewed=1),
        )

    def resubmitted(self) -> Totals:
        """Count a reviewed case that waits for review again."""
        return replace(self, waiting_review=self.waiting_review + 1)

    def gone(self) -> Totals:
        """Count a case that waited for review, and was destroyed, no longer as waiting."""
        return replace(self, waiting_review=_less(self.waiting_review, "waiting for review"))

    def closed(self, day: date) -> Totals:
        """Count a closed case."""
        after = self._on(day, lambda count: replace(count, closed=count.closed + 1))
        return replace(after, open=_less(self.open, "open"), trend=self.trend.plus(day, closed=1))

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

    def summary(
        self, first: date, last: date | None = None, *, told: DayCount | None = None
    ) -> Summary:
        """Return what happened from `first` to `last`, and how things stood at the end of that.

        Without `last` it is one day. With `told`, what was said of the day before `first` when it
        was not over, the rest of that day is counted, too. Of days that are not kept nothing is
        counted.
        """
        last = last or first
        counts = [count for day, count in self.days.items() if first <= day <= last]
        if told is not None:
            counts.append(self.days.get(first - timedelta(days=1), DayCount()).since(told))
        stood = self.stood.get(last) or self._standing(last)
        by_channel = _together(count.new_by_channel for count in counts)
        return Summary(
            first=first,
            day=last,
            new_by_channel=by_channel,
            new_by_category=_together(count.new_by_category for count in counts),
            new=sum(by_channel.values()),
            reviewed=sum(count.reviewed for count in counts),
            closed=sum(count.closed for count in counts),
            replied=sum(count.replied for count in counts),
            open=stood.open,
            waiting_review=stood.waiting_review,
            overdue=stood.overdue,
            due_today=stood.due_today,
            next_due=stood.next_due,
        )

    def _standing(self, day: date) -> Standing:
        """Return how things stand as seen from `day`."""
        return Standing(
            open=self.open,
            waiting_review=self.waiting_review,
            overdue=sum(terms for due, terms in self.due.items() if due < day),
            due_today=self.due.get(day, 0),
            next_due=min((due for due in self.due if due > day), default=None),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the figures as a plain dictionary that JSON can carry."""
        return {
            "days": {day.isoformat(): count.to_json() for day, count in self.days.items()},
            "due": {due.isoformat(): terms for due, terms in self.due.items()},
            "open": self.open,
            "waiting_review": self.waiting_review,
            "trend": self.trend.to_json(),
            "stood": {day.isoformat(): each.to_json() for day, each in self.stood.items()},
            "today": self.today.isoformat() if self.today else None,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Totals:
        """Read back what `to_json` gave, or what it gave before there was a trend.

        Raises:
            KeyError: A figure is missing.
            ValueError: A figure is not a whole number or is negative, or a day is no ISO date.
        """
        return cls(
            days={
                date.fromisoformat(day): DayCount.from_json(count)
                for day, count in value["days"].items()
            },
            due={date.fromisoformat(due): _count(terms) for due, terms in value["due"].items()},
            open=_count(value["open"]),
            waiting_review=_count(value["waiting_review"]),
            trend=Trend.from_json(value.get("trend", {})),
            stood={
                date.fromisoformat(day): Standing.from_json(each)
                for day, each in value.get("stood", {}).items()
            },
            today=date.fromisoformat(value["today"]) if value.get("today") else None,
        )

    def _on(self, day: date, change: Callable[[DayCount], DayCount]) -> Totals:
        """Change one day's counters, and drop those too old to be asked for."""
        days = {**self.days, day: change(self.days.get(day, DayCount()))}
        return replace(self, days=_latest(days))


def _latest(days: Mapping[date, _Value]) -> dict[date, _Value]:
    """Return the latest days, as many as are kept: a clock that ran ahead costs one of them."""
    return {day: days[day] for day in sorted(days)[-KEPT_DAYS:]}


def _together(counts: Iterable[Mapping[_Key, int]]) -> dict[_Key, int]:
    whole: Counter[_Key] = Counter()
    for each in counts:
        whole.update(each)
    return dict(whole)


def _more(counts: Mapping[str, int], told: Mapping[str, int]) -> dict[str, int]:
    more = {key: count - told.get(key, 0) for key, count in counts.items()}
    return {key: count for key, count in more.items() if count > 0}


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
