"""From whom a person has what they forward: left out of an anonymous petition unless they say so.

Telegram shows the name of whoever wrote a forwarded or quoted message, and few people may have had
that message: the name can lead to who hands it in. Until submission it lies in the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.keeping import FIRST_EPOCH
from casework.ports import DraftRow, IntakeBook, IntakeSeals

_PARTS = ("forwarded", "quote")


async def leave_names_out(book: IntakeBook, seals: IntakeSeals, draft: DraftRow) -> None:
    """Seal what is known of each message of a draft anew, without the name of who wrote it."""
    opened = seals.open_draft(draft)
    for piece in await book.pieces(draft.id):
        meta = opened.open_meta(piece)
        nameless = without_names(meta)
        if nameless != meta:
            book.reseal_piece(piece, FIRST_EPOCH, seals.seal_meta(draft, nameless))


def without_names(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of a message, without the name of whoever wrote it first."""
    return {
        key: {**value, "name": None} if key in _PARTS and isinstance(value, dict) else value
        for key, value in meta.items()
    }
