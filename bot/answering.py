"""Makes the call of an answer, and what is said otherwise if Telegram does not take it.

An answer for one person may go out in a group so that nobody else sees it. Where that cannot be, it
goes to their private chat, and where that cannot be either, a sentence in the group says how to
open one (`Answer.otherwise`).
"""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNotFound
from aiogram.methods import DeleteMessage, SendMessage
from aiogram.types import Message

from casework.operator_log import OperatorLog, kind
from handlers.answers import Answer

log = OperatorLog(__name__)

REFUSED = (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound)


async def call(bot: Bot, answer: Answer) -> Any:
    """Make the call; returns what Telegram made of it.

    Raises:
        AiogramError: Telegram did not take it, nor what was to be said otherwise.
    """
    try:
        result = await bot(answer.method)
    except REFUSED as error:
        if answer.otherwise is None:
            raise
        log.debug("answered-otherwise", error=kind(error))
        return await call(bot, answer.otherwise)
    if not for_one(answer) or not isinstance(result, Message) or result.ephemeral_message_id:
        return result
    # The server is older than such messages, passed over what it does not know, and showed it all.
    await bot(DeleteMessage(chat_id=result.chat.id, message_id=result.message_id))
    return result if answer.otherwise is None else await call(bot, answer.otherwise)


def for_one(answer: Answer) -> bool:
    """Say whether an answer is to be seen by one person in a group."""
    method = answer.method
    return isinstance(method, SendMessage) and method.ephemeral_message_parameters is not None


def later(answer: Answer) -> Answer:
    """Return what is said of an answer that comes late: a group carries one for a moment only."""
    return answer.otherwise if for_one(answer) and answer.otherwise is not None else answer
