"""Shows content in the place of a placeholder, after making sure that it will be wiped.

The row that wipes the message and the entry that says who opens what are committed first. Only then
is the reader asked for again, with role, wrap and unlocked key, and the case opened. What is opened
goes to Telegram and nowhere else. To a reader who keeps a key on a device of their own goes the
sealed case: the desk can open nothing for them.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    BufferedInputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
)

from bot.afterwards import Then
from bot.backstage import Backstage
from bot.exports import CaseNotFoundError as NothingToExportError
from bot.exports import ExportedFile, files_of, tar_of
from casework.desk.describe import may_change
from casework.desk.epochs import check_epochs
from casework.desk.facts import Case, case_to
from casework.desk.messages import delete_later
from casework.desk.people import Member
from casework.desk.read import Entry, open_case, read_entries, read_file, reader_at
from casework.desk.scope import DeskScope
from casework.ports import OpenCase, StaleError, StorageUnavailableError
from casework.rules.roles import Action
from handlers.answers import keyboard
from handlers.team.reading import Reading, size_in_words
from handlers.team.refusals import TOLD, refusal
from handlers.texts import Say
from storage.blobs import FolderBlobs
from storage.ledger.errors import SealError
from storage.sql.work import Work

MAX_TAR_BYTES = 45 * 1024 * 1024
"""Telegram takes 50 MB from a bot; the rest is for the headers of the archive."""

log = logging.getLogger(__name__)

EXTENSIONS = {
    "photo": "jpg",
    "live-photo": "mp4",
    "video": "mp4",
    "video-note": "mp4",
    "animation": "mp4",
    "voice": "ogg",
    "audio": "mp3",
}
MEDIA = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "video-note": InputMediaVideo,
    "live-photo": InputMediaVideo,
    "animation": InputMediaVideo,
    "voice": InputMediaAudio,
    "audio": InputMediaAudio,
}


@dataclass(frozen=True, slots=True)
class Reveal:
    """What the desk does once a placeholder for content was sent."""

    stage: Backstage
    blobs: FolderBlobs

    async def after_sent(self, then: Then, message: Message) -> None:
        """Put the content in the place of the placeholder, or a sentence that says why not."""
        work = Work(self.stage.database)
        scope = self.stage.scope(work)
        say = self.stage.texts.say(None)
        at = scope.clock() + scope.office.wipe_after
        delete_later(scope, message.chat.id, message.message_id, at)
        try:
            member = await reader_at(scope, then["reader"], message.chat.id)
            say = self.stage.texts.say(member.language)
            if member.keeps_own_key:
                await self._hand_out(work, scope, member, then, message, say)
            else:
                await self._open(work, scope, member, then, message, say)
        except StorageUnavailableError:
            raise
        except TOLD as error:
            await work.commit()
            await self.stage.edit(message, refusal(error, scope, self.stage.names, say))
        except (SealError, StaleError, OSError, TelegramAPIError, NothingToExportError) as error:
            log.warning("content was not shown: %s", type(error).__name__)
            await work.commit()
            await self.stage.edit(message, say("desk-cannot-open"))

    async def _open(  # noqa: PLR0913  all of it belongs to this one press
        self,
        work: Work,
        scope: DeskScope,
        member: Member,
        then: Then,
        message: Message,
        say: Say,
    ) -> None:
        case, _ = await open_case(scope, member, then["reveal"])
        piece = {"piece": then["piece"]} if "piece" in then else {}
        scope.record("opened", case=case.id, by=member.id, **piece)
        await work.commit()
        case, opened = await open_case(scope, member, then["reveal"])
        reading = Reading(say, self.stage.names, scope.office.zone)
        if "piece" in then:
            await self._show_file(scope, case, opened, then["piece"], message, reading)
        else:
            await self._show_page(scope, member, case, opened, then["page"], message, reading)

    async def _show_page(  # noqa: PLR0913  as above
        self,
        scope: DeskScope,
        member: Member,
        case: Case,
        opened: OpenCase,
        number: int,
        message: Message,
        reading: Reading,
    ) -> None:
        entries = await read_entries(scope, case, opened)
        page = reading.page(case, entries, number, may_change(member, case, entries))
        await self.stage.bot.edit_message_text(
            page.text,
            chat_id=message.chat.id,
            message_id=message.message_id,
            parse_mode="HTML",
            reply_markup=keyboard(page.rows),
        )

    async def _show_file(  # noqa: PLR0913  as above
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
        await self.stage.bot.edit_message_media(
            media(
                media=BufferedInputFile(data, _file_name(entry)),
                caption=reading.caption(case, entry),
                parse_mode="HTML",
            ),
            chat_id=message.chat.id,
            message_id=message.message_id,
        )

    async def _hand_out(  # noqa: PLR0913  as above
        self,
        work: Work,
        scope: DeskScope,
        member: Member,
        then: Then,
        message: Message,
        say: Say,
    ) -> None:
        """Send the case as it lies, with this reader's wraps and nobody else's."""
        case = await case_to(scope, member, then["reveal"], Action.READ)
        await check_epochs(scope, case)
        readme = say.label("export-readme") + "\n"
        files = await files_of(
            self.stage.database, self.blobs, case.id, readme, reader_id=member.id
        )
        size = sum(file.size_bytes() for file in files)
        if size > MAX_TAR_BYTES:
            await work.commit()
            limits = {"size": size_in_words(size), "limit": size_in_words(MAX_TAR_BYTES)}
            told = say("desk-too-large-for-chat", number=case.number, **limits)
            await self.stage.edit(message, told)
            return
        scope.record("exported", case=case.id, by=member.id)
        await work.commit()
        await self._send_sealed(case, files, message, say)

    async def _send_sealed(
        self, case: Case, files: list[ExportedFile], message: Message, say: Say
    ) -> None:
        archive = await asyncio.to_thread(tar_of, files)
        await self.stage.bot.edit_message_media(
            InputMediaDocument(
                media=BufferedInputFile(archive, f"{case.number}.tar"),
                caption=say("desk-on-device", number=case.number),
                parse_mode="HTML",
            ),
            chat_id=message.chat.id,
            message_id=message.message_id,
        )


def _file_name(entry: Entry) -> str:
    """Return the name of a file as it was sent, or one made of its place in the case."""
    return entry.name or f"{entry.sequence:03d}.{EXTENSIONS.get(entry.kind, 'bin')}"
