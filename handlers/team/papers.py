"""Ledger and forms: what is asked for here is made after the answer, and comes in its place.

The ledger is asked for with `/ledger`: everything, or what the words of a search fit. The forms of
a case stand behind its card.
"""

from __future__ import annotations

from datetime import date, timedelta

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.facts import case_to
from casework.desk.people import Member
from casework.desk.scope import DeskScope, LockedError, NotPermittedError
from casework.rules.papers import Form
from casework.rules.roles import Action, may
from casework.rules.search import NotUnderstoodError, read_search
from handlers.answers import Answer, Answers, message_to
from handlers.team.case import PLACEHOLDER, leave_other_case
from handlers.team.context import Names, argument, instead, pressed
from handlers.team.find import LONGEST
from handlers.team.vocabulary import vocabulary
from handlers.texts import Html, Say

LEDGER, CLOSING = "ledger", "closing"
FORMS = {
    "fu": Form.URGENT_REPORT,
    "ft": Form.TRANSFER,
    "fr": Form.RECTIFICATION,
    "fc": Form.CHECKLIST,
}
"""With what the button of a form begins."""
Rows = list[list[tuple[str, str]]]


def papers() -> Router:
    """Return the dialogue about ledger and forms."""
    router = Router(name="papers")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    router.message(Command("ledger"))(ask_for_ledger)
    router.callback_query(F.data.startswith("lgc:"))(ask_which_category)
    router.callback_query(F.data.startswith("lg:"))(make_ledger)
    router.callback_query(F.data.startswith("crep:"))(make_closing_report)
    for prefix in FORMS:
        router.callback_query(F.data.startswith(f"{prefix}:"))(make_form)
    return router


async def ask_for_ledger(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    command: CommandObject,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Make the ledger of what stands behind the command, or ask of what."""
    await state.clear()
    _check(scope, member)
    words = (command.args or "")[:LONGEST]
    if not words:
        return message_to(message.chat.id, say("desk-ledger-which"), _choices(scope, say))
    try:
        read_search(words, vocabulary(scope, member, names, say), scope.today())
    except NotUnderstoodError as error:
        told = say("desk-find-unknown", word=error.word) if error.word else say("desk-find-what")
        return message_to(message.chat.id, told)
    return _to_be_made(scope, message.chat.id, member, {"paper": LEDGER, "words": words})


async def ask_which_category(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Offer the categories of the round."""
    _check(scope, member)
    rows = [
        [(names.category(each.code, say), f"lg:{each.code.lower()}")] for each in names.categories
    ]
    return pressed(query, instead(query, say("desk-ledger-which-category"), rows))


async def make_ledger(query: CallbackQuery, scope: DeskScope, member: Member) -> Answers:
    """Let the ledger be made of what the button says."""
    _check(scope, member)
    then = {"paper": LEDGER, "words": argument(query)}
    return pressed(query, _to_be_made(scope, query.from_user.id, member, then))


async def make_closing_report(query: CallbackQuery, scope: DeskScope, member: Member) -> Answers:
    """Let the closing report be made: figures alone, for which nobody has to unlock a key."""
    if not may(member.role, Action.FIGURES):
        raise NotPermittedError
    return pressed(query, _to_be_made(scope, query.from_user.id, member, {"paper": CLOSING}))


async def make_form(query: CallbackQuery, scope: DeskScope, member: Member) -> Answers:
    """Let a form be made of the case."""
    case = await case_to(scope, member, argument(query), Action.FORM)
    _check_key(scope, member)
    then = {"paper": FORMS[argument(query, 0)].value, "case": case.id}
    return pressed(query, _to_be_made(scope, query.from_user.id, member, then))


def _check(scope: DeskScope, member: Member) -> None:
    if not may(member.role, Action.LEDGER):
        raise NotPermittedError
    _check_key(scope, member)


def _check_key(scope: DeskScope, member: Member) -> None:
    if not member.keeps_own_key and scope.sessions.key_of(member.id) is None:
        raise LockedError


def _to_be_made(scope: DeskScope, chat_id: int, member: Member, then: dict[str, str]) -> Answer:
    # The paper takes the place of this message, and what protects it stays.
    protected = not scope.office.printable
    placeholder = message_to(chat_id, Html(PLACEHOLDER), protected=protected)
    return Answer(placeholder, then=then | {"reader": member.id})


def _choices(scope: DeskScope, say: Say) -> Rows:
    first = scope.today().replace(day=1)
    before = first - timedelta(days=1)
    return [
        [(say.label("desk-button-ledger-whole"), "lg:")],
        [(say.label("desk-button-ledger-category"), "lgc:")],
        [
            (say.label("desk-button-ledger-month"), _days(first, scope.today())),
            (say.label("desk-button-ledger-last-month"), _days(before.replace(day=1), before)),
        ],
    ]


def _days(first: date, last: date) -> str:
    return f"lg:{first.isoformat()}..{last.isoformat()}"
