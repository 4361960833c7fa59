"""What the courier says: sentences of the locales, reminders and the liaison's daily summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.config import Category
from casework.rules.calendar import WorkCalendar
from casework.rules.terms import workdays_left
from casework.rules.totals import Summary
from handlers.texts import Html, Say, Texts

CHANNELS = (
    "telegram",
    "letter",
    "call",
    "visit",
    "mailbox",
    "email",
    "passed-down",
    "inquiry",
)
"""How a petition comes in. Source: 工作方案 六(二)6, 六(一)2."""

LONGEST = 4096
"""UTF-16 units in a message. Source: Bot API, sendMessage."""


@dataclass(frozen=True, slots=True)
class Words:
    """Puts into words, on the day of sending, what others have planned."""

    texts: Texts
    calendar: Callable[[], WorkCalendar]
    categories: Sequence[Category]
    today: Callable[[], date]

    def sentence(
        self, language: str | None, name: str, args: Mapping[str, Any], due: date | None
    ) -> Html:
        """Return the sentence `name`; a reminder counts the working days that are left now.

        Raises:
            UnknownTextError: There is no such sentence, or a variable is missing.
        """
        say = self.texts.say(language)
        if due is None:
            return say(name, **args)
        if name == "reminder":
            return self._reminder(say, args["number"], args["term"], due)
        return say(name, **args, due=due)

    def label(self, language: str | None, name: str) -> str:
        """Return the words on a button."""
        return self.texts.say(language).label(name)

    def repeated(self, language: str | None, text: str) -> str:
        """Return `text` with a mark that says it may have come before, if there is room for it."""
        marked = f"{text}\n{self.texts.say(language)('repeated-mark')}"
        return marked if len(marked.encode("utf-16-le")) // 2 <= LONGEST else text

    def summary(self, language: str | None, figures: Summary) -> Html:
        """Return the daily summary: the same lines each day, whatever the figures are."""
        say = self.texts.say(language)
        return say(
            "summary",
            day=figures.day,
            new=figures.new,
            channels=_joined(say, "summary-part", " · ", self._by_channel(say, figures)),
            categories=_joined(say, "summary-line", "\n", self._by_category(say, figures)),
            open=figures.open,
            waiting=figures.waiting_review,
            closed=figures.closed,
            overdue=figures.overdue,
            due_today=figures.due_today,
            next_due=figures.next_due or say("summary-none"),
        )

    def weekly(self, language: str | None, first: date, figures: Summary) -> Html:
        """Return the figures of a week for the office: the same lines each week."""
        say = self.texts.say(language)
        return say(
            "weekly",
            first=first,
            last=figures.day,
            new=figures.new,
            channels=_joined(say, "summary-part", " · ", self._by_channel(say, figures)),
            categories=_joined(say, "summary-line", "\n", self._by_category(say, figures)),
            reviewed=figures.reviewed,
            replied=figures.replied,
            closed=figures.closed,
            open=figures.open,
            waiting=figures.waiting_review,
            overdue=figures.overdue,
        )

    def _reminder(self, say: Say, number: str, term: str, due: date) -> Html:
        today = self.today()
        left = workdays_left(today, due, self.calendar())
        # A round may count terms that no language file has a name for.
        name = f"term-{term}"
        about = {"number": number, "term": say(name) if say.knows(name) else term, "due": due}
        if left > 0:
            return say("reminder-left", **about, left=left)
        if left < 0:
            return say("reminder-overdue", **about, late=-left)
        return say("reminder-today" if due == today else "reminder-last", **about)

    def _by_channel(self, say: Say, figures: Summary) -> list[tuple[str, int]]:
        counts = figures.new_by_channel
        rows = [(say.label(f"source-{name}"), counts.get(name, 0)) for name in CHANNELS]
        other = sum(count for name, count in counts.items() if name not in CHANNELS)
        return [*rows, (say.label("source-other"), other)]

    def _by_category(self, say: Say, figures: Summary) -> list[tuple[str, int]]:
        letters = {item.code: each.code for each in self.categories for item in each.items}
        letters |= {each.code: each.code for each in self.categories}
        counts: dict[str | None, int] = {}
        for code, count in figures.new_by_category.items():
            letter = letters.get(code)
            counts[letter] = counts.get(letter, 0) + count
        rows = [
            (f"{each.code} {say.pick(each.name)}", counts.get(each.code, 0))
            for each in self.categories
        ]
        return [*rows, (say.label("summary-unsorted"), counts.get(None, 0))]


def _joined(say: Say, sentence: str, between: str, rows: Sequence[tuple[str, int]]) -> Html:
    return Html(between.join(say(sentence, name=name, count=count) for name, count in rows))
