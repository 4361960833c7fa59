"""Which days are worked in China, and how sure of it we are.

Three sources answer in turn: the dated overrides of the configuration (the State Council's yearly
notice, county holidays), then the package `chinesecalendar`, then plain weekdays less the holidays
that have a fixed date. The last answer is provisional: Spring Festival and the make-up days of a
year are unknown until its notice appears.

A search that would leave the years 1 to 9999 stops at the first or last day instead of failing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import chinese_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SATURDAY = 5
_LONGER_LABOUR_DAY_SINCE = 2025


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day: whether it is worked, whether that may still change, and a stable code why.

    `why` is one of `override`, `weekday`, `weekend`, `holiday`, `make-up`, `assumed-holiday`.
    """

    date: date
    working: bool
    provisional: bool
    why: str


class WorkCalendar:
    """The working days of one office; `overrides` says True for a working day, False for a rest.

    Source: 国务院办公厅关于部分节假日安排的通知 (yearly); 全国年节及纪念日放假办法 art. 2.
    """

    def __init__(self, overrides: Mapping[date, bool]) -> None:
        self._overrides = dict(overrides)
        years = {day.year for day in self._overrides}
        self._noticed = frozenset(year for year in years if self._holds_notice(year))

    def day(self, d: date) -> Day:
        """Return what is known about one day, from the first source that knows it."""
        if d in self._overrides:
            return Day(d, self._overrides[d], provisional=False, why="override")
        published = _published(d)
        return self._assumed(d) if published is None else published

    def is_workday(self, d: date) -> bool:
        """Return whether the day is worked, as far as is known."""
        return self.day(d).working

    def is_provisional(self, d: date) -> bool:
        """Return whether the answer for this day waits for a notice of the State Council."""
        return self.day(d).provisional

    def is_announced(self, year: int) -> bool:
        """Return whether the year's holidays are known, from the package or from the overrides."""
        return year in self._noticed or _published(date(year, 1, 1)) is not None

    def add_workdays(self, start: date, n: int) -> date:
        """Return the n-th working day after `start`, or before it if `n` is negative.

        `start` itself is never counted, be it worked or not; with `n` 0 it is the answer.
        """
        day, left = start, abs(n)
        step = timedelta(days=1 if n > 0 else -1)
        while left and day != _end(forward=n > 0):
            day += step
            left -= self.is_workday(day)
        return day

    def next_workday_on_or_after(self, d: date) -> date:
        """Return `d` if it is worked, else the first working day after it."""
        while not self.is_workday(d) and d != date.max:
            d += timedelta(days=1)
        return d

    def last_workday_on_or_before(self, d: date) -> date:
        """Return `d` if it is worked, else the last working day before it."""
        while not self.is_workday(d) and d != date.min:
            d -= timedelta(days=1)
        return d

    def _assumed(self, d: date) -> Day:
        weekday = d.weekday() < _SATURDAY
        if d.year in self._noticed:
            # The notice names every exception, so a day it is silent about is an ordinary one.
            return Day(d, weekday, provisional=False, why="weekday" if weekday else "weekend")
        if d in _fixed_holidays(d.year):
            return Day(d, working=False, provisional=True, why="assumed-holiday")
        return Day(d, weekday, provisional=True, why="weekday" if weekday else "weekend")

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


def _end(*, forward: bool) -> date:
    return date.max if forward else date.min


def _fixed_holidays(year: int) -> frozenset[date]:
    """Return the statutory holidays whose date does not depend on the moon or on a notice.

    Source: 全国年节及纪念日放假办法 art. 2 (the second day of Labour Day since 2025).
    """
    dates = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)]
    if year >= _LONGER_LABOUR_DAY_SINCE:
        dates.append((5, 2))
    return frozenset(date(year, month, day) for month, day in dates)


@lru_cache(maxsize=4096)  # The package searches its whole table at each question.
def _published(d: date) -> Day | None:
    """Return the day as published, or None for a year that the package does not cover."""
    try:
        resting, name = chinese_calendar.get_holiday_detail(d)
    except NotImplementedError:
        return None
    if resting:
        return Day(d, working=False, provisional=False, why="holiday" if name else "weekend")
    why = "weekday" if d.weekday() < _SATURDAY else "make-up"
    return Day(d, working=True, provisional=False, why=why)
