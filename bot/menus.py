"""What Telegram itself shows of a bot: its name, descriptions and menu of commands, by language."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
    TelegramMethod,
)
from aiogram.types import BotCommand
from pydantic import BaseModel

from casework.operator_log import OperatorLog, kind
from handlers.texts import Texts

log = OperatorLog(__name__)

PAUSE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Front:
    """What one bot shows before anybody has written to it.

    Attributes:
        commands: The menu; `command-<name>` is what each is for.
        description: The sentence for an empty chat.
        short: The sentence for the bot's profile.
        team: The team's name by language, which both sentences mention.
        name: The bot's name by language; without one, it keeps the name given at BotFather.
        other: The sentences of commands that the other bot has as well, for something else.
    """

    commands: Sequence[str]
    description: str
    short: str
    team: Mapping[str, str]
    name: Mapping[str, str] | None = None
    other: Mapping[str, str] = field(default_factory=dict)

    def purpose(self, command: str) -> str:
        """Return the name of the sentence that says what a command is for."""
        return self.other.get(command, f"command-{command}")


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing to be shown: how it is looked up, what is to be found, how that is set."""

    look: TelegramMethod[Any]
    wanted: object
    put: TelegramMethod[bool]


async def show_menus(
    bot: Bot, texts: Texts, front: Front, stop: asyncio.Event, pause_seconds: float = PAUSE_SECONDS
) -> None:
    """Let Telegram show what `front` holds, trying until it does or `stop` is set.

    What is shown already is not set again: Telegram allows few changes a day, of names above all.
    The bot works without any of it, so nothing waits for this.
    """
    async with asyncio.TaskGroup() as tasks:
        showing = tasks.create_task(_show(bot, everything(texts, front), pause_seconds))
        await stop.wait()
        showing.cancel()


def everything(texts: Texts, front: Front) -> Iterator[Shown]:
    """Return what is to be shown, in every language that Telegram tells apart."""
    for code, language in menu_languages(texts.languages):
        say, team = texts.say(language), front.team[language]
        menu = [
            BotCommand(command=name, description=say.label(front.purpose(name)))
            for name in front.commands
        ]
        yield Shown(
            GetMyCommands(language_code=code),
            menu,
            SetMyCommands(commands=menu, language_code=code),
        )
        text = say.label(front.description, team=team)
        yield Shown(
            GetMyDescription(language_code=code),
            text,
            SetMyDescription(description=text, language_code=code),
        )
        text = say.label(front.short, team=team)
        yield Shown(
            GetMyShortDescription(language_code=code),
            text,
            SetMyShortDescription(short_description=text, language_code=code),
        )
        if front.name is not None:
            name = front.name[language]
            put = SetMyName(name=name, language_code=code)
            yield Shown(GetMyName(language_code=code), name, put)


def menu_languages(languages: Sequence[str]) -> list[tuple[str | None, str]]:
    """Return which language Telegram shows to whom: its code, or `None` for everybody else.

    Telegram takes two letters alone and refuses `zh-hant`, so `zh` has one menu. It is in the first
    of the Chinese languages; the conversation itself is in the language that the person chose.
    Source: Bot API, setMyCommands, `language_code`.
    """
    menus: dict[str | None, str] = {None: languages[0]}
    for language in languages:
        menus.setdefault(language.partition("-")[0], language)
    # Telegram knows no code of three letters.
    return [(code, language) for code, language in menus.items() if not code or len(code) == 2]  # noqa: PLR2004  two letters


async def _show(bot: Bot, everything: Iterable[Shown], pause_seconds: float) -> None:
    for shown in everything:
        while not await is_done_with(bot, shown, pause_seconds):
            pass


async def is_done_with(bot: Bot, shown: Shown, pause_seconds: float) -> bool:
    """Say whether it is shown or refused; if it is to be tried again, say so when it is time."""
    try:
        await _put(bot, shown)
    except TelegramRetryAfter as error:
        await asyncio.sleep(error.retry_after)
        return False
    except (TelegramNetworkError, TelegramServerError, ClientDecodeError):
        await asyncio.sleep(pause_seconds)
        return False
    except TelegramAPIError as error:
        log.warning("menu-refused", method=shown.put.__api_method__, error=kind(error))
    return True


def _plain(value: Any) -> object:
    """Return what Telegram shows as plain data: what comes from a bot is bound to it."""
    if isinstance(value, list):
        return [command.model_dump() for command in value]
    return next(iter(value.model_dump().values())) if isinstance(value, BaseModel) else value


async def _put(bot: Bot, shown: Shown) -> None:
    found = await bot(shown.look)
    if _plain(found) != _plain(shown.wanted):
        await bot(shown.put)
