"""From a message to what of it can be kept."""

from __future__ import annotations

from aiogram.types import Message

from casework.petitions import Attachment


def attachment_of(message: Message) -> Attachment | None:
    """Return the file that a message carries, or None if it carries none that can be kept."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return _attachment(message, "photo", largest.file_id, None, "image/jpeg", largest.file_size)
    for kind in ("document", "video", "voice", "audio"):
        file = getattr(message, kind)
        if file is not None:
            return _attachment(
                message,
                kind,
                file.file_id,
                getattr(file, "file_name", None),
                file.mime_type,
                file.file_size,
            )
    return None


def _attachment(  # noqa: PLR0913  the fields that Telegram's file kinds have in common
    message: Message,
    kind: str,
    file_id: str,
    name: str | None,
    mime: str | None,
    size_bytes: int | None,
) -> Attachment:
    return Attachment(kind, file_id, name, mime, size_bytes or 0, message.caption)
