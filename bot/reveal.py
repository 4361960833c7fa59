"""Shows content in the place of a placeholder, after making sure that it will be wiped.

The row that wipes the message is committed first. Only then is the reader asked for again, with
role, wrap and unlocked key, and the case opened. What is opened goes to Telegram and nowhere else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    BufferedInputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
)

from casework.desk.facts import Case
from casework.desk.messages import delete_later
from casework.desk.people import Member
from casework.desk.read import Entry, open_case, read_entries, read_file, reader_at
from casework.desk.scope import DeskScope
from casework.ports import OpenCase, StorageUnavailableError
from handlers.answers import keyboard
from handlers.team.context import Names
from handlers.team.reading import Reading
from handlers.team.refusals import TOLD, refusal
from handlers.texts import Say, Texts
from storage.ledger.errors import SealError
from storage.sql.work import Database, Work

log = logging.getLogger(__name__)

EXTENSIONS = {"photo": "jpg", "video": "mp4", "voice": "ogg", "audio": "mp3"}
MEDIA = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "voice": InputMediaAudio,
    "audio": InputMediaAudio,
}


@dataclass(frozen=True, slots=True)
class Reveal:
    """What the desk does once a placeholder was sent."""

    bot: Bot
    database: Database
    scope: Callable[[Work], DeskScope]
    texts: Texts
    names: Names

    async def after_sent(self, then: dict[str, Any], message: Message) -> None:
        """Put the content in the place of the placeholder, or a sentence that says why not."""
        await self._plan_wiping(message)
        scope = self.scope(Work(self.database))
        say = self.texts.say(None)
        try:
            member = await reader_at(scope, then["reader"], message.chat.id)
            say = self.texts.say(member.language)
            await self._show(scope, member, then, message, say)
        except StorageUnavailableError:
            raise
        except TOLD as error:
            await self._edit(message, refusal(error, scope, self.names, say))
        except (SealError, OSError, TelegramAPIError) as error:
            log.warning("content was not shown: %s", type(error).__name__)
            await self._edit(message, say("desk-cannot-open"))

    async def _plan_wiping(self, message: Message) -> None:
        work = Work(self.database)
        scope = self.scope(work)
        at = scope.clock() + scope.office.wipe_after
        delete_later(scope, message.chat.id, message.message_id, at)
        await work.commit()

    async def _show(
        self, scope: DeskScope, member: Member, then: dict[str, Any], message: Message, say: Say
    ) -> None:
        case, opened = await open_case(scope, member, then["reveal"])
        reading = Reading(say, self.names, scope.office.zone)
        if "piece" in then:
            await self._show_file(scope, case, opened, then["piece"], message, reading)
            return
        entries = await read_entries(scope, case, opened)
        page = reading.page(case, entries, then["page"])
        await self.bot.edit_message_text(
            page.text,
            chat_id=message.chat.id,
            message_id=message.message_id,
            parse_mode="HTML",
            reply_markup=keyboard(page.rows),
        )

    async def _show_file(  # noqa: PLR0913  all of it belongs to this one press
        self,
        scope: DeskScope,
        case: Case,
        opened: OpenCase,
        sequence: int,
        message: Message,
        reading: Reading,
    ) -> None:
        entry, data = await read_file(scope, case, opened, sequence)
        media = MEDIA.get(entry.kind, InputMediaDocument)
        await self.bot.edit_message_media(
            media(
                media=BufferedInputFile(data, _file_name(entry)),
                caption=reading.caption(case, entry),
                parse_mode="HTML",
            ),
            chat_id=message.chat.id,
            message_id=message.message_id,
        )

    async def _edit(self, message: Message, text: str) -> None:
        try:
            await self.bot.edit_message_text(
                text, chat_id=message.chat.id, message_id=message.message_id, parse_mode="HTML"
            )
        except TelegramAPIError as error:
            log.warning("a placeholder stays empty: %s", type(error).__name__)


def _file_name(entry: Entry) -> str:
    """Return the name of a file as it was sent, or one made of its place in the case."""
    return entry.name or f"{entry.sequence:03d}.{EXTENSIONS.get(entry.kind, 'bin')}"
