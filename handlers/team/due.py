"""How long a term still runs, in words: counted in working days, as the terms are."""

from __future__ import annotations

from datetime import date

from casework.desk.deadlines import Watched
from casework.desk.scope import DeskScope
from casework.rules.periods import Unit
from casework.rules.resting import left_of
from casework.rules.terms import workdays_left
from handlers.team.views import name_of_term
from handlers.texts import Html, Say


def time_left(scope: DeskScope, due: date, say: Say) -> Html:
    """Return how long it is until a due day, or how long it is past."""
    today = scope.today()
    left = workdays_left(today, due, scope.office.calendar)
    if left > 0:
        return say("desk-time-left", left=left)
    if left < 0:
        return say("desk-time-late", late=-left)
    return say("desk-time-today" if due == today else "desk-time-rest")


def may_move(scope: DeskScope, due: date) -> bool:
    """Say whether days are counted up to this one whose calendar is not announced yet."""
    return scope.office.calendar.any_provisional(scope.today(), due)


def term_line(scope: DeskScope, watched: Watched, say: Say) -> Html:
    """Return a term with what is left of it and its due day; says if the day may still move."""
    name = "desk-term-provisional" if watched.due.provisional else "desk-term"
    return say(
        name,
        term=name_of_term(watched.rule_id, say),
        left=time_left(scope, watched.due.date, say),
        due=watched.due.date,
    )


def resting_line(scope: DeskScope, watched: Watched, say: Say) -> Html:
    """Return a term that rests: since when, why, and what is left of it."""
    rest, rule = watched.resting, scope.office.rule(watched.rule_id)
    if rest is None or rule is None:
        return term_line(scope, watched, say)
    unit = rule.term.unit if rule.term.unit is Unit.WORKDAYS else Unit.DAYS
    return say(
        "desk-term-rests",
        term=name_of_term(watched.rule_id, say),
        since=rest.since,
        why=say.label(f"event-{rest.why}"),
        left=left_of(watched.due.date, rest, unit, scope.office.calendar),
        unit=unit.value,
    )
