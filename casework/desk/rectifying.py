"""What is to be put right at once 立行立改: proposed in writing, with consent and a date.

Source: 工作方案 六(二)8.
"""

from __future__ import annotations

from datetime import date

from casework.desk.deadlines import note_events, start_terms
from casework.desk.decided import Choice, DecisionRefusedError, Press, deciding, write_down
from casework.desk.disposing import check_past
from casework.desk.extending import FARTHEST
from casework.desk.facts import Case, change
from casework.desk.figures import count
from casework.desk.records import Record
from casework.desk.scope import DeskScope
from casework.rules.roles import Action

PROPOSAL = "proposal"
PROPOSED, RECTIFIED = "proposed", "rectified"


def check_ahead(scope: DeskScope, until: date) -> None:
    """Return if a day may be set by which something has to be done.

    Raises:
        DecisionRefusedError: It is over, or far away.
    """
    if until < scope.today():
        raise DecisionRefusedError("too-early", scope.today())
    if until > scope.today() + FARTHEST:
        raise DecisionRefusedError("too-far", scope.today() + FARTHEST)


async def propose_rectification(
    scope: DeskScope, press: Press, *, document: str, until: date | None, words: str
) -> Case:
    """Enter a written proposal: the leading group's consent number, and by when.

    Without a date the length holds that the configuration has.

    Raises:
        DecisionRefusedError: One is under way, or the date cannot be.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.PROPOSE)
    if case.facts.rectification == PROPOSED:
        raise DecisionRefusedError("over")
    if until is not None:
        check_ahead(scope, until)
    known = {"document": document, "until": until.isoformat() if until else ""}
    await write_down(scope, press, case, Record.RECTIFICATION, words, **known)
    case = change(scope, case, by=press.member.id, rectification=PROPOSED)
    await count(scope, case, await start_terms(scope, case, PROPOSAL, scope.today(), until=until))
    scope.record("rectification", case=case.id, by=press.member.id)
    return case


async def enter_rectified(scope: DeskScope, press: Press, *, day: date, words: str) -> Case:
    """Enter that it was put right.

    Raises:
        DecisionRefusedError: Nothing was to be, or the day has not come.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.PROPOSE)
    if case.facts.rectification != PROPOSED:
        raise DecisionRefusedError("over")
    check_past(scope, day)
    known = {"choice": Choice.RECTIFIED, "day": day.isoformat()}
    await write_down(scope, press, case, Record.OUTCOME, words, **known)
    case = change(scope, case, by=press.member.id, rectification=RECTIFIED)
    await count(scope, case, await note_events(scope, case, RECTIFIED))
    scope.record(RECTIFIED, case=case.id, by=press.member.id)
    return case
