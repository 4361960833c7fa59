"""Telegram's menu of commands, for each reader what their role has a use for.

It follows the roster and the language of each reader; who has left keeps no menu. The bot works
without any of it, so nothing waits for this.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.methods import DeleteMyCommands, GetMyCommands, SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.menus import PAUSE_SECONDS, Front, Shown, is_done_with
from casework.desk.people import departed_chats, members
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog
from casework.ports import RosterRefusedError, StorageUnavailableError
from handlers.team.rights import menu_of
from handlers.texts import Texts
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

LOOK_SECONDS = 5.0


@dataclass(slots=True)
class PersonalMenus:
    """Shows each reader's menu in their private chat, and looks again every few seconds."""

    bot: Bot
    database: Database
    scope: Callable[[Work], DeskScope]
    texts: Texts
    front: Front
    look_seconds: float = LOOK_SECONDS
    pause_seconds: float = PAUSE_SECONDS
    _known: dict[int, Sequence[BotCommand]] = field(default_factory=dict, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set; what Telegram has not answered by then is left."""
        async with asyncio.TaskGroup() as tasks:
            looking = tasks.create_task(self._look())
            await stop.wait()
            looking.cancel()

    async def _look(self) -> None:
        while True:
            try:
                await self.round()
            except (RosterRefusedError, StorageUnavailableError):
                pass  # Others complain of it; menus stay as they are.
            except Exception as error:  # noqa: BLE001  a menu is worth no failure of the desk
                log.fault("part-failed", error, part="menus")
            await asyncio.sleep(self.look_seconds)

    async def round(self) -> None:
        """Show the menus that are not what they should be, as far as this process has set them."""
        for chat_id, commands in (await self._wanted()).items():
            if self._known.get(chat_id) != commands:
                await self._show(chat_id, commands)
                self._known[chat_id] = commands

    async def _wanted(self) -> dict[int, Sequence[BotCommand]]:
        scope = self.scope(Work(self.database))
        people = await members(scope)
        gone = await departed_chats(scope, people)
        wanted: dict[int, Sequence[BotCommand]] = dict.fromkeys(gone, ())
        for member in people:
            say = self.texts.say(member.language)
            wanted[member.chat_id] = [
                BotCommand(command=name, description=say.label(self.front.purpose(name)))
                for name in menu_of(member)
            ]
        return wanted

    async def _show(self, chat_id: int, commands: Sequence[BotCommand]) -> None:
        place = BotCommandScopeChat(chat_id=chat_id)
        put: SetMyCommands | DeleteMyCommands = DeleteMyCommands(scope=place)
        if commands:
            put = SetMyCommands(commands=[*commands], scope=place)
        shown = Shown(GetMyCommands(scope=place), [*commands], put)
        while not await is_done_with(self.bot, shown, self.pause_seconds):
            pass
