"""The files of tiles and bundles one by one: which are there, what they hold, writing more."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from storage.ledger.errors import BrokenTileError
from storage.ledger.files import publish_files
from storage.ledger.log.layout import TILE_WIDTH, file_name, parse_bundle
from storage.ledger.log.merkle import HASH_BYTES

# What is to be written: the level (None for a bundle), the index, the width and the content.
NewFile = tuple[int | None, int, int, bytes]


class TileFiles:
    """The files below one folder. A level of None means a bundle of entries throughout."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def is_full(self, level: int | None, index: int) -> bool:
        """Tell whether the full tile or bundle is there."""
        return (self._path / file_name(level, index, TILE_WIDTH)).is_file()

    def partial_widths(self, level: int | None, index: int) -> list[int]:
        """Return the widths of the partial files that are there, the smallest first."""
        try:
            names = [entry.name for entry in self._partials(level, index).iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return []
        # Anything else in there, such as what a killed writer left, is no file of the log.
        wanted = {str(width): width for width in range(1, TILE_WIDTH)}
        return sorted(wanted[name] for name in names if name in wanted)

    def widths(self, level: int | None, index: int) -> list[int]:
        """Return the widths of all files that are there for one tile, the smallest first."""
        full = [TILE_WIDTH] if self.is_full(level, index) else []
        return self.partial_widths(level, index) + full

    def read(self, level: int | None, index: int, width: int) -> tuple[int, bytes]:
        """Return the width and the content of a file that holds at least `width`.

        That of just this width may be gone, once there is a fuller one.

        Raises:
            BrokenTileError: There is none, or it has a wrong length.
        """
        for candidate in dict.fromkeys([width, TILE_WIDTH]):
            with suppress(FileNotFoundError, NotADirectoryError):
                return candidate, self.read_exactly(level, index, candidate)
        for candidate in self.partial_widths(level, index):
            if candidate > width:
                return candidate, self.read_exactly(level, index, candidate)
        raise BrokenTileError(file_name(level, index, width), "is missing")

    def read_exactly(self, level: int | None, index: int, width: int) -> bytes:
        """Return the content of the file of just this width.

        Raises:
            BrokenTileError: It has a wrong length.
            OSError: It cannot be read; above all, it is not there.
        """
        name = file_name(level, index, width)
        data = (self._path / name).read_bytes()
        if level is not None and len(data) != width * HASH_BYTES:
            raise BrokenTileError(name, f"has {len(data)} bytes instead of {width * HASH_BYTES}")
        return data

    def read_entries(self, index: int, width: int) -> list[bytes]:
        """Return the first `width` entries of a bundle.

        Raises:
            BrokenTileError: The bundle is missing or malformed.
        """
        found, data = self.read(None, index, width)
        return self.parse(index, found, data)[:width]

    def parse(self, index: int, width: int, data: bytes) -> list[bytes]:
        """Return the entries of a bundle that was read.

        Raises:
            BrokenTileError: It holds anything but so many entries.
        """
        entries = parse_bundle(data, width)
        if entries is None:
            name = file_name(None, index, width)
            raise BrokenTileError(name, f"has a wrong length: it should hold {width} entries")
        return entries

    def missing(self, files: Iterable[NewFile]) -> list[NewFile]:
        """Return those files that are not there yet, after comparing all with what is there.

        Raises:
            BrokenTileError: A file of the same tile or bundle holds something else.
        """
        return [file for file in files if self._is_missing(*file)]

    def write(self, files: Iterable[NewFile]) -> None:
        """Write the files in their order, durably.

        Raises:
            OSError: A file could not be written.
        """
        named = ((file_name(level, index, width), data) for level, index, width, data in files)
        publish_files(self._path, named)

    def remove_partials(self, level: int | None, index: int) -> None:
        """Remove the partial files of a tile whose full one is there."""
        folder = self._partials(level, index)
        if not folder.is_dir():
            return
        for entry in folder.iterdir():
            entry.unlink(missing_ok=True)
        folder.rmdir()

    def _is_missing(self, level: int | None, index: int, width: int, data: bytes) -> bool:
        present = self.widths(level, index)
        for other in present:
            found = self.read_exactly(level, index, other)
            # Each file of a tile or a bundle is the beginning of every wider one.
            short, long = (data, found) if width < other else (found, data)
            if not long.startswith(short) or (width == other and len(short) != len(long)):
                name = file_name(level, index, other)
                raise BrokenTileError(name, "holds something else already")
        # Beside a full file a partial one is not needed: readers turn to the full one.
        return width not in present and TILE_WIDTH not in present

    def _partials(self, level: int | None, index: int) -> Path:
        return (self._path / file_name(level, index, 1)).parent
