"""Changing what was sent: a piece of a draft is replaced in its place.

Nothing that was submitted changes: there a correction is one more piece, which says which piece it
corrects.
When a piece of a draft was changed is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from casework.intake_scope import IntakeScope
from casework.keeping import Attachment, keep_attachment, unlink_file
from casework.ports import CaseRow, DraftRow, PieceRow


async def find_piece(
    scope: IntakeScope, case: DraftRow | CaseRow, piece_id: str
) -> PieceRow | None:
    """Return a piece of a petition, or None if it was taken back."""
    pieces = await scope.book.pieces(case.id)
    return next((piece for piece in pieces if piece.id == piece_id), None)


def says_the_same(
    scope: IntakeScope,
    draft: DraftRow,
    piece: PieceRow,
    text: str | None,
    known: Mapping[str, Any],
) -> bool:
    """Say whether a piece holds these very words already; `text` is None for attachments.

    `known` is what else would change: the addresses behind the words, or a caption.

    Telegram reports a message as edited, too, when only the picture of a link in it has come.
    """
    opened = scope.seals.open_draft(draft)
    meta = opened.open_meta(piece)
    if any(meta.get(name) != value for name, value in known.items()):
        return False
    return text is None or opened.open_content(piece) == text.encode()


def replace_text(
    scope: IntakeScope,
    draft: DraftRow,
    piece: PieceRow,
    text: str,
    changed: Mapping[str, Any],
) -> None:
    """Put a text in the place of the one before; `changed` is known of it besides."""
    known = scope.seals.open_draft(draft).open_meta(piece)
    known.pop("links", None)
    meta = {**known, **changed}
    content = scope.seals.seal_content(draft, text.encode())
    scope.book.replace_piece(_sealed(scope, draft, piece, meta, content))
    scope.book.touch_draft(draft.id, scope.clock())


def replace_caption(
    scope: IntakeScope,
    draft: DraftRow,
    piece: PieceRow,
    caption: str | None,
) -> None:
    """Put another caption to an attachment, whether its file is stored or on its way."""
    known = scope.seals.open_draft(draft).open_meta(piece)
    meta = {**known, "caption": caption}
    scope.book.replace_piece(_sealed(scope, draft, piece, meta, None))
    scope.book.touch_draft(draft.id, scope.clock())


async def replace_file(  # noqa: PLR0913  what was there, what is there now, whom to tell
    scope: IntakeScope,
    draft: DraftRow,
    piece: PieceRow,
    attachment: Attachment,
    sent_at: datetime,
    *,
    tell: Mapping[str, Any],
) -> str:
    """Have another file fetched in the place of the one before; returns the id of its piece."""
    scope.book.remove_piece(piece.id)
    unlink_file(scope, piece)
    return await keep_attachment(scope, draft, attachment, sent_at, tell=tell, instead_of=piece)


def _sealed(
    scope: IntakeScope,
    draft: DraftRow,
    piece: PieceRow,
    meta: Mapping[str, Any],
    content: bytes | None,
) -> PieceRow:
    return replace(piece, meta=scope.seals.seal_meta(draft, meta), content=content)
