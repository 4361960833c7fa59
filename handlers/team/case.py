"""One case: its card, reading, taking it on, writing in it, closing.

Content is never in an answer. Reading answers with a placeholder, and what the process does after
sending it (`then`) puts the content in its place.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message, TelegramObject

from casework.desk.claim import claim_case
from casework.desk.close import close_case
from casework.desk.facts import case_for, case_to
from casework.desk.people import Member
from casework.desk.pieces import MAX_CHARACTERS
from casework.desk.read import note_read
from casework.desk.scope import DeskScope, LockedError
from casework.desk.write import add_note
from casework.rules.cases import may_close
from casework.rules.roles import Action
from handlers.answers import Answer, Answers, message_to
from handlers.team.card import card, card_text, section, to_card
from handlers.team.context import (
    Desk,
    Names,
    argument,
    back,
    case_of,
    expect,
    forget,
    instead,
    number_in,
    pressed,
)
from handlers.team.fares import how_messages_fare
from handlers.team.offers import Section
from handlers.texts import Html, Say

PLACEHOLDER = "…"
ABOUT_ONE_CASE = (
    Desk.noting,
    Desk.replying,
    Desk.telling,
    Desk.reviewing,
    Desk.returning,
    Desk.recusing,
    Desk.granting,
    Desk.documenting,
    Desk.describing,
    Desk.correcting,
    Desk.deciding,
)
WRITING = {step.state for step in ABOUT_ONE_CASE}


def case() -> Router:
    """Return the dialogue about one case."""
    router = Router(name="case")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    words = F.text & ~F.text.startswith("/")
    router.callback_query(F.data.startswith("c:"))(show_card)
    router.callback_query(F.data.startswith("sec:"))(show_section)
    router.callback_query(F.data.startswith("read:"))(read)
    router.callback_query(F.data.startswith("claim:"))(claim)
    router.callback_query(F.data.startswith("note:"))(ask_for_note)
    router.message(StateFilter(Desk.noting), words)(note)
    router.callback_query(F.data.startswith("close:"))(ask_to_close)
    router.callback_query(F.data.startswith("closing:"))(close)
    return router


async def leave_other_case(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:
    """Before a button about one case: expect no more words about another."""
    state: FSMContext = data["state"]
    writing = await state.get_state() in WRITING
    if writing and isinstance(event, CallbackQuery) and await case_of(state) != argument(event):
        await state.clear()
    return await handler(event, data)


async def show_card(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Show what the office knows of the case, and what can be done."""
    await state.clear()
    found = await case_for(scope, member, argument(query))
    text, buttons = await card(scope, member, found, names, say)
    return pressed(query, message_to(query.from_user.id, text, buttons, protected=True))


async def show_section(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Show the buttons of one section below the card."""
    found, chosen = await case_for(scope, member, argument(query)), argument(query, 2)
    if chosen not in {*Section}:
        return pressed(query, instead(query, *await card(scope, member, found, names, say)))
    text = await card_text(scope, member, found, names, say)
    buttons = await section(scope, member, found, Section(chosen), say)
    if chosen == Section.REPORTER:
        text = Html("\n".join([text, *how_messages_fare(found, say)]))
    return pressed(query, instead(query, text, buttons))


async def read(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Send the placeholder that a page of the case will take the place of."""
    return await placeholder(query, scope, member, say, {"page": number_in(query, 2)})


async def claim(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Take the case on."""
    claimed = await claim_case(scope, member, argument(query))
    text = say("desk-claimed", number=claimed.number)
    return pressed(query, to_card(query.from_user.id, text, claimed, say))


async def ask_for_note(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """The next message becomes a note."""
    return await _ask(query, state, scope, member, say, Action.NOTE, Desk.noting)


async def note(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Keep the note sealed; the message goes from the chat."""
    written = await add_note(scope, member, await case_of(state), message.text or "")
    await state.clear()
    text = say("desk-noted", number=written.number)
    return forget(message, to_card(message.chat.id, text, written, say))


async def ask_to_close(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Ask once more: the reporter is told."""
    found = await case_to(scope, member, argument(query), Action.CLOSE)
    may_close(found.state, found.review)
    rows = [
        [(say.label("desk-button-close-now"), f"closing:{found.id}")],
        [back(found.id, say)],
    ]
    asked = say("desk-ask-close", number=found.number)
    return pressed(query, message_to(query.from_user.id, asked, rows))


async def close(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Close the case, if it is reviewed."""
    closed = await close_case(scope, member, argument(query))
    text = say("desk-closed", number=closed.number)
    return pressed(query, to_card(query.from_user.id, text, closed, say))


async def placeholder(
    query: CallbackQuery, scope: DeskScope, member: Member, say: Say, what: dict[str, Any]
) -> Answers:
    """Send the message that content will take the place of; `what` says which."""
    found = await case_to(scope, member, argument(query), Action.READ)
    if scope.office.sealed and not member.keeps_own_key:
        told = say("desk-sealed-only")
        return pressed(query, message_to(query.from_user.id, told, [[back(found.id, say)]]))
    if not member.keeps_own_key and scope.sessions.key_of(member.id) is None:
        raise LockedError
    note_read(scope, member, found)
    # What is sealed to a device has to be saved there; Telegram would not let it be.
    waiting = message_to(query.from_user.id, PLACEHOLDER, protected=not member.keeps_own_key)
    then = {"reveal": found.id, "reader": member.id, **what}
    return pressed(query, Answer(waiting, then=then))


async def _ask(  # noqa: PLR0913  what aiogram hands to a handler, passed on
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    say: Say,
    action: Action,
    step: State,
) -> Answers:
    found = await case_to(scope, member, argument(query), action)
    await expect(state, step, found.id)
    name = (step.state or "").rsplit(":", 1)[-1]
    asked = say(f"desk-ask-{name}", number=found.number, limit=MAX_CHARACTERS)
    return pressed(query, message_to(query.from_user.id, asked, [[back(found.id, say)]]))
