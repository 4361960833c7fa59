"""What somebody has here: a petition in the making, and those that they handed in with their name.

There is no list of anonymous ones, on purpose: it would say who wrote them.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from casework.allowance import Allowance
from casework.petitions import IntakeScope
from handlers.answers import Answers, message_to
from handlers.public.context import speaker, writing
from handlers.public.own import OwnPetitions
from handlers.public.status import show_standing
from handlers.texts import Html, Texts


def routes() -> Router:
    """Return the dialogue of one's own petitions."""
    router = Router(name="mine")
    router.message(Command("mine"))(mine)
    router.callback_query(F.data.startswith("mine:"))(chosen)
    router.callback_query(F.data == "mine-forget")(forget)
    return router


async def mine(message: Message, state: FSMContext, texts: Texts, own: OwnPetitions) -> Answers:
    """Show what there is, and say what is never in the list."""
    say = speaker(texts, await state.get_data(), message.from_user)
    parts, rows = [], []
    if writing(await state.get_state()):
        parts.append(say("unfinished"))
        rows.append([(say.label("button-continue"), "continue")])
    numbers = await own.numbers()
    if numbers:
        parts.append(say("mine-list"))
        rows += [[(number, f"mine:{number}")] for number in numbers]
        rows.append([(say.label("button-mine-forget"), "mine-forget")])
    if not parts:
        parts.append(say("mine-none"))
    parts.append(say("mine-anonymous"))
    return message_to(message.chat.id, Html("\n\n".join(parts)), rows or None)


async def chosen(
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    allowance: Allowance,
) -> Answers:
    """One of the list: show how it stands."""
    say = speaker(texts, await state.get_data(), query.from_user)
    number = (query.data or "").removeprefix("mine:")
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        await show_standing(query.from_user.id, number, say, scope, state, allowance),
    ]


async def forget(
    query: CallbackQuery, state: FSMContext, texts: Texts, own: OwnPetitions
) -> Answers:
    """Keep the list no longer; the petitions stay."""
    say = speaker(texts, await state.get_data(), query.from_user)
    own.forget()
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, say("mine-forgotten")),
    ]
