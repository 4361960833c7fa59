"""Somebody takes a case on."""

from __future__ import annotations

from casework.desk.deadlines import note_events
from casework.desk.facts import Case, case_for, change
from casework.desk.figures import count
from casework.desk.people import Member
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.cases import CaseEvent, next_state
from casework.rules.roles import Action, may


class AlreadyClaimedError(Exception):
    """Somebody was faster; `assignee` is their id on the roster."""

    def __init__(self, assignee: str) -> None:
        super().__init__("the case has an assignee")
        self.assignee = assignee


async def claim_case(scope: DeskScope, member: Member, case_id: str) -> Case:
    """Make `member` the one who handles a case; its reminders go to them from now on.

    Raises:
        AlreadyClaimedError: It has an assignee.
        NotAllowedError: It is past being taken on.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The member's role takes no cases on.
    """
    # Read once: between two reads somebody may be faster, and that is no lack of a right.
    case = await case_for(scope, member, case_id)
    if not takes_on(member, case):
        raise NotPermittedError
    if case.facts.assignee is not None:
        raise AlreadyClaimedError(case.facts.assignee)
    state = next_state(case.state, CaseEvent.CLAIMED)
    claimed = change(scope, case, state=state, assignee=member.id, by=member.id)
    event = CaseEvent.CLAIMED.value
    await count(scope, claimed, await note_events(scope, claimed, event))
    scope.record("claimed", case=case.id, by=member.id)
    return claimed


def takes_on(member: Member, case: Case) -> bool:
    """Say whether this case could be handled by `member`, by role, if nobody handled it yet."""
    return may(
        member.role,
        Action.CLAIM,
        unassigned=True,
        stands_in_for=case.facts.stands_in_for(member.group),
    )
