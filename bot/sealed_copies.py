"""Hands a case out as it lies: age files with one reader's wraps, which the desk does not open.

An archive is made while it is sent, from the files at rest, so its length costs no memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.types import InputFile, InputMediaDocument

from bot.backstage import Backstage, Press
from bot.exports import README, ExportedFile, files_of, tar_bytes, tar_chunks
from casework.desk.epochs import check_epochs
from casework.desk.facts import Case, case_to
from casework.desk.read import PieceNotFoundError
from casework.ports import PieceRow
from casework.rules.roles import Action
from casework.rules.viewing import UPLOAD_MOST_BYTES
from handlers.team.listing import sealed_listing
from handlers.team.reading import size_in_words
from handlers.texts import Say
from storage.blobs import Blobs
from storage.sealing import in_thread
from storage.sql.work import Work

SECONDS = 60
BYTES_A_SECOND = 1024 * 1024
"""A line slower than this is taken for a broken one."""


class Tar(InputFile):
    """An archive that is made while it is read."""

    def __init__(self, files: Sequence[ExportedFile], name: str) -> None:
        super().__init__(name)
        self._files = files

    async def read(self, bot: Any) -> AsyncGenerator[bytes, None]:  # noqa: ARG002  as aiogram asks
        """Yield the archive, reading files in a thread."""
        chunks = tar_chunks(self._files)
        while chunk := await asyncio.to_thread(next, chunks, b""):
            yield chunk


@dataclass(frozen=True, slots=True)
class SealedCopies:
    """Sends sealed cases and attachments; `most_bytes` is what the Bot API server takes."""

    stage: Backstage
    blobs: Blobs
    most_bytes: int = UPLOAD_MOST_BYTES

    async def hand_out(self, work: Work, press: Press) -> None:
        """Send a case, or the piece that was asked for, with this reader's wraps alone.

        Raises:
            PieceNotFoundError: The case has no such piece.
        """
        scope, member, say = press.scope, press.member, press.say
        sequence = press.then.get("piece")
        case = await case_to(scope, member, press.case_id, Action.READ)
        await check_epochs(scope, case)
        readme = say.label("export-readme") + "\n"
        files = await files_of(
            self.stage.database, self.blobs, case.id, readme, reader_id=member.id
        )
        if sequence is not None:
            files = _only(files, sequence)
        size = await in_thread(tar_bytes, files)
        if size > self.most_bytes:
            await work.commit()
            limits = {"size": size_in_words(size), "limit": size_in_words(self.most_bytes)}
            told = say("desk-too-large-for-chat", number=case.number, **limits)
            await self.stage.edit(press.message, told, _attachments(case, sequence, say))
            return
        piece = {} if sequence is None else {"piece": sequence}
        scope.record("exported", case=case.id, by=member.id, **piece)
        await work.commit()
        await self._send(case, files, size, press, sequence)

    async def list_pieces(self, work: Work, press: Press) -> None:
        """List attachments by what the desk knows without opening them."""
        scope = press.scope
        case = await case_to(scope, press.member, press.case_id, Action.READ)
        await work.commit()
        pieces = [p for p in await scope.book.pieces(case.id) if p.blob is not None and p.stored]
        sizes = [await in_thread(self._size, piece) for piece in pieces]
        page = sealed_listing(case, pieces, sizes, press.say)
        await self.stage.edit(press.message, page.text, page.rows)

    def _size(self, piece: PieceRow) -> int:
        return self.blobs.path(piece.blob or "").stat().st_size

    async def _send(
        self,
        case: Case,
        files: Sequence[ExportedFile],
        size: int,
        press: Press,
        sequence: int | None,
    ) -> None:
        part = "" if sequence is None else f"-{sequence:03}"
        await self.stage.bot.edit_message_media(
            InputMediaDocument(
                media=Tar(files, f"{case.number}{part}.tar"),
                caption=press.say("desk-on-device", number=case.number),
                parse_mode="HTML",
            ),
            chat_id=press.message.chat.id,
            message_id=press.message.message_id,
            request_timeout=SECONDS + size // BYTES_A_SECOND,
        )


def _only(files: Sequence[ExportedFile], sequence: int) -> list[ExportedFile]:
    """Return what it takes to open one piece."""
    own = (f"pieces/{sequence:03}-", f"pieces/{sequence:03}.")
    found = [file for file in files if file.path.startswith(own)]
    if not found:
        raise PieceNotFoundError
    around = [file for file in files if file.path == README or file.path.startswith("wraps/")]
    return [*around, *found]


def _attachments(case: Case, sequence: int | None, say: Say) -> list[list[tuple[str, str]]]:
    """Return the way to single attachments, for a case that is too large as a whole."""
    if sequence is not None or not case.facts.attachments:
        return []
    return [[(say.label("desk-button-attachments"), f"files:{case.id}")]]
