"""A day as a person writes it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_WHOLE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_OF_YEAR = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
_WORDS = {"today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1}


def read_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """Return the day that a text names: `2026-12-07`, `12月7日`, `today`; None if it names none.

    A day without a year is the latest one that has come, or with `ahead` the next one to come.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if plain in _WORDS:
        return date.fromordinal(today.toordinal() + _WORDS[plain])
    try:
        if whole := _WHOLE.fullmatch(plain) or _DIGITS.fullmatch(plain):
            return date(*map(int, whole.groups()))
        if of_year := _OF_YEAR.fullmatch(plain):
            return _nearest(int(of_year[1]), int(of_year[2]), today, ahead=ahead)
    except ValueError:
        pass  # there is no such day
    return None


def _nearest(month: int, day: int, today: date, *, ahead: bool) -> date:
    this = date(today.year, month, day)
    if ahead and this < today:
        return this.replace(year=today.year + 1)
    if not ahead and this > today:
        return this.replace(year=today.year - 1)
    return this
