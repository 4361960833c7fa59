"""Recusal: somebody takes no further part in a case, and from then on holds no key of what comes.

Everything is one transaction: a new epoch wrapped to those who remain, every wrap of the recused
reader gone, the facts changed, the reason sealed into the new epoch. Whom the rules keep out by now
goes with the recused reader. What was read, copied, exported or backed up before cannot be taken
back.

Source: docs/spec/ledger.md §5; 工作方案 八.4.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from casework.desk.epochs import check_epochs, recipients_of
from casework.desk.facts import (
    Case,
    Facts,
    Recusal,
    allowed,
    case_for,
    case_to,
    change,
    registered_case,
)
from casework.desk.grant import admitted, kept_out
from casework.desk.lines import leave_groups, withdraw_lines
from casework.desk.messages import (
    chat_of,
    chats_of_worker,
    tell_apart,
    tell_of,
    withdraw_notices,
)
from casework.desk.people import Member, members
from casework.desk.pieces import MAX_CHARACTERS, TextTooLongError, seal_piece
from casework.desk.register import duties_of
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.ports import RECOVERY, Reader
from casework.rules.cases import CaseEvent, State, next_state
from casework.rules.roles import Action, Group, Role, can_be_recused, group_of

OPERATOR = "operator"
_REVIEWERS = frozenset({Group.FIFTH, Group.OFFICE, Group.LEADING})


class NotAReaderError(Exception):
    """The person does not read this case, so there is nothing to recuse them from."""


class NobodyLeftError(Exception):
    """Nobody would be left to `read` or to `review`; one of `candidates` could be added first."""

    def __init__(self, duty: str, candidates: Sequence[str]) -> None:
        super().__init__(f"nobody would be left to {duty}")
        self.duty = duty
        self.candidates = tuple(candidates)


async def recuse(scope: DeskScope, by: Member, case_id: str, reader_id: str, reason: str) -> Case:
    """Recuse a reader from a case: oneself, or, as its leader, somebody of the team.

    Raises:
        NotAReaderError: They do not read the case.
        NobodyLeftError: Nobody would be left to read or to review it.
        TextTooLongError: See `seal_piece`.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: It is somebody else, and `by` is no leader or they are of another body.
    """
    case = await recusing(scope, by, case_id, reader_id)
    return await _recuse(scope, case, by.id, reader_id, reason)


async def recuse_for_leader(scope: DeskScope, case_id: str, reader_id: str, reason: str) -> Case:
    """Recuse somebody of the team on the word of the leader; the entry names the operator.

    Raises:
        CaseNotFoundError: There is no such case, or it is not registered yet.
        NotPermittedError: They are of another body; see `recuse` for the rest.
    """
    case = await registered_case(scope, case_id)
    if case is None:
        raise CaseNotFoundError
    _check_target(scope, case, reader_id)
    return await _recuse(scope, case, OPERATOR, reader_id, reason)


async def recusing(scope: DeskScope, by: Member, case_id: str, reader_id: str) -> Case:
    """Return a case from which `by` may recuse this reader; raises as `recuse`."""
    if reader_id == by.id:
        return await case_to(scope, by, case_id, Action.STEP_BACK)
    case = await case_to(scope, by, case_id, Action.RECUSE)
    _check_target(scope, case, reader_id)
    return case


async def recusable(scope: DeskScope, by: Member, case_id: str) -> tuple[Case, Sequence[str]]:
    """Return a case and the other readers whom `by` may recuse from it; raises as `case_for`."""
    case = await case_for(scope, by, case_id)
    if not allowed(by, case, Action.RECUSE):
        return case, ()
    roles = {reader.id: Role(reader.role) for reader in scope.roster.readers()}
    return case, [
        reader_id
        for reader_id in case.facts.readers
        if reader_id != by.id and reader_id in roles and can_be_recused(roles[reader_id])
    ]


def _check_target(scope: DeskScope, case: Case, reader_id: str) -> None:
    if reader_id not in case.facts.readers:
        raise NotAReaderError
    reader = scope.roster.reader(reader_id)
    # Whoever left the roster reads nothing new; taking their wraps away harms nobody.
    if reader is not None and not can_be_recused(Role(reader.role)):
        raise NotPermittedError


async def _recuse(scope: DeskScope, case: Case, by: str, reader_id: str, reason: str) -> Case:
    if reader_id not in case.facts.readers:
        raise NotAReaderError
    if len(reason) > MAX_CHARACTERS:
        raise TextTooLongError
    await check_epochs(scope, case)
    changes = _changes(scope, case.facts, reader_id)
    wrapped = await scope.book.readers_of(case.id)
    # The facts say who reads; a wrap that somebody put into the database makes nobody a reader.
    holders = wrapped & {*changes["readers"], RECOVERY}
    number = len(case.facts.recipients) + 1
    epoch, wraps = scope.seals.new_epoch(case.id, number, recipients_of(scope, holders))
    scope.book.add_epoch(epoch)
    scope.book.add_wraps(wraps)
    gone = [other for other in case.facts.readers if other not in changes["readers"]]
    for other in gone:
        scope.book.remove_wraps(case.id, other)
    released = case.facts.assignee in gone
    state = _state_without_assignee(case.state) if released else None
    recipients = (*case.facts.recipients, epoch.recipient)
    noted = Recusal(reader_id, scope.clock().isoformat(), by)
    changes["recusals"] = (*case.facts.recusals, noted)
    changed = change(scope, case, state=state, by=by, recipients=recipients, **changes)
    await seal_piece(scope, by, changed, "recusal", reason, about=reader_id)
    scope.record("recused", case=case.id, by=by, reader=reader_id)
    await _tell(scope, changed, gone, released=released)
    if by != reader_id:
        await _tell_recused(scope, changed, reader_id)
    return changed


def _changes(scope: DeskScope, facts: Facts, reader_id: str) -> dict[str, Any]:
    """Return the facts that change, provided that somebody is left for each duty."""
    remaining = tuple(
        other for other in facts.readers if other != reader_id and _stays(scope, facts, other)
    )
    after = replace(facts, readers=remaining, recused=(*facts.recused, reader_id))
    left = [reader for reader in scope.roster.readers() if reader.id in remaining]
    if not any(reader.recipient for reader in left):
        raise NobodyLeftError("read", _candidates(scope, after))
    duties = duties_of(scope, after)
    if facts.reviewer is not None and duties["reviewer"] is None:
        raise NobodyLeftError("review", _candidates(scope, after, _REVIEWERS))
    assignee = facts.assignee if facts.assignee in remaining else None
    return {"readers": remaining, "recused": after.recused, "assignee": assignee, **duties}


def _stays(scope: DeskScope, facts: Facts, reader_id: str) -> bool:
    """Say whether the rules still let a reader in; who has left the roster gets no key anyway."""
    reader = scope.roster.reader(reader_id)
    return reader is None or kept_out(facts, reader) is None


def _candidates(
    scope: DeskScope, facts: Facts, groups: Collection[Group] = tuple(Group)
) -> Sequence[str]:
    """Return who could be added first, so that the case is not left alone."""

    def fits(reader: Reader) -> bool:
        return group_of(Role(reader.role)) in groups and admitted(facts, reader) is None

    return [reader.id for reader in scope.roster.readers() if fits(reader)]


def _state_without_assignee(state: State) -> State | None:
    return next_state(state, CaseEvent.RELEASED) if state is State.IN_PROGRESS else None


async def _tell(scope: DeskScope, case: Case, gone: Collection[str], *, released: bool) -> None:
    """Take back what waits for who reads no more, and tell who has to act now."""
    await leave_groups(scope, case)
    for member in await members(scope):
        if member.id in gone:
            withdraw_notices(scope, case, chat_of(member))
            await withdraw_lines(scope, case, chat_of(member))
    if released:
        tell_of(scope, case, await chats_of_worker(scope, case), "announce-released")


async def _tell_recused(scope: DeskScope, case: Case, reader_id: str) -> None:
    for member in await members(scope):
        if member.id == reader_id:
            tell_apart(scope, chat_of(member), "announce-recused", {"number": case.number})
