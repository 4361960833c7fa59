"""When people are reminded of a term, and who is told besides once it is overdue.

A term has stages. Those before its end are the offsets of its rule: a number of working days before
the reminder day, the morning of that day, or hours before the office closes on it. From the first
working day after the due date on there is one stage on each working day, until the term is met.

What a stage is does not depend on whether anybody was there at its moment: it is the same after a
restart, and whatever the clock said meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from casework.rules.calendar import WorkCalendar, days_after
from casework.rules.offsets import Offset, OffsetUnit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from casework.rules.terms import DueDate

LATE = timedelta(minutes=15)
"""How long after its moment a reminder may leave without being late."""


class Kind(StrEnum):
    """What a stage is: before the end, its last day, past it, or the chase of an open flag.

    `MOVED` is none of the schedule: that the calendar has given the term another day.
    """

    BEFORE = "before"
    DUE = "due"
    OVERDUE = "overdue"
    CHASE = "chase"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which nobody is reminded, from one time of day to another, maybe past midnight.

    Two equal times are no quiet hours at all.
    """

    first: time = time(21, 30)
    until: time = time(8, 0)

    def covers(self, at: time) -> bool:
        """Say whether a time of day lies in them; their end does not."""
        if self.first <= self.until:
            return self.first <= at < self.until
        return at >= self.first or at < self.until

    def end(self, moment: datetime) -> datetime | None:
        """Return when the quiet hours end in which a local moment lies, or None if it is in none.

        The moment bears the zone of the office.
        """
        if not self.covers(moment.time()):
            return None
        day = moment.date()
        if moment.time() >= self.until:
            day += timedelta(days=1)
        return datetime.combine(day, self.until, moment.tzinfo)

    def last_end(self, moment: datetime) -> datetime:
        """Return when they ended last, before a local moment or with it."""
        day = moment.date()
        if moment.time() < self.until:
            day -= timedelta(days=1)
        return datetime.combine(day, self.until, moment.tzinfo)

    def beginning(self, moment: datetime) -> datetime:
        """Return when the quiet hours began in which a local moment lies."""
        day = moment.date()
        if moment.time() < self.first:
            day -= timedelta(days=1)
        return datetime.combine(day, self.first, moment.tzinfo)


@dataclass(frozen=True, slots=True)
class Hours:
    """The times of day of one office, in its zone."""

    remind_at: time
    zone: str
    ends_at: time = time(18, 0)
    chase_at: time = time(15, 0)
    quiet: Quiet = Quiet()

    def moment(self, day: date, at: time) -> datetime:
        """Return a time of day on a day."""
        return datetime.combine(day, at, ZoneInfo(self.zone))

    def local(self, moment: datetime) -> datetime:
        """Return a moment as the clock on the office's wall shows it."""
        return moment.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class Stage:
    """One reminder of a term: its moment, and a key that no other stage of the term has.

    `late` counts the working days that the term is overdue then.
    """

    at: datetime
    key: str
    kind: Kind
    late: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """The stages of one term.

    Attributes:
        remind: The offsets of its rule.
        started_on: The day on which it began: nobody is reminded before.
        due: When it ends.
        calendar: The working days.
        hours: The times of day.
        chased: Whether it is the term of a flag, which is chased while nobody has confirmed it.
    """

    remind: Sequence[Offset]
    started_on: date
    due: DueDate
    calendar: WorkCalendar
    hours: Hours
    chased: bool = False

    def before(self) -> list[Stage]:
        """Return the stages up to the last day, in their order; no two have the same moment."""
        found: dict[datetime, Stage] = {}
        # Of two at the same moment the one on the day itself stands, then the one in days.
        for offset in sorted(
            self.remind, key=lambda each: (each.unit is OffsetUnit.HOURS, each.amount)
        ):
            day, at = self._before(offset)
            if day >= self.started_on:
                kind = Kind.DUE if offset.unit is OffsetUnit.SAME_DAY else Kind.BEFORE
                found.setdefault(at, Stage(at, str(offset), kind))
        return sorted(found.values(), key=lambda stage: stage.at)

    def after(self, moment: datetime) -> Stage | None:
        """Return the first stage after a moment; None at the end of all calendars."""
        ahead = [stage for stage in self._fixed() if stage.at > moment]
        overdue = self._overdue_after(moment)
        return min([*ahead, *overdue], key=lambda stage: stage.at, default=None)

    def between(self, first: datetime, last: datetime) -> list[Stage]:
        """Return the stages from one moment to another, both included, in their order."""
        fixed = [stage for stage in self._fixed() if first <= stage.at <= last]
        start = max(self.due.date, self.hours.local(first).date() - timedelta(days=1))
        late = self._late_on(start)
        overdue = []
        for day in days_after(start, self.hours.local(last).date()):
            if self.calendar.is_workday(day):
                late += 1
                stage = self._overdue(day, late)
                if first <= stage.at <= last:
                    overdue.append(stage)
        return sorted([*fixed, *overdue], key=lambda stage: stage.at)

    def _fixed(self) -> list[Stage]:
        return [*self.before(), *self._chases()] if self.chased else self.before()

    def _chases(self) -> list[Stage]:
        """Return when a flag is chased: the same day, and on the next working day.

        Source: 工作方案 六(二)7.
        """
        days = (self.started_on, self.calendar.add_workdays(self.started_on, 1))
        at = self.hours.chase_at
        return [
            Stage(self.hours.moment(day, at), f"chase {number}", Kind.CHASE)
            for number, day in enumerate(days, 1)
        ]

    def _before(self, offset: Offset) -> tuple[date, datetime]:
        """Return on which day an offset falls, and at which moment people are reminded."""
        last, hours = self.due.remind_on, self.hours
        if offset.unit is OffsetUnit.HOURS:
            at = hours.moment(last, hours.ends_at) - timedelta(hours=offset.amount)
            at = hours.local(at)
        else:
            day = self.calendar.add_workdays(last, -offset.amount)
            at = hours.moment(day, hours.remind_at)
        return at.date(), self._awake(at)

    def _awake(self, at: datetime) -> datetime:
        """Return when people are told what would come at `at`: not in quiet hours.

        It comes at their end, unless the last day would be over by then.
        """
        end = self.hours.quiet.end(at)
        if end is None:
            return at
        return self.hours.quiet.beginning(at) if end.date() > self.due.remind_on else end

    def _overdue_after(self, moment: datetime) -> list[Stage]:
        day = max(self.due.date, self.hours.local(moment).date() - timedelta(days=1))
        late = self._late_on(day)
        while (following := self.calendar.add_workdays(day, 1)) > day:
            day, late = following, late + 1
            if not self.calendar.is_workday(day):
                break  # the calendar ends
            stage = self._overdue(day, late)
            if stage.at > moment:
                return [stage]
        return []

    def _overdue(self, day: date, late: int) -> Stage:
        at = self.hours.moment(day, self.hours.remind_at)
        return Stage(at, f"overdue {late}", Kind.OVERDUE, late)

    def _late_on(self, day: date) -> int:
        return sum(map(self.calendar.is_workday, days_after(self.due.date, day)))


def joining(chain: Mapping[str, int], stages: Collection[Stage]) -> frozenset[str]:
    """Return the roles that are told besides, of a chain from role to working days overdue."""
    late = max((stage.late for stage in stages), default=0)
    return frozenset(role for role, days in chain.items() if 0 < days <= late)


def waits_until(hours: Hours, now: datetime, last_day: date) -> datetime | None:
    """Return until when what is to be said now waits, or None if it is said at once.

    In quiet hours it waits for their end, unless `last_day`, the last day of the term, has come and
    would be over by then.
    """
    local = hours.local(now)
    end = hours.quiet.end(local)
    if end is None or local.date() <= last_day < end.date():
        return None
    return end
