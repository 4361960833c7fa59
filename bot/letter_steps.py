"""What the desk does with letters after an answer was sent: seals files, shows what was written.

A file is fetched and sealed before the next message of that member is looked at, so nothing waits
and Submit finds all of it. Its plaintext passes through memory in pieces and never touches the
disk. Killed in between, the step is taken again: the piece has its name already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiogram.exceptions import AiogramError, TelegramAPIError
from aiogram.types import Message
from aiohttp import ClientError

from bot.afterwards import Step
from bot.backstage import Backstage
from bot.fetching import (
    Fetching,
    FileTooLargeError,
    IncompleteFileError,
    StrayPathError,
    UnreadableFileError,
)
from bot.slips import Slips
from casework.desk.documents import Document, add_document, receiving
from casework.desk.letters import (
    Letter,
    NoLetterError,
    count_pieces,
    letter_of,
    piece_of,
    read_letter,
)
from casework.desk.people import Member
from casework.desk.pieces import next_sequence
from casework.desk.read import reader_at
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.operator_log import OperatorLog, kind, where
from casework.ports import DuplicateError, RosterRefusedError, StaleError
from handlers.team.letter_words import LetterWords
from handlers.team.reading import Reading, size_in_words
from handlers.team.slip_words import House
from handlers.texts import Say
from storage.blobs import Blobs
from storage.ledger.age import parse_recipient
from storage.ledger.errors import SealError
from storage.sealing import in_thread
from storage.sql.work import Work

log = OperatorLog(__name__)

TRIES = 3
FAILED = (
    *(AiogramError, ClientError, TimeoutError, OSError, SealError, StaleError, DuplicateError),
    *(StrayPathError, UnreadableFileError, IncompleteFileError, RosterRefusedError),
)
GONE = (NoLetterError, CaseNotFoundError, NotPermittedError)


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter as `Reading` wants a case: what heads its pages."""

    id: str
    number: str


@dataclass(frozen=True, slots=True)
class LetterSteps:
    """What follows the answers about a letter, or about a document of a case."""

    stage: Backstage
    blobs: Blobs
    fetching: Fetching

    async def store(self, then: Mapping[str, Any], message: Message) -> None:
        """Fetch and seal the file that was announced, and ask for the next."""
        scope = self.stage.scope(Work(self.stage.database))
        say = self.stage.texts.say(None)
        try:
            member = await reader_at(scope, then["reader"], message.chat.id)
            say = self.stage.texts.say(member.language)
            await self._store(then, member, scope)
        except FileTooLargeError:
            limit = size_in_words(self.fetching.limit_bytes)
            await self.stage.edit(message, say("desk-letter-too-large", limit=limit))
            return
        except GONE:
            await self.stage.edit(message, say("desk-letter-none"))
            return
        except FAILED as error:
            log.warning("letter-file-not-stored", error=where(error))
            await self.stage.edit(message, say("desk-letter-file-failed"))
            return
        await self._forget(message.chat.id, then["message"])
        await self._tell(then, member, message, say)

    async def show(self, then: Mapping[str, Any], message: Message) -> None:
        """Put a page of what was written so far in the place of the placeholder."""
        work = Work(self.stage.database)
        scope, say = self.stage.scope(work), self.stage.texts.say(None)
        self.stage.wipe_later(scope, message)
        await work.commit()
        try:
            member = await reader_at(scope, then["reader"], message.chat.id)
            say = self.stage.texts.say(member.language)
            letter = await _letter(scope, member, then["letter-page"])
            entries = await read_letter(scope, letter)
        except (*GONE, SealError, StaleError) as error:
            log.warning("letter-not-shown", error=kind(error))
            await self.stage.edit(message, say("desk-letter-none"))
            return
        reading = Reading(say, self.stage.names, scope.office.zone)
        shown = Shown(letter.id, letter.blank.number)
        page = reading.page(shown, entries, then["page"])
        words = LetterWords(scope, member, self.stage.names, say)
        more = [
            [(text, words.data(letter, "read", data.rpartition(":")[2]))]
            for row in page.rows
            for text, data in row
            if data.startswith("read:")
        ]
        await self.stage.edit(message, page.text, more)

    async def _store(self, then: Mapping[str, Any], member: Member, scope: DeskScope) -> None:
        piece_id, sealed = then["piece"], bytes.fromhex(then["store"])
        pointer = scope.letters.open_pointer(date.fromisoformat(then["day"]), piece_id, sealed)
        for left in reversed(range(TRIES)):
            work = Work(self.stage.database)
            try:
                await self._seal(then, member, self.stage.scope(work), piece_id, pointer)
                await work.commit()
            except (StaleError, DuplicateError):
                # Another file took its place, or somebody was recused: it is sealed once more.
                await in_thread(self.blobs.remove, piece_id)
                if not left:
                    raise
            else:
                return

    async def _seal(
        self,
        then: Mapping[str, Any],
        member: Member,
        scope: DeskScope,
        piece_id: str,
        pointer: Mapping[str, Any],
    ) -> None:
        owner = then["letter"] if "letter" in then else then["case"]
        if any(piece.id == piece_id for piece in await scope.book.pieces(owner)):
            return  # the step was taken before, and nobody could be told
        meta = {name: value for name, value in pointer.items() if name != "file_id"}
        if "letter" in then:
            letter = await _letter(scope, member, owner)
            digest = await self._blob(piece_id, pointer["file_id"], letter.row.recipient)
            sequence = await next_sequence(scope, owner)
            piece = piece_of(scope, letter, piece_id, sequence, meta, digest=digest)
            scope.book.add_piece(piece)
            return
        case = await receiving(scope, member, owner)
        digest = await self._blob(piece_id, pointer["file_id"], case.facts.recipients[-1])
        await add_document(scope, member, case, Document(piece_id, meta, digest=digest))

    async def _blob(self, piece_id: str, file_id: str, recipient: str) -> bytes:
        """Fetch a file into a sealed blob; returns the digest of that."""
        file = await self.fetching.find(file_id)
        try:
            chunks = self.fetching.chunks(file)
            sealed = await self.blobs.seal(piece_id, chunks, parse_recipient(recipient))
        finally:  # whatever became of it: what a local server has fetched lies there in the clear
            self.fetching.forget(file)
        if file.file_size is not None and sealed.size_bytes != file.file_size:
            await in_thread(self.blobs.remove, piece_id)
            raise IncompleteFileError("the file came with another length than announced")
        return sealed.digest

    async def _tell(
        self, then: Mapping[str, Any], member: Member, message: Message, say: Say
    ) -> None:
        scope = self.stage.scope(Work(self.stage.database))
        if "case" in then:
            case = await receiving(scope, member, then["case"])
            rows = [[(say.label("desk-button-card"), f"c:{case.id}")]]
            await self.stage.edit(message, say("desk-document-kept", number=case.number), rows)
            return
        letter = await _letter(scope, member, then["letter"])
        words = LetterWords(scope, member, self.stage.names, say)
        asked = words.question(letter, *await count_pieces(scope, letter))
        await self.stage.edit(message, *asked)

    async def _forget(self, chat_id: int, message_id: int) -> None:
        """Delete what was sent from the chat, now that it is sealed."""
        try:
            await self.stage.bot.delete_message(chat_id, message_id)
        except TelegramAPIError as error:
            log.warning("page-not-deleted", error=kind(error))


def letter_steps(
    stage: Backstage, blobs: Blobs, fetching: Fetching, house: House
) -> Mapping[str, Step]:
    """Return what follows answers about letters and slips, by the name in their `then`."""
    letters = LetterSteps(stage, blobs, fetching)
    return {
        "store": letters.store,
        "letter-page": letters.show,
        "slip": Slips(stage, house).after_sent,
    }


async def _letter(scope: DeskScope, member: Member, letter_id: str) -> Letter:
    letter = await letter_of(scope, member)
    if letter.id != letter_id:
        raise NoLetterError
    return letter
