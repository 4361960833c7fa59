"""Gives handlers the allowance of whoever sent the update, and says what the limits are."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import EVENT_CONTEXT_KEY
from aiogram.types import TelegramObject

from bot.config import MEBIBYTE, Config
from casework.allowance import Counters
from casework.rules.limits import DAY, HOUR, MINUTE, Limit, Limits, Measure

PEPPER_BYTES = 32
NOBODY = 0


def counters_of(config: Config) -> Counters:
    """Return the counters of a process, all at zero."""
    return Counters(
        limits_of(config), config.round.timezone, lambda: secrets.token_bytes(PEPPER_BYTES)
    )


def limits_of(config: Config) -> Limits:
    """Return the limits of each sender as the rules count them."""
    limits = config.limits
    return {
        Measure.MESSAGES: (
            Limit(limits.messages_per_minute, MINUTE),
            Limit(limits.messages_per_hour, HOUR),
        ),
        Measure.DRAFTS: (Limit(limits.drafts_per_day, DAY),),
        Measure.BYTES: (Limit(limits.mb_per_day * MEBIBYTE, DAY),),
        Measure.NUMBERS: (Limit(limits.wrong_numbers_per_hour, HOUR),),
        Measure.PHRASES: (Limit(limits.wrong_phrases_per_hour, HOUR),),
    }


class FairMiddleware(BaseMiddleware):
    """Gives handlers their `allowance`; what they spend counts when the update is committed."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Let the update be handled with the allowance of its sender."""
        context = data.get(EVENT_CONTEXT_KEY)
        sender = (context and (context.user_id or context.chat_id)) or NOBODY
        data["allowance"] = self._counters.allowance(sender, data["now"], data["work"].after_commit)
        return await handler(event, data)
