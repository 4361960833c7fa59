"""How long before the end of a term people are reminded, and how it may be written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MAX_AMOUNT = 999


class OffsetUnit(StrEnum):
    """What an offset is counted in; `SAME_DAY` is the morning of the reminder day itself."""

    WORKDAYS = "workdays"
    HOURS = "hours"
    SAME_DAY = "same day"


class OffsetSyntaxError(ValueError):
    """A text is not an offset; the message says what would be."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is not an offset: write an amount from 1 to {MAX_AMOUNT} and a unit, such "
            'as "3 workdays", "4 hours", "same day", "3个工作日", "4小时" or "当天"'
        )


_SPELLINGS = {
    OffsetUnit.WORKDAYS: re.compile(r"([0-9]+) ?(?:work ?days?|working days?|个? ?工作日)"),
    OffsetUnit.HOURS: re.compile(r"([0-9]+) ?(?:hours?|个? ?小时)"),
    OffsetUnit.SAME_DAY: re.compile(r"(?:the )?same day|当日|当天"),
}


@dataclass(frozen=True, slots=True)
class Offset:
    """From 1 to 999 working days or hours before the end of a term, or 0 for the same day."""

    amount: int
    unit: OffsetUnit

    def __post_init__(self) -> None:
        lowest, highest = (0, 0) if self.unit is OffsetUnit.SAME_DAY else (1, MAX_AMOUNT)
        if not lowest <= self.amount <= highest:
            raise OffsetSyntaxError(f"{self.amount} {self.unit}")

    def __str__(self) -> str:
        """Return the spelling that `parse` reads back: `3 workdays`, `1 hour`, `same day`."""
        if self.unit is OffsetUnit.SAME_DAY:
            return self.unit.value
        unit = self.unit.value.removesuffix("s") if self.amount == 1 else self.unit.value
        return f"{self.amount} {unit}"

    @classmethod
    def parse(cls, text: str) -> Offset:
        """Read an offset in English or Chinese; case, full-width digits, spacing do not matter.

        Raises:
            OffsetSyntaxError: The text is not an offset.
        """
        plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
        for unit, spelling in _SPELLINGS.items():
            if found := spelling.fullmatch(plain):
                digits = found[1] if found.re.groups else "0"
                # Python refuses to read thousands of digits, and no offset has that many.
                if len(digits) > len(str(MAX_AMOUNT)):
                    break
                return cls(int(digits), unit)
        raise OffsetSyntaxError(text)
