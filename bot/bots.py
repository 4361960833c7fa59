"""What the two listening processes have in common: a bot, fresh identifiers."""

from __future__ import annotations

import secrets

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from pydantic import SecretStr

from bot.config import ConfigError


def make_bot(api: str, token: SecretStr | None) -> Bot:
    """Return the bot of `token` at the Bot API server `api`.

    Raises:
        ConfigError: There is no token.
    """
    if token is None:
        raise ConfigError(
            ["The token of this process's bot is missing; see docs/configuration.md."]
        )
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    return Bot(token.get_secret_value(), session=session)


def new_id() -> str:
    """Draw an identifier of 128 random bits."""
    return secrets.token_hex(16)
