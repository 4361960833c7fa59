"""Who runs this, for which round, who reads, and how what the software does can be checked."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from handlers.answers import Answers, message_to
from handlers.public.context import speaker
from handlers.public.notice import Notice
from handlers.texts import Texts


def routes() -> Router:
    """Return the dialogue of `/about`."""
    router = Router(name="about")
    router.message(Command("about"))(about)
    return router


async def about(message: Message, state: FSMContext, texts: Texts, notice: Notice) -> Answers:
    """Answer at any moment; a petition in the making stays where it is."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, notice.about(say))
