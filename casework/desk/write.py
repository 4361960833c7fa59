"""Notes for those who read the case, and what is said to the one who wrote it.

Whoever writes to a reporter says what it counts as: only that meets terms, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from casework.desk.claims import answers_before, is_accepted_by, notice_events
from casework.desk.deadlines import note_events, start_terms
from casework.desk.facts import Case, case_to, change
from casework.desk.figures import Change, count
from casework.desk.mailbox import has_mailbox, put_into_mailbox
from casework.desk.messages import to_reporter
from casework.desk.people import Member
from casework.desk.pieces import add_piece
from casework.desk.records import Field, Record, add_record
from casework.desk.scope import DeskScope
from casework.mailbox import REPLY
from casework.rules.cases import CaseEvent, State, next_state
from casework.rules.dispatch import Counts, Delivery, Dispatch, Way
from casework.rules.events import ACCEPTED, ASKED, WAIT_OVER
from casework.rules.handles import handle_for
from casework.rules.recount import Happened, stepped
from casework.rules.roles import Action
from casework.rules.totals import Totals

FEEDBACK_SENT = "feedback-sent"
REPLIED = "replied"
REMEMBERED = 12
"""Of how many of the latest messages a case keeps how they fare."""


class NoRouteError(Exception):
    """The reporter did not ask to be written to or cannot be reached, and has no mailbox."""


class NoSuchDayError(Exception):
    """The reporter cannot have been told on that day: it lies ahead, or before the petition."""


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


async def reply_to_reporter(
    scope: DeskScope, member: Member, case_id: str, text: str, counts: Counts = Counts.OTHER
) -> Case:
    """Keep a reply in the case, put it into the reporter's mailbox, and let the courier deliver it.

    Whoever has no mailbox, or no route, is answered in the one way that there is. What the courier
    delivers has a button to answer, and the courier tells what became of it.

    Raises:
        NoRouteError: There is neither a route nor a mailbox.
        TextTooLongError: See `add_piece`.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The case is another member's.
    """
    case = await case_to(scope, member, case_id, Action.REPLY)
    written = await can_be_written_to(scope, case)
    if not written and not has_mailbox(case):
        raise NoRouteError
    await add_piece(scope, member, case, "reply", text, fields={Field.CHOICE: counts.value})
    put_into_mailbox(scope, case, REPLY, text=text)
    dispatch = _dispatch(scope, member, counts, written=written)
    if written:
        _write(scope, case, text, dispatch)
    kept = (*case.facts.dispatches, dispatch)[-REMEMBERED:]
    before, today = case, scope.today()
    steps = stepped(case.facts.steps, today, Happened.REPLIED)
    case = _as_told(scope, member, case, counts, dispatches=kept, steps=steps)

    def replied(totals: Totals) -> Totals:
        return totals.replied(today)

    await count(scope, case, [replied, *await _meet(scope, before, case, counts, today, REPLIED)])
    scope.record("replied", case=case.id, by=member.id, counts=counts.value)
    return case


async def note_contact(  # noqa: PLR0913  what was said, how, when, and what it counts as
    scope: DeskScope,
    member: Member,
    case_id: str,
    text: str,
    *,
    counts: Counts,
    way: Way,
    day: date,
) -> Case:
    """Record that the reporter was told by phone, by letter or in person, and on which day.

    Raises:
        NoSuchDayError: The day lies ahead, or before the petition came.
        TextTooLongError: See `add_piece`.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The case is another member's.
    """
    case = await case_to(scope, member, case_id, Action.REPLY)
    if not case.received_on <= day <= scope.today():
        raise NoSuchDayError
    fields = {Field.CHOICE: counts.value, Field.WAY: way.value, Field.DAY: day.isoformat()}
    await add_record(scope, member, case, Record.TOLD, text, fields=fields)
    before, case = case, _as_told(scope, member, case, counts)
    await count(scope, case, await _meet(scope, before, case, counts, day))
    scope.record("told", case=case.id, by=member.id, counts=counts.value)
    return case


async def stop_waiting(scope: DeskScope, member: Member, case_id: str) -> Case:
    """Let the case wait for the reporter no longer; one that does not wait stays as it is.

    Raises:
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The case is another member's.
    """
    case = await case_to(scope, member, case_id, Action.REPLY)
    if case.facts.asked_at is not None:
        case = change(scope, case, asked_at=None)
        await count(scope, case, await note_events(scope, case, WAIT_OVER))
        scope.record("wait-lifted", case=case.id, by=member.id)
    return case


async def can_be_written_to(scope: DeskScope, case: Case) -> bool:
    """Say whether the courier knows a way back to the reporter."""
    return case.facts.route and await scope.book.has_route(case.id)


async def can_be_answered(scope: DeskScope, case: Case) -> bool:
    """Say whether the reporter gets a reply: in a message, or when they come and look."""
    return has_mailbox(case) or await can_be_written_to(scope, case)


def _dispatch(scope: DeskScope, member: Member, counts: Counts, *, written: bool) -> Dispatch:
    today = scope.today().isoformat()
    state = Delivery.WAITING if written else Delivery.MAILBOX
    return Dispatch(scope.new_id()[:16], counts.value, member.id, today, state.value, today)


def _write(scope: DeskScope, case: Case, text: str, dispatch: Dispatch) -> None:
    handle = handle_for(case.id, scope.new_id())
    scope.book.add_handle(handle, case.id)
    to_reporter(
        scope,
        case,
        "team-writes",
        {"receipt": case.facts.receipt, "text": text},
        button=("button-answer", f"answer:{handle}"),
        dispatch=dispatch.id,
    )


def _as_told(scope: DeskScope, member: Member, case: Case, counts: Counts, **facts: Any) -> Case:
    """Return the case once the words were said: a result answers it, a question makes it wait."""
    if counts is Counts.QUESTION:
        facts["asked_at"] = scope.clock().isoformat()
    if counts is Counts.NOTICE and is_accepted_by(case):
        facts["claim"] = ACCEPTED
    state = None
    if counts is Counts.RESULT and case.state is not State.ARCHIVED:
        state = next_state(case.state, CaseEvent.ANSWERED)
        facts["answered_at"] = case.facts.answered_at or scope.clock().isoformat()
    if not facts and state in {None, case.state}:
        return case
    return change(scope, case, state=state, by=member.id, **facts)


async def _meet(
    scope: DeskScope, before: Case, case: Case, counts: Counts, day: date, *events: str
) -> Sequence[Change]:
    """Let such words meet and turn terms. Source: 检举控告工作规则 arts. 26, 27."""
    if counts is Counts.QUESTION:
        events = (*events, ASKED)
    if counts is Counts.NOTICE:
        events = (*events, *notice_events(before))
    if counts is Counts.RESULT:
        after_closing = (FEEDBACK_SENT,) if case.state is State.CLOSED else ()
        events = (*events, CaseEvent.ANSWERED.value, *after_closing)
    changes = await note_events(scope, case, *(each for each in events if each != ACCEPTED))
    if ACCEPTED in events:
        met = answers_before(case)
        changes = [*changes, *await start_terms(scope, case, ACCEPTED, day, met_by=met)]
    return changes
