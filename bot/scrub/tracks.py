"""Tracks of a film that hold neither picture nor sound: where it was made, each second of it.

Action cameras, drones, dash cameras and phones write such tracks. What they hold is overwritten in
place, wherever it stands between the pictures, and the track itself with it.
Source: ISO/IEC 14496-12, 8.5 to 8.7.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.scrub.report import NotSoundError

SHOWN = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"subp", b"clcp", b"hint", b"auxv"})
"""Handlers of tracks that people see, hear or read. Source: 14496-12, 12.1 to 12.6; QuickTime."""

DASH = b"freeGPS "
_MOST = 1_000_000
_DASH_LONGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Tables:
    """The contents of the boxes by which the samples of a track are found."""

    chunks: bytes
    wide: bool
    runs: bytes
    sizes: bytes


def handler_of(content: bytes | bytearray) -> bytes:
    """Return which kind of track the content of a `hdlr` box names."""
    return bytes(content[8:12])


def samples_of(tables: Tables) -> Iterator[tuple[int, int]]:
    """Yield where the samples of a track stand, chunk by chunk.

    Raises:
        NotSoundError: The tables do not fit one another.
    """
    width = 8 if tables.wide else 4
    chunks = _numbers(tables.chunks, 4, width, _count(tables.chunks, 4))
    runs = _numbers(tables.runs, 4, 4, 3 * _count(tables.runs, 4))
    firsts = [first - 1 for first in runs[::3]] + [len(chunks)]
    each, count = _count(tables.sizes, 4), _count(tables.sizes, 8)
    sizes = [] if each else _numbers(tables.sizes, 8, 4, count)
    sample = 0
    for (start, stop), amount in zip(pairwise(firsts), runs[1::3], strict=True):
        for chunk in chunks[start:stop] if 0 <= start <= stop <= len(chunks) else ():
            until = min(sample + amount, count)
            length = each * (until - sample) if each else sum(sizes[sample:until])
            yield chunk, chunk + length
            sample = until
    if sample < count:
        raise NotSoundError("samples that stand nowhere")


def blank_places(out: bytearray) -> bool:
    """Overwrite the blocks of places that dash cameras put between pictures; says if any were."""
    position, any_found = 0, False
    while (position := out.find(DASH, position)) >= 0:
        length = int.from_bytes(out[position - 4 : position], "big") if position >= 4 else 0  # noqa: PLR2004  a box's length
        end = position - 4 + length
        if len(DASH) + 4 < length <= _DASH_LONGEST and end <= len(out):
            any_found = True
            out[position + 4 : end] = bytes(end - position - 4)
        position += len(DASH)
    return any_found


def _count(content: bytes, position: int) -> int:
    if len(content) < position + 4:
        raise NotSoundError("a table ends too early")
    return int.from_bytes(content[position : position + 4], "big")


def _numbers(content: bytes, position: int, width: int, count: int) -> list[int]:
    start = position + 4
    if count > _MOST or len(content) < start + width * count:
        raise NotSoundError("a table ends too early")
    return [
        int.from_bytes(content[at : at + width], "big")
        for at in range(start, start + width * count, width)
    ]
