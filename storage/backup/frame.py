"""The outside of a backup: an age file, and after it one line by which anybody can check it.

    age-encryption.org/v1 …                                 the sealed file, LENGTH bytes
    dengwen backup v1 LENGTH SHA-256                        105 bytes, with a line end before it

The line is written last, so a file without it was broken off. It tells damage and not forgery:
whoever can write the file can compute it, too. Forgery is what the seal and `verify` tell.
`head -c -105 FILE | age -d -i IDENTITY | tar -t` reads a backup without our program.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from storage.backup.errors import DamagedBackupError
from storage.ledger.age import Sink

BEGINNING = b"age-encryption.org/v1\n"
CHUNK_BYTES = 1024 * 1024
_LINE = re.compile(rb"\ndengwen backup v1 ([0-9]{20}) ([0-9a-f]{64})\n")
LINE_BYTES = len(b"\ndengwen backup v1  \n") + 20 + 64

Progress = Callable[[int, int], None]
"""Told how much of how much is done."""


def _quietly(_done: int, _whole: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Frame:
    """What the last line says: the length of the sealed file in bytes, and its SHA-256."""

    body_bytes: int
    digest: str

    def encode(self) -> bytes:
        """Return the line."""
        return f"\ndengwen backup v1 {self.body_bytes:020d} {self.digest}\n".encode("ascii")


class FrameWriter:
    """Hands a sealed file on to `out`, counts and hashes it, and closes it with the line."""

    def __init__(self, out: Sink) -> None:
        self._out = out
        self._hash = hashlib.sha256()
        self._bytes = 0

    def write(self, data: bytes, /) -> int:
        """Hand on `data`; raises as `out` does."""
        taken = self._out.write(data)
        self._hash.update(data[:taken])
        self._bytes += taken
        return taken

    def close(self) -> Frame:
        """Write the line: what was handed on is whole."""
        frame = Frame(self._bytes, self._hash.hexdigest())
        self._out.write(frame.encode())
        return frame


def read_frame(file: BinaryIO) -> Frame:
    """Return the last line of a backup, if the file has just the length that it names.

    Raises:
        DamagedBackupError: It has no such line, or another length.
    """
    whole = file.seek(0, os.SEEK_END)
    file.seek(0)
    if file.read(len(BEGINNING)) != BEGINNING[: whole or None]:
        raise DamagedBackupError("it is no backup: it does not begin as one")
    file.seek(max(0, whole - LINE_BYTES))
    found = _LINE.fullmatch(file.read(LINE_BYTES))
    if found is None:
        raise DamagedBackupError("its last line is missing: it was broken off, or cut short")
    frame = Frame(int(found[1]), found[2].decode("ascii"))
    if frame.body_bytes + LINE_BYTES != whole:
        raise DamagedBackupError("it has another length than its last line says")
    return frame


def check_frame(file: BinaryIO, progress: Progress = _quietly) -> Frame:
    """Return the last line, once every byte before it was read and is as it says. Takes no key.

    Raises:
        DamagedBackupError: Something is missing or changed.
        OSError: It could not be read.
    """
    frame = read_frame(file)
    file.seek(0)
    found, left = hashlib.sha256(), frame.body_bytes
    while left and (chunk := file.read(min(CHUNK_BYTES, left))):
        found.update(chunk)
        left -= len(chunk)
        progress(frame.body_bytes - left, frame.body_bytes)
    if left or found.hexdigest() != frame.digest:
        raise DamagedBackupError("it was changed: its bytes are not those that were written")
    return frame


def check_backup(path: Path, progress: Progress = _quietly) -> Frame:
    """Check the backup at `path` without any key; raises as `check_frame`."""
    with path.open("rb") as file:
        return check_frame(file, progress)


def sealed_body(file: BinaryIO, frame: Frame) -> BinaryIO:
    """Return the sealed file alone, from its beginning; `file` stays the caller's to close."""
    file.seek(0)
    return io.BufferedReader(_Limited(file, frame.body_bytes), CHUNK_BYTES)


class _Limited(io.RawIOBase):
    """The first bytes of a file."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self._file = file
        self._left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer
        data = self._file.read(min(len(buffer), self._left))
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)
