"""The slip 回执单 as a PDF: drawn in memory, sent, and wiped from the chat like content.

It bears the receipt number in letters and as a QR code, and neither a name nor anything of what was
reported. The code holds the number alone, as the picture of a receipt does (bot/pictures.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BufferedInputFile, InputMediaDocument, Message
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from fpdf.fonts import TTFFont

from bot.backstage import Backstage
from bot.fonts import SAMPLE, NoFontError, fonts_for
from casework.operator_log import OperatorLog
from handlers.team.slip_words import House, Slip, SlipWords, words_of
from storage.sql.work import Work

log = OperatorLog(__name__)

FILE_NAME = "1.pdf"
"""The same for everybody: a receipt number in the name would show in a list of downloads."""

A5 = (148.0, 210.0)  # millimetres. Source: ISO 216
MARGIN = 14.0
LINE = 6.2
QR_SIDE = 34.0
QR_BORDER = 2
SMALL, PLAIN, LARGE, NUMBER = 9.5, 11.0, 15.0, 25.0
FAMILY = "slip"


@dataclass(frozen=True, slots=True)
class Slips:
    """What the desk does once it has announced a slip."""

    stage: Backstage
    house: House

    async def after_sent(self, then: Mapping[str, Any], message: Message) -> None:
        """Put the slip in the place of the sentence that announced it."""
        work = Work(self.stage.database)
        scope, say = self.stage.scope(work), self.stage.texts.say(then["language"])
        slip = Slip(**then["slip"])
        self.stage.wipe_later(scope, message)
        await work.commit()
        words = words_of(slip, scope.office, self.house, say)
        try:
            drawn = await asyncio.to_thread(draw_slip, words)
            await self.stage.bot.edit_message_media(
                InputMediaDocument(
                    media=BufferedInputFile(drawn, FILE_NAME),
                    caption=say("desk-slip-caption"),
                    parse_mode="HTML",
                ),
                chat_id=message.chat.id,
                message_id=message.message_id,
            )
        except NoFontError:
            log.error("font-missing")  # noqa: TRY400  no trace
            await self.stage.edit(message, say("desk-slip-no-font"))
        except (OSError, ValueError, TelegramAPIError) as error:
            log.fault("slip-not-sent", error)
            await self.stage.edit(message, say("desk-slip-not-now"))


def draw_slip(words: SlipWords) -> bytes:
    """Return the slip as a PDF of one page, A5.

    Raises:
        NoFontError: No font with Chinese characters was found.
    """
    page = _page(words.language)
    _centred(page, words.office, LARGE)
    _centred(page, words.title, PLAIN)
    page.ln(LINE / 2)
    _centred(page, words.number, NUMBER, height=12)
    _code(page, words.number)
    _lines(page, words.facts)
    _rule(page)
    _lines(page, words.next_steps)
    _rule(page)
    _lines(page, words.ways)
    _rule(page)
    _lines(page, [words.keep], size=SMALL)
    drawn = bytes(page.output())
    _close_fonts(page)
    return drawn


def _page(language: str) -> FPDF:
    """Return an empty page with a font in which a slip can be printed.

    Raises:
        NoFontError: There is none on this machine.
    """
    for font in fonts_for(language):
        if not font.path.is_file():
            continue
        page = FPDF(format=A5)
        page.set_margin(MARGIN)
        page.set_auto_page_break(auto=False)
        page.add_page()
        page.add_font(FAMILY, fname=font.path, collection_font_number=font.face)
        page.set_font(FAMILY, size=PLAIN)
        embedded = page.fonts[FAMILY]
        # fontconfig names some font in any case.
        if isinstance(embedded, TTFFont) and all(ord(each) in embedded.cmap for each in SAMPLE):
            return page
        _close_fonts(page)
    raise NoFontError


def _close_fonts(page: FPDF) -> None:
    """Close the files of a page's fonts, which the library leaves open."""
    for font in page.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()


def _centred(page: FPDF, text: str, size: float, *, height: float = LINE * 1.2) -> None:
    page.set_font(FAMILY, size=size)
    page.multi_cell(0, height, text, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _lines(page: FPDF, lines: Sequence[str], *, size: float = PLAIN) -> None:
    page.set_font(FAMILY, size=size)
    for line in lines:
        page.multi_cell(0, LINE, line, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _rule(page: FPDF) -> None:
    at = page.get_y() + LINE / 2
    page.line(MARGIN, at, A5[0] - MARGIN, at)
    page.set_y(at + LINE / 2)


def _code(page: FPDF, number: str) -> None:
    """Draw the number as a QR code of black squares, in the middle."""
    rows = [list(row) for row in segno.make(number, error="m", micro=False).matrix_iter(border=0)]
    side = QR_SIDE / len(rows)
    left, top = (A5[0] - QR_SIDE) / 2, page.get_y() + QR_BORDER
    page.set_fill_color(0)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                page.rect(left + across * side, top + down * side, side, side, style="F")
    page.set_y(top + QR_SIDE + LINE)
