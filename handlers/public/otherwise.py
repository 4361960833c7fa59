"""What fits nowhere else still gets an answer: nothing that a person sends meets silence."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from handlers.answers import Answers, message_to
from handlers.public.albums import AnsweredAlbums
from handlers.public.context import speaker, writing
from handlers.public.notice import Notice
from handlers.public.start import choose_language, here
from handlers.public.steps import Choices
from handlers.public.unfinished import told_that_over
from handlers.texts import Texts


def routes() -> Router:
    """Return the dialogue of everything else, in the order in which it is matched."""
    router = Router(name="otherwise")
    router.callback_query()(stale_button)
    router.message(F.text.startswith("/"))(unknown_command)
    router.message()(anything)
    return router


async def stale_button(
    query: CallbackQuery, state: FSMContext, texts: Texts, choices: Choices
) -> Answers:
    """A button of a step that is over."""
    say = speaker(texts, await state.get_data(), query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    current = await state.get_state()
    if writing(current):
        return [answered, here(query.from_user.id, current, say, choices)]
    return [answered, message_to(query.from_user.id, say("old-button"))]


async def unknown_command(
    message: Message, state: FSMContext, texts: Texts, choices: Choices
) -> Answers:
    """A command that there is not, or words that begin like one: they are not kept, so say so."""
    say = speaker(texts, await state.get_data(), message.from_user)
    current = await state.get_state()
    unknown = message_to(message.chat.id, say("unknown-command"))
    if writing(current):
        return [unknown, here(message.chat.id, current, say, choices)]
    return [unknown, message_to(message.chat.id, say("help"))]


async def anything(
    message: Message, state: FSMContext, texts: Texts, notice: Notice, albums: AnsweredAlbums
) -> Answers:
    """Somebody writes without having begun: nothing is kept, so say how to begin."""
    if albums.is_answered(message):
        return []
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    if not notice.open_now():
        return message_to(message.chat.id, notice.closed(say))
    told = told_that_over(message.chat.id, data, say)
    if told:
        await state.clear()
    return [
        *told,
        message_to(message.chat.id, say("begin-first")),
        choose_language(message.chat.id, texts),
    ]
