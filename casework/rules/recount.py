"""The figures counted again from the cases, and where they are not what was kept.

How things stand, and what happened on the days that are kept, follows from the facts of the cases
and from their open terms. Of a shredded case nothing is left but that there was one: then a day may
have counted more than can be found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from casework.rules.cases import Review, State
from casework.rules.totals import DayCount, Totals
from casework.rules.trend import Counts, Trend

ENDED: Final = frozenset({State.CLOSED, State.ARCHIVED})


class Happened(StrEnum):
    """What the figures count on a day."""

    NEW = "new"
    REVIEWED = "reviewed"
    CLOSED = "closed"
    REPLIED = "replied"


TREND: Final = (Happened.NEW, Happened.REVIEWED, Happened.CLOSED)
Step = tuple[str, str, int]
"""That something of a case was counted on a day: the day (ISO), what, and how often."""


def stepped(steps: Collection[Step], day: date, what: Happened) -> tuple[Step, ...]:
    """Return the steps of a case after one more of them was taken."""
    counts = {(each, kind): count for each, kind, count in steps}
    key = (day.isoformat(), what.value)
    counts[key] = counts.get(key, 0) + 1
    return tuple((each, kind, count) for (each, kind), count in counts.items())


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of a case that is in the figures."""

    state: State
    review: Review
    registered_on: date
    channel: str
    category: str
    steps: Collection[Step]
    dues: Iterable[date]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that was kept, and what it is when it is counted again."""

    what: str
    kept: int
    counted: int


@dataclass(slots=True)
class Recount:
    """Counts cases, one after the other; what it holds does not grow with their number."""

    open: int = 0
    waiting_review: int = 0
    due: Counter[date] = field(default_factory=Counter)
    channels: Counter[tuple[date, str]] = field(default_factory=Counter)
    categories: Counter[tuple[date, str]] = field(default_factory=Counter)
    steps: Counter[tuple[date, Happened]] = field(default_factory=Counter)
    shredded: int = 0

    def take(self, case: Counted) -> None:
        """Count one more case."""
        self.open += case.state not in ENDED
        self.waiting_review += case.review is not Review.REVIEWED
        self.due.update(case.dues)
        self.channels[case.registered_on, case.channel] += 1
        self.categories[case.registered_on, case.category] += 1
        self.steps[case.registered_on, Happened.NEW] += 1
        for day, what, count in case.steps:
            self.steps[date.fromisoformat(day), Happened(what)] += count

    def compare(self, totals: Totals) -> Sequence[Difference]:
        """Return every figure that is not what was kept."""
        kept, again = _flat(totals), _flat(self.mend(totals))
        return [
            Difference(what, kept.get(what, 0), again.get(what, 0))
            for what in sorted(kept.keys() | again.keys())
            if kept.get(what, 0) != again.get(what, 0)
        ]

    def mend(self, totals: Totals) -> Totals:
        """Return the figures as they should be; how earlier days stood stays as it was noted."""
        days = {day: self._day(day, count) for day, count in totals.days.items()}
        trend = {day: self._trend(day, counts) for day, counts in totals.trend.days.items()}
        return replace(
            totals,
            open=self.open,
            waiting_review=self.waiting_review,
            due={day: count for day, count in self.due.items() if count},
            days=days,
            trend=Trend(trend),
        )

    def _day(self, day: date, kept: DayCount) -> DayCount:
        return DayCount(
            new_by_channel=self._by_name(kept.new_by_channel, self.channels, day),
            new_by_category=self._by_name(kept.new_by_category, self.categories, day),
            reviewed=self._at_least(kept.reviewed, self.steps[day, Happened.REVIEWED]),
            closed=self._at_least(kept.closed, self.steps[day, Happened.CLOSED]),
            replied=self._at_least(kept.replied, self.steps[day, Happened.REPLIED]),
        )

    def _trend(self, day: date, kept: Counts) -> Counts:
        new, reviewed, closed = (self.steps[day, what] for what in TREND)
        return (
            self._at_least(kept[0], new),
            self._at_least(kept[1], reviewed),
            self._at_least(kept[2], closed),
        )

    def _by_name(
        self, kept: Mapping[str, int], counted: Mapping[tuple[date, str], int], day: date
    ) -> Mapping[str, int]:
        names = kept.keys() | {name for at, name in counted if at == day}
        found = {n: self._at_least(kept.get(n, 0), counted.get((day, n), 0)) for n in names}
        return {name: count for name, count in found.items() if count}

    def _at_least(self, kept: int, counted: int) -> int:
        """Return what was counted; what shredded cases may have added stays."""
        return max(kept, counted) if self.shredded else counted


def _flat(totals: Totals) -> Mapping[str, int]:
    """Return each figure by a name of its own."""
    flat = {"open": totals.open, "waiting for review": totals.waiting_review}
    flat |= {f"due {day}": count for day, count in totals.due.items()}
    for day, count in totals.days.items():
        flat |= {f"{day} from {name}": n for name, n in count.new_by_channel.items()}
        flat |= {f"{day} under {name}": n for name, n in count.new_by_category.items()}
        flat[f"{day} {Happened.REVIEWED}"] = count.reviewed
        flat[f"{day} {Happened.CLOSED}"] = count.closed
        flat[f"{day} {Happened.REPLIED}"] = count.replied
    for day, counts in totals.trend.days.items():
        named = zip(TREND, counts, strict=True)
        flat |= {f"trend {day} {what}": count for what, count in named}
    return flat
