"""What a receipt promises: the next steps and by when, from the terms of the round alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.rules.calendar import WorkCalendar
from casework.rules.terms import Term, TermRule, due_date, terms_started_by
from casework.rules.variants import Kind


@dataclass(frozen=True, slots=True)
class Promises:
    """The next steps of a petition.

    Attributes:
        register_by: The last day for entering it into the register.
        notice_by: The last day for saying whether it is accepted, to somebody who gave a name.
        result_within: How long after closing the same person is told the result.
        may_move: Whether one of the days rests on a calendar that is not announced yet.
    """

    register_by: date
    notice_by: date | None
    result_within: Term | None
    may_move: bool = False


def promises_on(
    received_on: date, rules: Iterable[TermRule], calendar: WorkCalendar, kind: Kind
) -> Promises:
    """Return what may be promised on the day on which a petition comes in.

    What the round has no term for is not promised; the register is then kept on the same day.
    """
    rules = tuple(rules)
    started = terms_started_by("received", rules, kind)
    ending = {
        rule.met_by: due_date(received_on, rule.term, calendar, roll=rule.roll) for rule in started
    }
    told = [ending[event] for event in ("registered", "notice-sent") if event in ending]
    days = {event: due.date for event, due in ending.items()}
    after_closing = terms_started_by("closed", rules, kind)
    results = [rule.term for rule in after_closing if rule.met_by == "feedback-sent"]
    return Promises(
        register_by=days.get("registered", received_on),
        notice_by=days.get("notice-sent"),
        result_within=results[0] if results else None,
        may_move=any(due.provisional for due in told),
    )
