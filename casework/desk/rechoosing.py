"""The terms of a case whose category has changed: those of the rules that are for it now.

A term that is not met yet goes over to the rule that stands in its place, and is counted from the
day on which it began; a day that somebody has fixed stands. What the case is no longer subject to
is withdrawn; what it is subject to by now begins on the day on which it would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from casework.desk.facts import Case
from casework.desk.figures import Change
from casework.desk.scope import DeskScope
from casework.desk.term_rows import (
    Watched,
    all_terms,
    counted,
    enter_term,
    kind_of,
    meeting,
    opening,
    owed_despite,
    put_term,
    withdrawn_for,
)
from casework.rules.cases import Review, State
from casework.rules.events import APPROVED, BY_HAND
from casework.rules.letters import Channel
from casework.rules.resting import ended
from casework.rules.terms import TermRule, due_date
from casework.rules.variants import family_of, rule_instead, rules_for

OTHER_KIND = "other-kind"
"""For what reason a term is withdrawn that is for cases of other categories."""


async def rechoose_terms(scope: DeskScope, case: Case) -> Sequence[Change]:
    """Let the terms of a case be those of its kind; returns what it means for the figures."""
    turned, own = list[Change](), await all_terms(scope, case.id)
    for watched in own:
        rule = scope.office.rule(watched.rule_id)
        if rule is not None and rule.starts_on != BY_HAND and not watched.is_met:
            _rechoose(scope, case, watched, rule, turned)
    for rule in _missing(scope, case, own):
        day = _day_of(scope, case, rule.starts_on, own)
        if day is not None and not _has_happened(case, rule.met_by, scope, own):
            watched = enter_term(scope, case.id, rule, day, met=False)
            turned.append(opening(watched.due.date))
    return turned


def _rechoose(
    scope: DeskScope, case: Case, watched: Watched, rule: TermRule, turned: list[Change]
) -> None:
    # Whether the reporter's name or a mark makes it owed is decided when those change.
    kind = replace(kind_of(case), real_name=True, flagged=True)
    chosen = rule_instead(rule, kind, scope.office.rules)
    if chosen is None:
        if OTHER_KIND not in watched.reasons:
            _withdraw(scope, watched, turned)
        return
    again = replace(watched, rule_id=chosen.id)
    if OTHER_KIND in watched.reasons:
        again = owed_despite(again, OTHER_KIND)
    elif chosen.id == rule.id:
        return
    if again.paused and again.paused.why not in chosen.pauses_on:
        # By this rule it would not rest, and nothing would let it go on.
        row = replace(again.row, met=bool(again.withdrawn))
        again = replace(again, row=row, rests=ended(again.rests, scope.today()))
    again = replace(again, due=counted(scope, again, chosen))
    again = put_term(scope, replace(again, first_due=_first_due(scope, again, chosen)))
    if not watched.row.met:
        turned.append(meeting(watched.due.date))
    if not again.row.met:
        turned.append(opening(again.due.date))
    scope.record("term-rechosen", case=case.id, before=rule.id, after=chosen.id)


def _withdraw(scope: DeskScope, watched: Watched, turned: list[Change]) -> None:
    put_term(scope, withdrawn_for(watched, OTHER_KIND))
    if not watched.row.met:
        turned.append(meeting(watched.due.date))
    scope.record("term-withdrawn", case=watched.row.case_id, rule=watched.rule_id)


def _first_due(scope: DeskScope, watched: Watched, rule: TermRule) -> date:
    if not watched.extensions:
        return watched.due.date
    calendar = scope.office.calendar
    return due_date(watched.started_on, rule.term, calendar, roll=rule.roll).date


def _missing(scope: DeskScope, case: Case, own: Sequence[Watched]) -> Sequence[TermRule]:
    """Return the rules that are for a case by its category, and of which it has no term."""
    rules = scope.office.rules
    known = (scope.office.rule(each.rule_id) for each in own)
    there = {family_of(rule, rules).id for rule in known if rule is not None}
    return [
        rule
        for rule in rules_for(kind_of(case), rules)
        if family_of(rule, rules).categories
        and family_of(rule, rules).id not in there
        and rule.starts_on not in {APPROVED, BY_HAND}
    ]


def _day_of(scope: DeskScope, case: Case, event: str, own: Sequence[Watched]) -> date | None:
    """Return the day of an event of a case, as far as it is known that it has happened."""
    facts = case.facts
    if event == "received" or (event == "forwarded-in" and facts.channel == Channel.PASSED_DOWN):
        return scope.day_of(datetime.fromisoformat(facts.received_at))
    if event == "registered" and facts.registered_at:
        return scope.day_of(datetime.fromisoformat(facts.registered_at))
    rules = {each.id for each in scope.office.rules if each.starts_on == event}
    begun = (each.started_on for each in own if each.rule_id in rules and not each.withdrawn)
    return max(begun, default=None)


def _has_happened(case: Case, event: str, scope: DeskScope, own: Sequence[Watched]) -> bool:
    """Say whether it is known that an event has met a term of a case."""
    known = {
        "registered": True,
        "claimed": case.facts.assignee is not None,
        "reviewed": case.review is Review.REVIEWED,
        "answered": case.facts.answered_at is not None,
        "closed": case.state is State.CLOSED,
    }
    rules = {rule.id for rule in scope.office.rules if rule.met_by == event}
    return known.get(event, False) or any(each.is_met for each in own if each.rule_id in rules)
