"""Where the bytes of a file come from: Telegram's servers, or the folder of a local Bot API server.

A local server has fetched a file in the clear by the time it says where it lies. It is read from
there and unlinked as soon as it is sealed; docs/large-files.md says how that folder is kept in
memory.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import File

from casework.operator_log import OperatorLog

log = OperatorLog(__name__)

CHUNK_BYTES = 64 * 1024
LOCAL_CHUNK_BYTES = 1024 * 1024
TIMEOUT_SECONDS = 120
LOCAL_TIMEOUT_SECONDS = 3600  # within which a local server fetches 2 GB
LEFT_BEHIND_SECONDS = 3600
MEDIA_FOLDERS = (
    "animations",
    "documents",
    "music",
    "photos",
    "video_notes",
    "videos",
    "voice",
)


class FileTooLargeError(Exception):
    """A file is larger than it may be; trying again does not help."""


class IncompleteFileError(Exception):
    """Telegram sent fewer or more bytes than it had announced."""


class UnreadableFileError(Exception):
    """What the local Bot API server has fetched cannot be read, or is gone again."""


class StrayPathError(Exception):
    """The Bot API server named a path that is not in the folder of the configuration."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """Fetches files; `folder` is that of a local Bot API server, if there is one."""

    bot: Bot
    folder: Path | None
    limit_bytes: int

    async def find(self, file_id: str) -> File:
        """Ask where a file lies; a local server answers when it has fetched it.

        Raises:
            FileTooLargeError: It is too large for this server or for this installation.
        """
        wait = TIMEOUT_SECONDS if self.folder is None else LOCAL_TIMEOUT_SECONDS
        try:
            file = await self.bot.get_file(file_id, request_timeout=wait)
        except TelegramBadRequest as error:
            if "too big" in error.message:
                raise FileTooLargeError from error
            raise
        if (file.file_size or 0) > self.limit_bytes:
            self.forget(file)
            raise FileTooLargeError
        return file

    async def chunks(self, file: File) -> AsyncIterator[bytes]:
        """Yield the bytes of a file.

        Raises:
            FileTooLargeError: More came than may be; Telegram does not always tell the length.
            StrayPathError: See there.
        """
        came = 0
        async for chunk in self._local(file) if _is_local(file) else self._remote(file):
            came += len(chunk)
            if came > self.limit_bytes:
                raise FileTooLargeError
            yield chunk

    def forget(self, file: File) -> None:
        """Unlink what a local server has fetched, now that it is sealed or not wanted any more."""
        if _is_local(file):
            self._path(file).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Unlink what lies behind since a process was killed between sealing and unlinking."""
        before = time.time() - LEFT_BEHIND_SECONDS
        for name in MEDIA_FOLDERS if self.folder is not None else ():
            for path in self.folder.glob(f"*/{name}/*") if self.folder else ():
                if path.is_file() and path.stat().st_mtime < before:
                    path.unlink(missing_ok=True)

    async def _remote(self, file: File) -> AsyncIterator[bytes]:
        session = self.bot.session
        url = session.api.file_url(self.bot.token, file.file_path or "")
        async for chunk in session.stream_content(
            url, timeout=TIMEOUT_SECONDS, chunk_size=CHUNK_BYTES, raise_for_status=True
        ):
            yield chunk

    async def _local(self, file: File) -> AsyncIterator[bytes]:
        path = self._path(file)
        try:
            source = await asyncio.to_thread(path.open, "rb")
        except OSError as error:  # of this file alone: our own disk may be well
            raise UnreadableFileError(type(error).__name__) from error
        with source:
            while chunk := await asyncio.to_thread(source.read, LOCAL_CHUNK_BYTES):
                yield chunk

    def _path(self, file: File) -> Path:
        path = Path(file.file_path or "").resolve()
        if self.folder is None or not path.is_relative_to(self.folder.resolve()):
            raise StrayPathError("a file lies outside of telegram.files")
        return path


def _is_local(file: File) -> bool:
    return Path(file.file_path or "").is_absolute()
