"""What the two listening processes have in common: a bot, its menu, fresh identifiers."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand
from pydantic import SecretStr

from bot.config import ConfigError
from handlers.texts import Texts

log = logging.getLogger(__name__)


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


async def set_commands(bot: Bot, texts: Texts, commands: Sequence[str]) -> None:
    """Put the commands into Telegram's menu, in every language; the bot works without, too."""
    for code, language in menu_languages(texts.languages):
        say = texts.say(language)
        menu = [BotCommand(command=c, description=say.label(f"command-{c}")) for c in commands]
        try:
            await bot.set_my_commands(menu, language_code=code)
        except TelegramAPIError as error:
            log.warning("the menu of commands was not set: %s", type(error).__name__)


def menu_languages(languages: Sequence[str]) -> list[tuple[str | None, str]]:
    """Return which language Telegram's menus show to whom: its code, or `None` for everybody else.

    Telegram takes two letters alone, so `zh` has one menu. It is in the first of the Chinese
    languages; the conversation itself is in the language that the person chose.
    Source: Bot API, setMyCommands, `language_code`.
    """
    menus: dict[str | None, str] = {None: languages[0]}
    for language in languages:
        menus.setdefault(language.partition("-")[0], language)
    return list(menus.items())


def new_id() -> str:
    """Draw an identifier of 128 random bits."""
    return secrets.token_hex(16)
