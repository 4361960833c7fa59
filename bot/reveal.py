"""Shows content in the place of a placeholder, after making sure that it will be wiped.

The row that wipes the message and the entry that says who opens what are committed first. Only then
is the reader asked for again, with role, wrap and unlocked key, and the case opened. What is opened
goes to Telegram and nowhere else. To a reader who keeps a key on a device of their own goes the
sealed case: the desk can open nothing for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message

from bot.afterwards import Then
from bot.backstage import Backstage, Press
from bot.exports import CaseNotFoundError as NothingToExportError
from bot.sealed_copies import SealedCopies
from bot.viewing import Opened, Viewing, album
from casework.desk.describe import may_change
from casework.desk.facts import Case
from casework.desk.read import Entry, PieceNotFoundError, open_case, read_entries, reader_at
from casework.desk.said import said_to_and_fro
from casework.operator_log import OperatorLog, kind
from casework.ports import OpenCase, StaleError, StorageUnavailableError
from handlers.answers import keyboard
from handlers.team.listing import listing, pictures_of
from handlers.team.reading import Page, Reading
from handlers.team.refusals import TOLD, refusal
from storage.ledger.errors import SealError
from storage.sql.work import Work

log = OperatorLog(__name__)


@dataclass(frozen=True, slots=True)
class Reveal:
    """What the desk does once a placeholder for content was sent."""

    stage: Backstage
    viewing: Viewing
    sealed: SealedCopies

    async def after_sent(self, then: Then, message: Message) -> None:
        """Put the content in the place of the placeholder, or a sentence that says why not."""
        work = Work(self.stage.database)
        scope = self.stage.scope(work)
        say = self.stage.texts.say(None)
        self.stage.wipe_later(scope, message)
        try:
            member = await reader_at(scope, then["reader"], message.chat.id)
            say = self.stage.texts.say(member.language)
            press = Press(scope, member, then, message, say)
            if member.keeps_own_key or scope.office.sealed:
                await self._hand_out(work, press)
            else:
                await self._open(work, press)
        except StorageUnavailableError:
            raise
        except TOLD as error:
            await work.commit()
            await self.stage.edit(message, refusal(error, scope, self.stage.names, say))
        except (SealError, StaleError, OSError, TelegramAPIError, NothingToExportError) as error:
            log.warning("content-not-shown", error=kind(error))
            await work.commit()
            await self.stage.edit(message, say("desk-cannot-open"))

    async def _open(self, work: Work, press: Press) -> None:
        """Enter into the log who opens what, and only then open and show it."""
        case, opened = await open_case(press.scope, press.member, press.case_id)
        shown = await self._pictures(press, case, opened)
        for sequence in shown or press.pieces:
            press.scope.record("opened", case=case.id, by=press.member.id, piece=sequence)
        if not (shown or press.pieces):
            press.scope.record("opened", case=case.id, by=press.member.id)
        await work.commit()
        case, opened = await open_case(press.scope, press.member, press.case_id)
        reading = Reading(press.say, self.stage.names, press.scope.office.zone)
        at = Opened(press.scope, case, opened, reading)
        entries = await read_entries(press.scope, case, opened)
        then = press.then
        if "pictures" in then:
            await self._show_album(at, [e for e in entries if e.sequence in shown], press)
        elif "piece" in then:
            entry = next((e for e in entries if e.sequence == then["piece"]), None)
            if entry is None or entry.text is not None:
                raise PieceNotFoundError
            original = bool(then.get("original"))
            await self.viewing.show(at, entry, press.message, original=original)
        elif "list" in then:
            await self._show(press.message, listing(reading, case, entries, then["list"]))
        elif "said" in then:
            said = said_to_and_fro(case, entries)
            await self._show(press.message, reading.said(case, said, then["said"]))
        else:
            changeable = may_change(press.member, case, entries)
            page = reading.page(case, entries, then["page"], changeable)
            await self._show(press.message, page)

    async def _show(self, message: Message, page: Page) -> None:
        await self.stage.bot.edit_message_text(
            page.text,
            chat_id=message.chat.id,
            message_id=message.message_id,
            parse_mode="HTML",
            reply_markup=keyboard(page.rows),
        )

    async def _pictures(self, press: Press, case: Case, opened: OpenCase) -> Sequence[int]:
        """Return the numbers of the pictures that are to be shown together."""
        if "pictures" not in press.then:
            return ()
        entries = pictures_of(await read_entries(press.scope, case, opened))
        chosen = album(entries, press.then["pictures"])
        if not chosen:
            raise PieceNotFoundError
        return [entry.sequence for entry in chosen]

    async def _show_album(self, at: Opened, entries: Sequence[Entry], press: Press) -> None:
        """Send blank pictures, commit what wipes them, and put the real ones in their places."""
        entries = pictures_of(entries)
        first, last = press.then["pictures"] + 1, press.then["pictures"] + len(entries)
        told = at.reading.say("desk-pictures", number=at.case.number, first=first, last=last)
        await self._show(press.message, Page(told, []))
        blanks = await self.viewing.blanks(press.message, len(entries))
        work = Work(self.stage.database)
        scope = self.stage.scope(work)
        for blank in blanks:
            self.stage.wipe_later(scope, blank)
        await work.commit()
        await self.viewing.fill(at, entries, blanks)

    async def _hand_out(self, work: Work, press: Press) -> None:
        """Send what lies in the case as it lies; to nobody whose own key lies here."""
        if not press.member.keeps_own_key:
            await work.commit()
            await self.stage.edit(press.message, press.say("desk-sealed-only"))
        elif "list" in press.then:
            await self.sealed.list_pieces(work, press)
        else:
            await self.sealed.hand_out(work, press)
