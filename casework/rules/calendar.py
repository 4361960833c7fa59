"""Which days are worked in China, and how sure of it we are.

Three sources answer in turn: the dated overrides of the configuration (the State Council's yearly
notice, county holidays), then the package `chinesecalendar`, then plain weekdays less the holidays
that have a fixed date. The last answer is provisional: Spring Festival and the make-up days of a
year are unknown until its notice appears.

A search that would leave the years 1 to 9999 stops at the first or last day instead of failing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

import chinese_calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_SATURDAY = 5
_LONGER_LABOUR_DAY_SINCE = 2025
_TABLES = (chinese_calendar.holidays, chinese_calendar.workdays)
_PUBLISHED = range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day: whether it is worked, whether that may still change, and a stable code why.

    `why` is one of `override`, `weekday`, `weekend`, `holiday`, `make-up`, `assumed-holiday`.
    `name` is the holiday's in English, where it is known: the one that is kept or made up for.
    """

    date: date
    working: bool
    provisional: bool
    why: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Year:
    """The ordinals of a year's working days and of its days that may still change, in order."""

    working: Sequence[int]
    provisional: Sequence[int]


class _Years(dict[int, _Year]):
    """The years that were asked for, each looked up once."""

    def __init__(self, look_up: Callable[[int], _Year]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, year: int) -> _Year:
        found = self[year] = self._look_up(year)
        return found


class WorkCalendar:
    """The working days of one office; `overrides` says True for a working day, False for a rest.

    A year's days are looked up once and kept, so that counting costs the same however far it goes.

    Source: 国务院办公厅关于部分节假日安排的通知 (yearly); 全国年节及纪念日放假办法 art. 2.
    """

    def __init__(self, overrides: Mapping[date, bool]) -> None:
        self._overrides = dict(overrides)
        years = {day.year for day in self._overrides}
        self._noticed = frozenset(year for year in years if self._holds_notice(year))
        self._years = _Years(self._looked_up)

    def day(self, d: date) -> Day:
        """Return what is known about one day, from the first source that knows it."""
        published = _published(d)
        if d in self._overrides:
            working = self._overrides[d]
            name = published.name if published is not None and published.working is working else ""
            return Day(d, working, provisional=False, why="override", name=name)
        if published is not None:
            return published
        # A notice names every exception, so a day it is silent about is an ordinary one.
        return _ordinary(d) if d.year in self._noticed else _assumed(d)

    def is_workday(self, d: date) -> bool:
        """Return whether the day is worked, as far as is known."""
        return self.day(d).working

    def is_provisional(self, d: date) -> bool:
        """Return whether the answer for this day waits for a notice of the State Council."""
        return bool(self._years[d.year].provisional) and self.day(d).provisional

    def is_announced(self, year: int) -> bool:
        """Return whether the year's holidays are known, from the package or from the overrides."""
        return year in self._noticed or year in _PUBLISHED

    def any_provisional(self, start: date, last: date) -> bool:
        """Return whether a day after `start` up to and including `last` waits for its notice."""
        after, until = start.toordinal(), last.toordinal()
        for year in range(start.year, last.year + 1):
            unsure = self._years[year].provisional
            if unsure and bisect_right(unsure, after) < bisect_right(unsure, until):
                return True
        return False

    def add_workdays(self, start: date, n: int) -> date:
        """Return the n-th working day after `start`, or before it if `n` is negative.

        `start` itself is never counted, be it worked or not; with `n` 0 it is the answer.
        """
        if n == 0:
            return start
        working, ordinal = self._years[start.year].working, start.toordinal()
        if n > 0:
            return self._nth(start.year, bisect_right(working, ordinal) + n - 1)
        return self._nth(start.year, bisect_left(working, ordinal) + n)

    def workdays_between(self, start: date, last: date) -> int:
        """Return how many working days lie after `start` up to and including `last`."""
        if last <= start:
            return 0
        whole = sum(len(self._years[year].working) for year in range(start.year, last.year))
        reached = bisect_right(self._years[last.year].working, last.toordinal())
        return whole + reached - bisect_right(self._years[start.year].working, start.toordinal())

    def next_workday_on_or_after(self, d: date) -> date:
        """Return `d` if it is worked, else the first working day after it."""
        return self._nth(d.year, bisect_left(self._years[d.year].working, d.toordinal()))

    def last_workday_on_or_before(self, d: date) -> date:
        """Return `d` if it is worked, else the last working day before it."""
        return self._nth(d.year, bisect_right(self._years[d.year].working, d.toordinal()) - 1)

    def fingerprint(self) -> str:
        """Return what changes when a day does, be it by an override or by what is published."""
        told = (sorted(self._overrides.items()), *map(sorted, _TABLES))
        return sha256(repr(told).encode()).hexdigest()

    def _nth(self, year: int, place: int) -> date:
        """Return the working day at that place, counted from 0 at the beginning of the year.

        A place outside the year lies in the years around it; the search stops at the ends of time.
        """
        while place < 0:
            if year == MINYEAR:
                return date.min
            year -= 1
            place += len(self._years[year].working)
        while place >= len(working := self._years[year].working):
            if year == MAXYEAR:
                return date.max
            year += 1
            place -= len(working)
        return date.fromordinal(working[place])

    def _looked_up(self, year: int) -> _Year:
        """Return a year with its overrides; a whole notice leaves nothing in it provisional."""
        found = _without_overrides(year)
        changed = {d.toordinal(): work for d, work in self._overrides.items() if d.year == year}
        if not changed:
            return found
        working = {n for n, work in changed.items() if work}
        unsure = () if year in self._noticed else found.provisional
        return _Year(
            sorted(working | (set(found.working) - changed.keys())),
            [n for n in unsure if n not in changed],
        )

    def _holds_notice(self, year: int) -> bool:
        """Return whether the overrides hold a whole yearly notice, not just a county holiday.

        A notice always gives rest on the fixed holidays and at Spring Festival, which lies between
        21 January and the end of February. Weekends are not asked for, since a list of exceptions
        may leave them out.
        """
        rests = {
            day
            for day, working in self._overrides.items()
            if day.year == year and not working and day.weekday() < _SATURDAY
        }
        fixed = {day for day in _fixed_holidays(year) if day.weekday() < _SATURDAY}
        spring = {day for day in rests if date(year, 1, 21) <= day < date(year, 3, 1)}
        return bool(spring) and fixed <= rests


def days_after(start: date, last: date) -> Iterator[date]:
    """Yield every day after `start` up to and including `last`; nothing if there is none."""
    return map(date.fromordinal, range(start.toordinal() + 1, last.toordinal() + 1))


@lru_cache(maxsize=1024)
def _fixed_holidays(year: int) -> frozenset[date]:
    """Return the statutory holidays whose date does not depend on the moon or on a notice.

    Source: 全国年节及纪念日放假办法 art. 2 (the second day of Labour Day since 2025).
    """
    dates = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)]
    if year >= _LONGER_LABOUR_DAY_SINCE:
        dates.append((5, 2))
    return frozenset(date(year, month, day) for month, day in dates)


@lru_cache(maxsize=1024)  # every calendar has these years, and most of them unchanged
def _without_overrides(year: int) -> _Year:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = [_published(d) or _assumed(d) for d in map(date.fromordinal, range(first, last + 1))]
    return _Year(
        [day.date.toordinal() for day in days if day.working],
        [day.date.toordinal() for day in days if day.provisional],
    )


def _assumed(d: date) -> Day:
    """Return what is assumed of a day that no notice speaks of yet."""
    if d in _fixed_holidays(d.year):
        return Day(d, working=False, provisional=True, why="assumed-holiday")
    return _ordinary(d, provisional=True)


def _ordinary(d: date, *, provisional: bool = False) -> Day:
    """Return a day as its weekday has it."""
    weekday = d.weekday() < _SATURDAY
    return Day(d, weekday, provisional, why="weekday" if weekday else "weekend")


def _published(d: date) -> Day | None:
    """Return the day as published, or None for a year that the package does not cover."""
    if d.year not in _PUBLISHED:
        return None
    if d.weekday() >= _SATURDAY and d in chinese_calendar.workdays:
        made_up_for = chinese_calendar.workdays[d]
        return Day(d, working=True, provisional=False, why="make-up", name=made_up_for)
    if d in chinese_calendar.holidays:
        holiday = chinese_calendar.holidays[d]
        return Day(d, working=False, provisional=False, why="holiday", name=holiday)
    return _ordinary(d)
