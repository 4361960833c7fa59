"""How the questions about a letter look: the words, the answers to choose from, and the way out.

Names and words of whoever wrote are in no question and no answer: the review says that they are
there, and reading them is a step of its own (bot/letter_pages.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.desk.assign import tag_of
from casework.desk.enter import routed
from casework.desk.letters import Letter
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.desk.triage import NOT_SURE
from casework.entering import NobodyCanReadError
from casework.rules.letters import (
    ANONYMOUS,
    DONE,
    NAMED,
    NO,
    YES,
    Channel,
    Form,
    NoSuchDayError,
    Step,
    parse_choice,
    parse_day,
    parse_people,
)
from casework.rules.routing import Concern
from handlers.answers import Buttons, in_rows
from handlers.team.context import Names
from handlers.texts import Html, Say

SKIP = "-"
LONGEST = 200
"""Characters of a name, a number or an address."""

_SKIPPED = (Step.PHONE, Step.ADDRESS, Step.EMPLOYER)
_IN_PAIRS = frozenset({Step.CHANNEL, Step.DAY, Step.IDENTITY, Step.JOINT})
CHANGED_AT_REVIEW = (
    *(Step.CHANNEL, Step.DAY, Step.IDENTITY, Step.NAME, Step.PHONE, Step.ADDRESS),
    *(Step.EMPLOYER, Step.PEOPLE, Step.JOINT, Step.UNIT, Step.CONCERNS, Step.CATEGORY),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: what the button sends, what it says, and what is kept."""

    data: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LetterWords:
    """Speaks of one letter to the member who enters it."""

    scope: DeskScope
    member: Member
    names: Names
    say: Say

    def question(self, letter: Letter, texts: int, files: int) -> tuple[Html, Buttons]:
        """Return the question that is asked now, and its buttons."""
        step = letter.form.step
        if step is Step.REVIEW:
            return self._review(letter, texts, files)
        if step is Step.ACCOUNT:
            return self._account(letter, texts, files)
        cells = [
            (f"{number} {choice.label}", self.data(letter, "a", step.value, choice.data))
            for number, choice in enumerate(self.choices(step), 1)
        ]
        return self.say(f"desk-letter-{step}"), [*_rows(cells, step), self._ways(letter)]

    def choices(self, step: Step) -> Sequence[Choice]:
        """Return the answers to choose from; questions that are answered in words have few."""
        made = {
            Step.CHANNEL: self._channels,
            Step.DAY: self._days,
            Step.IDENTITY: self._identities,
            Step.PEOPLE: self._one_person,
            Step.JOINT: self._joint,
            Step.CONCERNS: self._concerns,
            Step.UNIT: self._units,
            Step.CATEGORY: self._categories,
        }
        if step in _SKIPPED:
            return [Choice(SKIP, self.say.label("desk-button-not-given"), "")]
        return made[step]() if step in made else ()

    def typed(self, step: Step, text: str) -> str | None:
        """Return the answer that typed words give, or None if they give none."""
        plain = text.strip()
        choices = self.choices(step)
        if step is Step.DAY:
            return self._typed_day(plain, choices)
        for choice in choices:
            if plain.casefold() in {choice.label.casefold(), choice.data.casefold()}:
                return choice.value
        if step is Step.PEOPLE:
            people = parse_people(plain)
            return None if people is None else str(people)
        if step is Step.NAME or step in _SKIPPED:
            return plain if 0 < len(plain) <= LONGEST else None
        if step is Step.CATEGORY and plain.upper() in self.scope.office.categories:
            return plain.upper()
        number = parse_choice(plain, len(choices))
        return None if number is None else choices[number].value

    def pressed(self, step: Step, data: str) -> str | None:
        """Return the answer that a button gives, or None if the question has none such."""
        return next((each.value for each in self.choices(step) if each.data == data), None)

    def changes(self, letter: Letter) -> tuple[Html, Buttons]:
        """Return the answers that can be changed."""
        cells = [
            (self.say.label(f"desk-letter-of-{step}"), self.data(letter, "ask", step.value))
            for step in letter.form.questions
            if step in CHANGED_AT_REVIEW
        ]
        rows = in_rows(cells)
        return self.say("desk-letter-changing"), [*rows, [self._on(letter)]]

    def leaving(self, letter: Letter) -> tuple[Html, Buttons]:
        """Return what is said to somebody who leaves the letter for now."""
        return self.say("desk-letter-left"), [[self._on(letter)]]

    def discarding(self, letter: Letter) -> tuple[Html, Buttons]:
        """Return the question whether all of it is to be forgotten."""
        drop = (self.say.label("desk-button-discard"), self.data(letter, "dropped"))
        return self.say("desk-letter-discarding"), [[drop], [self._on(letter)]]

    @staticmethod
    def data(letter: Letter, *words: str) -> str:
        """Return what a button about this letter sends."""
        return ":".join(("lt", mark_of(letter), *words))

    def _channels(self) -> Sequence[Choice]:
        return [_choice(each, self.say.label(f"source-{each}")) for each in Channel]

    def _identities(self) -> Sequence[Choice]:
        named = _choice(NAMED, self.say.label("desk-button-with-name"))
        return [named, _choice(ANONYMOUS, self.say.label("desk-button-no-name"))]

    def _one_person(self) -> Sequence[Choice]:
        return [_choice("1", self.say.label("desk-button-one-person"))]

    def _joint(self) -> Sequence[Choice]:
        return [_choice(each, self.say.label(f"desk-joint-{each}")) for each in (YES, NO)]

    def _concerns(self) -> Sequence[Choice]:
        return [_choice(each, self.say.label(f"concerns-{each}")) for each in Concern]

    def _days(self) -> Sequence[Choice]:
        today = self.scope.today()
        yesterday = today - timedelta(days=1)
        return [
            _choice(today.isoformat(), self.say.label("desk-button-today", day=today)),
            _choice(yesterday.isoformat(), self.say.label("desk-button-yesterday", day=yesterday)),
        ]

    def _units(self) -> Sequence[Choice]:
        known = [
            Choice(tag_of(unit), self.names.unit(unit, self.say), unit)
            for unit in self.scope.office.units
        ]
        return [*known, Choice(SKIP, self.say.label("desk-unit-unsure"), NOT_SURE)]

    def _categories(self) -> Sequence[Choice]:
        known = [
            _choice(each.code, self.names.category(each.code, self.say))
            for each in self.names.categories
        ]
        return [*known, Choice(SKIP, self.say.label("desk-category-unsure"), NOT_SURE)]

    def _typed_day(self, plain: str, choices: Sequence[Choice]) -> str | None:
        number = parse_choice(plain, len(choices))
        if number is not None:
            return choices[number].value
        try:
            return parse_day(plain, self.scope.today()).isoformat()
        except NoSuchDayError:
            return None

    def _account(self, letter: Letter, texts: int, files: int) -> tuple[Html, Buttons]:
        if not texts + files:
            return self.say("desk-letter-account"), [self._ways(letter)]
        told = self.say("desk-letter-account-more", texts=texts, files=files)
        done = self.say.label("desk-button-letter-done")
        undo = self.say.label("desk-button-letter-undo")
        rows = [
            [(done, self.data(letter, "a", Step.ACCOUNT.value, DONE))],
            [(undo, self.data(letter, "undo"))],
            self._ways(letter),
        ]
        return told, rows

    def _review(self, letter: Letter, texts: int, files: int) -> tuple[Html, Buttons]:
        say, answers = self.say, letter.form.answers
        text = say(
            "desk-letter-review",
            channel=say.label(f"source-{answers[Step.CHANNEL]}"),
            day=date.fromisoformat(answers[Step.DAY]),
            who=say.label(f"desk-letter-who-{_who(letter.form)}"),
            unit=self.names.unit(answers[Step.UNIT], say),
            category=self.names.category(answers[Step.CATEGORY], say),
            concerns=say.label(f"concerns-{answers[Step.CONCERNS]}"),
            texts=texts,
            files=files,
        )
        warned = self._warning(letter.form)
        rows = [
            [(say.label("desk-button-submit"), self.data(letter, "go"))],
            [
                (say.label("desk-button-letter-read"), self.data(letter, "read", "0")),
                (say.label("desk-button-letter-change"), self.data(letter, "menu")),
            ],
            [
                (say.label("desk-button-letter-add"), self.data(letter, "ask", Step.ACCOUNT)),
                (say.label("desk-button-discard"), self.data(letter, "drop")),
            ],
            self._ways(letter),
        ]
        return (text if warned is None else Html(f"{text}\n\n{warned}")), rows

    def _warning(self, form: Form) -> Html | None:
        """Return what whoever enters it has to know before Submit."""
        try:
            reads = self.member.id in routed(self.scope, form).readers
        except NobodyCanReadError:
            return self.say("desk-letter-nobody-reads")
        return None if reads else self.say("desk-letter-past-you")

    def _ways(self, letter: Letter) -> list[tuple[str, str]]:
        leave = (self.say.label("desk-button-letter-leave"), self.data(letter, "out"))
        if letter.form.back() is None:
            return [leave]
        return [(self.say.label("desk-button-back"), self.data(letter, "back")), leave]

    def _on(self, letter: Letter) -> tuple[str, str]:
        return self.say.label("desk-button-letter-on"), self.data(letter, "on")


def mark_of(letter: Letter) -> str:
    """Return by what a button tells this letter from an earlier one."""
    return letter.id[:8]


def _choice(value: str, label: str) -> Choice:
    return Choice(value, label, value)


def _who(form: Form) -> str:
    if not form.named:
        return ANONYMOUS
    return NAMED if form.real_name else "unreachable"


def _rows(cells: Sequence[tuple[str, str]], step: Step) -> Buttons:
    return in_rows(cells, 2 if step in _IN_PAIRS else 1)
