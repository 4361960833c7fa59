"""Closing a case: only when it is reviewed, and never without telling the reporter."""

from __future__ import annotations

from casework.desk.deadlines import note_events
from casework.desk.facts import Case, case_to, change
from casework.desk.figures import count
from casework.desk.mailbox import put_into_mailbox
from casework.desk.messages import to_reporter
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.desk.write import can_be_written_to
from casework.mailbox import CLOSED
from casework.rules.cases import CaseEvent, may_close, next_state
from casework.rules.recount import Happened, stepped
from casework.rules.roles import Action
from casework.rules.totals import Totals


async def close_case(scope: DeskScope, member: Member, case_id: str) -> Case:
    """Close a case; a term for the feedback to a real-name reporter begins.

    Raises:
        NotAllowedError: It is unreviewed, was never taken on, or is closed.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The case is another member's.

    Source: 工作方案 五.5; 检举控告工作规则 art. 27.
    """
    case = await case_to(scope, member, case_id, Action.CLOSE)
    may_close(case.state, case.review)
    today = scope.today()
    closed = change(
        scope,
        case,
        state=next_state(case.state, CaseEvent.CLOSED),
        closed_at=scope.clock().isoformat(),
        steps=stepped(case.facts.steps, today, Happened.CLOSED),
        by=member.id,
    )

    def counting(totals: Totals) -> Totals:
        return totals.closed(today)

    events = await note_events(scope, closed, CaseEvent.CLOSED.value)
    await count(scope, closed, [counting, *events])
    scope.record("closed", case=case.id, by=member.id)
    put_into_mailbox(scope, closed, CLOSED)
    if await can_be_written_to(scope, closed):
        to_reporter(scope, closed, "case-closed", {"receipt": closed.facts.receipt})
    return closed
