"""What fits nowhere else still gets an answer: nothing that a person sends meets silence."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from handlers.answers import Answers, message_to
from handlers.public.context import speaker
from handlers.public.notice import Notice
from handlers.public.start import choose_language, here
from handlers.public.steps import Choices
from handlers.texts import Texts

router = Router(name="otherwise")


@router.edited_message()
async def edited(message: Message, state: FSMContext, texts: Texts) -> Answers:
    """Telegram lets people edit what they sent; what was kept stays as it was."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, say("edit-not-kept"))


@router.callback_query()
async def stale_button(
    query: CallbackQuery, state: FSMContext, texts: Texts, choices: Choices
) -> Answers:
    """A button of a step that is over."""
    say = speaker(texts, await state.get_data(), query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    current = await state.get_state()
    if current and current.startswith("Writing"):
        return [answered, here(query.from_user.id, current, say, choices)]
    return [answered, message_to(query.from_user.id, say("button-over"))]


@router.message()
async def anything(message: Message, state: FSMContext, texts: Texts, notice: Notice) -> Answers:
    """Somebody writes without having begun: nothing is kept, so say how to begin."""
    if message.chat.type != "private":
        return None
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    if not notice.open_now():
        return message_to(message.chat.id, notice.closed(say))
    return [
        message_to(message.chat.id, say("begin-first")),
        choose_language(message.chat.id, texts),
    ]
