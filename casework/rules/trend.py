"""How the round went: what was new, reviewed and closed on each day, kept in little room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT: Final = 400
"""How many days on which something happened are kept, the latest ones."""
BY_DAY: Final = 35
"""Up to so many days, each has a point of its own; more are drawn by the week."""
WEEK: Final = timedelta(days=7)

Counts = tuple[int, int, int]
"""New, reviewed and closed."""
NONE: Final[Counts] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Point:
    """What happened from `first` to `last`, which is one day or a week."""

    first: date
    last: date
    counts: Counts


@dataclass(frozen=True, slots=True)
class Trend:
    """The three figures of each day on which any of them was not zero."""

    days: Mapping[date, Counts] = field(default_factory=dict)

    def plus(self, day: date, *, new: int = 0, reviewed: int = 0, closed: int = 0) -> Trend:
        """Return the trend with so many more on `day`; the oldest day makes room if it must."""
        before = self.days.get(day, NONE)
        days = {**self.days, day: (before[0] + new, before[1] + reviewed, before[2] + closed)}
        if len(days) > KEPT:
            del days[min(days)]
        return replace(self, days=days)

    def whole(self) -> Counts:
        """Return the sums over all days that are kept."""
        new, reviewed, closed = zip(*self.days.values(), strict=True) if self.days else ((), (), ())
        return sum(new), sum(reviewed), sum(closed)

    def points(self, first: date, last: date) -> Sequence[Point]:
        """Return what is drawn from `first` to `last`: the days, or the weeks that end with `last`.

        The first week may begin before `first`, since a week is never cut short.
        """
        step = timedelta(days=1) if last - first < timedelta(days=BY_DAY) else WEEK
        many = max(1, -(-(last - first + timedelta(days=1)) // step))
        sums: Counter[tuple[int, int]] = Counter()
        for day, counts in self.days.items():
            place = many - 1 - (last - day) // step
            if day <= last and place >= 0:
                for which, count in enumerate(counts):
                    sums[place, which] += count
        ends = [last - step * (many - 1 - place) for place in range(many)]
        return [
            Point(end - step + timedelta(days=1), end, (sums[n, 0], sums[n, 1], sums[n, 2]))
            for n, end in enumerate(ends)
        ]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON can carry it: the first day, then offsets in days with the figures."""
        if not self.days:
            return {}
        first = min(self.days)
        rows = [[(day - first).days, *counts] for day, counts in sorted(self.days.items())]
        return {"first": first.isoformat(), "days": rows}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Trend:
        """Read back what `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: It is something else.
        """
        if not value:
            return cls()
        first = date.fromisoformat(value["first"])
        days = {}
        for offset, new, reviewed, closed in value["days"]:
            if min(new, reviewed, closed) < 0:
                raise ValueError("a figure is negative")
            days[first + timedelta(days=offset)] = (new, reviewed, closed)
        return cls(days)
