"""A notice from a calendar file (RFC 5545) whose events say which days are rested or worked.

Such files are made by others than the State Council, and name their events as they like. An event
is taken only if its title says plainly which of the two it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from casework.rules.notices import FIRST_DECEMBER_DAY, Notice, NoticeRefusedError

_WORK = ("补班", "補班", "上班", "(班)", "（班）")
_REST = ("假期", "放假", "补休", "補休", "(休)", "（休）")
_DECEMBER = 12
_LONGEST = timedelta(days=15)


def parse_ics(text: str, year: int | None, number: str) -> Notice:
    """Return the notice that the events of a calendar make up; of several years, that of `year`.

    Raises:
        NoticeRefusedError: It is no calendar, an event is not plain, or the year is not told.
    """
    try:
        calendar = Calendar.from_ical(text)
        events = list(calendar.walk("VEVENT"))
    except Exception as error:  # noqa: BLE001  the parser raises whatever it stumbles over
        raise NoticeRefusedError([f"It is no calendar file ({type(error).__name__})."]) from None
    days: dict[date, bool] = {}
    names: dict[date, str] = {}
    for event in events:
        title, working = _meaning(event)
        for day in _days(event, title):
            if days.setdefault(day, working) is not working:
                raise NoticeRefusedError([f"{day} is both worked and rested."])
            names[day] = title
    years = {day.year for day in days}
    if year is None and len(years) != 1:
        raise NoticeRefusedError(["It has days of no year or of several; give --year."])
    told = year or years.pop()
    kept = {day: working for day, working in sorted(days.items()) if _belongs(day, told)}
    return Notice(number, told, kept, {day: names[day] for day in kept})


def _belongs(day: date, year: int) -> bool:
    """Say whether a day belongs to a year's notice; the last week of December is the next one's."""
    last_week = day.month == _DECEMBER and day.day >= FIRST_DECEMBER_DAY
    return day.year == (year - 1 if last_week else year)


def _meaning(event: Any) -> tuple[str, bool]:
    title = str(event.get("SUMMARY", "")).strip()
    works, rests = (any(word in title for word in words) for words in (_WORK, _REST))
    if works is rests:
        raise NoticeRefusedError(
            [f"An event does not say whether it is rest or work: {title[:40]}"]
        )
    if any(name in event for name in ("RRULE", "RDATE", "EXDATE")):
        raise NoticeRefusedError(
            [f"An event comes again and again, as no notice does: {title[:40]}"]
        )
    return title, works


def _days(event: Any, title: str) -> Iterator[date]:
    """Yield the days of an event; its end is not part of it. Source: RFC 5545, section 3.6.1."""
    try:
        first = event.decoded("DTSTART")
        end = event.decoded("DTEND") if "DTEND" in event else first + timedelta(days=1)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise NoticeRefusedError([f"An event has no day: {title[:40]}"]) from None
    if isinstance(first, datetime) or isinstance(end, datetime) or "DURATION" in event:
        raise NoticeRefusedError([f"An event is not of whole days: {title[:40]}"])
    if not timedelta() < end - first <= _LONGEST:
        raise NoticeRefusedError([f"An event ends before it begins, or is too long: {title[:40]}"])
    for n in range((end - first).days):
        yield first + timedelta(days=n)
