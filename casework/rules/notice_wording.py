"""The State Council's own wording of a yearly notice, read without guessing.

Each holiday is one line: its name, a colon, and sentences of a few forms. Days of the week and
numbers of days that stand beside the dates must agree with them. A line that tells of dates in any
other words is refused, never left out.

Source: 国务院办公厅关于部分节假日安排的通知, as issued for 2014 to 2026.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from casework.rules.notices import Notice, NoticeRefusedError

_SATURDAY, _FRIDAY, _MONDAY = 5, 4, 0
_LONGEST = 15

_NUMBER = re.compile(r"国办发(?:明电)?〔[0-9]{4}〕[0-9]+号")
_YEAR = re.compile(r"现将([0-9]{4})年")
_LINE = re.compile(
    r"(?:[一二三四五六七八九十]+、|[0-9]{1,2}[.、])?([\u4e00-\u9fff]+(?:、[\u4e00-\u9fff]+)*):(.*)"
)
_NAMES = frozenset(["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"])
_TELLS_OF_DAYS = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日|放假|调休|补休|上班")
_DAY_OF_ISSUE = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")
_WEEKDAYS = "一二三四五六日"
_ONE = r"(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?([0-9]{1,2})日(?:\(([^()]*)\))?"
_DATE = re.compile(_ONE)
_SPAN = re.compile(
    rf"(?P<from>{_ONE})(?:至(?P<to>{_ONE}))?放假(?:调休)?(?:,?共?([0-9]{{1,2}})天)?(?:,不调休)?"
)
_WITH_WEEKEND = re.compile(rf"(?P<from>{_ONE})放假,与周末连休")
_IN_LIEU = re.compile(rf"(?P<from>{_ONE})放假,(?P<to>{_ONE})补休")
_WORKED = re.compile(rf"{_ONE}(?:、{_ONE})*上班")
_WEEKDAY = re.compile(r"(?:星期|周)([一二三四五六日天])")
_NO_ORDER = re.compile(r"鼓励.*")


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    year: int
    days: dict[date, bool] = field(default_factory=dict)
    names: dict[date, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_wording(text: str, year: int | None = None, number: str = "") -> Notice:
    """Return the yearly notice that a text is; what it does not say itself may be given.

    Raises:
        NoticeRefusedError: A line is not clear, or a day of the week or a number does not agree.
    """
    plain = unicodedata.normalize("NFKC", text).replace("[", "〔").replace("]", "〕")
    lines = ["".join(line.split()) for line in plain.splitlines()]
    whole = "".join(lines)
    found = _YEAR.search(whole)
    told = int(found[1]) if found else year
    if told is None or not date.min.year < told < date.max.year:
        raise NoticeRefusedError(["The text does not say for which year it is; give --year."])
    if year not in {None, told}:
        raise NoticeRefusedError([f"The text is for {told}, not for {year}."])
    named = _NUMBER.search(whole)
    reading = _Reading(told)
    for line in filter(None, lines):
        _read_line(line, reading)
    if reading.faults:
        raise NoticeRefusedError(reading.faults)
    return Notice(number or (named[0] if named else ""), told, reading.days, reading.names)


def _read_line(line: str, reading: _Reading) -> None:
    match = _LINE.fullmatch(line)
    names = match[1].split("、") if match else []
    if match is None or not _NAMES.issuperset(names):
        if _is_unclear(line):
            reading.faults.append(f"This line is not clear: {line[:60]}")
        return
    for sentence in filter(None, re.split("[。;]", match[2])):
        try:
            days = _read_sentence(sentence, reading.year)
        except ValueError as error:
            reading.faults.append(f"This is not clear ({error}): {sentence[:60]}")
            continue
        for day, working in days.items():
            if reading.days.setdefault(day, working) is not working:
                reading.faults.append(f"{day} is both worked and rested.")
            reading.names[day] = "、".join(names)


def _is_unclear(line: str) -> bool:
    """Say whether a line outside the list of holidays may tell of a day all the same."""
    if _DAY_OF_ISSUE.fullmatch(line):
        return False
    return _TELLS_OF_DAYS.search(_YEAR.sub("", line).replace("放假调休日期的", "")) is not None


def _read_sentence(sentence: str, year: int) -> dict[date, bool]:
    """Return the days of one sentence.

    Raises:
        ValueError: It has none of the known forms, or contradicts itself; the message says how.
    """
    if _NO_ORDER.fullmatch(sentence):
        return {}
    if _WORKED.fullmatch(sentence):
        return dict.fromkeys(_dates(sentence, year), True)
    if match := _WITH_WEEKEND.fullmatch(sentence):
        return _with_weekend(_dates(match[0], year)[0])
    if _IN_LIEU.fullmatch(sentence):
        return dict.fromkeys(_dates(sentence, year), False)
    if match := _SPAN.fullmatch(sentence):
        return _span(sentence, match, year)
    raise ValueError("no form that is known")


def _with_weekend(day: date) -> dict[date, bool]:
    """Return a day of rest that a weekend touches, with that weekend."""
    near = [day + timedelta(days=n) for n in (-2, -1, 1, 2)]
    if _MONDAY < day.weekday() < _FRIDAY:
        raise ValueError("no weekend touches the day")
    weekend = [each for each in near if each.weekday() >= _SATURDAY]
    return dict.fromkeys([day, *weekend], False)


def _span(sentence: str, match: re.Match[str], year: int) -> dict[date, bool]:
    first, last = (
        (_dates(sentence, year) * 2)[:2] if match["to"] is None else _dates(sentence, year)
    )
    length = (last - first).days + 1
    if not 1 <= length <= _LONGEST:
        raise ValueError("the last day lies before the first, or far behind it")
    told = match[match.re.groups]
    if told is not None and int(told) != length:
        raise ValueError(f"it says {told} days and names {length}")
    return {first + timedelta(days=n): False for n in range(length)}


def _dates(sentence: str, year: int) -> list[date]:
    """Return the dates of a sentence; a month that is left out is that of the date before."""
    found: list[date] = []
    month: int | None = None
    for match in _DATE.finditer(sentence):
        own_year, own_month, day, beside = match.groups()
        month = int(own_month) if own_month else month
        if month is None:
            raise ValueError("a date has no month")
        if own_year is not None:
            year = int(own_year)
        try:
            found.append(date(year, month, int(day)))
        except ValueError:
            raise ValueError("there is no such date") from None
        _check_weekday(found[-1], beside or "")
    return found


def _check_weekday(day: date, beside: str) -> None:
    said = _WEEKDAY.search(beside)
    if said is not None and _WEEKDAYS.index(said[1].replace("天", "日")) != day.weekday():
        raise ValueError(f"{day} is no {said[0]}")
