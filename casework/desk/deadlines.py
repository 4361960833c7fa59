"""The terms of a case: started, met, turned and moved by events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from casework.desk.facts import Case
from casework.desk.figures import Change
from casework.desk.resting import turn_terms
from casework.desk.scope import DeskScope
from casework.desk.term_rows import (
    FLAGGED,
    PURPOSE,
    TAG,
    Seen,
    Watched,
    all_terms,
    counted,
    enter_term,
    forget_chase,
    forget_move,
    kind_of,
    meet_term,
    meeting,
    note_seen,
    open_terms,
    opening,
    owed_despite,
    put_term,
    tag_of_term,
    term_of,
    withdrawn_for,
)
from casework.rules.cases import CaseEvent
from casework.rules.resting import ended
from casework.rules.terms import TermRule, due_date, due_on, terms_started_by

__all__ = [
    "FLAGGED",
    "PURPOSE",
    "TAG",
    "Seen",
    "Watched",
    "all_terms",
    "due_after",
    "enter_term",
    "forget_chase",
    "forget_move",
    "meet_term",
    "meet_terms",
    "meeting",
    "move_term",
    "note_events",
    "note_seen",
    "open_terms",
    "opening",
    "reopen_terms",
    "restart_review",
    "restore_terms",
    "review_due",
    "review_rules",
    "start_terms",
    "stop_review",
    "tag_of_term",
    "term_of",
    "turn_terms",
    "withdraw_terms",
]


async def start_terms(  # noqa: PLR0913  which terms of which case, and from when until when
    scope: DeskScope,
    case: Case,
    event: str,
    day: date,
    *,
    met_by: Collection[str] = (),
    until: date | None = None,
    only: str | None = None,
) -> Sequence[Change]:
    """Turn and start terms by an event that happened on `day`; returns what it means for figures.

    A term that one of the events `met_by` meets is entered as met, and nobody is reminded of it.
    A day that was fixed, `until`, goes before the length that the rule gives. `only` leaves out the
    rules that apply to other cases than those.
    """
    changes = [*await turn_terms(scope, case, [event])] if only is None else []
    return [*changes, *_start(scope, case, event, day, met_by, until, only)]


def _start(  # noqa: PLR0913  as above
    scope: DeskScope,
    case: Case,
    event: str,
    day: date,
    met_by: Collection[str] = (),
    until: date | None = None,
    only: str | None = None,
) -> Sequence[Change]:
    changes: list[Change] = []
    for rule in terms_started_by(event, scope.office.rules, kind_of(case)):
        if only not in {None, rule.applies}:
            continue
        met = rule.met_by in met_by
        watched = enter_term(scope, case.id, rule, day, met=met, until=until)
        if not met:
            changes.append(opening(watched.due.date))
    return changes


async def stop_review(scope: DeskScope, case: Case, event: str) -> Sequence[Change]:
    """Meet the terms of the review and those that `event` meets, which takes it off the reviewer.

    The terms that `event` starts begin. Returns what all of it means for the figures.
    """
    over = {rule.id for rule in review_rules(scope, case)}
    over |= {rule.id for rule in scope.office.rules if rule.met_by == event}
    own = [each for each in await all_terms(scope, case.id) if each.rule_id in over]
    stopped = [change for each in own if each.is_owed for change in _meet(scope, each)]
    return [*stopped, *await start_terms(scope, case, event, scope.today())]


async def restart_review(scope: DeskScope, case: Case) -> Sequence[Change]:
    """Start the terms of the review anew; returns what it means for the figures."""
    changes: list[Change] = []
    for rule in review_rules(scope, case):
        watched = enter_term(scope, case.id, rule, scope.today(), met=False)
        changes.append(opening(watched.due.date))
    return changes


def review_due(scope: DeskScope, case: Case) -> date | None:
    """Return by when a review that is asked for today is due, or None if no rule says."""
    return _first_due(scope, review_rules(scope, case))


def due_after(scope: DeskScope, case: Case, event: str) -> date | None:
    """Return by when the first of the terms that `event` starts today ends, if it starts one."""
    return _first_due(scope, terms_started_by(event, scope.office.rules, kind_of(case)))


def _first_due(scope: DeskScope, rules: Iterable[TermRule]) -> date | None:
    today, calendar = scope.today(), scope.office.calendar
    dues = (due_date(today, rule.term, calendar, roll=rule.roll).date for rule in rules)
    return min(dues, default=None)


def review_rules(scope: DeskScope, case: Case) -> Sequence[TermRule]:
    """Return the rules of the review, which begins with registration."""
    event = CaseEvent.REGISTERED.value
    rules = terms_started_by(event, scope.office.rules, kind_of(case))
    return [rule for rule in rules if rule.who == "fifth"]


async def meet_terms(scope: DeskScope, case: Case, events: Collection[str]) -> Sequence[Change]:
    """Meet the open terms that one of `events` meets; returns what it means for the figures."""
    changes: list[Change] = []
    for watched in await all_terms(scope, case.id):
        rule = scope.office.rule(watched.rule_id)
        if rule is None or rule.met_by not in events:
            continue
        changes += _meet(scope, watched)
    return changes


def _meet(scope: DeskScope, watched: Watched) -> Sequence[Change]:
    if watched.withdrawn or watched.resting:  # it was done all the same, and is not owed again
        rests = ended(watched.rests, scope.today())
        put_term(scope, replace(watched, withdrawn="", rests=rests))
    elif not watched.row.met:
        meet_term(scope, watched)
        return [meeting(watched.due.date)]
    return []


async def note_events(scope: DeskScope, case: Case, *events: str) -> Sequence[Change]:
    """Meet, turn and start what `events`, which happened just now, meet, turn and start."""
    changes = [*await meet_terms(scope, case, events), *await turn_terms(scope, case, events)]
    for event in events:
        changes += _start(scope, case, event, scope.today())
    return changes


async def move_term(scope: DeskScope, watched: Watched, until: date) -> Sequence[Change]:
    """Let an open term end on another day; returns what it means for the figures."""
    due = due_on(scope.today(), until, scope.office.calendar)
    extensions = watched.extensions + 1
    moved = replace(watched, due=due, extensions=extensions, until=until, rests=())
    put_term(scope, moved)
    return [meeting(watched.due.date), opening(until)]


async def withdraw_terms(
    scope: DeskScope, case: Case, why: str, which: Callable[[TermRule], bool]
) -> Sequence[Change]:
    """Let nobody have to meet these open terms any more; returns what it means for the figures."""
    changes: list[Change] = []
    for watched in await all_terms(scope, case.id):
        rule = scope.office.rule(watched.rule_id)
        if rule is None or not which(rule) or watched.is_met or why in watched.reasons:
            continue
        put_term(scope, withdrawn_for(watched, why))
        if not watched.row.met:
            changes.append(meeting(watched.due.date))
    return changes


async def restore_terms(
    scope: DeskScope, case: Case, why: str, which: Callable[[TermRule], bool] = lambda _rule: True
) -> Sequence[Change]:
    """Let terms run again that were withdrawn for this reason, as if they had run all the time.

    What is withdrawn for another reason, too, stays so.
    """
    changes: list[Change] = []
    for watched in await all_terms(scope, case.id):
        rule = scope.office.rule(watched.rule_id)
        if why not in watched.reasons or rule is None or not which(rule):
            continue
        due = counted(scope, watched, rule)  # the calendar may have changed meanwhile
        again = put_term(scope, replace(owed_despite(watched, why), due=due))
        if not again.row.met:
            changes.append(opening(due.date))
    return changes


async def reopen_terms(scope: DeskScope, case: Case, event: str) -> Sequence[Change]:
    """Let the term run again that `event` met last, since it has not happened; as for figures."""
    rules = {rule.id: rule for rule in scope.office.rules if rule.met_by == event}
    over = [each for each in await all_terms(scope, case.id) if each.rule_id in rules]
    last = max(over, key=lambda each: each.started_on, default=None)
    # Another one may have begun since.
    if last is None or last.withdrawn or any(each.is_owed for each in over):
        return []
    due = counted(scope, last, rules[last.rule_id])
    put_term(scope, replace(last, row=replace(last.row, met=False), due=due))
    return [opening(due.date)]
