"""Deleting the conversation on both sides, as far as Telegram lets a bot.

Nothing is noted for it: the button carries the number of the conversation's first message, and the
receipt number, which is shown once more before it goes. What follows is the courier's business.
Nothing is said afterwards, since that would stay.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from casework.intake_scope import IntakeScope
from casework.wiping import wipe_conversation
from handlers.answers import Answers, message_to
from handlers.public.context import speaker, writing
from handlers.texts import Say, Texts


def routes() -> Router:
    """Return the dialogue of deleting the conversation."""
    router = Router(name="wipe")
    router.callback_query(F.data.startswith("wipe:"))(wipe)
    return router


def wipe_button(say: Say, number: str = "", first: int | None = None) -> tuple[str, str]:
    """Return the button that deletes the conversation; with a number, it must be copied before."""
    label = "button-wipe-copied" if number else "button-wipe"
    return say.label(label), f"wipe:{first or ''}:{number}"


async def wipe(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Let the courier delete what is here; whatever is still on its way to us stays for now."""
    data = await state.get_data()
    say, chat_id = speaker(texts, data, query.from_user), query.from_user.id
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    if not isinstance(query.message, Message):
        return [answered, message_to(chat_id, say("wipe-too-late"))]
    if writing(await state.get_state()):
        return [answered, message_to(chat_id, say("wipe-while-writing"))]
    if await scope.book.downloads(data.get("case", "")):
        return [answered, message_to(chat_id, say("wipe-while-storing"))]
    first, _, number = (query.data or "").removeprefix("wipe:").partition(":")
    wipe_conversation(
        scope,
        chat_id,
        first=int(first) if first.isdecimal() else None,
        pressed=query.message.message_id,
    )
    await state.clear()
    told = say.label("wiping-number", number=number) if number else say.label("wiping")
    return AnswerCallbackQuery(callback_query_id=query.id, text=told, show_alert=True)
