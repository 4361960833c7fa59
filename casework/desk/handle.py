"""How a case is handled: by the team, or with another body, whose result comes back.

Handling is an axis of its own. It moves neither the state of a case nor its review.

Source: 检举控告工作规则 arts. 16, 20-22.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from casework.desk.deadlines import note_events, withdraw_terms
from casework.desk.decided import Press, deciding, write_down
from casework.desk.facts import Case, change
from casework.desk.figures import Change, count
from casework.desk.records import NothingSaidError, Record, add_record
from casework.desk.scope import DeskScope
from casework.rules.cases import State
from casework.rules.handling import TO_ANOTHER_BODY, Handling
from casework.rules.roles import Action
from casework.rules.terms import TermRule

ASSIGNED_OUT: Final = "assigned-out"
RESULT_RETURNED: Final = "result-returned"
WHY: Final = "handled-otherwise"
"""For what reason a term of another body is withdrawn when the case is handled in another way."""


async def set_handling(
    scope: DeskScope, press: Press, handling: Handling, organ: str = "", document: str = ""
) -> Case:
    """Say how a case is handled; to which body it goes lies sealed in it.

    Assigning it out starts the term of that body; any other way withdraws the term.

    Raises:
        NothingSaidError: It goes to another body, and nothing says to which.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.HANDLE)
    before = case.facts.handling
    elsewhere = handling in TO_ANOTHER_BODY
    if elsewhere and not organ:
        raise NothingSaidError
    if handling == before and not elsewhere:
        return case
    if elsewhere or before in TO_ANOTHER_BODY:  # what is said of a body holds no longer
        said = {"organ": organ, "document": document}
        await write_down(scope, press, case, Record.HANDLING, "", choice=handling.value, **said)
    by = press.member.id
    handled = change(scope, case, by=by, handling=handling.value, returned_on=None)
    await count(scope, handled, await _terms_after(scope, handled, handling))
    scope.record("handling", case=case.id, by=by, before=before, after=handling.value)
    return handled


async def take_result(scope: DeskScope, press: Press, words: str) -> Case:
    """Seal what another body reports of a case; its term is met.

    Raises:
        TextTooLongError: See `add_record`.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.RESULT)
    await add_record(scope, press.member, case, Record.REPORT_BACK, words)
    by, today = press.member.id, scope.today().isoformat()
    returned = change(scope, case, by=by, returned_on=today)
    await count(scope, returned, await note_events(scope, returned, RESULT_RETURNED))
    scope.record(RESULT_RETURNED, case=case.id, by=by)
    return returned


def is_worked_on(case: Case) -> bool:
    """Say whether it is still open how a case is handled."""
    return case.state not in {State.CLOSED, State.ARCHIVED}


def waits_for_result(case: Case) -> bool:
    """Say whether another body works on a case, and has reported nothing yet."""
    return case.facts.handling in TO_ANOTHER_BODY and case.facts.returned_on is None


def returned_on(case: Case) -> date | None:
    """Return the day on which the other body reported, or None."""
    day = case.facts.returned_on
    return date.fromisoformat(day) if day else None


async def _terms_after(scope: DeskScope, case: Case, handling: Handling) -> Sequence[Change]:
    changes = await withdraw_terms(scope, case, WHY, _is_of_another_body)
    if handling is Handling.ASSIGNED_OUT:
        return [*changes, *await note_events(scope, case, ASSIGNED_OUT)]
    return changes


def _is_of_another_body(rule: TermRule) -> bool:
    return rule.starts_on == ASSIGNED_OUT
