"""The log as a folder of tiles, which any web server can show and anybody can check.

Source: C2SP tlog-tiles. What this adds is the order of writing: a level 0 tile appears after
everything else that belongs to its entries, so `size` counts only what is whole.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from storage.ledger.errors import BrokenTileError
from storage.ledger.log.layout import (
    TILE_HEIGHT,
    TILE_WIDTH,
    encode_bundle,
    file_name,
    join_hashes,
    split_hashes,
    width_at,
)
from storage.ledger.log.merkle import (
    EMPTY_ROOT,
    HASH_BYTES,
    consistency_proof,
    fold,
    inclusion_proof,
    leaf_hashes,
    range_hash,
)
from storage.ledger.log.tile_files import NewFile, TileFiles
from storage.ledger.log.tile_nodes import TileNodes

_REMEMBERED_TILES = 512  # 8 MiB.


class TileFolder:
    """A folder that holds the log. One process writes to it; any number read."""

    __slots__ = ("_files", "_nodes")

    def __init__(self, path: Path) -> None:
        """Use the folder at `path`, above `tile`; it is created when entries are written."""
        self._files = TileFiles(path)
        self._nodes = TileNodes(self._files, _REMEMBERED_TILES)

    def size(self) -> int:
        """Return how many entries are there with all their hashes.

        A folder from which files were taken has no right answer; `check` says what is missing.
        """
        known, missing = -1, 0
        while self._files.is_full(0, missing):
            known, missing = missing, 2 * missing + 1
        while missing - known > 1:
            middle = (known + missing) // 2
            if self._files.is_full(0, middle):
                known = middle
            else:
                missing = middle
        return missing * TILE_WIDTH + max(self._files.partial_widths(0, missing), default=0)

    def extend(self, first_index: int, entries: Sequence[bytes]) -> None:
        """Write `entries`, the first of which has the index `first_index`, and their hashes.

        Doing so again changes nothing, and completes what an interrupted call left undone.

        Args:
            first_index: At most `size()`: there is no gap before.
            entries: Each at most 65,535 bytes.

        Raises:
            BrokenTileError: The entries before `first_index` are not all there, or something
                else stands where these would go. Then nothing is written.
            ValueError: `first_index` is negative, or an entry is too long.
            OSError: A file could not be written. Call again.
        """
        if first_index < 0:
            raise ValueError("the first entry has the index 0")
        if first_index > (size := self.size()):
            name = file_name(0, size // TILE_WIDTH, size % TILE_WIDTH + 1)
            raise BrokenTileError(name, f"is missing, so entry {first_index} cannot follow")
        if not entries:
            return
        before, index = first_index % TILE_WIDTH, first_index // TILE_WIDTH
        known = self._files.read_entries(index, before) if before else []
        blocks = [*_blocks(index, [*known, *entries])]
        bundles = [(None, at, len(block), encode_bundle(block)) for at, block in blocks]
        hashes = [leaf_hashes(block) for _, block in blocks]
        lowest = [
            (0, at, len(block), join_hashes(leaves))
            for (at, block), leaves in zip(blocks, hashes, strict=True)
        ]
        above = self._tiles_above(index, hashes)
        first, last = self._files.missing([*bundles, *above]), self._files.missing(lowest)
        self._files.write(first)
        self._files.write(last)  # Now the entries count.
        for level, at, width, _ in [*bundles, *above, *lowest]:
            if width == TILE_WIDTH:
                self._files.remove_partials(level, at)

    def _tiles_above(self, index: int, tiles: list[list[bytes]]) -> list[NewFile]:
        """Return the tiles from level 1 up over those of level 0, the first of which is `index`."""
        files: list[NewFile] = []
        level = 0
        while full := [fold(hashes) for hashes in tiles if len(hashes) == TILE_WIDTH]:
            level += 1
            index, before = divmod(index, TILE_WIDTH)
            known = (
                self._files.read(level, index, before)[1][: before * HASH_BYTES] if before else b""
            )
            blocks = [*_blocks(index, [*split_hashes(known), *full])]
            files += [(level, at, len(block), join_hashes(block)) for at, block in blocks]
            tiles = [block for _, block in blocks]
        return files

    def root(self, size: int) -> bytes:
        """Return the root of the first `size` entries.

        Raises:
            BrokenTileError: A tile is missing or has a wrong length.
            ValueError: `size` is negative.
        """
        if size < 0:
            raise ValueError("a tree has no negative size")
        return range_hash(0, size, self._nodes.at_size(size)) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """Return the path from the entry at `index` to the root of the first `size` entries.

        Raises:
            BrokenTileError: A tile is missing or has a wrong length.
            ValueError: There is no such entry.
        """
        return inclusion_proof(index, size, self._nodes.at_size(size))

    def consistency_proof(self, old: int, new: int) -> list[bytes]:
        """Return the proof that the tree of `old` entries is the beginning of that of `new`.

        Raises:
            BrokenTileError: A tile is missing or has a wrong length.
            ValueError: `old` is more than `new`, or negative.
        """
        return consistency_proof(old, new, self._nodes.at_size(new))

    def entries(self, start: int, stop: int) -> Iterator[bytes]:
        """Yield the entries from `start` up to, and without, `stop`.

        Raises:
            BrokenTileError: A bundle is missing or malformed.
            ValueError: `start` is negative or above `stop`.
        """
        if not 0 <= start <= stop:
            raise ValueError(f"there are no entries from {start} to {stop}")
        for index in range(start // TILE_WIDTH, -(-stop // TILE_WIDTH)):
            first = index * TILE_WIDTH
            found = self._files.read_entries(index, min(TILE_WIDTH, stop - first))
            yield from found[max(0, start - first) :]

    def check(self, size: int) -> bytes:
        """Compute everything anew from the entries, compare it, and return the root.

        Every file of the first `size` entries is compared byte by byte, partial ones of earlier
        sizes too. What is remembered of tiles is not used.

        Raises:
            BrokenTileError: The first file that is missing, has a wrong length, or differs.
            ValueError: `size` is negative.
        """
        if size < 0:
            raise ValueError("a tree has no negative size")
        edge: list[list[bytes]] = [[]]
        full = []
        for index in range(-(-size // TILE_WIDTH)):
            hashes = leaf_hashes(self._check_bundle(index, width_at(0, index, size)))
            self._check_tile(0, index, hashes)
            if len(hashes) == TILE_WIDTH:
                full.append(fold(hashes))
            else:
                edge[0] = hashes
        while full:
            level = len(edge)
            edge.append([])
            above = []
            for index, hashes in _blocks(0, full):
                self._check_tile(level, index, hashes)
                if len(hashes) == TILE_WIDTH:
                    above.append(fold(hashes))
                else:
                    edge[level] = hashes
            full = above

        def hash_at(level: int, index: int) -> bytes:
            # Only nodes under which the tree is whole are asked for, and none is in a full tile.
            tile_level, height = divmod(level, TILE_HEIGHT)
            at = (index << height) % TILE_WIDTH
            return fold(edge[tile_level][at : at + (1 << height)])

        return range_hash(0, size, hash_at) if size else EMPTY_ROOT

    def _check_bundle(self, index: int, width: int) -> list[bytes]:
        """Return the first `width` entries, which every file of the bundle begins with."""
        found, data = self._files.read(None, index, width)
        entries = self._files.parse(index, found, data)
        for other in self._files.widths(None, index):
            if other == found:
                continue
            content = self._files.read_exactly(None, index, other)
            self._files.parse(index, other, content)
            short, long = sorted((content, data), key=len)
            if not long.startswith(short):
                raise BrokenTileError(file_name(None, index, other), "differs from another width")
        return entries[:width]

    def _check_tile(self, level: int, index: int, hashes: list[bytes]) -> None:
        self._files.read(level, index, len(hashes))  # It must be there at all.
        right = join_hashes(hashes)
        for width in self._files.widths(level, index):
            content = self._files.read_exactly(level, index, width)
            if not content.startswith(right[: len(content)]):
                raise BrokenTileError(file_name(level, index, width), "differs from its entries")


def _blocks(index: int, items: list[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """Yield the tiles that `items` fill, each with its index; `index` is that of the first."""
    for number, start in enumerate(range(0, len(items), TILE_WIDTH), index):
        yield number, items[start : start + TILE_WIDTH]
