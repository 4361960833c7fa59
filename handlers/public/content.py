"""From a message to what of it can be kept: words, or files that lie at Telegram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiogram.enums import ContentType
from aiogram.types import Contact, Location, Message, Venue

from casework.keeping import Attachment

TEXT = "text"
FILES: Mapping[str, str] = {
    # An animation is shown as a document, too, and therefore looked for before documents are.
    "animation": "animation",
    "document": "document",
    "video": "video",
    "video_note": "video-note",
    "voice": "voice",
    "audio": "audio",
}
"""The members of a message that hold one file, and what a piece made of it is called."""

PIECES = frozenset({"photo", "live-photo", *FILES.values(), "location", "venue", "card"})
"""What a piece is called that is not text."""

TALKS = frozenset(
    {
        ContentType.UNKNOWN,
        ContentType.TEXT,
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.DOCUMENT,
        ContentType.LIVE_PHOTO,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.GAME,
        ContentType.POLL,
        ContentType.VENUE,
        ContentType.LOCATION,
        ContentType.INVOICE,
        ContentType.GIVEAWAY,
        ContentType.GIVEAWAY_WINNERS,
        ContentType.RICH_MESSAGE,
    }
)
"""What a person sends. All else is Telegram's own note of something that they did to the chat."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is kept of a message: words, or files of which the first bears the caption.

    `about` is what is known beside the words, for a place or a contact card.
    """

    kind: str
    words: str | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[Attachment, ...] = ()

    @property
    def size_bytes(self) -> int:
        """How large the files are, as far as Telegram says."""
        return sum(file.size_bytes for file in self.files)


def content_of(message: Message) -> Content | None:
    """Return what a message carries, or None if it carries nothing that can be kept."""
    if message.text is not None:
        return Content(TEXT, message.text)
    if files := _files(message):
        return Content(files[0].kind, files=files)
    if message.venue is not None:  # its location stands beside it
        return Content("venue", _venue_words(message.venue), _place(message.venue.location))
    if message.location is not None:
        about = _place(message.location)
        return Content("location", _point(message.location), about)
    if message.contact is not None:
        return _card(message.contact)
    return None


def file_ids(message: Message) -> str:
    """Return what tells whether an edited message still has the same file."""
    return " ".join(unique for _, unique in _found(message))


def _files(message: Message) -> tuple[Attachment, ...]:
    return tuple(attachment for attachment, _ in _found(message))


def _found(message: Message) -> list[tuple[Attachment, str]]:
    if message.live_photo is not None:
        # A photo and a short film; whoever knows only photos finds the photo beside it.
        film = message.live_photo
        size = film.file_size or 0
        moving = Attachment("live-photo", film.file_id, None, film.mime_type, size)
        return [*_photo(message), (moving, film.file_unique_id)]
    if message.photo:
        return _photo(message)
    for member, kind in FILES.items():
        file = getattr(message, member)
        if file is not None:
            attachment = Attachment(
                kind=kind,
                file_id=file.file_id,
                name=getattr(file, "file_name", None),
                mime=getattr(file, "mime_type", None) or _MIME.get(kind),
                size_bytes=file.file_size or 0,
                caption=message.caption,
            )
            return [(attachment, file.file_unique_id)]
    return []


_MIME = {"video-note": "video/mp4"}


def _photo(message: Message) -> list[tuple[Attachment, str]]:
    if not message.photo:
        return []
    largest = max(message.photo, key=lambda size: size.width * size.height)
    size = largest.file_size or 0
    photo = Attachment("photo", largest.file_id, None, "image/jpeg", size, message.caption)
    return [(photo, largest.file_unique_id)]


def _place(place: Location) -> dict[str, Any]:
    known: dict[str, Any] = {"latitude": place.latitude, "longitude": place.longitude}
    if place.horizontal_accuracy is not None:
        known["accuracy_metres"] = place.horizontal_accuracy
    if place.live_period:
        known["live"] = True
    return known


def _point(place: Location) -> str:
    """Return a place as numbers that any map takes, to about 10 cm."""
    point = f"{place.latitude:.6f}, {place.longitude:.6f}"
    return f"{point} (±{place.horizontal_accuracy:.0f} m)" if place.horizontal_accuracy else point


def _venue_words(venue: Venue) -> str:
    return "\n".join(filter(None, (venue.title, venue.address, _point(venue.location))))


def _card(contact: Contact) -> Content:
    """Return a contact card: its name, number and vCard, never the id of a Telegram account."""
    name = " ".join(filter(None, (contact.first_name, contact.last_name)))
    about = {"name_on_card": name, "phone": contact.phone_number}
    words = [name, contact.phone_number, *([contact.vcard] if contact.vcard else [])]
    return Content("card", "\n".join(words), about)
