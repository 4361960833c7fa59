"""Sends the receipt number as a picture with a QR code, to whoever asked for one.

Both the code and the letters hold the number and nothing else: no address, no name of the bot, no
date. A link to the bot would be easier to come back by, and would tell whoever finds the picture
what it is for. The letters are those that come with the picture library, so that it looks the same
on every machine; it has no Chinese ones, and the picture needs none.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import segno
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BufferedInputFile, Message
from PIL import Image, ImageDraw, ImageFont

from casework.operator_log import OperatorLog
from handlers.texts import Texts

log = OperatorLog(__name__)

FILE_NAME = "1.png"
"""The same for everybody: a receipt number in the name would show in a list of downloads."""

MODULE = 16  # pixels to a side of each square of the code
QUIET = 4  # squares around it. Source: ISO/IEC 18004, 9.1
LETTERS = 40  # pixels
LETTERS_BELOW = 96  # pixels, below the code
WHITE, BLACK = 255, 0


@dataclass(frozen=True, slots=True)
class Pictures:
    """What the intake does once it has announced a picture."""

    bot: Bot
    texts: Texts

    async def after_sent(self, then: Mapping[str, Any], message: Message) -> None:
        """Send the picture, or put another sentence in the place of the one that announced it."""
        try:
            drawn = await asyncio.to_thread(picture_of, then["picture"])
            photo = BufferedInputFile(drawn, FILE_NAME)
            await self.bot.send_photo(message.chat.id, photo, protect_content=False)
        except (OSError, ValueError, TelegramAPIError) as error:
            log.fault("picture-not-sent", error)
            text = self.texts.say(then["language"])("picture-not-now", number=then["picture"])
            await self.bot.edit_message_text(
                text, chat_id=message.chat.id, message_id=message.message_id, parse_mode="HTML"
            )


def picture_of(number: str) -> bytes:
    """Return a PNG with `number` as a QR code and, below it, in letters."""
    code = segno.make(number, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(scale=1, border=QUIET)]
    side = len(rows)
    squares = Image.new("L", (side, side), WHITE)
    squares.putdata([BLACK if dark else WHITE for row in rows for dark in row])
    width = side * MODULE
    page = Image.new("L", (width, width + LETTERS_BELOW), WHITE)
    page.paste(squares.resize((width, width), Image.Resampling.NEAREST), (0, 0))
    ImageDraw.Draw(page).text(
        (width // 2, width + LETTERS_BELOW // 3),
        number,
        fill=BLACK,
        font=ImageFont.load_default(LETTERS),
        anchor="mm",
    )
    out = io.BytesIO()
    page.save(out, "PNG", optimize=True)
    return out.getvalue()
