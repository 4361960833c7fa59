"""Terms set by hand 边巡边改: what no event starts is owed all the same, by a day that is named.

The configuration says which kinds there are (`starts_on = "by-hand"`), whose each is and what meets
it. What exactly is to be done lies sealed in the case.

Source: 工作方案 六(二)8, 三.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from casework.desk.assign import tag_of
from casework.desk.deadlines import (
    Watched,
    enter_term,
    meeting,
    open_terms,
    opening,
    tag_of_term,
)
from casework.desk.decided import Choice, DecisionRefusedError, Press, deciding, write_down
from casework.desk.disposing import check_past
from casework.desk.facts import Case, change
from casework.desk.figures import count
from casework.desk.messages import (
    Chat,
    chat_of,
    chats_of_body,
    chats_of_leader,
    chats_of_worker,
    tell_of,
)
from casework.desk.records import Record
from casework.desk.rectifying import check_ahead
from casework.desk.scope import DeskScope
from casework.desk.term_rows import counted, kind_of, meet_term, put_term
from casework.rules.events import BY_HAND, DONE
from casework.rules.roles import Action, Group
from casework.rules.terms import TermRule, terms_started_by

CANCELLED: Final = "cancelled"
"""For what reason a term is withdrawn that was set by hand and is not owed after all."""
MOST = 20
"""How many terms set by hand a case may have at a time."""


def kinds(scope: DeskScope, case: Case) -> Sequence[TermRule]:
    """Return the kinds of terms that can be set for a case by hand.

    Raises:
        DecisionRefusedError: The configuration has none.
    """
    rules = terms_started_by(BY_HAND, scope.office.rules, kind_of(case))
    if not rules:
        raise DecisionRefusedError("no-kind")
    return rules


async def set_by_hand(scope: DeskScope, case: Case) -> Sequence[Watched]:
    """Return the open terms of a case that were set by hand, the next one first.

    Raises:
        DecisionRefusedError: None is open any more.
    """
    hand = {rule.id for rule in scope.office.rules if rule.starts_on == BY_HAND}
    found = [each for each in await open_terms(scope, case.id) if each.rule_id in hand]
    if not found:
        raise DecisionRefusedError("nothing-open")
    return found


async def finishable(scope: DeskScope, case: Case) -> Sequence[Watched]:
    """Return those of them that end when somebody enters that it is done; raises likewise."""
    done = {rule.id for rule in scope.office.rules if rule.met_by == DONE}
    found = [each for each in await set_by_hand(scope, case) if each.rule_id in done]
    if not found:
        raise DecisionRefusedError("nothing-open")
    return found


async def set_term(
    scope: DeskScope, press: Press, *, kind: str, until: date | None, words: str
) -> tuple[Case, date]:
    """Set a term for a case; returns when it ends. Without `until` its kind's length holds.

    Raises:
        DecisionRefusedError: There is no such kind, the case has too many, or the day cannot be.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.SET_TERM)
    rule = next((each for each in kinds(scope, case) if tag_of(each.id) == kind), None)
    if rule is None:
        raise DecisionRefusedError("no-kind")
    if len(case.facts.tasks) >= MOST:
        raise DecisionRefusedError("too-many")
    if until is not None:
        check_ahead(scope, until)
    watched = enter_term(scope, case.id, rule, scope.today(), met=False, until=until)
    due = watched.due.date
    known = {"choice": Choice.TERM_SET, "until": due.isoformat()}
    await write_down(scope, press, case, Record.TASK, words, **known)
    open_now = [each.row.id for each in await open_terms(scope, case.id)]
    kept = tuple(each for each in case.facts.tasks if each in open_now)
    case = change(scope, case, by=press.member.id, tasks=(*kept, watched.row.id))
    await count(scope, case, [opening(due)])
    _record(scope, press, case, "term-set", rule.id, until=due.isoformat())
    await _tell(scope, press, case, rule, "announce-task", due)
    return case, due


async def move_by_hand(
    scope: DeskScope, press: Press, *, tag: str, until: date, reason: str
) -> tuple[Case, date]:
    """Let a term that was set by hand end on another day, sooner or later.

    Raises:
        DecisionRefusedError: It is not open, or the day cannot be.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case, watched, rule = await _chosen(scope, press, Action.SET_TERM, tag)
    check_ahead(scope, until)
    known = {"choice": Choice.TERM_MOVED, "until": until.isoformat()}
    await write_down(scope, press, case, Record.TASK, reason, **known)
    moved = replace(watched, first_due=until, until=until, rests=(), extensions=0)
    moved = put_term(scope, replace(moved, due=counted(scope, moved, rule)))
    case = change(scope, case, by=press.member.id, tasks=(*_without(case, watched), moved.row.id))
    await count(scope, case, [meeting(watched.due.date), opening(until)])
    _record(scope, press, case, "term-set-anew", rule.id, until=until.isoformat())
    await _tell(scope, press, case, rule, "announce-task-moved", until)
    return case, until


async def cancel_by_hand(scope: DeskScope, press: Press, *, tag: str, reason: str) -> Case:
    """Let nobody owe what a term set by hand asks for.

    Raises:
        DecisionRefusedError: It is not open.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case, watched, rule = await _chosen(scope, press, Action.SET_TERM, tag)
    known = {"choice": Choice.TERM_CANCELLED}
    await write_down(scope, press, case, Record.TASK, reason, **known)
    put_term(scope, replace(watched, row=replace(watched.row, met=True), withdrawn=CANCELLED))
    case = change(scope, case, by=press.member.id, tasks=_without(case, watched))
    await count(scope, case, [meeting(watched.due.date)])
    _record(scope, press, case, "term-cancelled", rule.id)
    await _tell(scope, press, case, rule, "announce-task-cancelled")
    return case


async def finish_by_hand(
    scope: DeskScope, press: Press, *, tag: str, day: date, words: str
) -> Case:
    """Enter that what a term set by hand asks for is done.

    Raises:
        DecisionRefusedError: It is not open, or the day has not come.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case, watched, rule = await _chosen(scope, press, Action.FINISH, tag)
    if rule.met_by != DONE:
        raise DecisionRefusedError("nothing-open")
    check_past(scope, day)
    known = {"choice": Choice.TERM_DONE, "day": day.isoformat()}
    await write_down(scope, press, case, Record.TASK, words, **known)
    meet_term(scope, watched)
    case = change(scope, case, by=press.member.id, tasks=_without(case, watched))
    await count(scope, case, [meeting(watched.due.date)])
    _record(scope, press, case, "term-done", rule.id)
    await _tell(scope, press, case, rule, "announce-task-done")
    return case


async def _chosen(
    scope: DeskScope, press: Press, action: Action, tag: str
) -> tuple[Case, Watched, TermRule]:
    case = await deciding(scope, press, action)
    for watched in await set_by_hand(scope, case):
        rule = scope.office.rule(watched.rule_id)
        if rule is not None and tag_of_term(watched) == tag:
            return case, watched, rule
    raise DecisionRefusedError("nothing-open")


def _without(case: Case, watched: Watched) -> tuple[str, ...]:
    return tuple(each for each in case.facts.tasks if each != watched.row.id)


def _record(
    scope: DeskScope, press: Press, case: Case, event: str, rule: str, **details: str
) -> None:
    scope.record(event, case=case.id, by=press.member.id, rule=rule, **details)


async def _tell(  # noqa: PLR0913  whom of which term, in which words
    scope: DeskScope,
    press: Press,
    case: Case,
    rule: TermRule,
    text: str,
    due: date | None = None,
) -> None:
    """Tell who owes it, and whoever leads the case when it is done."""
    leads = rule.who == "leader" or text == "announce-task-done"
    if rule.who == "fifth" and case.facts.reviewer and not leads:
        chats: Sequence[Chat] = await chats_of_body(scope, case, Group(case.facts.reviewer))
    elif leads:
        chats = await chats_of_leader(scope, case)
    else:
        chats = await chats_of_worker(scope, case)
    own = chat_of(press.member)
    tell_of(scope, case, [chat for chat in chats if chat != own], text, due)
