"""How words are read that answer a question about a decision."""

from __future__ import annotations

from casework.desk.pieces import MAX_CHARACTERS, TextTooLongError
from handlers.team.deciding import Asking


async def words(_asking: Asking, text: str) -> str | None:
    """Return what was written; empty words say nothing."""
    if len(text) > MAX_CHARACTERS:
        raise TextTooLongError
    return text.strip() or None
