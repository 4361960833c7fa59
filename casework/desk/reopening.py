"""Taking a case up again: by the team with a reason, or since the reporter has added something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.desk.deadlines import note_events, restore_terms, withdraw_terms
from casework.desk.facts import Case, change
from casework.desk.figures import Change
from casework.desk.scope import DeskScope
from casework.rules.cases import CaseEvent, State, next_state
from casework.rules.events import NOTICE_SENT
from casework.rules.totals import Totals


def state_again(case: Case) -> State:
    """Return the state of a case that is taken up again; nobody's case waits to be claimed.

    Raises:
        NotAllowedError: It is neither settled nor closed.
    """
    state = next_state(case.state, CaseEvent.REOPENED)
    if case.facts.assignee is None:
        return next_state(state, CaseEvent.RELEASED)
    return state


async def take_up_again(
    scope: DeskScope, case: Case, *, undoing: bool = False, also: Sequence[str] = (), **changes: Any
) -> tuple[Case, Sequence[Change]]:
    """Take a case up again; returns it, and what it means for the figures.

    The terms that its closing has started begin anew when it is closed again. Those that its
    merging has withdrawn run on, but for the notice of acceptance, which a repeat has had: that is
    owed again only by `undoing` the merging. `also` has happened with it.

    Raises:
        NotAllowedError: See `state_again`.

    Source: 检举控告工作规则 art. 26.
    """
    after = change(scope, case, state=state_again(case), closed_at=None, **changes)
    merged, closing = CaseEvent.MERGED.value, CaseEvent.CLOSED.value
    restored = await restore_terms(
        scope, after, merged, lambda rule: undoing or rule.met_by != NOTICE_SENT
    )
    events = (CaseEvent.REOPENED.value, *also)
    if case.state is not State.CLOSED:
        return after, [*restored, *await note_events(scope, after, *events)]
    withdrawn = await withdraw_terms(
        scope, after, CaseEvent.REOPENED.value, lambda rule: rule.starts_on == closing
    )
    noted = await note_events(scope, after, *events)
    return after, [Totals.reopened, *withdrawn, *restored, *noted]
