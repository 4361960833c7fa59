"""Attachments at rest: one age file each, in a folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from datetime import UTC, datetime
from pathlib import Path

from storage.ledger.age import KeyRecipient, SealingWriter
from storage.ledger.files import DurableFile

FAN_OUT = 2


class FolderBlobs:
    """Blobs named by random identifiers, spread over subfolders by their first characters."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Return where the blob `name` lies."""
        return self._folder / name[:FAN_OUT] / f"{name}.age"

    async def seal(self, name: str, chunks: AsyncIterable[bytes], recipient: KeyRecipient) -> int:
        """Seal a stream into the blob `name` and return its length in bytes before sealing.

        The blob appears under its name only when it is whole and safe on the disk.

        Raises:
            OSError: The disk is full or broken; no blob appears.
        """
        path = self.path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        size_bytes = 0
        with DurableFile(path) as file:
            writer = SealingWriter(file, [recipient])
            async for chunk in chunks:
                size_bytes += len(chunk)
                writer.write(chunk)
                await asyncio.sleep(0)
            writer.close()
        return size_bytes

    def remove(self, name: str) -> None:
        """Unlink a blob; one that is gone already is no error."""
        self.path(name).unlink(missing_ok=True)

    def remove_orphans(self, owned: frozenset[str], *, older_than: datetime) -> int:
        """Unlink blobs that no piece owns; young ones may still be on their way into a row."""
        gone = 0
        for path in self._folder.glob("*/*"):
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if path.name.split(".")[0] not in owned and modified < older_than:
                path.unlink()
                gone += 1
        return gone
