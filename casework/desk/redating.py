"""Open terms counted anew when the calendar changes, and people told once of those that moved.

A term that was counted right is left alone, so whatever breaks this off, going through all terms
again finds what is missing. Until everything is counted each move is only noted; then whoever is
concerned is told of all of it, in the same transaction that forgets the notes. Specified in
docs/calendar.md.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from casework.desk.facts import Case, registered_case
from casework.desk.figures import Change, count
from casework.desk.people import Member, members
from casework.desk.reminding import rows_for
from casework.desk.scope import DeskScope
from casework.desk.term_rows import (
    Watched,
    counted,
    forget_move,
    meeting,
    open_term,
    open_terms,
    opening,
    remind_anew,
    sealed_term,
)
from casework.operator_log import OperatorLog
from casework.ports import OF_THE_ROUND, DueReminder, MoveRow, OutboxRow
from casework.rules.reminders import Kind, Stage, waits_until
from casework.rules.terms import DueDate

log = OperatorLog(__name__)

PURPOSE, CONTEXT = "recount", "all terms"
MOVE = "move"
MOVED, RECOUNTED = "term-moved", "term-recounted"
PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some open terms: the cases with one that is not counted right, and the last one looked at."""

    cases: frozenset[str]
    last: str | None


def counted_by(scope: DeskScope) -> str:
    """Return what decides how long terms are now: the calendar in force, and the rules."""
    rules = [[rule.id, str(rule.term), rule.roll] for rule in scope.office.rules]
    told = json.dumps([scope.office.calendar.fingerprint(), rules])
    return sha256(told.encode()).hexdigest()


async def are_counted(scope: DeskScope, by: str) -> bool:
    """Say whether every open term is counted by this, and everybody was told of what it moved."""
    sealed = await scope.book.counted_by()
    try:
        return sealed is not None and scope.seals.open_own(PURPOSE, sealed, CONTEXT)["by"] == by
    except Exception as error:  # noqa: BLE001  a damaged note costs no more than counting again
        log.fault("recount-not-readable", error)
        return False


async def look_through(scope: DeskScope, after: str) -> Page:
    """Return in which cases some of the next open terms have to be counted anew."""
    found, cases = await scope.book.owed_after(after, PAGE), set[str]()
    for row in found:
        try:
            watched = open_term(scope, row)
            if _counted(scope, watched) != watched.due:
                cases.add(row.case_id)
        except Exception as error:  # noqa: BLE001  one damaged row must not hold up the others
            log.fault("term-not-readable", error, term=row.id)
    return Page(frozenset(cases), found[-1].id if found else None)


async def recount(scope: DeskScope, case_id: str) -> None:
    """Count the open terms of a case, or of the round, anew; figures, reminders and log follow.

    The commit raises a StaleError when one of them has changed meanwhile.
    """
    case = await registered_case(scope, case_id)
    if case is None and case_id != OF_THE_ROUND:
        return
    changes: list[Change] = []
    for watched in await open_terms(scope, case_id):
        changes += _recount(scope, case, watched)
    if case is not None:
        await count(scope, case, changes)


def _recount(scope: DeskScope, case: Case | None, watched: Watched) -> Sequence[Change]:
    due, before = _counted(scope, watched), watched.due
    if due == before:
        return []
    first_due = watched.first_due + (due.date - before.date)
    moved = sealed_term(scope, replace(watched, due=due, first_due=first_due, entered=""))
    scope.book.replace_term(watched.row, moved.row)
    remind_anew(scope, moved)
    about = {"rule": watched.rule_id} | ({"case": case.id} if case else {})
    if due.date == before.date:
        scope.record(RECOUNTED, **about)
        return []
    forget_move(scope, watched.row.id)  # it has moved on before anybody was told
    from_to = {"before": before.date.isoformat(), "after": due.date.isoformat()}
    scope.record(MOVED, **about, **from_to)
    noted = scope.seals.seal_own(MOVE, {"before": from_to["before"]}, watched.row.id)
    scope.book.add_move(watched.row.id, noted)
    return [meeting(before.date), opening(due.date)]


def _counted(scope: DeskScope, watched: Watched) -> DueDate:
    """Return when a term ends by the calendar in force; one without a rule stays as it is."""
    rule = scope.office.rule(watched.rule_id)
    return watched.due if rule is None else counted(scope, watched, rule)


async def tell_moves(scope: DeskScope, by: str) -> None:
    """Tell whoever is concerned of all that has moved, and note by what all terms are counted.

    Raises:
        RosterRefusedError: Nobody knows who is there; the next round tells them.
    """
    moved, people = await scope.book.moves(), await members(scope)
    for move in moved:
        for row in _told(scope, move, people):
            scope.book.add_outbox(row)
    scope.book.remove_moves(moved)
    scope.book.set_counted_by(scope.seals.seal_own(PURPOSE, {"by": by}, CONTEXT))


def _told(scope: DeskScope, move: MoveRow, people: Sequence[Member]) -> Sequence[OutboxRow]:
    """Return a line for each chat that is told of a move; none if it is over or was taken back."""
    if move.term is None or move.term.met:
        return ()
    try:
        watched = open_term(scope, move.term)
        plain = scope.seals.open_own(MOVE, move.sealed, move.term_id)
        before, now = date.fromisoformat(plain["before"]), scope.clock()
        if before == watched.due.date:
            return ()
        at = waits_until(scope.office.hours, now, watched.due.remind_on) or now
        stage = Stage(at, f"moved {before}", Kind.MOVED)
        due = DueReminder(move.term, now, move.case, move.wrapped)
        return rows_for(scope, due, watched, [stage], people, before=before)
    except Exception as error:  # noqa: BLE001  one damaged row must not silence the others
        log.fault("move-not-told", error, term=move.term_id)
        return ()
