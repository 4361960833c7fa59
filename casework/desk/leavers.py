"""Somebody leaves the roster: from that moment they are nobody here.

Their presses are a stranger's, since every update looks its sender up anew. What outlasts an
update is ended here: the unlocked key, the half-written dialogue, the summaries, what was planned
to be sent to them, and the cases that they handled, which wait to be claimed again.

Source: docs/rights.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.desk.facts import change, registered_case
from casework.desk.figures import publish_totals
from casework.desk.messages import chats_of_worker, tell_of
from casework.desk.people import PURPOSE, member_of, members, rebind
from casework.desk.recuse import OPERATOR
from casework.desk.scope import DeskScope
from casework.rules.cases import CaseEvent, State, next_state

LET_GO = "let-go"


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whom the roster has dropped, by their id there, at the account that was theirs."""

    id: str
    user_id: int
    chat_id: int


async def lock_out(scope: DeskScope) -> None:
    """Forget the unlocked keys of everybody who is no reader any more."""
    scope.sessions.keep({member.id for member in await members(scope)})


async def leavers(scope: DeskScope) -> Sequence[Leaver]:
    """Return those who have left the roster and whose affairs are not in order yet."""
    found = []
    for account in await scope.book.accounts():
        if scope.roster.reader(account.reader_id) is None:
            binding = scope.seals.open_own(PURPOSE, account.binding, account.reader_id)
            if not binding.get(LET_GO):
                found.append(Leaver(account.reader_id, binding["user_id"], binding["chat_id"]))
    return found


async def returned(scope: DeskScope) -> None:
    """Note of everybody who is on the roster again that they may leave it once more."""
    for account in await scope.book.accounts():
        binding = scope.seals.open_own(PURPOSE, account.binding, account.reader_id)
        if binding.get(LET_GO) and member_of(scope, account) is not None:
            await rebind(scope, account.reader_id, {LET_GO: None})
            scope.record("account", by=account.reader_id)


async def tell_courier(scope: DeskScope) -> None:
    """Let the courier know who gets the summary from now on, and who gets nothing any more."""
    await publish_totals(scope)


async def hand_on(scope: DeskScope, leaver: Leaver, case_id: str) -> None:
    """Let a case go on without somebody who handled it."""
    case = await registered_case(scope, case_id)
    if case is None:
        return
    scope.book.hold_case(case.row)
    if case.facts.assignee == leaver.id and case.state is State.IN_PROGRESS:
        state = next_state(case.state, CaseEvent.RELEASED)
        case = change(scope, case, state=state, by=OPERATOR, assignee=None)
        scope.record(CaseEvent.RELEASED.value, case=case.id, by=OPERATOR)
        tell_of(scope, case, await chats_of_worker(scope, case), "announce-released")


async def let_go(scope: DeskScope, leaver: Leaver) -> None:
    """Note that everything of somebody who left is in order."""
    await rebind(scope, leaver.id, {LET_GO: True})
    scope.record(LET_GO, reader=leaver.id)
