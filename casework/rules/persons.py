"""What a team member writes of a person, read as name, unit, post, and so on.

It is typed on a phone: a line for each, in a fixed order, or all in one line with commas between.
What is not known is a hyphen, or is left out at the end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ACCUSED: Final = ("name", "unit", "post", "rank")
REPORTER: Final = ("name", "phone", "address", "unit", "people")
JOINT: Final = "joint"
_NOT_KNOWN: Final = frozenset({"-", "—", "——", "–", "－", "?", "？", "不详", "不詳", "无", "無"})
_BETWEEN: Final = re.compile("[,，、;；]")
_JOINTLY: Final = re.compile("联名|聯名|joint", re.IGNORECASE)
_NUMBER: Final = re.compile("[0-9]+")


def read_person(text: str, order: Sequence[str]) -> tuple[Mapping[str, str], str]:
    """Return what `text` says of a person, by the names of `order`, and whatever follows."""
    lines = [line.strip() for line in text.strip().splitlines()]
    lines = [line for line in lines if line]
    if len(lines) == 1:
        lines = [part.strip() for part in _BETWEEN.split(lines[0], len(order))]
    known = {
        name: line
        for name, line in zip(order, lines, strict=False)
        if line and line not in _NOT_KNOWN
    }
    return known, "\n".join(lines[len(order) :])


def read_reporter(text: str) -> tuple[Mapping[str, str], str]:
    """Return what `text` says of who reported; how many they are may say that they all signed."""
    known, rest = read_person(text, REPORTER)
    people = known.get("people", "")
    number = _NUMBER.search(people)
    if number is None:
        return known, rest
    jointly = {JOINT: "yes"} if _JOINTLY.search(people) else {}
    return {**known, "people": number.group(), **jointly}, rest
