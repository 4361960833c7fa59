"""How words are read that answer a question about a decision."""

from __future__ import annotations

from casework.desk.disposing import check_past
from casework.desk.pieces import MAX_CHARACTERS, TextTooLongError
from casework.desk.rectifying import check_ahead
from casework.rules.days import read_day
from casework.rules.extensions import read_until
from handlers.team.deciding import Asking, Question
from handlers.texts import Say


async def words(_asking: Asking, text: str) -> str | None:
    """Return what was written; empty words say nothing."""
    if len(text) > MAX_CHARACTERS:
        raise TextTooLongError
    return text.strip() or None


async def past_day(asking: Asking, text: str) -> str | None:
    """Return a day that has come, as ISO date.

    Raises:
        DecisionRefusedError: It has not come.
    """
    day = read_day(text, asking.scope.today())
    if day is None:
        return None
    check_past(asking.scope, day)
    return day.isoformat()


async def day_ahead(asking: Asking, text: str) -> str | None:
    """Return by when something has to be done, as ISO date; a length counts from today.

    Raises:
        DecisionRefusedError: That day is over, or far away.
    """
    scope = asking.scope
    until = read_until(text, scope.today(), scope.today(), scope.office.calendar)
    if until is None:
        return None
    check_ahead(scope, until)
    return until.isoformat()


async def today(asking: Asking, say: Say) -> list[tuple[str, str]]:
    """Offer the day on which nearly everything is entered."""
    return [(asking.scope.today().isoformat(), say.label("decide-button-today"))]


def reason(name: str = "reason") -> Question:
    """Return the question for a reason that has to be given."""
    return Question(name, read=words, long=True)


def remark() -> Question:
    """Return the question for words that may be left out."""
    return Question("words", read=words, long=True, optional=True)


def line(name: str) -> Question:
    """Return the question for a name or a number: one line."""
    return Question(name, read=words)


def paper() -> Question:
    """Return the question for the number of a paper, which there need not be."""
    return Question("document", read=words, optional=True)


def day() -> Question:
    """Return the question for a day that has come."""
    return Question("day", today, past_day)
