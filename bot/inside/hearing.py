"""The reach of a bot of aiogram: it hears each answer that Telegram gives to anything."""

from __future__ import annotations

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramServerError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response, TelegramType

from bot.inside.reach import Reach

UNHEARD = (TelegramNetworkError, TelegramServerError)


class Hearing(BaseRequestMiddleware):
    """Notes each time that Telegram has answered, be it with a refusal."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request."""
        try:
            response = await make_request(bot, method)
        except UNHEARD:
            raise
        except TelegramAPIError:
            self._reach.hear()
            raise
        self._reach.hear()
        return response


def reach_of(bot: Bot) -> Reach:
    """Return the reach of a bot, which from now on hears each of its answers."""
    reach = Reach(bot.get_me)
    bot.session.middleware(Hearing(reach))
    return reach
