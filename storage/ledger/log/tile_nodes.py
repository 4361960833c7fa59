"""The nodes of the tree, read from tiles; the tiles used last stay in memory."""

from collections import OrderedDict
from threading import Lock

from storage.ledger.log.layout import TILE_HEIGHT, TILE_WIDTH, split_hashes, width_at
from storage.ledger.log.merkle import HASH_BYTES, HashAt, parents
from storage.ledger.log.tile_files import TileFiles


class TileNodes:
    """Reads nodes and remembers whole tiles. Threads may share it."""

    __slots__ = ("_capacity", "_files", "_lock", "_tiles")

    def __init__(self, files: TileFiles, capacity: int) -> None:
        """Read from `files`, and remember up to `capacity` tiles of 16 KiB each."""
        self._files = files
        self._capacity = capacity
        self._lock = Lock()
        # By level and index: what a tile holds and the seven levels above it, least used first.
        self._tiles: OrderedDict[tuple[int, int], list[bytes]] = OrderedDict()

    def at_size(self, size: int) -> HashAt:
        """Return the reader of nodes in the tree of `size` entries.

        It raises `BrokenTileError` if a tile is missing or has a wrong length.
        """

        def hash_at(level: int, index: int) -> bytes:
            tile_level, height = divmod(level, TILE_HEIGHT)
            tile, offset = divmod(index << height, TILE_WIDTH)
            nodes = self._levels(tile_level, tile, width_at(tile_level, tile, size))[height]
            at = (offset >> height) * HASH_BYTES
            return nodes[at : at + HASH_BYTES]

        return hash_at

    def _levels(self, level: int, index: int, width: int) -> list[bytes]:
        key = level, index
        with self._lock:
            known = self._tiles.get(key)
            if known:
                self._tiles.move_to_end(key)
        # A tile only ever grows at its end, so a wider one serves; a narrower one is read anew.
        if known and len(known[0]) >= width * HASH_BYTES:
            return known
        _, data = self._files.read(level, index, width)
        levels = _with_levels_above(data)
        with self._lock:
            self._tiles[key] = levels
            self._tiles.move_to_end(key)
            while len(self._tiles) > self._capacity:
                self._tiles.popitem(last=False)
        return levels


def _with_levels_above(data: bytes) -> list[bytes]:
    nodes = split_hashes(data)
    levels = [data]
    for _ in range(TILE_HEIGHT - 1):
        nodes = parents(nodes)
        levels.append(b"".join(nodes))
    return levels
