"""The marks that the team puts on a case."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection


class Mark(StrEnum):
    """What makes a case special; each one can be set and unset by itself."""

    IMPORTANT = "important"
    SENSITIVE = "sensitive"
    URGENT = "urgent"
    PRINCIPAL = "principal"
    PRIORITY = "priority"


PRESSING: Final = frozenset({Mark.IMPORTANT, Mark.SENSITIVE, Mark.URGENT})
"""The marks of which the leader hears the same day. Source: 工作方案 六(二)7."""


def following(marks: tuple[str, ...], category: str, first: Collection[str]) -> tuple[str, ...]:
    """Return the marks of a case that nobody gave or denied priority by hand.

    `first` are the categories and items that go before others.

    Source: 工作方案 五.6.
    """
    others = tuple(mark for mark in marks if mark != Mark.PRIORITY)
    return (*others, Mark.PRIORITY.value) if category in first else others
