"""What a team member writes of a person, read as name, unit, post and rank.

It is typed on a phone: a line for each, in this order, or all in one line with commas between. What
is not known is a hyphen, or is left out at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

ORDER: Final = ("name", "unit", "post", "rank")
_NOT_KNOWN: Final = frozenset({"-", "—", "——", "–", "－", "?", "？", "不详", "不詳", "无", "無"})
_BETWEEN: Final = re.compile("[,，、;；]")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as written down; what is not known is empty. `rest` is what was said besides."""

    name: str = ""
    unit: str = ""
    post: str = ""
    rank: str = ""
    rest: str = ""

    @property
    def known(self) -> tuple[str, ...]:
        """Which of `ORDER` are known."""
        return tuple(each for each in ORDER if getattr(self, each))


def read_person(text: str) -> Person:
    """Return the person that `text` describes; whatever follows the four is kept as `rest`."""
    lines = [line.strip() for line in text.strip().splitlines()]
    lines = [line for line in lines if line]
    if len(lines) == 1:
        lines = [part.strip() for part in _BETWEEN.split(lines[0], len(ORDER))]
    values = ["" if line in _NOT_KNOWN else line for line in lines[: len(ORDER)]]
    values += [""] * (len(ORDER) - len(values))
    name, unit, post, rank = values
    return Person(name, unit, post, rank, "\n".join(lines[len(ORDER) :]))
