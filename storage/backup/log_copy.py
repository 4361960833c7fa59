"""The log in a backup: the tree of one checkpoint, and not an entry more.

Tiles grow while they are copied. A log that ran ahead of the rows would be refused by the desk, so
each tile is cut to what the checkpoint signs; a cut tile is a partial tile of the same log.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from storage.backup.archive import ArchiveWriter
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.layout import (
    TILE_HEIGHT,
    TILE_WIDTH,
    encode_bundle,
    file_name,
    width_at,
)
from storage.ledger.log.merkle import HASH_BYTES
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.log.tile_files import TileFiles
from storage.ledger.note import NoteVerifier


@dataclass(frozen=True, slots=True)
class SignedState:
    """The newest checkpoint as it was signed, and how many entries it signs; none is (None, 0)."""

    note: str | None
    size: int

    @classmethod
    def read(cls, folder: Path, key: NoteVerifier) -> Self:
        """Return what is in `folder`.

        Raises:
            ForgedNoteError: The log did not sign it.
            MalformedLogError: It is no checkpoint.
        """
        note = SignedLog(folder, key).note()
        return cls(note, Checkpoint.open(note, key).size if note is not None else 0)


def add_log(
    archive: ArchiveWriter, folder: Path, signed: SignedState, posted: Collection[str]
) -> None:
    """Add the checkpoint, its tiles, what was posted on the days `posted`, and what was cosigned.

    Raises:
        BrokenTileError: A tile is missing or not what it should be.
        OSError: Something could not be read.
    """
    if signed.note is None:
        return
    archive.add("log/checkpoint", signed.note.encode("utf-8", "surrogateescape"))
    for day in sorted(posted):
        archive.add(f"log/posted/{day}.txt", (folder / "posted" / f"{day}.txt").read_bytes())
    for path in sorted((folder / "witnessed").glob("[!.]*.txt")):
        size = path.name.partition("-")[0]
        if size.isdecimal() and int(size) <= signed.size:
            archive.add(f"log/witnessed/{path.name}", path.read_bytes())
    _add_tiles(archive, TileFiles(folder), signed.size)


def _add_tiles(archive: ArchiveWriter, files: TileFiles, size: int) -> None:
    for index in range(-(-size // TILE_WIDTH)):
        width = width_at(0, index, size)
        bundle = encode_bundle(files.read_entries(index, width))
        archive.add(f"log/{file_name(None, index, width)}", bundle)
    level = 0
    while whole := size >> TILE_HEIGHT * level:
        for index in range(-(-whole // TILE_WIDTH)):
            width = width_at(level, index, size)
            _, data = files.read(level, index, width)
            archive.add(f"log/{file_name(level, index, width)}", data[: width * HASH_BYTES])
        level += 1
