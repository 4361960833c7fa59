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
from handlers.texts import Html, Say, Texts

LONGEST = 4096
"""UTF-16 units in a message. Source: Bot API, sendMessage."""

OWED_BY = frozenset(
    {
        "announce-review",
        "announce-assigned-until",
        "announce-returned-until",
        "announce-resubmitted-until",
    }
)
"""The sentences whose day is that of a term, and may move with the calendar."""


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
        if due is None:
            return say(name, **args)
        return say(name, **args, due=self._day(say, due) if name in OWED_BY else due)

    def reminder(self, language: str | None, number: str, term: str, due: date) -> Html:
        """Return what reminds of a term: how many working days are left now, or are past."""
        say, today = self.texts.say(language), self.today()
        left = workdays_left(today, due, self.calendar())
        about = self._about(say, number, term, due)
        if left > 0:
            return say("reminder-left", **about, left=left)
        if left < 0:
            return say("reminder-overdue", **about, late=-left)
        return say("reminder-today" if due == today else "reminder-last", **about)

    def moved(self, language: str | None, number: str, term: str, days: tuple[date, date]) -> Html:
        """Return what says that a term has moved from one day to another with the calendar."""
        say, (before, due) = self.texts.say(language), days
        return say("reminder-moved", **self._about(say, number, term, due), before=before)

    def _about(self, say: Say, number: str, term: str, due: date) -> dict[str, Any]:
        # A round may count terms that no language file has a name for.
        name = f"term-{term}"
        known = say(name) if say.knows(name) else term
        return {"number": number, "term": known, "due": self._day(say, due)}

    def _day(self, say: Say, due: date) -> Html:
        """Return a due day, and whether it may still move for want of a calendar."""
        day = Html(say.date(due))
        unsure = self.calendar().any_provisional(self.today(), due)
        return say("date-for-now", day=day) if unsure else day

    def label(self, language: str | None, name: str) -> str:
        """Return the words on a button."""
        return self.texts.say(language).label(name)

    def repeated(self, language: str | None, text: str) -> str:
        """Return `text` with a mark that says it may have come before, if there is room for it."""
        marked = f"{text}\n{self.mark(language)}"
        return marked if length(marked) <= LONGEST else text

    def mark(self, language: str | None) -> Html:
        """Return what says that a message may have come before."""
        return self.texts.say(language)("repeated-mark")


def length(text: str) -> int:
    """Return how long a message is, as Telegram counts; its marks of HTML are counted, too."""
    return len(text.encode("utf-16-le")) // 2
