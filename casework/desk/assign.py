"""The leader says who handles a case.

Source: 工作方案 三 (组长负责制).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from casework.desk.claim import takes_on
from casework.desk.deadlines import note_events, open_terms
from casework.desk.facts import Case, case_to, change, check_version
from casework.desk.figures import count
from casework.desk.grant import kept_out
from casework.desk.messages import chat_of, chats_of_worker, tell_of
from casework.desk.people import Member, members
from casework.desk.scope import DeskScope
from casework.rules.access import key_id
from casework.rules.cases import CaseEvent, State, next_state
from casework.rules.roles import Action

ASSIGNABLE = frozenset({State.REGISTERED, State.IN_PROGRESS})


class NotAssignableError(Exception):
    """This person cannot open the case, or takes no cases on."""


def tag_of(reader_id: str) -> str:
    """Return what a button holds for a reader: their id may be too long for it."""
    return hashlib.sha256(reader_id.encode()).hexdigest()[:8]


async def assignable(scope: DeskScope, by: Member, case_id: str) -> tuple[Case, Sequence[Member]]:
    """Return a case and who may handle it; who handles it now is not among them.

    Raises:
        NotAllowedError: It is past being handled.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The role of `by` assigns nothing.
    """
    case = await case_to(scope, by, case_id, Action.ASSIGN)
    next_state(case.state, CaseEvent.ASSIGNED)
    able = await _able(scope, case)
    return case, [member for member in able if member.id != case.facts.assignee]


async def assign_case(
    scope: DeskScope, by: Member, case_id: str, version: int, tag: str
) -> tuple[Case, Member]:
    """Let a member handle a case; they are told in private, and so is who handled it before.

    Args:
        scope: The desk's.
        by: Who assigns it.
        case_id: Which case.
        version: The version of the card on which this was chosen.
        tag: Whose it becomes (`tag_of`).

    Raises:
        ChangedMeanwhileError: The card on which this was chosen is no longer true.
        NotAssignableError: That person cannot open the case, or takes no cases on.
        NotAllowedError, CaseNotFoundError, NotPermittedError: See `assignable`.
    """
    case, others = await assignable(scope, by, case_id)
    check_version(case, version)
    chosen = next((member for member in others if tag_of(member.id) == tag), None)
    if chosen is None:
        raise NotAssignableError
    before, event = case.facts.assignee, CaseEvent.ASSIGNED.value
    state = next_state(case.state, CaseEvent.ASSIGNED)
    assigned = change(scope, case, state=state, by=by.id, assignee=chosen.id)
    # Whoever is given a case has taken it on: a term that claiming meets is met by this as well.
    met = (event, CaseEvent.CLAIMED.value)
    await count(scope, assigned, await note_events(scope, assigned, *met))
    await _tell_before(scope, assigned, before, by)
    scope.record(event, case=case.id, by=by.id, reader=chosen.id)
    if chosen.id != by.id:
        due = await _next_due(scope, case.id)
        text = "announce-assigned" if due is None else "announce-assigned-until"
        tell_of(scope, assigned, [chat_of(chosen)], text, due)
    return assigned, chosen


async def put_back(scope: DeskScope, by: Member, case_id: str, version: int) -> Case:
    """Take a case from who handles it; it waits for somebody to claim it.

    Raises:
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `assign_case`.
    """
    case = await case_to(scope, by, case_id, Action.ASSIGN)
    check_version(case, version)
    state, before = next_state(case.state, CaseEvent.RELEASED), case.facts.assignee
    released = change(scope, case, state=state, by=by.id, assignee=None)
    await _tell_before(scope, released, before, by)
    await count(scope, released, await note_events(scope, released, CaseEvent.RELEASED.value))
    scope.record(CaseEvent.RELEASED.value, case=case.id, by=by.id)
    tell_of(scope, released, await chats_of_worker(scope, released), "announce-released")
    return released


async def _able(scope: DeskScope, case: Case) -> Sequence[Member]:
    """Return who can open all of the case today and may take cases on."""
    wraps = await scope.book.wraps(case.id)

    def fits(member: Member) -> bool:
        current = key_id(member.reader.recipient or "")
        held = {each.epoch for each in wraps if each.reader_id == member.id and each.key == current}
        return (
            takes_on(member, case)
            and case.facts.lets_in(member.id)
            and kept_out(case.facts, member.reader) is None
            and len(held) == len(case.facts.recipients)
        )

    return [member for member in await members(scope) if fits(member)]


async def _tell_before(scope: DeskScope, case: Case, before: str | None, by: Member) -> None:
    """Tell who handled the case that they need not go on."""
    for member in await members(scope):
        if member.id == before != by.id and case.facts.lets_in(member.id):
            tell_of(scope, case, [chat_of(member)], "announce-taken-off")


async def _next_due(scope: DeskScope, case_id: str) -> date | None:
    """Return the next date that binds who handles a case, or None."""
    rules = ((each, scope.office.rule(each.rule_id)) for each in await open_terms(scope, case_id))
    dues = [each.due.date for each, rule in rules if rule is not None and rule.who == "assignee"]
    return min(dues, default=None)
