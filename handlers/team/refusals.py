"""What a reader is told when something cannot be done: what stands in the way, and the way on.

Use cases refuse before they change anything, so a refusal leaves nothing half done.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ErrorEvent, Message, User

from casework.desk.assign import NotAssignableError
from casework.desk.claim import AlreadyClaimedError
from casework.desk.decided import DecisionRefusedError
from casework.desk.describe import NamelessError, RecordGoneError
from casework.desk.facts import HandedOverError
from casework.desk.grant import GrantRefusedError
from casework.desk.leave import NotOnLeaveError
from casework.desk.papers import NoConsentError, NothingProposedError
from casework.desk.pieces import TextTooLongError
from casework.desk.read import EarlierKeyError, PieceNotFoundError, PieceNotStoredError
from casework.desk.records import NothingSaidError
from casework.desk.recuse import NobodyLeftError, NotAReaderError
from casework.desk.review import AlreadyReviewedError
from casework.desk.scope import CaseNotFoundError, DeskScope, LockedError, NotPermittedError
from casework.desk.triage import AboutInspectorsError, UnknownChoiceError
from casework.desk.write import NoRouteError
from casework.ports import RosterRefusedError
from casework.rules.cases import NotAllowedError
from casework.rules.leave import LeaveRefusedError
from handlers.answers import Answers, message_to
from handlers.team.context import Names, pressed, roster_refused
from handlers.texts import Html, Say

PLAIN: dict[type[Exception], str] = {
    NoConsentError: "desk-form-no-consent",
    NothingProposedError: "desk-form-nothing-proposed",
    NotOnLeaveError: "desk-leave-none",
    CaseNotFoundError: "desk-no-such-case",
    HandedOverError: "desk-handed-over",
    NotPermittedError: "desk-not-permitted",
    LockedError: "desk-locked",
    NoRouteError: "desk-no-route",
    PieceNotFoundError: "desk-no-such-piece",
    PieceNotStoredError: "desk-piece-on-its-way",
    RosterRefusedError: "desk-roster-refused",
    EarlierKeyError: "desk-earlier-key",
    NotAReaderError: "desk-not-a-reader",
    NotAssignableError: "desk-not-assignable",
    AboutInspectorsError: "desk-about-inspectors",
    UnknownChoiceError: "desk-not-expected",
    NothingSaidError: "desk-nothing-said",
    NamelessError: "desk-nameless",
    RecordGoneError: "desk-record-gone",
}
TOLD: tuple[type[Exception], ...] = (
    *PLAIN,
    AlreadyClaimedError,
    AlreadyReviewedError,
    DecisionRefusedError,
    GrantRefusedError,
    LeaveRefusedError,
    NobodyLeftError,
    NotAllowedError,
    TextTooLongError,
)


def refusals() -> Router:
    """Return what turns refusals into sentences, and answers whatever nobody else answered."""
    router = Router(name="refusals")
    router.error(ExceptionTypeFilter(*TOLD))(refuse)
    router.message()(anything)
    router.callback_query()(old_button)
    return router


async def refuse(  # noqa: PLR0913  what aiogram hands to a handler
    event: ErrorEvent,
    event_from_user: User,
    state: FSMContext,
    scope: DeskScope,
    names: Names,
    say: Say,
) -> Answers:
    """Say why it cannot be done; a text that cannot be kept may be sent again, all else is over."""
    error = event.exception
    if isinstance(error, RosterRefusedError):
        return roster_refused(event.update, say)
    if not isinstance(error, TextTooLongError | NothingSaidError):
        await state.clear()
    told = message_to(event_from_user.id, refusal(error, scope, names, say))
    query = event.update.callback_query
    return pressed(query, told) if query else told


def refusal(error: Exception, scope: DeskScope, names: Names, say: Say) -> Html:
    """Return the sentence for a refusal; a press that came too late is told what has changed."""
    match error:
        case AlreadyClaimedError():
            return say("desk-already-claimed", who=names.person(error.assignee, say))
        case AlreadyReviewedError():
            at = error.at.astimezone(ZoneInfo(scope.office.zone))
            who = names.person(error.reader_id, say)
            return say("desk-already-reviewed", who=who, day=at.date(), at=f"{at:%H:%M}")
        case NobodyLeftError():
            return _nobody_left(error, names, say)
        case DecisionRefusedError():
            return refused(error, say)
        case TextTooLongError():
            return say("desk-text-too-long", limit=error.limit)
    return say(_without_variables(error))


def refused(error: DecisionRefusedError, say: Say) -> Html:
    """Return the sentence for a decision that cannot be made so."""
    variables = {} if error.day is None else {"day": error.day}
    return say(f"decide-refused-{error.code}", **variables)


def _without_variables(error: Exception) -> str:
    match error:
        case GrantRefusedError():
            return f"desk-not-let-in-{error.exclusion}"
        case LeaveRefusedError():
            return f"desk-leave-refused-{error.why}"
        case NotAllowedError():
            return f"desk-refused-{error.code}"
    return PLAIN.get(type(error), "desk-cannot-open")


def _nobody_left(error: NobodyLeftError, names: Names, say: Say) -> Html:
    if not error.candidates:
        return say(f"desk-nobody-left-to-{error.duty}")
    who = say.label("list-comma").join(names.person(each, say) for each in error.candidates)
    return say(f"desk-first-add-one-to-{error.duty}", who=who)


async def anything(message: Message, say: Say) -> Answers:
    """Answer a message that nothing was waiting for."""
    return message_to(message.chat.id, say("desk-not-expected"))


async def old_button(query: CallbackQuery, say: Say) -> Answers:
    """Answer a button that no longer means anything."""
    return pressed(query, message_to(query.from_user.id, say("desk-not-expected")))
