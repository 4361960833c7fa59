"""What a card says of a verified name, and of how a case is handled: a line at most each."""

from __future__ import annotations

from casework.desk.facts import Case
from casework.desk.handle import returned_on
from handlers.texts import Html, Say


def identity_of(case: Case, say: Say) -> str:
    """Return whether the reporter gave a name, and whether it is known to be theirs."""
    if not case.facts.named:
        return say.label("desk-anonymous")
    return say.label(f"desk-named-{case.facts.verified or 'unverified'}")


def handling_lines(case: Case, say: Say) -> list[Html]:
    """Return the line on how a case is handled, if somebody has said so."""
    if not case.facts.handling:
        return []
    how, day = say.label(f"desk-choice-handling-{case.facts.handling}"), returned_on(case)
    if day is None:
        return [say("desk-handling", how=how)]
    return [say("desk-handling-returned", how=how, day=day)]
