"""Notes for those who read the case, and replies to the one who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from casework.desk.deadlines import note_events
from casework.desk.facts import Case, case_to
from casework.desk.figures import Change, count
from casework.desk.mailbox import has_mailbox, put_into_mailbox
from casework.desk.messages import to_reporter
from casework.desk.people import Member
from casework.desk.pieces import add_piece
from casework.desk.scope import DeskScope
from casework.mailbox import REPLY
from casework.rules.cases import State
from casework.rules.handles import handle_for
from casework.rules.roles import Action
from casework.rules.totals import Totals

NOTICE_SENT = "notice-sent"
FEEDBACK_SENT = "feedback-sent"
REPLIED = "replied"


class NoRouteError(Exception):
    """The reporter did not ask to be written to or cannot be reached, and has no mailbox."""


async def add_note(scope: DeskScope, member: Member, case_id: str, text: str) -> Case:
    """Seal a note into a case; whoever can open the case reads it, nobody else.

    Raises:
        TextTooLongError: See `add_piece`.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The member's role writes no notes.
    """
    case = await case_to(scope, member, case_id, Action.NOTE)
    await add_piece(scope, member, case, "note", text)
    scope.record("noted", case=case.id, by=member.id)
    return case


async def reply_to_reporter(scope: DeskScope, member: Member, case_id: str, text: str) -> Case:
    """Keep a reply in the case, put it into the reporter's mailbox, and let the courier deliver it.

    Whoever has no mailbox, or no route, is answered in the one way that there is. What the courier
    delivers has a button to answer.

    To somebody who gave a name, the first words from the team are the acceptance notice, and words
    after closing are the feedback.

    Raises:
        NoRouteError: There is neither a route nor a mailbox.
        TextTooLongError: See `add_piece`.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The case is another member's.

    Source: 检举控告工作规则 arts. 26, 27.
    """
    case = await case_to(scope, member, case_id, Action.REPLY)
    if not await can_be_answered(scope, case):
        raise NoRouteError
    await add_piece(scope, member, case, "reply", text)
    put_into_mailbox(scope, case, REPLY, text=text)
    if await can_be_written_to(scope, case):
        _write(scope, case, text)
    today = scope.today()

    def replied(totals: Totals) -> Totals:
        return totals.replied(today)

    await count(scope, case, [replied, *await _told(scope, case, REPLIED)])
    scope.record("replied", case=case.id, by=member.id)
    return case


async def note_contact(scope: DeskScope, member: Member, case_id: str, text: str) -> Case:
    """Note that the reporter was told by phone, by letter or in person; it counts as being told.

    Raises:
        TextTooLongError: See `add_piece`.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The case is another member's.
    """
    case = await case_to(scope, member, case_id, Action.REPLY)
    await add_piece(scope, member, case, "note", text)
    await count(scope, case, await _told(scope, case))
    scope.record("told", case=case.id, by=member.id)
    return case


async def can_be_written_to(scope: DeskScope, case: Case) -> bool:
    """Say whether the courier knows a way back to the reporter."""
    return case.facts.route and await scope.book.has_route(case.id)


async def can_be_answered(scope: DeskScope, case: Case) -> bool:
    """Say whether the reporter gets a reply: in a message, or when they come and look."""
    return has_mailbox(case) or await can_be_written_to(scope, case)


def _write(scope: DeskScope, case: Case, text: str) -> None:
    handle = handle_for(case.id, scope.new_id())
    scope.book.add_handle(handle, case.id)
    to_reporter(
        scope,
        case,
        "team-writes",
        {"receipt": case.facts.receipt, "text": text},
        button=("button-answer", f"answer:{handle}"),
    )


async def _told(scope: DeskScope, case: Case, *events: str) -> Sequence[Change]:
    after_closing = (FEEDBACK_SENT,) if case.state is State.CLOSED else ()
    return await note_events(scope, case, *events, NOTICE_SENT, *after_closing)
