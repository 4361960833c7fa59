"""The review 审阅: the Fifth group has seen the case. Source: 工作方案 五.5."""

from __future__ import annotations

from datetime import datetime

from casework.desk.deadlines import note_events
from casework.desk.facts import Case, case_to, change
from casework.desk.figures import count
from casework.desk.messages import chats_of_worker, to_chat
from casework.desk.people import Member
from casework.desk.pieces import add_piece
from casework.desk.scope import DeskScope
from casework.rules.cases import Review, ReviewEvent, next_review
from casework.rules.roles import Action
from casework.rules.totals import Totals


class AlreadyReviewedError(Exception):
    """The case has its stamp; `reader_id` and `at` say whose and since when."""

    def __init__(self, reader_id: str, at: datetime) -> None:
        super().__init__("the case is reviewed")
        self.reader_id = reader_id
        self.at = at


async def mark_reviewed(
    scope: DeskScope, member: Member, case_id: str, opinion: str | None = None
) -> Case:
    """Put the stamp of the review on a case, with an opinion that lies sealed in it.

    Raises:
        AlreadyReviewedError: It has its stamp.
        TextTooLongError: See `add_piece`.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The member does not review this case.
    """
    case = await case_to(scope, member, case_id, Action.REVIEW)
    facts = case.facts
    if case.review is Review.REVIEWED and facts.reviewed_by and facts.reviewed_at:
        raise AlreadyReviewedError(facts.reviewed_by, datetime.fromisoformat(facts.reviewed_at))
    if opinion is not None:
        await add_piece(scope, member, case, "note", opinion)
    now, today = scope.clock(), scope.today()
    reviewed = change(
        scope,
        case,
        review=next_review(case.review, ReviewEvent.REVIEWED),
        reviewed_by=member.id,
        reviewed_at=now.isoformat(),
        by=member.id,
    )

    def counting(totals: Totals) -> Totals:
        return totals.reviewed(today)

    events = await note_events(scope, reviewed, ReviewEvent.REVIEWED.value)
    await count(scope, reviewed, [counting, *events])
    scope.record("reviewed", case=case.id, by=member.id)
    for chat in await chats_of_worker(scope, reviewed):
        to_chat(scope, reviewed, chat, "announce-reviewed", {"number": reviewed.number})
    return reviewed
