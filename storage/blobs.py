"""Attachments at rest: one age file each, in a folder."""

from __future__ import annotations

import asyncio
import hashlib
import stat
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from storage.ledger.age import KeyRecipient, SealingWriter
from storage.ledger.files import DurableFile
from storage.ledger.padding import PaddingWriter

P = ParamSpec("P")
T = TypeVar("T")

FAN_OUT = 2
BATCH_BYTES = 512 * 1024
_OF_ITS_OWNER = 0o600
_OF_THE_GROUP = 0o640


@dataclass(frozen=True, slots=True)
class SealedBlob:
    """What became of a stream: its length in bytes, unpadded, and SHA-256 of the blob."""

    size_bytes: int
    digest: bytes


class FolderBlobs:
    """Blobs named by random identifiers, spread over subfolders by their first characters.

    Only their owner can read them, unless the group may write into the folder: then the group may
    read them. So processes under users of their own share what they seal, and nobody else does.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Return where the blob `name` lies."""
        return self._folder / name[:FAN_OUT] / f"{name}.age"

    async def seal(
        self, name: str, chunks: AsyncIterable[bytes], recipient: KeyRecipient
    ) -> SealedBlob:
        """Seal a stream, padded, into the blob `name`.

        The blob appears under its name only when it is whole and safe on the disk. Ciphers and
        disks are waited for in a thread, so that everything else goes on meanwhile.

        Raises:
            OSError: The disk is full or broken; no blob appears.
        """
        async with _durable_file(self._folder, self.path(name)) as file:
            sink = _Hashing(file)
            sealing = await _in_thread(SealingWriter, sink, [recipient])
            padding = PaddingWriter(sealing)
            batch, batch_bytes = list[bytes](), 0
            async for chunk in chunks:
                batch.append(chunk)
                batch_bytes += len(chunk)
                if batch_bytes >= BATCH_BYTES:
                    await _in_thread(_write_all, padding, batch)
                    batch, batch_bytes = [], 0
            await _in_thread(_write_all, padding, batch)
            await _in_thread(padding.close)
            await _in_thread(sealing.close)
        return SealedBlob(padding.content_bytes, sink.digest())

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


class _Hashing:
    """Hands bytes on to a file and hashes them on the way."""

    def __init__(self, file: DurableFile) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self._hash.update(data)
        return self._file.write(data)

    def digest(self) -> bytes:
        return self._hash.digest()


@asynccontextmanager
async def _durable_file(folder: Path, path: Path) -> AsyncIterator[DurableFile]:
    """Yield a file that appears at `path` when the block ends well; see `DurableFile`."""
    shared = await _in_thread(_make_room, folder, path)
    file = DurableFile(path, _OF_THE_GROUP if shared else _OF_ITS_OWNER)
    try:
        await _in_thread(file.__enter__)
        yield file
    except BaseException as error:
        await _in_thread(file.__exit__, type(error), error, error.__traceback__)
        raise
    await _in_thread(file.__exit__, None, None, None)


def _make_room(folder: Path, path: Path) -> bool:
    """Make the subfolder of `path` and say whether the group shares what lies in `folder`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shared = bool(folder.stat().st_mode & stat.S_IWGRP)
    with suppress(FileExistsError):
        path.parent.mkdir(mode=0o700)
        if shared:
            path.parent.chmod(0o770)
    return shared


def _write_all(writer: PaddingWriter, chunks: list[bytes]) -> None:
    for chunk in chunks:
        writer.write(chunk)


async def _in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` in a thread, and return only when it is done.

    A thread cannot be cancelled. Whoever is cancelled meanwhile waits for it all the same, or the
    file would be closed while the thread still writes to it.
    """
    thread = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
    try:
        return await asyncio.shield(thread)
    except asyncio.CancelledError:
        while not thread.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([thread])
        raise
