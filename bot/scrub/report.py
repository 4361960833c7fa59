"""What looking into a file gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from casework.rules.metadata import Found, Outcome


class NotSoundError(Exception):
    """The file is not what it begins like; it is taken as it is, and the person is told."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a file, and the file without it if that could be had."""

    outcome: Outcome
    found: frozenset[Found] = field(default_factory=frozenset)
    cleaned: bytes | None = None


NOTHING = Report(Outcome.NOTHING)
UNKNOWN = Report(Outcome.UNKNOWN)


def cleaned_of(found: Iterable[Found], cleaned: bytes) -> Report:
    """Return the report on a file from which what was found is taken out."""
    kinds = frozenset(found)
    return Report(Outcome.CLEANED, kinds, cleaned) if kinds else NOTHING


def remains(found: Iterable[Found]) -> Report:
    """Return the report on a file in which what was found stays."""
    kinds = frozenset(found)
    return Report(Outcome.REMAINS, kinds) if kinds else NOTHING
