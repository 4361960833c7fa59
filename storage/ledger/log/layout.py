"""Where the hashes and the entries of the log lie, as files that anybody can serve.

Source: C2SP tlog-tiles, "Merkle Tree", "Partial Tiles" and "Log entries".
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from storage.ledger.log.merkle import HASH_BYTES

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
ENTRIES = "entries"  # The name of the bundles, where a tile has its level.
MAX_ENTRY_BYTES = 0xFFFF

_LENGTH_BYTES = 2
_DIGITS = 1000  # Three decimal digits in each part of a path.


def file_name(level: int | None, index: int, width: int) -> str:
    """Return the path of a tile, or of a bundle of entries, below the folder of the log.

    Args:
        level: Of the tile, from 0; None means the bundle.
        index: Within the level.
        width: The number of hashes or entries, from 1 to 256. Below 256 the file is partial.
    """
    rest, last = divmod(index, _DIGITS)
    parts = [f"{last:03d}"]
    while rest:
        rest, part = divmod(rest, _DIGITS)
        parts.append(f"x{part:03d}")
    name = "/".join(["tile", ENTRIES if level is None else str(level), *reversed(parts)])
    return name if width == TILE_WIDTH else f"{name}.p/{width}"


def width_at(level: int, index: int, size: int) -> int:
    """Return how many hashes a tile has in a tree of `size` entries; none if it is not there."""
    return max(0, min(TILE_WIDTH, (size >> TILE_HEIGHT * level) - index * TILE_WIDTH))


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Return the entries, each after its length as a big-endian uint16.

    Raises:
        ValueError: An entry is longer than 65,535 bytes.
    """
    pieces = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise ValueError(f"an entry has at most {MAX_ENTRY_BYTES} bytes, not {len(entry)}")
        pieces.append(len(entry).to_bytes(_LENGTH_BYTES, "big"))
        pieces.append(entry)
    return b"".join(pieces)


def parse_bundle(data: bytes, width: int) -> list[bytes] | None:
    """Return the `width` entries of a bundle, or None if it holds anything else."""
    entries = []
    at, end = 0, len(data)
    while at < end:
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(data[at:start], "big")
        entries.append(data[start:at])
    return entries if at == end and len(entries) == width else None


def split_hashes(data: bytes) -> list[bytes]:
    """Return the hashes of a tile."""
    bounds = range(0, len(data) + 1, HASH_BYTES)
    return [data[start:stop] for start, stop in pairwise(bounds)]


def join_hashes(hashes: Sequence[bytes]) -> bytes:
    """Return a tile of these hashes."""
    return b"".join(hashes)
