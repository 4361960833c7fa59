"""Makes ledger and forms, and puts them in the place of the message that announced them.

As when a case is read, the row that wipes the message and the entry that says who had what made are
committed first. What is made exists in memory alone. For a reader whose key is at the desk it comes
as a protected document; for one who keeps a key elsewhere it is sealed to that key, and the desk,
which can open nothing for them, fills in what it knows by itself.

A ledger of thousands takes minutes. It is made beside the dialogue, one at a time, cases in the
turns of the loop and the workbook in another process, so that nobody waits for it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram.exceptions import TelegramAPIError
from aiogram.types import BufferedInputFile, InputMediaDocument, Message

from bot.afterwards import Then
from bot.backstage import Backstage
from bot.bookbinding import bound
from casework.desk.index import FactsIndex
from casework.desk.lists import StillBuildingError, built
from casework.desk.papers import Opened, PaperCount, check_form, look_at, look_into, tell_of_many
from casework.desk.people import Member
from casework.desk.read import reader_at
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.desk.statistics import figures_of_round
from casework.operator_log import OperatorLog, kind
from casework.ports import StaleError, StorageUnavailableError
from casework.rules.marks import Mark
from casework.rules.papers import Form
from casework.rules.roles import Action, may
from casework.rules.search import Known, NotUnderstoodError, read_search
from casework.rules.viewing import UPLOAD_MOST_BYTES
from handlers.papers.book import Value
from handlers.papers.clerk import Clerk
from handlers.papers.closing import make_closing_report
from handlers.papers.columns import ledger_of, row_of
from handlers.papers.forms import make_form
from handlers.team.papers import CLOSING, LEDGER
from handlers.team.queue import building
from handlers.team.reading import size_in_words
from handlers.team.refusals import TOLD, refusal
from handlers.team.vocabulary import vocabulary
from handlers.texts import Html, Say
from storage.ledger.age import parse_recipient, seal
from storage.ledger.errors import SealError
from storage.sql.work import Work

PROGRESS_SECONDS = 5.0
FORM = "form"
CAPTIONS = {
    (FORM, False): "desk-form-caption",
    (FORM, True): "desk-form-caption-sealed",
    (CLOSING, False): "desk-closing-caption",
    (CLOSING, True): "desk-closing-caption-sealed",
    (LEDGER, False): "desk-ledger-caption",
    (LEDGER, True): "desk-ledger-caption-sealed",
}
"""What is said of a paper, and of one that was sealed to a key elsewhere."""

log = OperatorLog(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A paper: its bytes, what the file is called, and what is said of it."""

    content: bytes
    name: str
    caption: Html


@dataclass(slots=True)
class Papers:
    """What the desk does once a paper was asked for; `stop` ends what is under way."""

    stage: Backstage
    index: FactsIndex | None
    count: PaperCount
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def after_sent(self, then: Then, message: Message) -> None:
        """Begin to make the paper; whoever else writes to the bot is not held up."""
        task = asyncio.create_task(self._make(then, message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Give up what is not ready; its message will be wiped, and it can be asked for again."""
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _make(self, then: Then, message: Message) -> None:
        work = Work(self.stage.database)
        scope, say = self.stage.scope(work), self.stage.texts.say(None)
        self.stage.wipe_later(scope, message)
        try:
            await work.commit()
            member = await reader_at(scope, then["reader"], message.chat.id)
            say = self.stage.texts.say(member.language)
            if then["paper"] == CLOSING:
                await self._closing(member, message, say)
            elif scope.office.sealed and not member.keeps_own_key:
                await self.stage.edit(message, say("desk-sealed-only"))
            elif then["paper"] == LEDGER:
                await self._ledger(member, then["words"], message, say)
            else:
                await self._form(member, Form(then["paper"]), then["case"], message, say)
        except StillBuildingError as error:
            await self.stage.edit(message, building(error.percent, say))
        except TOLD as error:
            await self.stage.edit(message, refusal(error, scope, self.stage.names, say))
        except (SealError, StaleError, StorageUnavailableError, OSError, TelegramAPIError) as error:
            log.warning("paper-not-made", error=kind(error))
            await self.stage.edit(message, say("desk-cannot-open"))
        except Exception as error:  # noqa: BLE001  nobody waits for this task, and a trace may quote
            log.fault("paper-not-made", error)
            await self.stage.edit(message, say("desk-cannot-open"))

    async def _form(
        self, member: Member, form: Form, case_id: str, message: Message, say: Say
    ) -> None:
        work = Work(self.stage.database)
        scope = self.stage.scope(work)
        opened = await look_into(scope, member, case_id, Action.FORM)
        check_form(form, opened)
        scope.record(FORM, case=case_id, by=member.id, form=form)
        await self._note(scope, member, say)
        await work.commit()
        clerk = self._clerk(scope, member, say)
        content = await asyncio.to_thread(make_form, clerk, form, opened, scope.office.rules)
        title = say.label(f"desk-button-form-{form}")
        caption = _caption(FORM, member, say, number=opened.case.number, form=title)
        if form.goes_out and Mark.PRINCIPAL in opened.case.facts.marks:
            caption = Html(f"{caption}\n{say('desk-form-caption-principal')}")
        await self._send(Made(content, f"{title}.docx", caption), member, message, say)

    async def _closing(self, member: Member, message: Message, say: Say) -> None:
        """Make the closing report of figures alone, which opens no case."""
        work = Work(self.stage.database)
        scope = self.stage.scope(work)
        found = await figures_of_round(scope, self.index, member)
        scope.record("exported", by=member.id, what=CLOSING, cases=found.received)
        await work.commit()
        clerk = self._clerk(scope, member, say)
        content = await asyncio.to_thread(make_closing_report, clerk, found)
        caption = _caption(CLOSING, member, say, count=found.received)
        name = f"{say.label('closing-title')} {clerk.today().isoformat()}.docx"
        await self._send(Made(content, name, caption), member, message, say)

    async def _ledger(self, member: Member, words: str, message: Message, say: Say) -> None:
        async with self._one_at_a_time:
            work = Work(self.stage.database)
            scope = self.stage.scope(work)
            if not may(member.role, Action.LEDGER):
                raise NotPermittedError
            found = await self._found(scope, member, words, say)
            if not found:
                await self.stage.edit(message, say("desk-ledger-empty"))
                return
            scope.record("exported", by=member.id, what=LEDGER, cases=len(found))
            await self._note(scope, member, say)
            await work.commit()
            clerk = self._clerk(scope, member, say)
            rows = await self._rows(clerk, member, found, message)
            what = words or say.label("ledger-whole")
            content = await bound(ledger_of(clerk, rows, what))
        caption = _caption(LEDGER, member, say, count=len(rows), what=what)
        name = f"{say.label('ledger-sheet')} {clerk.today().isoformat()}.xlsx"
        await self._send(Made(content, name, caption), member, message, say)

    async def _found(
        self, scope: DeskScope, member: Member, words: str, say: Say
    ) -> Sequence[Known]:
        index = built(self.index)
        tests = []
        if words:
            known = vocabulary(scope, member, self.stage.names, say)
            try:
                tests = [*read_search(words, known, scope.today())]
            except NotUnderstoodError:
                return ()
        return await index.find(member.id, tests)

    async def _rows(
        self, clerk: Clerk, member: Member, found: Sequence[Known], message: Message
    ) -> list[list[Value]]:
        """Open the cases one after the other; whose key is locked meanwhile gets nothing."""
        scope, rows = self.stage.scope(Work(self.stage.database)), list[list[Value]]()
        told_at = time.monotonic()
        for known in found:
            if time.monotonic() - told_at > PROGRESS_SECONDS:
                told_at = time.monotonic()
                done = clerk.say("desk-ledger-making", done=len(rows), whole=len(found))
                await self.stage.edit(message, done)
            opened = await _opened(scope, member, known)
            if opened is not None:
                rows.append(row_of(clerk, opened))
        return rows

    async def _note(self, scope: DeskScope, member: Member, say: Say) -> None:
        many = self.count.note(member.id, scope.clock())
        if many is not None:
            await tell_of_many(scope, member, self.stage.names.person(member.id, say), many)

    def _clerk(self, scope: DeskScope, member: Member, say: Say) -> Clerk:
        names = self.stage.names
        return Clerk(say, names, scope.office.zone, names.person(member.id, say), scope.clock())

    async def _send(self, made: Made, member: Member, message: Message, say: Say) -> None:
        content, name = made.content, made.name
        if member.keeps_own_key:
            recipient = parse_recipient(member.reader.recipient or "")
            content, name = await asyncio.to_thread(seal, content, [recipient]), f"{name}.age"
        if len(content) > UPLOAD_MOST_BYTES:
            size, limit = size_in_words(len(content)), size_in_words(UPLOAD_MOST_BYTES)
            await self.stage.edit(message, say("desk-paper-too-large", size=size, limit=limit))
            return
        await self.stage.bot.edit_message_media(
            InputMediaDocument(
                media=BufferedInputFile(content, name), caption=made.caption, parse_mode="HTML"
            ),
            chat_id=message.chat.id,
            message_id=message.message_id,
        )


async def _opened(scope: DeskScope, member: Member, known: Known) -> Opened | None:
    """Return a case, or None if the reader has ceased to read it since it was found."""
    try:
        return await look_into(scope, member, known.id, Action.READ)
    except CaseNotFoundError:
        return None
    except SealError as error:
        # A row that says so is better than no ledger.
        log.warning("case-not-readable", case=known.id, error=kind(error))
        return await look_at(scope, member, known.id, Action.READ)


def _caption(name: str, member: Member, say: Say, **words: str | int) -> Html:
    return say(CAPTIONS[name, member.keeps_own_key], **words)
