"""What one process counts and times: plain numbers, which cost nothing when nobody asks for them.

Who looks at the figures could otherwise see to the second when somebody hands something in. So what
work moves is shown as it was at the last midnight, rounded down to tens.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.inside.table import METRICS

STEP = 10
BOUNDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
"""Upper bounds of durations, in seconds."""

Key = tuple[str, tuple[str, ...]]


@dataclass(slots=True)
class Times:
    """How often something took up to each of the bounds, or longer, and all of it together."""

    each: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total_seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one more."""
        self.each[bisect_left(BOUNDS, seconds)] += 1
        self.total_seconds += seconds

    def rounded(self) -> Rounded:
        """Return it as it may be shown: how many took up to each bound, in tens."""
        so_far, shown = 0, []
        for count in self.each:
            so_far += count
            shown.append(rounded(so_far))
        mean = self.total_seconds / so_far if so_far else 0.0
        return Rounded(tuple(shown), round(mean * shown[-1], 1))


@dataclass(frozen=True, slots=True)
class Rounded:
    """Durations that may be shown: how many took up to each bound, the last without one."""

    up_to: tuple[int, ...]
    total_seconds: float


class Meters:
    """The figures of one process; `today` says which day it is where the office is."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._day = today()
        self._counts: Counter[Key] = Counter()
        self._times: dict[str, Times] = {}
        self._shown_counts: Mapping[Key, int] = {}
        self._shown_times: Mapping[str, Rounded] = {}
        self._gauges: dict[Key, float] = {}

    def count(self, name: str, *labels: str) -> None:
        """Count one more of what is shown by the day."""
        self._turn()
        self._counts[name, labels] += 1

    def time(self, name: str, seconds: float) -> None:
        """Note a duration of what is shown by the day."""
        self._turn()
        self._times.setdefault(name, Times()).add(seconds)

    def show(self, name: str, value: float, *labels: str) -> None:
        """Show a value from now on."""
        self._gauges[name, labels] = value

    def hide(self, name: str, *labels: str) -> None:
        """Show a value no longer."""
        self._gauges.pop((name, labels), None)

    def value(self, name: str, *labels: str) -> float | None:
        """Return what is shown now of a gauge, if it is."""
        return self._gauges.get((name, labels))

    def counts(self) -> Iterator[tuple[Key, int]]:
        """Yield what may be shown of counters."""
        self._turn()
        yield from self._shown_counts.items()

    def times(self) -> Iterator[tuple[str, Rounded]]:
        """Yield what may be shown of durations."""
        self._turn()
        yield from self._shown_times.items()

    def gauges(self) -> Iterator[tuple[Key, float]]:
        """Yield what is shown of gauges."""
        yield from self._gauges.items()

    def _turn(self) -> None:
        """Let yesterday's work be seen when a day has begun."""
        today = self._today()
        if today == self._day:
            return
        self._day = today
        self._shown_counts = {key: rounded(count) for key, count in self._counts.items()}
        self._shown_times = {name: times.rounded() for name, times in self._times.items()}


def rounded(count: int) -> int:
    """Return a count in tens, rounded down."""
    return count // STEP * STEP


def check(name: str, labels: tuple[str, ...]) -> None:
    """Make sure that a figure stands in the table, with so many labels.

    Raises:
        KeyError: It does not.
    """
    if len(METRICS[name].labels) != len(labels):
        raise KeyError(name)
