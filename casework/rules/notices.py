"""A notice that says which days are worked and which are rested, and whether it can be believed.

The State Council's yearly notice names the rest days of the seven holidays and the weekend days
that are worked instead (调休). A notice that is only a part names a few days: a county holiday, or
a later change of the yearly one.

Source: 国务院办公厅关于部分节假日安排的通知 (yearly); 全国年节及纪念日放假办法 art. 2.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casework.rules.calendar import WorkCalendar

_SATURDAY = 5
_NOVEMBER = 11
_DAY = timedelta(days=1)
_SHORTEST_SPRING_FESTIVAL = 4
_FARTHEST_MAKE_UP = timedelta(days=16)
"""From a make-up day to the rest that it makes up for; since 2008 it was 11 days at most."""
FIRST_DECEMBER_DAY = 24
"""The New Year holiday of a notice may begin so early in the December before."""


class NoticeRefusedError(ValueError):
    """A notice cannot be believed; `faults` holds a sentence for each thing to mend."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


@dataclass(frozen=True, slots=True)
class Notice:
    """The days of one notice: False for a rest, True for a day of work.

    Attributes:
        number: The notice's own number, such as 国办发明电〔2025〕7号.
        year: The year for which it is.
        names: What a day is called, where that is known.
        part: Whether it names a few days and says nothing of the others.
        entered_by: Who entered it.
        entered_at: When; of two notices about one day the one that was entered later holds.
    """

    number: str
    year: int
    days: Mapping[date, bool]
    names: Mapping[date, str] = field(default_factory=dict)
    part: bool = False
    entered_by: str = ""
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Holiday:
    """Between which days (month and day) a holiday may lie, and which are rested in any case."""

    name: str
    first: tuple[int, int]
    last: tuple[int, int]
    fixed: tuple[tuple[int, int], ...] = ()

    def days(self, year: int) -> set[date]:
        begin, end = date(year, *self.first), date(year, *self.last)
        return {begin + _DAY * n for n in range((end - begin).days + 1)}


_NEW_YEAR = _Holiday("New Year's Day (元旦)", (1, 1), (1, 3), ((1, 1),))
_SPRING = _Holiday("Spring Festival (春节)", (1, 20), (2, 28))
_HOLIDAYS = (
    _NEW_YEAR,
    _SPRING,
    _Holiday("Tomb-sweeping Day (清明节)", (4, 2), (4, 7)),
    _Holiday("Labour Day (劳动节)", (4, 30), (5, 5), ((5, 1),)),
    _Holiday("the Dragon Boat Festival (端午节)", (5, 27), (6, 25)),
    _Holiday("the Mid-Autumn Festival (中秋节)", (9, 6), (10, 9)),
    _Holiday("National Day (国庆节)", (9, 30), (10, 7), ((10, 1), (10, 2), (10, 3))),
)


def check_notice(notice: Notice, known: WorkCalendar | None = None) -> None:
    """Make sure that a notice is whole and fits what is known without it.

    `known` is the calendar without this notice; None asks about the notice alone.

    Raises:
        NoticeRefusedError: It is not, or contradicts a day that is certain.
    """
    faults = list(_faults(notice))
    if not faults and known is not None and not notice.part:
        faults += _contradictions(notice, known)
    if faults:
        raise NoticeRefusedError(faults)


def changed_days(before: WorkCalendar, after: WorkCalendar, year: int) -> Sequence[date]:
    """Return the days around a year that were worked and are rested now, or the other way round."""
    first = date(max(year - 1, 1), 12, FIRST_DECEMBER_DAY).toordinal()
    days = map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1))
    return [day for day in days if before.is_workday(day) is not after.is_workday(day)]


def missing_year(today: date, calendar: WorkCalendar) -> int | None:
    """Return the year whose notice ought to be known by now and is not, or None.

    From November on that is the next year's: the State Council announces it in the autumn.
    """
    due = [today.year]
    if today.month >= _NOVEMBER and today.year < date.max.year:
        due.append(today.year + 1)
    return next((year for year in due if not calendar.is_announced(year)), None)


def in_order(notices: Iterable[Notice]) -> Sequence[Notice]:
    """Return notices in the order in which they hold: a later one goes before an earlier one."""
    return sorted(notices, key=lambda each: each.entered_at.timestamp() if each.entered_at else 0.0)


def weekday_of(day: date) -> str:
    """Return the short English name of a day of the week."""
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]


def _faults(notice: Notice) -> Iterator[str]:
    if not date.min.year < notice.year < date.max.year:
        yield "The year is none that a calendar has."
        return
    if not notice.number.strip():
        yield "The notice has no number."
    if not notice.days:
        yield "The notice names no day."
    for day in sorted(notice.days):
        if not _is_of(day, notice.year):
            yield f"{day} does not belong to {notice.year}."
    if not notice.part:
        yield from _missing(notice)
        yield from _out_of_place(notice)


def _is_of(day: date, year: int) -> bool:
    if day.year == year:
        return True
    return (day.year, day.month) == (year - 1, 12) and day.day >= FIRST_DECEMBER_DAY


def _missing(notice: Notice) -> Iterator[str]:
    """Say which of the seven holidays is not there, or not as the regulation has it."""
    for holiday in _HOLIDAYS:
        rests = [day for day in holiday.days(notice.year) if notice.days.get(day) is False]
        if not rests:
            yield f"{holiday.name} is missing: a yearly notice names its rest."
        fixed = [date(notice.year, *day) for day in holiday.fixed]
        for day in fixed:
            if not _is_rest(notice, day):
                yield f"{day} is {holiday.name}, and the notice gives no rest on it."
    spring = [len(run) for run in _runs(notice) if _SPRING.days(notice.year) & set(run)]
    if spring and max(spring) < _SHORTEST_SPRING_FESTIVAL:
        yield f"Spring Festival has fewer than {_SHORTEST_SPRING_FESTIVAL} days of rest in a row."


def _out_of_place(notice: Notice) -> Iterator[str]:
    """Say which days are worked or rested without a holiday near them."""
    anywhere = {day for each in _HOLIDAYS for day in each.days(notice.year)}
    for run in _runs(notice):
        if not anywhere & set(run):
            yield f"{run[0]} is rested far from any holiday; a day of its own needs --part."
    rests = [day for day, working in notice.days.items() if not working]
    for day in sorted(day for day, working in notice.days.items() if working):
        if day.weekday() < _SATURDAY:
            yield f"{day} ({weekday_of(day)}) is no weekend day, so nothing is made up for on it."
        elif all(abs(day - rest) > _FARTHEST_MAKE_UP for rest in rests):
            yield f"{day} is worked far from any rest that it could make up for."


def _runs(notice: Notice) -> list[list[date]]:
    """Return the days of rest that follow each other, with a listed one in each; weekends count."""
    runs: list[list[date]] = []
    for day in sorted(day for day, working in notice.days.items() if not working):
        if runs and day in runs[-1]:
            continue
        run = [day]
        while run[0] > date.min and _is_rest(notice, run[0] - _DAY):
            run.insert(0, run[0] - _DAY)
        while run[-1] < date.max and _is_rest(notice, run[-1] + _DAY):
            run.append(run[-1] + _DAY)
        runs.append(run)
    return runs


def _is_rest(notice: Notice, day: date) -> bool:
    return not notice.days.get(day, day.weekday() < _SATURDAY)


def _contradictions(notice: Notice, known: WorkCalendar) -> Iterator[str]:
    """Say which days are known for certain to be otherwise.

    The last days of the December before are left out: until this notice they were ordinary ones.
    """
    for day, working in sorted(notice.days.items()):
        found = known.day(day)
        if day.year == notice.year and not found.provisional and found.working is not working:
            says, knows = ("worked", "rested") if working else ("rested", "worked")
            yield f"The notice has {day} {says}, and it is known to be {knows}."
