"""How deadlines are counted, and which of them an event starts.

Counting follows 民法典 arts. 200-204: the day on which a term starts does not count, a term of
months ends on the same day-number or on the month's last day, and a last day that is a rest day
moves to the next working day where the rule says so (`roll`).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from casework.rules.calendar import Day, WorkCalendar, days_after
from casework.rules.periods import Term, TermSyntaxError, Unit
from casework.rules.variants import Kind, rules_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from casework.rules.offsets import Offset

__all__ = [
    "DueDate",
    "Term",
    "TermRule",
    "TermSyntaxError",
    "Unit",
    "due_date",
    "due_on",
    "explain",
    "local_date",
    "terms_started_by",
    "workdays_left",
]

# Inside DueDate the name `date` is the field.
_Date: TypeAlias = date

_SHORTEST_MONTH = 28

OWNERS = frozenset({"assignee", "leader", "fifth", "team"})
SCOPES = frozenset({"all", "real-name", "flagged"})


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day of a term, and the working day on which people are reminded of it.

    `provisional` says that one of the two rests on a day whose calendar is not published yet.
    """

    date: _Date
    provisional: bool
    remind_on: _Date


@dataclass(frozen=True, slots=True)
class TermRule:
    """One deadline of the configuration: what starts it, what meets it, and whose it is.

    `who` is one of `OWNERS`, `applies` one of `SCOPES`; `starts_on` and `met_by` are event names.
    `remind` counts back from the reminder day of the due date. `escalate` says from how many
    working days overdue on a role is told besides; None is the chain of the office.

    `categories` (letters or items) and `channels` say for which cases alone it is; there it goes
    before the rule whose id is `instead_of`. A term rests from an event of `pauses_on` to one of
    `resumes_on`; an event of `stops_on` ends it unmet, one of `restarts_on` begins it anew.

    Raises:
        ValueError: A field is empty or not among the words above; the message names the rule.
    """

    id: str
    starts_on: str
    term: Term
    roll: bool
    who: str
    applies: str
    met_by: str
    remind: tuple[Offset, ...]
    source: str
    categories: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    instead_of: str = ""
    pauses_on: tuple[str, ...] = ()
    resumes_on: tuple[str, ...] = ()
    stops_on: tuple[str, ...] = ()
    restarts_on: tuple[str, ...] = ()
    escalate: Mapping[str, int] | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        for fault in self._faults():
            raise ValueError(f"term rule {self.id!r}: {fault}")

    def _faults(self) -> Iterator[str]:
        for name in ("id", "starts_on", "met_by", "source"):
            if not getattr(self, name).strip():
                yield f"{name} is empty"
        if self.who not in OWNERS:
            yield f"who is {self.who!r}, expected one of {', '.join(sorted(OWNERS))}"
        if self.applies not in SCOPES:
            yield f"applies is {self.applies!r}, expected one of {', '.join(sorted(SCOPES))}"
        if len(set(self.remind)) < len(self.remind):
            yield "remind names a moment twice"
        if any(days < 1 for days in (self.escalate or {}).values()):
            yield "escalate begins before the first day overdue"


def terms_started_by(event: str, rules: Iterable[TermRule], kind: Kind) -> list[TermRule]:
    """Return the rules whose term starts with this event, for this kind of petition.

    The event `flagged` implies that the petition is flagged.
    """
    if event == "flagged":
        kind = replace(kind, flagged=True)
    return [rule for rule in rules_for(kind, rules) if rule.starts_on == event]


def due_date(start: date, term: Term, calendar: WorkCalendar, *, roll: bool) -> DueDate:
    """Return when a term that starts on `start` ends, and when to remind people of it.

    Without `roll` the nominal day stands, and the reminder moves to the last working day on or
    before it, though never before the start. A term that would end after year 9999 ends with it.

    Source: 民法典 arts. 201-203.
    """
    nominal = _nominal_end(start, term, calendar)
    due = calendar.next_workday_on_or_after(nominal) if roll else nominal
    remind_on = max(start, calendar.last_workday_on_or_before(due))
    if term.unit is Unit.WORKDAYS or (remind_on == start and not roll):
        # The start does not count, so what becomes of it moves nothing.
        provisional = calendar.any_provisional(start, due)
    else:
        looked_at = nominal if roll else remind_on
        provisional = calendar.is_provisional(looked_at) or calendar.any_provisional(looked_at, due)
    return DueDate(due, provisional, remind_on)


def due_on(start: date, day: date, calendar: WorkCalendar) -> DueDate:
    """Return a due date that somebody has fixed; `start` is the day from which people know it."""
    remind_on = max(start, calendar.last_workday_on_or_before(day))
    decisive = (each for each in days_after(start, day) if each >= remind_on)
    return DueDate(day, any(map(calendar.is_provisional, decisive)), remind_on)


def explain(start: date, term: Term, calendar: WorkCalendar, *, roll: bool = False) -> list[Day]:
    """Return every day that the count passes, the last one being the due date.

    The start day does not count and is not shown, unless the term ends on it.
    """
    due = due_date(start, term, calendar, roll=roll).date
    passed = list(days_after(start, due)) or [due]
    return [calendar.day(day) for day in passed]


def local_date(instant: datetime, zone: str = "Asia/Shanghai") -> date:
    """Return the date that people in `zone` see on the wall at this instant.

    Raises:
        ValueError: The datetime is naive, so it names no instant.
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a time zone, and this datetime has none")
    return instant.astimezone(ZoneInfo(zone)).date()


def workdays_left(today: date, due: date, calendar: WorkCalendar) -> int:
    """Return how many working days remain after today, the due day included.

    It is 0 on the due day, and also when nothing but rest days remain. Overdue is always negative:
    minus the working days since the due day, and at least -1 even on the weekend after it.
    """
    if today <= due:
        return calendar.workdays_between(today, due)
    return -max(1, calendar.workdays_between(due, today))


def _nominal_end(start: date, term: Term, calendar: WorkCalendar) -> date:
    match term.unit:
        case Unit.SAME_DAY:
            return start
        case Unit.WORKDAYS:
            return calendar.add_workdays(start, term.amount)
        case Unit.DAYS:
            return date.fromordinal(min(start.toordinal() + term.amount, date.max.toordinal()))
        case Unit.MONTHS:
            return _add_months(start, term.amount)


def _add_months(start: date, months: int) -> date:
    """Return the same day-number that many months on, or that month's last day.

    Source: 民法典 art. 202.
    """
    years, month_index = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month_index + 1
    if year > date.max.year:
        return date.max
    day = start.day if start.day <= _SHORTEST_MONTH else min(start.day, monthrange(year, month)[1])
    return date(year, month, day)
