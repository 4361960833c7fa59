"""Lines of reminders become messages: one for each chat, the most urgent first.

A line was decided by the desk; here it gets its words, and its place in a message. Specified in
docs/spec/outbox.md, "Reminders".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from bot.courier_places import Topic
from bot.courier_texts import LONGEST, Words, length
from casework.ports import OutboxRow
from casework.rules.reminders import LATE, Kind, waits_until
from handlers.texts import Html

T = TypeVar("T")
PAGE = 20
"""As many lines as a message holds: with their buttons they fit a phone, and 4,096 characters."""
ACROSS = 5

SEEN, DONE, EXTEND, HAND, VIEW, ALL = "tm:s:", "tm:d:", "tm:x:", "tm:h:", "tm:v:", "tm:s:all"
"""What the buttons hold, before the id of a term. The desk answers them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the desk sealed it: of which term, for which chat, and for when it was meant.

    `last` is the last working day of the term, `case` the id of its case unless it is of the round.
    """

    row: OutboxRow
    chat_id: int
    language: str
    term: str
    rule: str
    number: str
    due: date
    last: date
    planned: datetime
    kind: Kind
    case: str | None
    topic: Topic | None = None
    before: date | None = None
    text: str = ""

    @classmethod
    def of(cls, row: OutboxRow, item: Mapping[str, Any]) -> Line:
        """Return the line in an opened item.

        Raises:
            LookupError, TypeError, ValueError: It lacks something.
        """
        told = item["line"]
        return cls(
            row,
            int(item["chat_id"]),
            item["language"],
            told["term"],
            told["rule"],
            told["number"],
            date.fromisoformat(told["due"]),
            date.fromisoformat(told["last"]),
            datetime.fromisoformat(told["planned"]),
            Kind(told["kind"]),
            told["case"],
            Topic(**item["topic"]) if item.get("topic") else None,
            date.fromisoformat(told["before"]) if told.get("before") else None,
        )

    @property
    def place(self) -> tuple[int, str | None, bool]:
        """With what it stands in one message: what may have come before stands apart."""
        return self.chat_id, self.topic.case_id if self.topic else None, self.row.uncertain


@dataclass(frozen=True, slots=True)
class Reminders:
    """Puts lines together and into words."""

    words: Words

    def waits(self, line: Line) -> datetime | None:
        """Return until when a line waits because people sleep, or None."""
        return waits_until(self.words.hours, self.words.clock(), line.last)

    def worded(self, line: Line) -> Line:
        """Return a line with its words.

        Raises:
            UnknownTextError: Nobody wrote the sentence.
        """
        say = self.words.texts.say(line.language)
        if line.kind is Kind.CHASE:
            text = say("chase-flag", number=line.number)
        elif line.before is not None:
            text = self.words.moved(line.language, line.number, line.rule, (line.before, line.due))
        else:
            text = self.words.reminder(line.language, line.number, line.rule, line.due)
        if self.words.clock() - line.planned > LATE:
            planned = self.words.hours.local(line.planned)
            meant = {"day": planned.date(), "time": f"{planned:%H:%M}"}
            text = say("reminder-late", line=text, **meant)
        return replace(line, text=text)

    def messages(self, lines: Iterable[Line]) -> list[tuple[Sequence[Line], dict[str, Any]]]:
        """Return the messages that the lines make up, each with its call's parameters."""
        apart: dict[tuple[int, str | None, bool], list[Line]] = {}
        for line in lines:
            apart.setdefault(line.place, []).append(line)
        return [
            message
            for together in apart.values()
            for page in _in_pages(sorted(together, key=_urgency), PAGE)
            for message in self._fitting(page)
        ]

    def _fitting(self, page: list[Line]) -> list[tuple[Sequence[Line], dict[str, Any]]]:
        """Return one message, or as many as its lines need."""
        params = self._params(page)
        if len(page) == 1 or length(params["text"]) <= LONGEST:
            return [(page, params)]
        half = (len(page) + 1) // 2
        return [*self._fitting(page[:half]), *self._fitting(page[half:])]

    def _params(self, page: Sequence[Line]) -> dict[str, Any]:
        first, text = page[0], page[0].text
        if len(page) > 1:
            say = self.words.texts.say(first.language)
            numbered = [f"{place}. {line.text}" for place, line in enumerate(page, 1)]
            text = Html("\n".join([say("reminders", count=len(page)), "", *numbered]))
        if first.row.uncertain:
            text = Html(f"{text}\n{self.words.mark(first.language)}")
        params: dict[str, Any] = {"chat_id": first.chat_id, "text": text, "parse_mode": "HTML"}
        if first.chat_id > 0:
            params["reply_markup"] = {"inline_keyboard": self._keyboard(page)}
        return params

    def _keyboard(self, page: Sequence[Line]) -> list[list[dict[str, str]]]:
        first = page[0]
        label = self.words.texts.say(first.language).label
        if len(page) > 1:
            numbers = [_button(str(place), VIEW + line.term) for place, line in enumerate(page, 1)]
            rows = _in_pages(numbers, ACROSS)
            return [*rows, [_button(label("reminders-button-all-seen"), ALL)]]
        return _buttons_of(first, label)


def _buttons_of(line: Line, label: Callable[[str], str]) -> list[list[dict[str, str]]]:
    """Return what can be done with one line: a flag is confirmed on its card alone."""
    seen = _button(label("reminder-button-seen"), SEEN + line.term)
    rows = [[seen]]
    if line.kind is not Kind.CHASE:
        rows = [[seen, _button(label("reminder-button-done"), DONE + line.term)]]
        if line.case is not None:
            extend = _button(label("reminder-button-extend"), EXTEND + line.term)
            hand = _button(label("reminder-button-hand"), HAND + line.term)
            rows.append([extend, hand])
    if line.case is not None:
        rows.append([_button(label("desk-button-card"), f"c:{line.case}")])
    return rows


def _button(text: str, data: str) -> dict[str, str]:
    return {"text": text, "callback_data": data}


def _urgency(line: Line) -> tuple[date, str]:
    """Return what sorts lines: what is overdue longest comes first, then what is due next."""
    return line.due, line.number


def _in_pages(things: list[T], size: int) -> list[list[T]]:
    return [things[start : start + size] for start in range(0, len(things), size)]
