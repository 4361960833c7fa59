"""What Telegram notes in a chat by itself: a pinned message, a timer that deletes messages.

Nobody sent these to us, so nothing is answered: least of all to somebody who sets such a timer.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import Message

from handlers.answers import Answers
from handlers.public.content import TALKS


def routes() -> Router:
    """Return what passes over Telegram's own notes; it is asked before every dialogue."""
    router = Router(name="service")
    router.message(~F.content_type.in_(TALKS))(nothing)
    # A live place that moves is no edit: the one that was sent stays, and follows nobody home.
    router.edited_message(F.location, ~F.venue)(nothing)
    return router


async def nothing(message: Message) -> Answers:
    """Say nothing: the chat itself was changed, and no message was written."""
    del message
    return []
