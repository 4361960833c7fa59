"""What is to become of a lead: proposed by the team, approved by the leader, decided elsewhere.

The team does no disciplinary work: it proposes, and enters what the competent organ has decided.

Source: 工作方案 八.3; 检举控告工作规则 art. 17.
"""

from __future__ import annotations

from datetime import date

from casework.desk.decided import (
    Choice,
    DecisionRefusedError,
    Press,
    deciding,
    tell_leader,
    tell_worker,
    write_down,
)
from casework.desk.facts import Case, change
from casework.desk.records import Record
from casework.desk.scope import DeskScope
from casework.rules.cases import NotAllowedError, State
from casework.rules.dispositions import Disposition
from casework.rules.roles import Action


async def propose_disposition(
    scope: DeskScope, press: Press, disposition: Disposition, reason: str
) -> Case:
    """Propose what is to become of a lead; a proposal that was approved stands no longer.

    Raises:
        NotAllowedError: Also for a closed case.
        ChangedMeanwhileError, CaseNotFoundError, NotPermittedError: See `deciding`.
    """
    case = await deciding(scope, press, Action.PROPOSE)
    if case.state is State.CLOSED:
        raise NotAllowedError("already-closed")
    await write_down(scope, press, case, Record.DISPOSITION, reason, choice=disposition)
    case = change(scope, case, by=press.member.id, disposition=disposition.value, approved=None)
    scope.record("disposition", case=case.id, by=press.member.id, choice=disposition.value)
    await tell_leader(scope, case, press, "announce-disposition-proposed")
    return case


async def approve_disposition(scope: DeskScope, press: Press, words: str) -> Case:
    """Approve what is proposed.

    Raises:
        DecisionRefusedError: Nothing is.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await _proposed(scope, press)
    choice = Choice.DISPOSITION_APPROVED
    await write_down(scope, press, case, Record.APPROVAL, words, choice=choice)
    case = change(scope, case, by=press.member.id, approved=press.member.id)
    scope.record(choice, case=case.id, by=press.member.id)
    await tell_worker(scope, case, press, "announce-disposition-approved")
    return case


async def refuse_disposition(scope: DeskScope, press: Press, words: str) -> Case:
    """Refuse what is proposed; something else can be proposed then.

    Raises:
        DecisionRefusedError, ChangedMeanwhileError, NotAllowedError, CaseNotFoundError,
            NotPermittedError: See `approve_disposition`.
    """
    case = await _proposed(scope, press)
    choice = Choice.DISPOSITION_REFUSED
    await write_down(scope, press, case, Record.APPROVAL, words, choice=choice)
    case = change(scope, case, by=press.member.id, disposition="")
    scope.record(choice, case=case.id, by=press.member.id)
    await tell_worker(scope, case, press, "announce-disposition-refused")
    return case


async def enter_decision(  # noqa: PLR0913  what a decision of another body consists of
    scope: DeskScope, press: Press, *, organ: str, document: str, day: date, words: str
) -> Case:
    """Enter what the competent organ has decided, with its document number and day.

    Raises:
        DecisionRefusedError: The day has not come.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.DECIDE)
    check_past(scope, day)
    known = {"organ": organ, "document": document, "day": day.isoformat()}
    await write_down(scope, press, case, Record.DECISION, words, **known)
    case = change(scope, case, by=press.member.id, decided=day.isoformat())
    scope.record("decided", case=case.id, by=press.member.id)
    return case


def check_past(scope: DeskScope, day: date) -> None:
    """Return if a day has come.

    Raises:
        DecisionRefusedError: It has not.
    """
    if day > scope.today():
        raise DecisionRefusedError("day-ahead", scope.today())


async def _proposed(scope: DeskScope, press: Press) -> Case:
    case = await deciding(scope, press, Action.APPROVE)
    if not case.facts.disposition or case.facts.approved is not None:
        raise DecisionRefusedError("over")
    return case
