"""The figures of the cases that one reader may know of: counted as they change, never scanned.

A tally counts what cases have in common: the day on which they came in and by which channel, when
each step was taken, where they stand. It holds no case. Figures are read off it for a span of days.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Final, TypeAlias

from casework.rules.calendar import days_after
from casework.rules.cases import Review, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casework.rules.calendar import WorkCalendar
    from casework.rules.search import Known

Key: TypeAlias = tuple[str, str, date | None, date | None]
"""What is counted, of what kind, the day of receipt, and the day of what came then."""
Tally: TypeAlias = Counter[Key]

STEPS: Final = ("registered", "reviewed", "answered", "closed")
"""What happens to a case on a day, in this order as a rule."""


def counted(case: Known) -> Iterator[Key]:
    """Return what a tally counts of a case."""
    came = case.received_on
    yield ("received", "", came, None)
    yield ("channel", case.channel, came, None)
    yield ("category", case.category[:1], came, None)
    yield ("unit", case.unit, came, None)
    if case.real_name:
        yield ("named", "", came, None)
    for kind in ("handling", "disposition", "verified"):
        if what := getattr(case, kind):
            yield (kind, what, came, None)
    if case.reported_on is not None:
        yield ("reported", "", came, None)
    yield ("state", case.state, None, None)
    yield ("review", case.review, None, None)
    for rule, due in case.terms:
        yield ("term", rule, None, due)
    happened = (case.registered_on, case.reviewed_on, case.answered_on, case.closed_on)
    for step, day in zip(STEPS, happened, strict=True):
        if day is not None:
            yield (step, "", came, day)


class Tallies:
    """What is counted, apart for each set of people who read the same cases."""

    def __init__(self) -> None:
        self._by_readers: dict[frozenset[str], Tally] = {}
        self._of_round: Tally = Counter()

    def change(self, before: Known | None, after: Known | None) -> None:
        """Count a case as it is and no longer as it was; None is a case that is not there."""
        if before is not None:
            for tally in self._those_of(before):
                for key in counted(before):
                    tally[key] -= 1
                    if not tally[key]:
                        del tally[key]
        if after is not None:
            for tally in self._those_of(after):
                tally.update(counted(after))

    def of_round(self) -> Tally:
        """Return what is counted of the cases that concern none of those who are told of them."""
        return self._of_round

    def _those_of(self, case: Known) -> Iterator[Tally]:
        yield self._by_readers.setdefault(case.readers, Counter())
        if not case.bypassed:
            yield self._of_round

    def of(self, reader_id: str) -> Tally:
        """Return what is counted of the cases that a reader may know of."""
        whole: Tally = Counter()
        for readers, tally in self._by_readers.items():
            if reader_id in readers:
                whole.update(tally)
        return whole


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a span of days, and how things stand now.

    `happened` counts each of `STEPS` in the span, and `workdays` says how many working days after
    its receipt a case took to come so far, on average; None where none did. `overdue` is by the id
    of the rule. `states`, `reviews` and `overdue` are of now; `units`, `handling`, `dispositions`,
    `verified` and how many were `reported` as urgent are of the cases received in the span.
    """

    first: date
    last: date
    received: int
    named: int
    channels: Mapping[str, int]
    categories: Mapping[str, int]
    happened: Mapping[str, int]
    workdays: Mapping[str, float | None]
    states: Mapping[State, int]
    reviews: Mapping[Review, int]
    overdue: Mapping[str, int]
    units: Mapping[str, int]
    handling: Mapping[str, int]
    dispositions: Mapping[str, int]
    verified: Mapping[str, int]
    reported: int


def figures_of(tally: Tally, first: date | None, today: date, calendar: WorkCalendar) -> Figures:
    """Read the figures off a tally from `first`, or the first case, up to `today`."""
    earliest = min((came for _, _, came, _ in tally if came is not None), default=today)
    since = first or min(earliest, today)
    worked = _worked(earliest, today, calendar)
    found: dict[str, Counter[str]] = {}
    spent: Counter[str] = Counter()
    for (kind, what, came, day), count in tally.items():
        happened = day if kind in STEPS else came
        if kind == "term" and day is not None:
            if day >= today:
                continue
        elif happened is not None and not since <= happened <= today:
            continue
        found.setdefault(kind, Counter())[what] += count
        if kind in STEPS and came is not None and day is not None:
            spent[kind] += count * max(0, worked.get(day, 0) - worked.get(came, 0))
    happened_by_step = {step: found.get(step, Counter()).total() for step in STEPS}
    return Figures(
        first=since,
        last=today,
        received=found.get("received", Counter()).total(),
        named=found.get("named", Counter()).total(),
        channels=dict(found.get("channel", {})),
        categories=dict(found.get("category", {})),
        happened=happened_by_step,
        workdays={
            step: spent[step] / times if times else None for step, times in happened_by_step.items()
        },
        states={State(state): count for state, count in found.get("state", {}).items()},
        reviews={Review(review): count for review, count in found.get("review", {}).items()},
        overdue=dict(found.get("term", {})),
        units=dict(found.get("unit", {})),
        handling=dict(found.get("handling", {})),
        dispositions=dict(found.get("disposition", {})),
        verified=dict(found.get("verified", {})),
        reported=found.get("reported", Counter()).total(),
    )


def _worked(earliest: date, latest: date, calendar: WorkCalendar) -> Mapping[date, int]:
    """Return how many working days there are after `earliest`, up to and with each day."""
    days = list(days_after(earliest, latest))
    counts = accumulate(map(calendar.is_workday, days), initial=0)
    return dict(zip([earliest, *days], counts, strict=True))
