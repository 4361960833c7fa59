"""Age files as text: read where a person brings one, never written and never stored.

Source: C2SP age, "ASCII armor", which is the strict PEM encoding of RFC 7468, section 3. Exactly
one spelling of a file is accepted, but for CRLF line ends and white space around the whole.
"""

import base64
import binascii
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from storage.ledger.errors import ArmorError

_BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
_END = b"-----END AGE ENCRYPTED FILE-----"
_ANY_PEM = b"-----BEGIN "
_COLUMNS = 64
_LINE_BYTES = 48
# C2SP age sets no limit; ours keeps a file of white space alone from being read for ever.
_MAX_SPACE = 1024


def unarmored(source: BinaryIO) -> BinaryIO:
    """Return the binary age file inside the armored `source`, decoded while it is read.

    Raises:
        ArmorError: While reading: the armor is not strict PEM with the label of age. What was read
            before is then part of no file.
    """
    return io.BufferedReader(_Decoded(_pieces(source)))


def unarmored_if_needed(source: io.BufferedReader) -> BinaryIO:
    """Return the binary age file in `source`, which may be armored or binary already.

    Raises:
        ArmorError: While reading, see `unarmored`.
    """
    beginning = source.peek(_MAX_SPACE + len(_ANY_PEM)).lstrip()
    return unarmored(source) if beginning.startswith(_ANY_PEM) else source


class _Decoded(io.RawIOBase):
    """The pieces of an iterator as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        # A decoded line at a time: `BufferedReader` asks until it has what was wanted of it.
        self._rest = self._rest or next(self._pieces, b"")
        taken = min(len(buffer), len(self._rest))
        buffer[:taken] = self._rest[:taken]
        self._rest = self._rest[taken:]
        return taken


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    if _line_after_space(source) != _BEGIN:
        raise ArmorError("the armor does not begin as it must")
    while (line := _line(source)) != _END:
        piece = _decode(line)
        yield piece
        if len(piece) < _LINE_BYTES:
            if _line(source) != _END:
                raise ArmorError("the armor goes on after its last line")
            break
    _check_only_space_follows(source)


def _decode(line: bytes) -> bytes:
    try:
        piece = base64.b64decode(line, validate=True)
    except binascii.Error:
        raise ArmorError("a line of the armor is not base64") from None
    if not 0 < len(line) <= _COLUMNS:
        raise ArmorError("a line of the armor is empty or too long")
    if base64.b64encode(piece) != line:
        raise ArmorError("a line of the armor is base64 that is not canonical")
    return piece


def _line(source: BinaryIO) -> bytes:
    """Return the next line without its end; a longer one than any good line is cut, and so bad."""
    line = source.readline(_COLUMNS + len(b"\r\n") + 1)
    ended = line.removesuffix(b"\n")
    if ended == line and line != _END:
        raise ArmorError("the armor ends early, or holds a line that is too long")
    return ended if ended == line else ended.removesuffix(b"\r")


def _line_after_space(source: BinaryIO) -> bytes:
    skipped = 0
    while skipped <= _MAX_SPACE:
        line = source.readline(_MAX_SPACE)
        if not line:
            break
        if line.strip():
            return line.lstrip().removesuffix(b"\n").removesuffix(b"\r")
        skipped += len(line)
    raise ArmorError("the armor does not begin as it must")


def _check_only_space_follows(source: BinaryIO) -> None:
    rest = source.read(_MAX_SPACE + 1)
    if len(rest) > _MAX_SPACE or rest.strip():
        raise ArmorError("something follows the end of the armor")
