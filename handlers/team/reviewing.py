"""The review: with an opinion or without, returned for more, and submitted again.

What is written here is content: it is sealed into the case, and the message goes from the chat.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.people import Member
from casework.desk.pieces import MAX_CHARACTERS
from casework.desk.returns import resubmit_case, resubmitting, return_case
from casework.desk.review import mark_reviewed
from casework.desk.review import reviewing as to_be_reviewed
from casework.desk.scope import DeskScope
from casework.rules.roles import Action
from handlers.answers import Answers, message_to
from handlers.team.card import to_card
from handlers.team.case import leave_other_case
from handlers.team.context import Desk, argument, back, case_of, expect, forget, number_in, pressed
from handlers.texts import Say


def reviewing() -> Router:
    """Return the dialogue of the review."""
    router = Router(name="reviewing")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    words = F.text & ~F.text.startswith("/")
    router.callback_query(F.data.startswith("review:"))(ask_for_opinion)
    router.callback_query(F.data.startswith("stamp:"))(review)
    router.message(StateFilter(Desk.reviewing), words)(review_with_opinion)
    router.callback_query(F.data.startswith("return:"))(ask_what_for)
    router.message(StateFilter(Desk.returning), words)(give_back)
    router.callback_query(F.data.startswith("resubmit:"))(ask_to_resubmit)
    router.callback_query(F.data.startswith("again:"))(resubmit)
    return router


async def ask_for_opinion(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """The next message becomes the opinion, unless the case is stamped without one."""
    found = await to_be_reviewed(scope, member, argument(query))
    await expect(state, Desk.reviewing, found.id)
    stamp = f"stamp:{found.id}:{found.version}"
    rows = [[(say.label("desk-button-stamp"), stamp)], [back(found.id, say)]]
    asked = say("desk-ask-opinion", number=found.number)
    return pressed(query, message_to(query.from_user.id, asked, rows))


async def review(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Stamp the case without an opinion."""
    reviewed = await mark_reviewed(scope, member, argument(query), version=number_in(query, 2))
    await state.clear()
    text = say("desk-reviewed", number=reviewed.number)
    return pressed(query, to_card(query.from_user.id, text, reviewed, say))


async def review_with_opinion(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Stamp the case and keep the opinion sealed in it."""
    opinion = message.text or ""
    reviewed = await mark_reviewed(scope, member, await case_of(state), opinion)
    await state.clear()
    text = say("desk-reviewed-with-opinion", number=reviewed.number)
    return forget(message, to_card(message.chat.id, text, reviewed, say))


async def ask_what_for(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """The next message says what the case is returned for."""
    found = await to_be_reviewed(scope, member, argument(query), Action.RETURN)
    await expect(state, Desk.returning, found.id)
    asked = say("desk-ask-returning", number=found.number, limit=MAX_CHARACTERS)
    return pressed(query, message_to(query.from_user.id, asked, [[back(found.id, say)]]))


async def give_back(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Return the case, and keep sealed in it what is asked for."""
    returned = await return_case(scope, member, await case_of(state), message.text or "")
    await state.clear()
    text = say("desk-returned", number=returned.number)
    return forget(message, to_card(message.chat.id, text, returned, say))


async def ask_to_resubmit(
    query: CallbackQuery, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Ask once more: the reviewers are told, and their term begins."""
    found = await resubmitting(scope, member, argument(query))
    now = f"again:{found.id}:{found.version}"
    rows = [[(say.label("desk-button-resubmit-now"), now)], [back(found.id, say)]]
    asked = say("desk-ask-resubmit", number=found.number)
    return pressed(query, message_to(query.from_user.id, asked, rows))


async def resubmit(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Submit the case for review again."""
    submitted = await resubmit_case(scope, member, argument(query), number_in(query, 2))
    text = say("desk-resubmitted", number=submitted.number)
    return pressed(query, to_card(query.from_user.id, text, submitted, say))
