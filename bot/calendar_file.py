"""The calendar file of one's own due dates: made in memory, sent, and wiped from the chat.

It holds registration numbers and kinds of terms in the clear: it is of use in a calendar alone. So
it can be saved, and the sentence below it says who sees such a calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.exceptions import TelegramAPIError
from aiogram.types import BufferedInputFile, InputMediaDocument, Message

from bot.afterwards import Then
from bot.backstage import Backstage
from casework.desk.due import Duty, soonest
from casework.desk.index import FactsIndex
from casework.desk.lists import StillBuildingError
from casework.desk.read import reader_at
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog
from handlers.papers.calendar import Entry, calendar_file
from handlers.team.queue import building
from handlers.team.refusals import TOLD, refusal
from handlers.team.views import name_of_term
from handlers.texts import Say
from storage.sql.work import Work

log = OperatorLog(__name__)

FILE_NAME = "due.ics"
MOST = 300
"""How many due dates a file has: the nearest ones."""
UID = "calendar"


@dataclass(frozen=True, slots=True)
class CalendarFiles:
    """What the desk does once it has announced a calendar file."""

    stage: Backstage
    index: FactsIndex | None

    async def after_sent(self, then: Then, message: Message) -> None:
        """Put the file in the place of the sentence that announced it."""
        work = Work(self.stage.database)
        scope, say = self.stage.scope(work), self.stage.texts.say(None)
        self.stage.wipe_later(scope, message)
        try:
            member = await reader_at(scope, then["calendar"], message.chat.id)
            say = self.stage.texts.say(member.language)
            duties = await soonest(scope, self.index, member, MOST)
            scope.record("calendar-made", by=member.id)
        except StillBuildingError as error:
            await work.commit()
            await self.stage.edit(message, building(error.percent, say))
            return
        except TOLD as error:
            await work.commit()
            await self.stage.edit(message, refusal(error, scope, self.stage.names, say))
            return
        await work.commit()
        await self._put(message, made_of(scope, duties, say), len(duties), say)

    async def _put(self, message: Message, made: bytes, count: int, say: Say) -> None:
        try:
            await self.stage.bot.edit_message_media(
                InputMediaDocument(
                    media=BufferedInputFile(made, FILE_NAME),
                    caption=say("desk-due-file-caption", count=count),
                    parse_mode="HTML",
                ),
                chat_id=message.chat.id,
                message_id=message.message_id,
            )
        except (OSError, TelegramAPIError) as error:
            log.fault("calendar-file-not-sent", error)
            await self.stage.edit(message, say("desk-due-file-not-now"))


def made_of(scope: DeskScope, duties: Sequence[Duty], say: Say) -> bytes:
    """Return the calendar file of these terms."""
    entries = [_entry(scope, each, say) for each in duties]
    return calendar_file(entries, scope.clock(), scope.office.remind_at)


def _entry(scope: DeskScope, duty: Duty, say: Say) -> Entry:
    number = duty.case.number if duty.case is not None else scope.office.series
    term = name_of_term(duty.rule_id, say)
    watched = duty.watched
    return Entry(
        uid=scope.seals.tag(UID, watched.row.id),
        day=duty.due,
        title=say.label("desk-due-file-event", number=number, term=term),
        provisional=watched.due.provisional,
    )
