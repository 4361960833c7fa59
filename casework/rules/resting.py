"""By when a term ends that has rested: what was left of it runs on afterwards.

The day on which a term begins to rest counts as run, and the day on which it goes on does not
count, as the day on which a term starts does not. So a rest that begins and ends on one day moves
nothing. A term in working days keeps the working days that were left; one in days or months moves
by the calendar days that it has rested. What rested on its last day ends on the next working day.

Source: practice, after 信访工作条例 art. 36 and 行政复议法 art. 31, which do not count the time of
a hearing and that of completing papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from casework.rules.calendar import WorkCalendar, days_after
from casework.rules.periods import Unit
from casework.rules.terms import DueDate, Term, due_date, due_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Rest:
    """That a term has rested since a day, because of an event; `until` None says that it does."""

    since: date
    why: str
    until: date | None = None


def can_rest(due: date, today: date) -> bool:
    """Say whether a term can begin to rest: one that has run out cannot."""
    return today <= due


def due_after_rest(
    due: date, rest: Rest, unit: Unit, calendar: WorkCalendar, *, roll: bool
) -> date:
    """Return by when a term ends that would have ended on `due`, now that its rest is over."""
    if rest.until is None or rest.until <= rest.since or due < rest.since:
        return due
    if due == rest.since:
        return calendar.add_workdays(rest.until, 1)
    if unit is Unit.WORKDAYS:
        left = sum(map(calendar.is_workday, days_after(rest.since, due)))
        return calendar.add_workdays(rest.until, max(1, left))
    moved = date.fromordinal(
        min(due.toordinal() + (rest.until - rest.since).days, date.max.toordinal())
    )
    return calendar.next_workday_on_or_after(moved) if roll else moved


def due_with_rests(  # noqa: PLR0913  what is counted from when, and what interrupts it
    start: date,
    term: Term,
    rests: Iterable[Rest],
    calendar: WorkCalendar,
    *,
    roll: bool,
    until: date | None = None,
) -> DueDate:
    """Return when a term ends, from everything that is known of it.

    `until` is a day that somebody has fixed in the place of the length.
    """
    counted = due_date(start, term, calendar, roll=roll)
    if until is not None:
        counted = due_on(start, until, calendar)
    due, over = counted.date, [rest for rest in rests if rest.until is not None]
    for rest in over:
        due = due_after_rest(due, rest, term.unit, calendar, roll=roll)
    if due == counted.date:
        return counted
    known_from = max([start, *(rest.until for rest in over if rest.until is not None)])
    moved = due_on(known_from, due, calendar)
    in_workdays = term.unit is Unit.WORKDAYS and until is None
    decisive = days_after(start, due) if in_workdays else ()
    provisional = moved.provisional or any(map(calendar.is_provisional, decisive))
    return DueDate(due, provisional, moved.remind_on)


def left_of(due: date, rest: Rest, unit: Unit, calendar: WorkCalendar) -> int:
    """Return how many working days or days are left of a term that rests."""
    if unit is Unit.WORKDAYS:
        return sum(map(calendar.is_workday, days_after(rest.since, due)))
    return max(0, (due - rest.since) // timedelta(days=1))


def ended(rests: Sequence[Rest], day: date) -> tuple[Rest, ...]:
    """Return the rests of a term that goes on from `day`."""
    return tuple(rest if rest.until else Rest(rest.since, rest.why, day) for rest in rests)
