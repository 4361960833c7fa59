"""Whether petitions are taken in: by the dates of the round, and by the operator's word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """Where the round stands on a day."""

    BEFORE = "before"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Pause:
    """The operator takes nothing in for a while.

    `reason` is told to everybody, in each language that it was given in. `until` is the first day
    on which petitions are taken in again, by itself; without it somebody has to end the pause.
    """

    reason: Mapping[str, str]
    until: date | None = None

    def reason_in(self, language: str) -> str | None:
        """Return the reason in a language, or else as it was given first, if it was given."""
        return self.reason.get(language) or next(iter(self.reason.values()), None)


def stage_on(day: date, opens: date, closes: date, pause: Pause | None) -> Stage:
    """Return the stage on `day`; both dates belong to the round, whatever the hour."""
    if day < opens:
        return Stage.BEFORE
    if day > closes:
        return Stage.CLOSED
    if pause is not None and (pause.until is None or day < pause.until):
        return Stage.PAUSED
    return Stage.OPEN
