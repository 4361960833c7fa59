"""How a petition in the making is shown and kept: marks on buttons, first words, days.

Pure, and the same for every kind of piece.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from datetime import date, timedelta

MARK_DIGITS = 16
AGAIN_DIGITS = 32
_AGAIN = "again"


def mark_of(secret: str, piece_id: str) -> str:
    """Return the word by which a button names a piece of a draft: 64 bits in hexadecimal.

    `secret` is drawn at random for each draft and forgotten with it. From then on nobody, not even
    who holds every key of ours, can tell from a button in a chat which piece of a case it named.
    """
    return _keyed(secret, f"piece {piece_id}")[:MARK_DIGITS]


def again_of(secret: str) -> str:
    """Return the word in the Submit button of a draft, by which the same receipt is shown again."""
    return _keyed(secret, _AGAIN)[:AGAIN_DIGITS]


def first_words(text: str, limit: int) -> str:
    """Return the beginning of a text on one line, at most `limit` characters and an ellipsis.

    Invisible characters are left out, among them those that turn the direction of a line.
    """
    words = " ".join(text.split())
    visible = "".join(c for c in words if not unicodedata.category(c).startswith("C"))
    return visible if len(visible) <= limit else f"{visible[:limit].rstrip()}…"


def last_day(touched_on: date, draft_days: int) -> date:
    """Return the last day on which a draft is kept that was changed last on `touched_on`."""
    return touched_on + timedelta(days=draft_days)


def page_of(count: int, page: int, size: int) -> tuple[int, int]:
    """Return which page is shown of so many things, and how many pages there are.

    A page that there is not, or not any more, is the nearest one that there is. Both count from 0
    and from 1: the first page of three is `(0, 3)`.
    """
    pages = max(1, -(-count // size))
    return min(max(page, 0), pages - 1), pages


def _keyed(secret: str, text: str) -> str:
    return hmac.digest(secret.encode(), text.encode(), hashlib.sha256).hex()
