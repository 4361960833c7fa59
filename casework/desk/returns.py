"""A review returns a case 退回 for more, and whoever handles it submits it again.

Work goes on meanwhile; only closing waits for the review. Source: 工作方案 五.5.
"""

from __future__ import annotations

from casework.desk.deadlines import (
    due_after,
    note_events,
    restart_review,
    review_due,
    stop_review,
)
from casework.desk.facts import Case, case_to, change, check_version
from casework.desk.figures import count
from casework.desk.messages import chats_of_body, chats_of_worker, tell_of
from casework.desk.people import Member
from casework.desk.records import Record, add_record
from casework.desk.review import reviewing
from casework.desk.scope import DeskScope
from casework.rules.cases import NotAllowedError, Review, ReviewEvent, next_review
from casework.rules.roles import Action, Group

NOT_RETURNED = "not-returned"


async def return_case(scope: DeskScope, member: Member, case_id: str, asked: str) -> Case:
    """Return a case for more; what is asked for lies sealed in it, and who handles it is told.

    The term of the review ends, for it is not the reviewer who has to act now. Whoever asks for
    something else besides adds to it; that starts nothing anew.

    Raises:
        TextTooLongError: See `add_record`; for the rest see `reviewing`.
    """
    case = await reviewing(scope, member, case_id, Action.RETURN)
    review = next_review(case.review, ReviewEvent.RETURNED)
    await add_record(scope, member, case, Record.RETURN, asked)
    returned = change(scope, case, review=review, by=member.id)
    due = None
    if case.review is Review.DUE:
        event = ReviewEvent.RETURNED.value
        await count(scope, returned, await stop_review(scope, returned, event))
        due = due_after(scope, returned, event)
    scope.record("returned", case=case.id, by=member.id)
    text = "announce-returned" if due is None else "announce-returned-until"
    tell_of(scope, returned, await chats_of_worker(scope, returned), text, due)
    return returned


async def resubmitting(
    scope: DeskScope, member: Member, case_id: str, version: int | None = None
) -> Case:
    """Return a case that was returned, and that `member` may submit for review again.

    Raises:
        NotAllowedError: It was not returned, or is submitted already.
        ChangedMeanwhileError: The card of this version is no longer true.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The case is another member's.
    """
    case = await case_to(scope, member, case_id, Action.RESUBMIT)
    if version is not None:
        check_version(case, version)
    if case.review is not Review.RETURNED:
        raise NotAllowedError(NOT_RETURNED)
    return case


async def resubmit_case(scope: DeskScope, member: Member, case_id: str, version: int) -> Case:
    """Submit a returned case for review again: the term of the review begins anew.

    Raises: see `resubmitting`.
    """
    case = await resubmitting(scope, member, case_id, version)
    review = next_review(case.review, ReviewEvent.RESUBMITTED)
    submitted = change(scope, case, review=review, by=member.id)
    changes = [
        *await note_events(scope, submitted, ReviewEvent.RESUBMITTED.value),
        *await restart_review(scope, submitted),
    ]
    await count(scope, submitted, changes)
    scope.record("resubmitted", case=case.id, by=member.id)
    await _ask_for_review(scope, submitted)
    return submitted


async def _ask_for_review(scope: DeskScope, case: Case) -> None:
    reviewer = case.facts.reviewer
    if reviewer is None:
        return
    due = review_due(scope, case)
    text = "announce-resubmitted" if due is None else "announce-resubmitted-until"
    tell_of(scope, case, await chats_of_body(scope, case, Group(reviewer)), text, due)
