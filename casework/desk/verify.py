"""Whether a reporter's name is theirs: found out by a call or a talk, and written down.

A name that cannot be confirmed counts as none: the notices that are owed to who gives a name are
owed no more. Whoever confirms it later makes them run again, with the dates that they had.

Source: 检举控告工作规则 arts. 24, 26, 27, 30.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from casework.desk.deadlines import all_terms, restore_terms, start_terms, withdraw_terms
from casework.desk.decided import Press, deciding, write_down
from casework.desk.describe import NamelessError
from casework.desk.facts import Case, change
from casework.desk.figures import Change, count
from casework.desk.records import Record
from casework.desk.scope import DeskScope
from casework.desk.triage import UnknownChoiceError
from casework.rules.cases import CaseEvent, State
from casework.rules.roles import Action
from casework.rules.verification import Verified, Way

CLOSED: Final = CaseEvent.CLOSED.value
REAL_NAME: Final = "real-name"
WHY: Final = "unconfirmed"
"""For what reason the terms of a name that could not be confirmed are withdrawn."""


def can_be_verified(case: Case) -> bool:
    """Say whether there is a name to be verified; verifying again undoes what was found before."""
    return case.facts.named and case.state is not State.ARCHIVED


async def verify_name(  # noqa: PLR0913  who was spoken to how and when, and what came of it
    scope: DeskScope, press: Press, way: Way, day: date, result: Verified, words: str
) -> Case:
    """Seal how somebody tried to verify the name, and let the case count accordingly.

    Raises:
        NamelessError: The reporter gave no name.
        UnknownChoiceError: The day is yet to come.
        TextTooLongError: See `add_record`.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.VERIFY)
    if not case.facts.named:
        raise NamelessError
    if day > scope.today():
        raise UnknownChoiceError
    said = {"choice": result.value, "way": way.value, "day": day.isoformat()}
    await write_down(scope, press, case, Record.VERIFICATION, words, **said)
    now, by = scope.clock().isoformat(), press.member.id
    verified = change(scope, case, by=by, verified=result.value, verified_at=now)
    await count(scope, verified, await _terms_after(scope, case, verified))
    scope.record("verified", case=case.id, by=by, result=result.value)
    return verified


async def _terms_after(scope: DeskScope, before: Case, after: Case) -> Sequence[Change]:
    """Withdraw or restore what is owed to who gives a name; what it means for the figures."""
    if before.facts.real_name and not after.facts.real_name:
        return await withdraw_terms(scope, after, WHY, lambda rule: rule.applies == REAL_NAME)
    if before.facts.real_name or not after.facts.real_name:
        return []
    changes = [*await restore_terms(scope, after, WHY)]
    if after.state is State.CLOSED and not await _feedback_began(scope, after):
        # The term of the feedback never began. It begins with the day on which it is owed.
        changes += await start_terms(scope, after, CLOSED, scope.today(), only=REAL_NAME)
    return changes


async def _feedback_began(scope: DeskScope, case: Case) -> bool:
    """Say whether a term began with the closing that is owed to who gives a name."""
    closed_at = case.facts.closed_at
    closed_on = scope.day_of(datetime.fromisoformat(closed_at)) if closed_at else scope.today()
    own = {
        rule.id
        for rule in scope.office.rules
        if rule.starts_on == CLOSED and rule.applies == REAL_NAME
    }
    reopened = CaseEvent.REOPENED.value
    return any(
        each.rule_id in own and each.started_on >= closed_on and reopened not in each.reasons
        for each in await all_terms(scope, case.id)
    )
