"""What a file may tell besides what it shows, and what is said and done about it.

The kinds are words for people, not fields of formats: nobody who is afraid should have to know
what Exif is. Their sentences stand in the locales as `found-KIND`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

MEBIBYTE = 1024 * 1024
LOOKS_AT_BYTES = 25 * MEBIBYTE
"""Larger files are not looked into: they would have to be held in memory as a whole."""


class Found(StrEnum):
    """A kind of data that was found; in the order in which it is told."""

    PLACE = "place"
    AUTHOR = "author"
    CAMERA = "camera"
    TIME = "time"
    EDITS = "edits"
    NOTES = "notes"
    SOFTWARE = "software"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a file that was looked into, or was to be.

    `REMAINS` is a file in which something was found that cannot be taken out here; `UNKNOWN` one
    of a kind that may hold such data and that is not looked into; `FAILED` one that could not be.
    """

    NOTHING = "nothing"
    CLEANED = "cleaned"
    REMAINS = "remains"
    UNKNOWN = "unknown"
    FAILED = "failed"
    TOO_LARGE = "too-large"


# Telegram's apps make these anew when they are sent, without anything beside the picture or sound.
_MADE_ANEW = frozenset({"photo", "voice", "video-note"})


def looked_into(kind: str) -> bool:
    """Say whether files of a kind of message arrive as they were made, with all that is in them."""
    return kind not in _MADE_ANEW


def fits(size_bytes: int) -> bool:
    """Say whether a file is small enough to be looked into."""
    return size_bytes <= LOOKS_AT_BYTES


def in_order(found: Iterable[str]) -> list[str]:
    """Return kinds of data in the order in which they are told, each once."""
    known = set(found)
    return [kind.value for kind in Found if kind.value in known]


def is_news(outcome: str, found: Iterable[str], told: Iterable[tuple[str, Iterable[str]]]) -> bool:
    """Say whether the person has to hear of a file, after what was `told` of earlier ones.

    Ten photos of one phone are told once; a place that only the fourth one names is told, too.
    """
    if outcome == Outcome.NOTHING:
        return False
    before = [set(kinds) for earlier, kinds in told if earlier == outcome]
    return not before or not set(found) <= set().union(*before)
