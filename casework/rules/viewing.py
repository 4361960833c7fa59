"""How attachments are shown to a reader: which are pictures, and in which order they stand."""

from __future__ import annotations

from typing import Final

ALBUM_MOST: Final = 10
"""Pictures in an album. Source: Bot API, sendMediaGroup."""
PHOTO_MOST_BYTES: Final = 10 * 1024 * 1024
"""Source: Bot API, sendPhoto."""
UPLOAD_MOST_BYTES: Final = 45 * 1024 * 1024
"""Telegram takes 50 MB from a bot; the rest is for what stands around a file."""
LOCAL_UPLOAD_MOST_BYTES: Final = 1900 * 1024 * 1024
"""A Bot API server of one's own takes 2,000 MB."""
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})


def is_picture(kind: str, mime: str | None) -> bool:
    """Say whether an attachment can be shown as a photo; a picture may come as a file."""
    return kind == "photo" or (kind == "document" and mime in _PICTURES)


def listing_order(kind: str, mime: str | None, sequence: int) -> tuple[bool, int]:
    """Return by what attachments are sorted: pictures first, otherwise as they came."""
    return not is_picture(kind, mime), sequence
