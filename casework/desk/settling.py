"""How a case leaves the team's hands before it is closed, and how it comes back.

It is passed on to the body that is competent, not accepted, kept on file, or answered. Whoever
reported it is told in plain words that it was passed on or not accepted, unless the team says no.

Source: 检举控告工作规则 arts. 17-22, 26; 工作方案 六(二)8 (a hand-over goes only where it may).
"""

from __future__ import annotations

from datetime import date

from casework.desk.claims import notice_events
from casework.desk.deadlines import note_events
from casework.desk.decided import (
    Choice,
    DecisionRefusedError,
    Press,
    deciding,
    tell_worker,
    write_down,
)
from casework.desk.disposing import check_past
from casework.desk.facts import Case, change
from casework.desk.figures import count
from casework.desk.mailbox import put_into_mailbox
from casework.desk.messages import to_reporter
from casework.desk.records import Record
from casework.desk.reopening import take_up_again
from casework.desk.scope import DeskScope
from casework.desk.write import can_be_written_to
from casework.rules.cases import CaseEvent, NotAllowedError, State, next_state
from casework.rules.roles import Action

TRIAGED = "triaged"
OUTCOMES = {
    CaseEvent.TRANSFERRED: Choice.TRANSFERRED,
    CaseEvent.NOT_ACCEPTED: Choice.NOT_ACCEPTED,
    CaseEvent.RETAINED: Choice.RETAINED,
    CaseEvent.ANSWERED: Choice.ANSWERED,
}
TOLD = {
    CaseEvent.TRANSFERRED: "case-transferred",
    CaseEvent.NOT_ACCEPTED: "case-not-accepted",
}
"""Of what the reporter is told, and in which words."""


async def settle(  # noqa: PLR0913  what became of it, why, and who is told
    scope: DeskScope,
    press: Press,
    event: CaseEvent,
    reason: str,
    *,
    tell: bool = False,
    organ: str = "",
    recipient: str = "",
) -> Case:
    """Settle a case; `organ` and `recipient` say to whom it was passed on.

    Raises:
        NotAllowedError: It is settled or closed.
        ChangedMeanwhileError, CaseNotFoundError, NotPermittedError: See `deciding`.
    """
    action = Action.CLOSE if event is CaseEvent.ANSWERED else Action.SETTLE
    case = await deciding(scope, press, action)
    state = next_state(case.state, event)
    if state is case.state or case.state is State.CLOSED:
        raise NotAllowedError("settled")
    known = {"choice": OUTCOMES[event], "organ": organ, "name": recipient}
    await write_down(scope, press, case, Record.OUTCOME, reason, **known)
    case = change(scope, case, state=state, by=press.member.id, signed=None)
    # What is passed on or declined is not accepted by the notice that says so.
    told = notice_events(case) if tell and event in TOLD else ()
    await count(scope, case, await note_events(scope, case, event.value, TRIAGED, *told))
    scope.record(event.value, case=case.id, by=press.member.id, told=bool(told))
    if told:
        await _tell_reporter(scope, case, event)
    await tell_worker(scope, case, press, "announce-settled")
    return case


async def enter_signature(
    scope: DeskScope, press: Press, *, day: date, who: str, words: str
) -> Case:
    """Enter that the other body has signed for a case 签收.

    Raises:
        DecisionRefusedError: The case is not on its way, or the day has not come.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.DECIDE)
    if case.state is not State.TRANSFERRED or case.facts.signed is not None:
        raise DecisionRefusedError("over")
    check_past(scope, day)
    known = {"choice": Choice.SIGNED_FOR, "name": who, "day": day.isoformat()}
    await write_down(scope, press, case, Record.OUTCOME, words, **known)
    case = change(scope, case, by=press.member.id, signed=day.isoformat())
    scope.record(Choice.SIGNED_FOR, case=case.id, by=press.member.id)
    return case


async def reopen(scope: DeskScope, press: Press, reason: str) -> Case:
    """Take up again what was settled or closed.

    Raises:
        NotAllowedError: It is neither, or it rests in another case.
        ChangedMeanwhileError, CaseNotFoundError, NotPermittedError: See `deciding`.
    """
    case = await deciding(scope, press, Action.REOPEN)
    if case.state is State.MERGED:
        raise NotAllowedError("settled")
    await write_down(scope, press, case, Record.OUTCOME, reason, choice=Choice.REOPENED)
    case, changes = await take_up_again(scope, case, by=press.member.id)
    await count(scope, case, changes)
    scope.record(CaseEvent.REOPENED.value, case=case.id, by=press.member.id)
    await tell_worker(scope, case, press, "announce-reopened")
    return case


async def _tell_reporter(scope: DeskScope, case: Case, event: CaseEvent) -> None:
    put_into_mailbox(scope, case, event.value)
    if await can_be_written_to(scope, case):
        to_reporter(scope, case, TOLD[event], {"receipt": case.facts.receipt})
