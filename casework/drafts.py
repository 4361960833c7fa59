"""What is in a petition in the making, and taking single pieces of it back.

The intake can open a draft as long as it is one: its private key hangs on the key of the day
(docs/spec/ledger.md §3). What was submitted opens for nobody here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.intake_scope import IntakeScope
from casework.keeping import unlink_file
from casework.petitions import DraftNotFoundError
from casework.ports import OpenDraft, PieceRow
from casework.rules.drafts import first_words, mark_of, page_of

TEXT = "text"
WORDS_SHOWN = 30


class PieceNotFoundError(Exception):
    """The draft holds no such piece: it was taken back before, or belongs to an earlier draft."""


@dataclass(frozen=True, slots=True)
class PieceView:
    """One line of what will be submitted.

    `number` counts from 1 in the order in which the pieces came; `words` are the first words of a
    text, or the name of a file. `progress` is `stored`, `waiting` or `missing`.
    """

    number: int
    mark: str
    kind: str
    words: str
    characters: int
    size_bytes: int
    is_file: bool
    progress: str


@dataclass(frozen=True, slots=True)
class PiecesPage:
    """Some pieces of a draft, and where among all of them they stand; pages count from 0."""

    pieces: Sequence[PieceView]
    page: int
    pages: int
    count: int


async def show_pieces(
    scope: IntakeScope, draft_id: str, secret: str, *, page: int, size: int
) -> PiecesPage:
    """Return one page of what a draft holds; only what is on it is opened.

    Raises:
        DraftNotFoundError: It was submitted or discarded.
    """
    draft = await scope.book.draft(draft_id)
    if draft is None:
        raise DraftNotFoundError
    pieces = sorted(await scope.book.pieces(draft_id), key=lambda piece: piece.sequence)
    progress = {
        download.piece_id: "missing" if download.failed else "waiting"
        for download in await scope.book.downloads(draft_id)
    }
    page, pages = page_of(len(pieces), page, size)
    opened = scope.seals.open_draft(draft)
    shown = [
        _view(opened, piece, number, secret, progress.get(piece.id, "stored"))
        for number, piece in enumerate(pieces, start=1)
        if page * size < number <= (page + 1) * size
    ]
    return PiecesPage(shown, page, pages, len(pieces))


async def take_back(scope: IntakeScope, draft_id: str, secret: str, mark: str) -> PieceView:
    """Remove the piece that `mark` names from a draft, with its blob, and nothing else.

    A submission that waits for the last attachment is held back.

    Raises:
        DraftNotFoundError: It was submitted or discarded.
        PieceNotFoundError: The draft holds no such piece.
    """
    draft = await scope.book.draft(draft_id)
    if draft is None:
        raise DraftNotFoundError
    pieces = sorted(await scope.book.pieces(draft_id), key=lambda piece: piece.sequence)
    marks = [mark_of(secret, piece.id) for piece in pieces]
    if mark not in marks:
        raise PieceNotFoundError
    number, piece = marks.index(mark) + 1, pieces[marks.index(mark)]
    taken = _view(scope.seals.open_draft(draft), piece, number, secret, "stored")
    # The draft first: had it become a case meanwhile, nothing of it may be removed.
    scope.book.touch_draft(draft_id, scope.clock())
    if draft.submission is not None:
        scope.book.set_submission(draft_id, None)
    scope.book.remove_piece(piece.id)
    unlink_file(scope, piece)
    return taken


def _view(opened: OpenDraft, piece: PieceRow, number: int, secret: str, progress: str) -> PieceView:
    meta = opened.open_meta(piece)
    kind, words, characters = str(meta.get("kind", "")), _words_with(meta), 0
    if kind == TEXT and piece.content is not None:
        words = opened.open_content(piece).decode()
        characters = len(words)
    return PieceView(
        number=number,
        mark=mark_of(secret, piece.id),
        kind=kind,
        words=first_words(words, WORDS_SHOWN),
        characters=characters,
        size_bytes=int(meta.get("size") or 0),
        is_file=piece.content is None,
        progress=progress,
    )


def _words_with(meta: dict[str, Any]) -> str:
    return str(meta.get("name") or meta.get("caption") or "")
