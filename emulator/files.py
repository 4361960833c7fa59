"""Files in the emulated Telegram: stored once, known to each bot by ids of its own."""

import hashlib
import mimetypes
import struct
from pathlib import Path
from typing import get_args

from emulator.errors import bad_request
from emulator.state import Bot, Json, Media, MediaKind, Settings, StoredFile

MEDIA_KINDS: tuple[MediaKind, ...] = get_args(MediaKind)
DEFAULT_PIXELS = (1280, 960)
# The longest side of the sizes in which Telegram keeps a photo: s, m, x, y.
PHOTO_SIDES = (90, 320, 800, 1280)
_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "voice": "voice",
    "audio": "music",
    "animation": "animations",
    "video_note": "video_notes",
}
_MIME_TYPES = {
    "video": "video/mp4",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "animation": "video/mp4",
    "video_note": "video/mp4",
}
_SUFFIXES = {
    "photo": ".jpg",
    "voice": ".oga",
    "video": ".mp4",
    "animation": ".mp4",
    "video_note": ".mp4",
}
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class FileStore:
    """All files that anybody sent.

    A `file_id` works only for the bot that received it, while `file_unique_id` is the same for
    all, as with Telegram.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._by_path: dict[str, StoredFile] = {}
        self._by_unique_id: dict[str, StoredFile] = {}
        self._media_of: dict[str, tuple[int, Media]] = {}

    def store(
        self, kind: MediaKind, content: bytes, name: str | None, mime_type: str | None
    ) -> StoredFile:
        """Keeps bytes and gives them a path and an id that no other file has."""
        number = len(self._by_path)
        mime_type = mime_type or _MIME_TYPES.get(kind) or mimetypes.guess_type(name or "")[0]
        suffix = _SUFFIXES.get(kind)
        if suffix is None:
            suffix = f".{name.rsplit('.', 1)[1]}" if name and "." in name else ""
        file = StoredFile(
            unique_id="AQAD" + hashlib.sha256(f"unique {number}".encode()).hexdigest()[:12],
            path=f"{_FOLDERS.get(kind, 'documents')}/file_{number}{suffix}",
            content=content,
            name=name,
            mime_type=mime_type,
        )
        self._by_path[file.path] = file
        self._by_unique_id[file.unique_id] = file
        return file

    def media(  # noqa: PLR0913  # these are the facts which a sender states about media
        self,
        kind: MediaKind,
        content: bytes,
        *,
        name: str | None = None,
        mime_type: str | None = None,
        duration: int = 0,
        width: int = 0,
        height: int = 0,
        tells_size: bool = True,
    ) -> Media:
        """Media made of freshly stored bytes, measured if the sender did not say."""
        if not content:
            raise bad_request("file must be non-empty")
        if not (width and height):
            width, height = pixels(content)
        file = self.store(kind, content, name, mime_type)
        return Media(kind, file, width, height, duration, tells_size)

    def file_id(self, bot: Bot, media: Media, size: str = "") -> str:
        """The id by which this bot can fetch or send the media again."""
        digest = hashlib.sha256(f"{bot.id} {media.file.unique_id} {size}".encode()).hexdigest()
        file_id = f"{media.kind[:2].upper()}AC{digest}"
        self._media_of[file_id] = (bot.id, media)
        return file_id

    def find(self, bot: Bot, file_id: str) -> Media | None:
        """The media behind the id, or None if this bot knows no such id."""
        owner, media = self._media_of.get(file_id, (None, None))
        return media if owner == bot.id else None

    def get_file(self, bot: Bot, file_id: str) -> Json:
        """The `File` object that leads to the download."""
        media = self.find(bot, file_id)
        if media is None:
            raise bad_request("invalid file_id")
        size = len(media.file.content)
        if size > self._settings.download_limit_bytes:
            raise bad_request("file is too big")
        folder = self._settings.local_files
        return {
            "file_id": file_id,
            "file_unique_id": media.file.unique_id,
            "file_size": size,
            "file_path": media.file.path if folder is None else _laid_out(folder, bot, media.file),
        }

    def at(self, path: str) -> StoredFile | None:
        """The file at a download path."""
        return self._by_path.get(path)

    def known_as(self, unique_id: str) -> StoredFile | None:
        """The file with that unique id."""
        return self._by_unique_id.get(unique_id)


def _laid_out(folder: Path, bot: Bot, file: StoredFile) -> str:
    """Puts a file where a server with --local would have fetched it to; its absolute path."""
    path = (folder / bot.token / file.path).absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.content)
    return str(path)


def photo_sizes(width: int, height: int) -> list[tuple[int, int]]:
    """The sizes in which Telegram offers a photo, smallest first."""
    longest = max(width, height)
    sides = [side for side in PHOTO_SIDES if side < longest]
    if longest <= PHOTO_SIDES[-1]:
        sides.append(longest)
    return [(max(width * side // longest, 1), max(height * side // longest, 1)) for side in sides]


def pixels(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG, and a common size for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:  # noqa: PLR2004  # IHDR
        width, height = struct.unpack(">II", content[16:24])
        return (int(width) or 1, int(height) or 1)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_pixels(content) or DEFAULT_PIXELS
    return DEFAULT_PIXELS


def _jpeg_pixels(content: bytes) -> tuple[int, int] | None:
    """Walks the segments up to the frame header, which holds the size."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004  # segment marker
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return (int(width), int(height)) if width and height else None
        at += 2 + length
    return None
