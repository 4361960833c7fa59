"""What lies with a reader, and opening it: the only way from sealed pieces to readable ones."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casework.desk.epochs import check_epochs
from casework.desk.facts import Case, case_to, change, open_facts
from casework.desk.people import Member, members
from casework.desk.scope import CaseNotFoundError, DeskScope, LockedError, NotPermittedError
from casework.ports import OpenCase, PieceRow
from casework.rules.access import key_id
from casework.rules.roles import Action, may

BESIDES = ("caption", "forwarded", "quote", "links", "corrects", "edited_at")
"""What may be known of a piece besides its content (docs/citizen.md)."""


CLOSED = "closed"


class PieceNotFoundError(Exception):
    """The case has no such piece."""


class EarlierKeyError(Exception):
    """The case was wrapped for a key that the reader had before; a colleague can wrap it anew."""


class PieceNotStoredError(Exception):
    """The piece is still on its way from Telegram."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece as its reader sees it; `text` is None for files.

    A piece of kind `closed` was sealed before the reader had their present key. `about` is whom a
    recusal concerns; `besides` what is known of how a message of the reporter came about; `fields`
    and `replaces` belong to records.
    """

    sequence: int
    kind: str
    sent_at: datetime
    author: str | None
    text: str | None
    name: str | None
    mime: str | None
    size_bytes: int | None
    stored: bool
    about: str | None = None
    besides: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, str] | None = None
    replaces: int | None = None


async def list_queue(
    scope: DeskScope, member: Member, offset: int, limit: int
) -> tuple[Sequence[Case], bool]:
    """Return the cases that lie with a reader, oldest first, and whether there are more.

    Raises:
        NotPermittedError: The member's role has no queue.
    """
    if not may(member.role, Action.QUEUE):
        raise NotPermittedError
    rows = await scope.book.cases_for(member.id, offset, limit + 1)
    cases = [open_facts(scope, row) for row in rows[:limit]]
    return [case for case in cases if case.facts.lets_in(member.id)], len(rows) > limit


async def reader_at(scope: DeskScope, reader_id: str, chat_id: int) -> Member:
    """Return a reader, provided that this is their own chat.

    Raises:
        NotPermittedError: It is not, or the roster has dropped them.
    """
    for member in await members(scope):
        if member.id == reader_id and member.chat_id == chat_id:
            return member
    raise NotPermittedError


async def open_case(scope: DeskScope, member: Member, case_id: str) -> tuple[Case, OpenCase]:
    """Open a case with the reader's unlocked key and the wrap made for them.

    Raises:
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The member's role reads no content.
        LockedError: The member's key is not in memory.
        EarlierKeyError: Every wrap was made for an earlier key of theirs.
    """
    case = await case_to(scope, member, case_id, Action.READ)
    return case, await open_with_session(scope, member, case)


async def open_with_session(scope: DeskScope, member: Member, case: Case) -> OpenCase:
    """Open a case that `member` may know of; raises as `open_case`."""
    identity = scope.sessions.key_of(member.id)
    if identity is None:
        raise LockedError
    wraps = await scope.book.wraps_of(case.id, member.id)
    if not wraps:
        raise CaseNotFoundError
    current = key_id(member.reader.recipient or "")
    if all(wrap.key != current for wrap in wraps):
        raise EarlierKeyError
    await check_epochs(scope, case)
    return scope.seals.open_case(identity, wraps, case.facts.recipients)


def note_read(scope: DeskScope, member: Member, case: Case) -> None:
    """Note that a reader opens the case: what the reporter adds from now on is told again."""
    if case.facts.news:
        change(scope, case, news=False)
        scope.record("read-mark", case=case.id, by=member.id)


async def read_entries(scope: DeskScope, case: Case, opened: OpenCase) -> Sequence[Entry]:
    """Return every piece of an opened case in order: texts in full, files by name and size."""
    return await entries_of(scope, case.id, opened)


async def entries_of(scope: DeskScope, case_id: str, opened: OpenCase) -> Sequence[Entry]:
    """Return every piece of what was opened, a case or a letter that will be one."""
    return open_pieces(opened, await scope.book.pieces(case_id), scope.clock())


def open_pieces(opened: OpenCase, pieces: Sequence[PieceRow], now: datetime) -> Sequence[Entry]:
    """Open pieces, which takes a while where there are many: see `read_entries`."""
    return [
        _entry(opened, piece) if piece.epoch in opened.epochs else _closed(piece, now)
        for piece in pieces
    ]


async def read_file(
    scope: DeskScope, case: Case, opened: OpenCase, sequence: int
) -> tuple[Entry, bytes]:
    """Return one file of an opened case.

    Raises:
        PieceNotFoundError: There is none with this number.
        PieceNotStoredError: It is still on its way.
    """
    for piece in await scope.book.pieces(case.id):
        if piece.sequence == sequence:
            if not piece.stored:
                raise PieceNotStoredError
            if piece.epoch not in opened.epochs:
                raise EarlierKeyError
            # A large file takes a while to open; the others go on meanwhile.
            return _entry(opened, piece), await asyncio.to_thread(opened.open_content, piece)
    raise PieceNotFoundError


def _closed(piece: PieceRow, now: datetime) -> Entry:
    return Entry(piece.sequence, CLOSED, now, None, None, None, None, None, piece.stored)


def _entry(opened: OpenCase, piece: PieceRow) -> Entry:
    meta: dict[str, Any] = opened.open_meta(piece)
    is_text = piece.content is not None
    return Entry(
        sequence=piece.sequence,
        kind=meta["kind"],
        sent_at=datetime.fromisoformat(meta["sent_at"]),
        author=meta.get("author"),
        text=opened.open_content(piece).decode() if is_text else None,
        name=meta.get("name"),
        mime=meta.get("mime"),
        size_bytes=meta.get("size"),
        stored=piece.stored,
        about=meta.get("about"),
        fields=meta.get("fields"),
        replaces=meta.get("replaces"),
        besides={name: meta[name] for name in BESIDES if meta.get(name) is not None},
    )
