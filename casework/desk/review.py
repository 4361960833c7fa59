"""The review 审阅: the Fifth group has seen the case. Source: 工作方案 五.5."""

from __future__ import annotations

from datetime import datetime

from casework.desk.deadlines import meet_terms, note_events
from casework.desk.facts import Case, case_to, change, check_version
from casework.desk.figures import count
from casework.desk.messages import chats_of_worker, tell_of
from casework.desk.people import Member
from casework.desk.records import Record, add_record
from casework.desk.scope import DeskScope
from casework.rules.cases import Review, ReviewEvent, next_review
from casework.rules.recount import Happened, stepped
from casework.rules.roles import Action
from casework.rules.totals import Totals


class AlreadyReviewedError(Exception):
    """The case has its stamp; `reader_id` and `at` say whose and since when."""

    def __init__(self, reader_id: str, at: datetime) -> None:
        super().__init__("the case is reviewed")
        self.reader_id = reader_id
        self.at = at


async def reviewing(
    scope: DeskScope,
    member: Member,
    case_id: str,
    action: Action = Action.REVIEW,
    version: int | None = None,
) -> Case:
    """Return a case that `member` may review or return now; a stamp is not taken back.

    Raises:
        AlreadyReviewedError: It has its stamp.
        ChangedMeanwhileError: The card of this version is no longer true.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The member does not review this case.
    """
    case = await case_to(scope, member, case_id, action)
    facts = case.facts
    if case.review is Review.REVIEWED and facts.reviewed_by and facts.reviewed_at:
        raise AlreadyReviewedError(facts.reviewed_by, datetime.fromisoformat(facts.reviewed_at))
    if version is not None:
        check_version(case, version)
    return case


async def mark_reviewed(
    scope: DeskScope,
    member: Member,
    case_id: str,
    opinion: str | None = None,
    version: int | None = None,
) -> Case:
    """Put the stamp of the review on a case, with an opinion that lies sealed in it.

    Raises:
        TextTooLongError: See `add_record`; for the rest see `reviewing`.
    """
    case = await reviewing(scope, member, case_id, version=version)
    if opinion is not None:
        await add_record(scope, member, case, Record.OPINION, opinion)
    now, today = scope.clock(), scope.today()
    reviewed = change(
        scope,
        case,
        review=next_review(case.review, ReviewEvent.REVIEWED),
        reviewed_by=member.id,
        reviewed_at=now.isoformat(),
        steps=stepped(case.facts.steps, today, Happened.REVIEWED),
        by=member.id,
    )

    def counting(totals: Totals) -> Totals:
        return totals.reviewed(today)

    events = [*await note_events(scope, reviewed, ReviewEvent.REVIEWED.value)]
    # What was asked for when it was returned is not waited for any more.
    events += await meet_terms(scope, reviewed, [ReviewEvent.RESUBMITTED.value])
    await count(scope, reviewed, [counting, *events])
    scope.record("reviewed", case=case.id, by=member.id)
    tell_of(scope, reviewed, await chats_of_worker(scope, reviewed), "announce-reviewed")
    return reviewed
