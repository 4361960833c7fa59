"""Lengths that tell little: what is sealed is first filled up to one of few sizes.

PADMÉ (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
PURBs", PETS 2019, section 4) lets a length L leak O(log log L) bits, and adds at most 12 %, less
for large files. Below a floor all lengths are one.

Content is followed by zero bytes and its true length in 20 decimal digits, and the whole has the
padded length. Stock tools take it off again; docs/spec/age.md has the line.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from storage.ledger.errors import TamperedSealError

CONTENT_FLOOR = 4096
JSON_FLOOR = 512
TRAILER_BYTES = 20

_ZEROS = bytes(64 * 1024)


class Taker(Protocol):
    """Takes what is padded, such as a `SealingWriter`."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data` and return its length."""
        ...


def padme(length: int) -> int:
    """Return the padded form of a length: at most as many bits of it as its exponent has."""
    if length < 2:  # noqa: PLR2004  the smallest number with an exponent that has bits
        return length
    exponent = length.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (length + mask) & ~mask


def padded_json(value: Mapping[str, Any] | Sequence[Any], floor: int = JSON_FLOOR) -> bytes:
    """Return `value` as JSON with as many spaces after it as its padded length takes."""
    plain = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    return plain.ljust(max(floor, padme(len(plain))))


def pad(content: bytes) -> bytes:
    """Return padded content: see above."""
    return b"".join([content, *_padding_after(len(content))])


def unpad(padded: bytes) -> bytes:
    """Return the content that `pad` was given.

    Raises:
        TamperedSealError: There is no padding after it, or other padding than `pad` makes.
    """
    return b"".join(unpadded([padded]))


class PaddingWriter:
    """Passes content on to `out` and, when it is closed, the padding. `out` is not closed.

    Attributes:
        content_bytes: How much content was written.
    """

    def __init__(self, out: Taker) -> None:
        self._out = out
        self.content_bytes = 0

    def write(self, data: bytes, /) -> int:
        """Pass `data` on; raises what `out` raises."""
        self._out.write(data)
        self.content_bytes += len(data)
        return len(data)

    def close(self) -> None:
        """Write the padding; raises what `out` raises."""
        for piece in _padding_after(self.content_bytes):
            self._out.write(piece)


def unpadded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of padded chunks; holds no more than one chunk, whatever the padding.

    Act on the whole only when the iteration ends: the length stands at the end.

    Raises:
        TamperedSealError: There is no padding after it, or other padding than `pad` makes.
    """
    released = zeros = 0
    tail = b""
    for chunk in chunks:
        held = tail + chunk
        ready, tail = held[:-TRAILER_BYTES], held[-TRAILER_BYTES:]
        content = ready.rstrip(b"\0")
        if content:
            # The zeros held back so far were content, since content follows.
            yield from _zeros(zeros)
            yield content
            released, zeros = released + zeros + len(content), 0
        zeros += len(ready) - len(content)
    length = _length_in(tail)
    whole = released + zeros + len(tail)
    if not released <= length <= released + zeros or whole != _padded_length(length):
        raise TamperedSealError("the padding of the sealed content does not fit its length")
    yield from _zeros(length - released)


def _padding_after(length: int) -> Iterator[bytes]:
    yield from _zeros(_padded_length(length) - length - TRAILER_BYTES)
    yield b"%0*d" % (TRAILER_BYTES, length)


def _padded_length(length: int) -> int:
    return max(CONTENT_FLOOR, padme(length + TRAILER_BYTES))


def _zeros(count: int) -> Iterator[bytes]:
    for _ in range(count // len(_ZEROS)):
        yield _ZEROS
    if rest := count % len(_ZEROS):
        yield _ZEROS[:rest]


def _length_in(trailer: bytes) -> int:
    if len(trailer) < TRAILER_BYTES or not trailer.isdigit():
        raise TamperedSealError("the sealed content does not end in its length")
    return int(trailer)
