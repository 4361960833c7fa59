"""Which summaries are due: of which days each one is, in their order, and which come late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.rules.totals import KEPT_DAYS

ONE_BY_ONE: Final = 7
"""So many days back, a missed summary comes by itself; older ones are put together."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one summary, the last of which is its own; `late` says that it has passed."""

    first: date
    last: date
    late: bool = False

    @property
    def days(self) -> Sequence[date]:
        """Every day of it."""
        return [self.first + _DAY * n for n in range((self.last - self.first).days + 1)]


def spans_due(
    planned: date | None, today: date, *, reached: bool, has_one: Callable[[date], bool]
) -> Sequence[Span]:
    """Return the summaries that are to be sent now, the oldest first.

    Days without one of their own belong to the next summary. The first ever is that of the day on
    which there is somebody to get it.

    Args:
        planned: The latest day up to today that a summary was planned for.
        today: The day where the office is.
        reached: Whether today's hour has come.
        has_one: Whether a day has a summary of its own.
    """
    if planned is not None and planned >= today:
        return ()
    oldest = today - _DAY * (KEPT_DAYS - 1)
    after = planned if planned is not None else _before(today, has_one)
    days = [today - _DAY * back for back in range(min((today - after).days, KEPT_DAYS))][::-1]
    missed = [day for day in days[:-1] if has_one(day)] if planned is not None else []
    own = [today] if reached and days and has_one(today) else []
    spans, first = list[Span](), max(after + _DAY, oldest)
    for last in (*missed, *own):
        spans.append(Span(first, last, late=last < today))
        first = last + _DAY
    long_ago = [span for span in spans if today - span.last > _DAY * ONE_BY_ONE]
    if len(long_ago) > 1:
        together = Span(long_ago[0].first, long_ago[-1].last, late=True)
        return [together, *spans[len(long_ago) :]]
    return spans


def _before(today: date, has_one: Callable[[date], bool]) -> date:
    """Return the last day before today that would have had a summary of its own."""
    for back in range(1, KEPT_DAYS):
        if has_one(today - _DAY * back):
            return today - _DAY * back
    return today - _DAY * KEPT_DAYS
