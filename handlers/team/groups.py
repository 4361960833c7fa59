"""In a group the desk says one thing: come to the private chat. No case is opened here."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.answers import Answers, message_to
from handlers.team.context import pressed
from handlers.texts import Texts


def groups() -> Router:
    """Return what is said outside of private chats."""
    router = Router(name="groups")
    outside = F.chat.type != "private"
    router.message(outside, F.text.startswith("/"))(point_to_private_chat)
    router.message(outside)(stay_silent)
    router.callback_query(F.message.chat.type != "private")(end_spinner)
    return router


async def point_to_private_chat(message: Message, texts: Texts) -> Answers:
    """Answer a command with the way to the private chat, in the group's language."""
    return message_to(message.chat.id, texts.say(texts.languages[0])("desk-private-only"))


async def stay_silent(_message: Message) -> Answers:
    """Leave people in a group alone."""
    return None


async def end_spinner(query: CallbackQuery) -> Answers:
    """Buttons do nothing in a group."""
    return pressed(query)
