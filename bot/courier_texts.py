"""What the courier says: sentences of the locales, and reminders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.ports import Clock
from casework.rules.calendar import WorkCalendar
from casework.rules.reminders import Hours
from casework.rules.terms import workdays_left
from handlers.texts import Html, Texts

LONGEST = 4096
"""UTF-16 units in a message. Source: Bot API, sendMessage."""


@dataclass(frozen=True, slots=True)
class Words:
    """Puts into words, on the day of sending, what others have planned."""

    texts: Texts
    calendar: Callable[[], WorkCalendar]
    hours: Hours
    clock: Clock

    def today(self) -> date:
        """Return today's date where the office is."""
        return self.hours.local(self.clock()).date()

    def sentence(
        self, language: str | None, name: str, args: Mapping[str, Any], due: date | None
    ) -> Html:
        """Return the sentence `name`.

        Raises:
            UnknownTextError: There is no such sentence, or a variable is missing.
        """
        say = self.texts.say(language)
        return say(name, **args) if due is None else say(name, **args, due=due)

    def reminder(self, language: str | None, number: str, term: str, due: date) -> Html:
        """Return what reminds of a term: how many working days are left now, or are past."""
        say, today = self.texts.say(language), self.today()
        left = workdays_left(today, due, self.calendar())
        # A round may count terms that no language file has a name for.
        name = f"term-{term}"
        about = {"number": number, "term": say(name) if say.knows(name) else term, "due": due}
        if left > 0:
            return say("reminder-left", **about, left=left)
        if left < 0:
            return say("reminder-overdue", **about, late=-left)
        return say("reminder-today" if due == today else "reminder-last", **about)

    def label(self, language: str | None, name: str) -> str:
        """Return the words on a button."""
        return self.texts.say(language).label(name)

    def repeated(self, language: str | None, text: str) -> str:
        """Return `text` with a mark that says it may have come before, if there is room for it."""
        marked = f"{text}\n{self.texts.say(language)('repeated-mark')}"
        return marked if len(marked.encode("utf-16-le")) // 2 <= LONGEST else text
