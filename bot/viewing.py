"""Shows attachments of an opened case: viewing copies without what a file tells besides.

What rests in a case was cleaned before it was stored, unless its sender wanted the original kept,
or it could not be cleaned. A reader sees a copy that is cleaned again, in the same confined
process; a file of which none can be made comes only to who asks for the original.

Pictures that are shown together first come as blank ones: the rows that wipe them are committed
before the first real one takes its place.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
)
from PIL import Image

from bot.cleaning import Cleaner
from casework.desk.facts import Case
from casework.desk.read import Entry, PieceNotFoundError, read_file
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog, kind
from casework.ports import OpenCase
from casework.rules.metadata import Outcome, fits, looked_into
from casework.rules.viewing import (
    ALBUM_MOST,
    PHOTO_MOST_BYTES,
    UPLOAD_MOST_BYTES,
    is_picture,
)
from handlers.answers import Rows, keyboard
from handlers.team.reading import Reading, size_in_words
from handlers.texts import Html

log = OperatorLog(__name__)

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
BLANK_SIDE, GREY = 160, 0xD0


@dataclass(frozen=True, slots=True)
class Copy:
    """What is shown of a file; without `data` there is no copy that tells nothing besides."""

    outcome: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened case in front of its reader."""

    scope: DeskScope
    case: Case
    opened: OpenCase
    reading: Reading


@dataclass(frozen=True, slots=True)
class Viewing:
    """Puts attachments in the place of placeholders."""

    bot: Bot
    cleaner: Cleaner = field(default_factory=Cleaner)

    async def show(
        self, at: Opened, entry: Entry, message: Message, *, original: bool = False
    ) -> None:
        """Show one attachment, or say why there is only the original of it, or neither."""
        say, number = at.reading.say, at.case.number
        if entry.size_bytes is not None and entry.size_bytes > UPLOAD_MOST_BYTES:
            size = {"size": size_in_words(entry.size_bytes), "position": entry.sequence}
            limit = size_in_words(UPLOAD_MOST_BYTES)
            told = say("desk-attachment-too-large", number=number, limit=limit, **size)
            await self._say(message, told)
            return
        _, data = await read_file(at.scope, at.case, at.opened, entry.sequence)
        copy = Copy(Outcome.NOTHING, data) if original else await self._copy(entry, data)
        asking = (say.label("desk-button-original"), f"orig:{at.case.id}:{entry.sequence}")
        if copy.data is None:
            told = say("desk-no-viewing-copy", number=number, position=entry.sequence)
            await self._say(message, told, [[asking]])
            return
        caption, rows = at.reading.caption(at.case, entry), list[list[tuple[str, str]]]()
        if copy.outcome == Outcome.CLEANED:
            caption, rows = Html(f"{caption}\n{say('desk-viewing-copy')}"), [[asking]]
        as_picture = not original and is_picture(entry.kind, entry.mime)
        await self._put(message, entry, copy.data, caption, rows, as_picture=as_picture)

    async def blanks(self, message: Message, how_many: int) -> Sequence[Message]:
        """Send an album of blank pictures below a placeholder."""
        blank = BufferedInputFile(_blank(), "blank.png")
        if how_many == 1:
            chat_id, protected = message.chat.id, message.has_protected_content
            sent = await self.bot.send_photo(chat_id, blank, protect_content=protected)
            return [sent]
        return await self.bot.send_media_group(
            message.chat.id,
            [InputMediaPhoto(media=blank) for _ in range(how_many)],
            protect_content=message.has_protected_content,
        )

    async def fill(self, at: Opened, entries: Sequence[Entry], blanks: Sequence[Message]) -> None:
        """Put pictures in the places of blank ones; says below a blank what cannot be shown."""
        for entry, blank in zip(entries, blanks, strict=True):
            try:
                _, data = await read_file(at.scope, at.case, at.opened, entry.sequence)
                copy = await self._copy(entry, data)
                if copy.data is not None and len(copy.data) <= PHOTO_MOST_BYTES:
                    caption = at.reading.caption(at.case, entry)
                    await self._edit(blank, _photo(copy.data, entry, caption), [])
                    continue
            except (TelegramBadRequest, PieceNotFoundError, OSError) as error:
                log.warning("picture-not-shown", error=kind(error))
            told = at.reading.say("desk-picture-alone", position=entry.sequence)
            await self.bot.edit_message_caption(
                chat_id=blank.chat.id, message_id=blank.message_id, caption=told, parse_mode="HTML"
            )

    async def _copy(self, entry: Entry, data: bytes) -> Copy:
        if not looked_into(entry.kind):
            return Copy(Outcome.NOTHING, data)
        if not fits(len(data)):
            return Copy(Outcome.TOO_LARGE, None)
        looked = await self.cleaner.look_into(data)
        if looked.outcome == Outcome.NOTHING:
            return Copy(Outcome.NOTHING, data)
        return Copy(looked.outcome, looked.cleaned)

    async def _put(  # noqa: PLR0913  what is shown, and around it
        self,
        message: Message,
        entry: Entry,
        data: bytes,
        caption: Html,
        rows: Rows,
        *,
        as_picture: bool,
    ) -> None:
        """Show a file as what it is; a picture that Telegram does not take as one, as a file."""
        if as_picture and len(data) <= PHOTO_MOST_BYTES:
            try:
                await self._edit(message, _photo(data, entry, caption), rows)
            except TelegramBadRequest:
                log.warning("picture-sent-as-file")
            else:
                return
        kind = InputMediaDocument if entry.kind == "photo" else MEDIA.get(entry.kind)
        media = (kind or InputMediaDocument)(
            media=BufferedInputFile(data, file_name(entry)), caption=caption, parse_mode="HTML"
        )
        await self._edit(message, media, rows)

    async def _edit(
        self,
        message: Message,
        media: InputMediaAudio | InputMediaDocument | InputMediaPhoto | InputMediaVideo,
        rows: Rows,
    ) -> None:
        await self.bot.edit_message_media(
            media,
            chat_id=message.chat.id,
            message_id=message.message_id,
            reply_markup=keyboard(rows),
        )

    async def _say(self, message: Message, text: Html, rows: Rows = ()) -> None:
        await self.bot.edit_message_text(
            text,
            chat_id=message.chat.id,
            message_id=message.message_id,
            parse_mode="HTML",
            reply_markup=keyboard(rows),
        )


def album(entries: Sequence[Entry], start: int) -> Sequence[Entry]:
    """Return the pictures that are shown together from `start` on."""
    return entries[start : start + ALBUM_MOST]


def file_name(entry: Entry) -> str:
    """Return the name of a file as it was sent, or one made of its place in the case."""
    return entry.name or f"{entry.sequence:03d}.{EXTENSIONS.get(entry.kind, 'bin')}"


def _photo(data: bytes, entry: Entry, caption: Html) -> InputMediaPhoto:
    file = BufferedInputFile(data, file_name(entry))
    return InputMediaPhoto(media=file, caption=caption, parse_mode="HTML")


def _blank() -> bytes:
    """Return a grey picture, as PNG."""
    out = io.BytesIO()
    Image.new("L", (BLANK_SIDE, BLANK_SIDE), GREY).save(out, "PNG")
    return out.getvalue()
