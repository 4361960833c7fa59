"""What is asked of a member who enters a petition that came by other ways, and in which order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

BOT: Final = "telegram"
"""The channel of what comes through the public bot."""


class Channel(StrEnum):
    """How a petition came to the team. Source: 工作方案 六(二)6, 六(一)2."""

    LETTER = "letter"
    CALL = "call"
    VISIT = "visit"
    MAILBOX = "mailbox"
    EMAIL = "email"
    PASSED_DOWN = "passed-down"
    INQUIRY = "inquiry"


class Step(StrEnum):
    """One question of the form; `ACCOUNT` and `REVIEW` come at the end."""

    CHANNEL = "channel"
    DAY = "day"
    IDENTITY = "identity"
    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    EMPLOYER = "employer"
    PEOPLE = "people"
    JOINT = "joint"
    UNIT = "unit"
    CONCERNS = "concerns"
    CATEGORY = "category"
    ACCOUNT = "account"
    REVIEW = "review"


ABOUT_PERSON = (Step.NAME, Step.PHONE, Step.ADDRESS, Step.EMPLOYER)
"""What is asked about somebody who gave a name; all but the name may be skipped."""

NAMED, ANONYMOUS = "named", "anonymous"
YES, NO = "yes", "no"
DONE = "done"
_OLDEST = timedelta(days=366 * 5)
_MOST_PEOPLE = 100_000
_FULL = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_SHORT = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


class NoSuchDayError(ValueError):
    """A text names no day on which a letter can have come in."""


@dataclass(frozen=True, slots=True)
class Form:
    """What was answered so far, by question, and the question that is asked now.

    A question that was skipped has an empty answer; one that has none was not asked yet.
    """

    step: Step = Step.CHANNEL
    answers: Mapping[Step, str] = field(default_factory=dict)

    @property
    def named(self) -> bool:
        """Whether somebody gave a name."""
        return self.answers.get(Step.IDENTITY) == NAMED

    @property
    def real_name(self) -> bool:
        """Whether it counts as with a name: a name alone, with no way to reach it, does not.

        Source: 检举控告工作规则 arts. 24, 30.
        """
        reachable = self.answers.get(Step.PHONE) or self.answers.get(Step.ADDRESS)
        return self.named and bool(self.answers.get(Step.NAME)) and bool(reachable)

    @property
    def questions(self) -> Sequence[Step]:
        """The questions that this form has, in their order."""
        return [step for step in Step if self._asks(step)]

    def _asks(self, step: Step) -> bool:
        if step in ABOUT_PERSON or step is Step.PEOPLE:
            return self.named
        if step is Step.JOINT:
            return self.named and self.answers.get(Step.PEOPLE, "1") != "1"
        return True

    def answered(self, step: Step, value: str) -> Form:
        """Return the form with an answer, at the first question after it that has none."""
        answers = {**self.answers, step: value}
        form = Form(step, answers)
        return Form(form._next(), answers)

    def _next(self) -> Step:
        for step in self.questions:
            if step is Step.REVIEW or step not in self.answers:
                return step
        return Step.REVIEW

    def asking(self, step: Step) -> Form:
        """Return the form with another question asked now."""
        return Form(step if step in self.questions else self._next(), self.answers)

    def back(self) -> Form | None:
        """Return the form at the question before this one, or None at the first."""
        before = self.questions[: list(self.questions).index(self.step)]
        return Form(before[-1], self.answers) if before else None

    def to_plain(self) -> dict[str, Any]:
        """Return the form as plain data."""
        answers = {step.value: value for step, value in self.answers.items()}
        return {"step": self.step.value, "answers": answers}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Form:
        """Read a form back."""
        answers = {Step(step): value for step, value in plain["answers"].items()}
        return cls(Step(plain["step"]), answers)


def parse_day(text: str, today: date) -> date:
    """Read a day as people type it: `2026-11-23`, `11月23日`, `11-23`; the last such day.

    Raises:
        NoSuchDayError: It is no day, lies ahead, or more than five years back.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    try:
        if full := _FULL.fullmatch(plain):
            day = date(*map(int, full.groups()))
        elif short := _SHORT.fullmatch(plain):
            month, number = map(int, short.groups())
            day = date(today.year, month, number)
            day = day if day <= today else date(today.year - 1, month, number)
        else:
            raise NoSuchDayError("this is not spelled as a day")
    except ValueError as error:
        raise NoSuchDayError("there is no such day") from error
    if not today - _OLDEST <= day <= today:
        raise NoSuchDayError("the day lies ahead or too far back")
    return day


def parse_people(text: str) -> int | None:
    """Return how many people a text names, or None if it names no number that can be."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).removesuffix("人")
    if not (plain.isascii() and plain.isdecimal()):
        return None
    return int(plain) if 1 <= int(plain[:9]) <= _MOST_PEOPLE else None


def parse_choice(text: str, choices: int) -> int | None:
    """Return which of `choices` numbered answers a text names, from 0, or None."""
    number = parse_people(text)
    return number - 1 if number is not None and number <= choices else None
