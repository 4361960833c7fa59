"""The length of a term, and the ways in which a configuration or a person may write it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MAX_AMOUNT = 9_999


class Unit(StrEnum):
    """What a term is counted in; `SAME_DAY` ends with the day on which it starts."""

    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"
    SAME_DAY = "same day"


class TermSyntaxError(ValueError):
    """A text is not the length of a term; the message says what would be."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is not a term: write an amount from 1 to {MAX_AMOUNT} and a unit, such as "
            '"10 workdays", "15 days", "2 months", "same day", "10个工作日", "15日" or "2个月"'
        )


_SPELLINGS = {
    Unit.WORKDAYS: re.compile(r"([0-9]+) ?(?:work ?days?|working days?|个? ?工作日)"),
    Unit.DAYS: re.compile(r"([0-9]+) ?(?:(?:calendar )?days?|日|天|个? ?自然日)"),
    Unit.MONTHS: re.compile(r"([0-9]+) ?(?:months?|个 ?月)"),
    Unit.SAME_DAY: re.compile(r"(?:the )?same day|当日|当天"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A deadline's length: from 1 to 9,999 working days, days or months, or 0 for the same day."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        lowest, highest = (0, 0) if self.unit is Unit.SAME_DAY else (1, MAX_AMOUNT)
        if not lowest <= self.amount <= highest:
            raise TermSyntaxError(f"{self.amount} {self.unit}")

    def __str__(self) -> str:
        """Return the spelling that `parse` reads back: `10 workdays`, `1 month`, `same day`."""
        if self.unit is Unit.SAME_DAY:
            return self.unit.value
        unit = self.unit.value.removesuffix("s") if self.amount == 1 else self.unit.value
        return f"{self.amount} {unit}"

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read a term in English or Chinese; case, full-width digits and spacing do not matter.

        Raises:
            TermSyntaxError: The text names no amount or no unit that is known.
        """
        plain = " ".join(unicodedata.normalize("NFKC", text).lower().split())
        for unit, spelling in _SPELLINGS.items():
            if match := spelling.fullmatch(plain):
                return cls(_amount(match, text), unit)
        raise TermSyntaxError(text)


def _amount(match: re.Match[str], text: str) -> int:
    digits = match[1].lstrip("0") if match.re.groups else "0"
    # Length comes first: Python refuses to read numbers of more than 4,300 digits.
    if not digits or len(digits) > len(str(MAX_AMOUNT)):
        raise TermSyntaxError(text)
    return int(digits)
