"""Registration numbers 登记号: the office's own serial, written 礼巡信〔2026〕001号.

Source: 党政机关公文格式 GB/T 9704-2012, 7.2.5 (year in hexagonal brackets). The three digits are
the office's practice; serials above 999 simply grow longer.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_FIRST_YEAR, _LAST_YEAR = 1000, 9999
_NOT_IN_SERIES = re.compile(r"[\s〔〕\[\]()【】]")
# NFKC has turned full-width brackets and digits into plain ones before this is applied.
_WRITTEN = re.compile(
    r"(?P<series>[^\s〔〕\[\]()【】]+)[〔\[(【](?P<year>[0-9]{4})[〕\])】](?P<serial>[0-9]{1,9})号?"
)


class RegistrationNumberError(ValueError):
    """A text or its parts are not a registration number."""


class RegistrationNumber(NamedTuple):
    """A registration number's three parts; `serial` starts at 1 in each series and year."""

    series: str
    year: int
    serial: int

    def __str__(self) -> str:
        """Return the number as written in the ledger."""
        return registration_number(*self)


def registration_number(series: str, year: int, serial: int) -> str:
    """Return the number as written in the ledger, its serial in at least three digits.

    Raises:
        RegistrationNumberError: The series is empty or holds brackets or spaces, the year does not
            have four digits, or the serial is below 1.
    """
    if not series or _NOT_IN_SERIES.search(unicodedata.normalize("NFKC", series)):
        raise RegistrationNumberError(f"series {series!r} is empty or holds a bracket or a space")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise RegistrationNumberError(f"year {year} does not have four digits")
    if serial < 1:
        raise RegistrationNumberError(f"serial {serial} is below 1")
    return f"{series}〔{year}〕{serial:03d}号"


def parse_registration_number(text: str) -> RegistrationNumber:
    """Read a registration number as people type it: other brackets, spaces, without 号 or zeros.

    Raises:
        RegistrationNumberError: The text is not such a number; the message shows one.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        raise RegistrationNumberError(f"{text!r} is not a number such as 礼巡信〔2026〕001号")
    parsed = RegistrationNumber(match["series"], int(match["year"]), int(match["serial"]))
    registration_number(*parsed)
    return parsed
