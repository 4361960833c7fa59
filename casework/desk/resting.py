"""What turns a term that has begun: it rests, goes on, stops unmet, or begins anew.

Which event does what stands in the rule. Source: docs/terms.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from casework.desk.facts import Case
from casework.desk.figures import Change
from casework.desk.scope import DeskScope
from casework.desk.term_rows import (
    Watched,
    all_terms,
    counted,
    enter_term,
    meeting,
    opening,
    owed_despite,
    put_term,
    withdrawn_for,
)
from casework.rules.events import OF_CLAIMS
from casework.rules.resting import Rest, can_rest, ended
from casework.rules.terms import TermRule, due_date

STOPPED = "stopped"
"""For what reason a term is withdrawn that an event has stopped."""


async def turn_terms(scope: DeskScope, case: Case, events: Collection[str]) -> Sequence[Change]:
    """Let the terms of a case rest, go on, stop or begin anew, as their rules say of these events.

    A term that one of the events meets is left alone. Returns what it means for the figures.
    """
    turned = list[Change]()
    rules = {rule.id: rule for rule in scope.office.rules if _turns(rule, events)}
    if not rules:
        return turned
    own = await all_terms(scope, case.id)
    for rule in rules.values():
        of_rule = [each for each in own if each.rule_id == rule.id]
        if {*rule.restarts_on}.isdisjoint(events):
            for watched in of_rule:
                _turn(scope, case, watched, rule, events, turned)
        elif of_rule:
            _restart(scope, case, max(of_rule, key=_standing), rule, turned)
    return turned


def _standing(watched: Watched) -> tuple[bool, date]:
    """Return by what the term is found that is still owed, or else was begun last."""
    return watched.is_owed, watched.started_on


def _turns(rule: TermRule, events: Collection[str]) -> bool:
    named = {*rule.pauses_on, *rule.resumes_on, *rule.stops_on, *rule.restarts_on}
    return not named.isdisjoint(events) and rule.met_by not in events


def _turn(  # noqa: PLR0913  which term by which rule, what happened, and where it is noted
    scope: DeskScope,
    case: Case,
    watched: Watched,
    rule: TermRule,
    events: Collection[str],
    turned: list[Change],
) -> None:
    is_open = not watched.row.met
    # What this very event has withdrawn is not stopped besides: it may have to run again.
    stops = watched.withdrawn and {STOPPED, *events}.isdisjoint(watched.reasons)
    if (is_open or watched.resting or stops) and not {*rule.stops_on}.isdisjoint(events):
        _stop(scope, case, watched, turned)
    elif watched.paused and not {*rule.resumes_on}.isdisjoint(events):
        _resume(scope, case, watched, rule, turned)
    elif is_open and can_rest(watched.due.date, scope.today()):
        why = next((event for event in rule.pauses_on if event in events), None)
        if why is not None:
            _pause(scope, case, watched, why, turned)


def _pause(scope: DeskScope, case: Case, watched: Watched, why: str, turned: list[Change]) -> None:
    rests = (*watched.rests, Rest(scope.today(), why))
    row = replace(watched.row, met=True)
    put_term(scope, replace(watched, row=row, rests=rests))
    turned.append(meeting(watched.due.date))
    _record(scope, case, watched, "term-rests")


def _resume(
    scope: DeskScope, case: Case, watched: Watched, rule: TermRule, turned: list[Change]
) -> None:
    again = replace(watched, rests=ended(watched.rests, scope.today()))
    due = counted(scope, again, rule)
    first_due = again.first_due + (due.date - watched.due.date)
    row = replace(again.row, met=bool(watched.withdrawn))
    again = put_term(scope, replace(again, row=row, due=due, first_due=first_due))
    if watched.withdrawn:  # it is owed by nobody, and runs from then on if it comes to be
        return
    turned.append(opening(due.date))
    _record(scope, case, watched, "term-goes-on")


def _stop(scope: DeskScope, case: Case, watched: Watched, turned: list[Change]) -> None:
    rests = ended(watched.rests, scope.today())
    put_term(scope, replace(withdrawn_for(watched, STOPPED), rests=rests))
    if not watched.row.met:
        turned.append(meeting(watched.due.date))
    _record(scope, case, watched, "term-stopped")


def _restart(
    scope: DeskScope, case: Case, watched: Watched, rule: TermRule, turned: list[Change]
) -> None:
    """Let a term begin anew; what was met stays on record, and another one begins."""
    today = scope.today()
    left = owed_despite(watched, STOPPED).withdrawn
    if left:
        if left != watched.withdrawn:  # it begins with this day if it comes to be owed
            due = due_date(today, rule.term, scope.office.calendar, roll=rule.roll)
            put_term(
                scope, Watched(watched.row, watched.rule_id, today, due, due.date, withdrawn=left)
            )
        return
    if watched.is_met:
        if rule.starts_on in OF_CLAIMS and not case.facts.claim:
            return
        again = enter_term(scope, case.id, rule, today, met=False)
    else:
        due = due_date(today, rule.term, scope.office.calendar, roll=rule.roll)
        row = replace(watched.row, met=False)
        again = put_term(scope, Watched(row, watched.rule_id, today, due, due.date))
        if not watched.row.met:
            turned.append(meeting(watched.due.date))
    turned.append(opening(again.due.date))
    _record(scope, case, again, "term-restarted")


def _record(scope: DeskScope, case: Case, watched: Watched, event: str) -> None:
    scope.record(event, case=case.id, rule=watched.rule_id)
