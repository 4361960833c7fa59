"""What a check says, and what it may look at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Config
    from bot.doctor.bot_api import BotApi


class Grade(StrEnum):
    """How much a finding matters."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, and what to do about it."""

    grade: Grade
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Installation:
    """What there is to be looked at.

    Attributes:
        config: The configuration, which loads: what is wrong in it is told before all else.
        now: The present moment by the clock of the installation.
        public: The public bot, or None without its token.
        team: The team's bot, or None without its token.
    """

    config: Config
    now: datetime
    public: BotApi | None = None
    team: BotApi | None = None


Look = Callable[[Installation], AsyncIterator[Finding] | Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a word for programs, what is in order if it finds nothing, and how it looks."""

    name: str
    good: str
    look: Look


@dataclass(frozen=True, slots=True)
class Result:
    """A check that has been made, with what it found."""

    check: Check
    findings: tuple[Finding, ...]

    @property
    def grade(self) -> Grade:
        """The worst of what was found."""
        grades = {finding.grade for finding in self.findings}
        return next((g for g in (Grade.WRONG, Grade.NOTE) if g in grades), Grade.GOOD)


def wrong(what: str, remedy: str) -> Finding:
    """Say what has to be mended, and how."""
    return Finding(Grade.WRONG, what, remedy)


def note(what: str, remedy: str) -> Finding:
    """Say what can wait, or could not be looked at, and what to do about it."""
    return Finding(Grade.NOTE, what, remedy)
