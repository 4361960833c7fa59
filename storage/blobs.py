"""Attachments at rest: one age file each, in a folder or in a bucket (`storage.bucket`)."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from storage.ledger.age import KeyRecipient
from storage.ledger.blob_files import BlobFile
from storage.ledger.files import DurableFile
from storage.sealing import BlobSealing, SealedBlob, in_thread

__all__ = ["Blobs", "FolderBlobs", "SealedBlob", "Stray"]

FAN_OUT = 2
ENDING, TEMPORARY = ".age", ".part"
_OF_ITS_OWNER = 0o600
_OF_THE_GROUP = 0o640


@dataclass(frozen=True, slots=True)
class Stray:
    """Something among the blobs that no piece owns: when it was written, and how it goes."""

    label: str
    written_at: datetime
    remove: Callable[[], None]


class Blobs(Protocol):
    """Where attachments rest, by random names."""

    @property
    def folder(self) -> Path | None:
        """The folder in which they lie, if they lie on this machine."""
        ...

    def path(self, name: str) -> BlobFile:
        """Return where the blob `name` lies."""
        ...

    async def seal(
        self, name: str, chunks: AsyncIterable[bytes], recipient: KeyRecipient
    ) -> SealedBlob:
        """Seal a stream, padded, into the blob `name`.

        The blob appears under its name only when it is whole and safe. Everything else goes on
        meanwhile.

        Raises:
            OSError: What they rest on is full, broken or away; no blob appears.
        """
        ...

    def remove(self, name: str) -> None:
        """Remove a blob, and return when it is gone; one that is gone already is no error.

        Raises:
            OSError: It could not be removed.
        """
        ...

    def discard(self, name: str) -> None:
        """Remove a blob without holding anybody up; what is left then goes with the orphans.

        Raises:
            OSError: It could not be removed, and that is known already.
        """
        ...

    def remove_orphans(self, owned: frozenset[str], *, older_than: datetime) -> int:
        """Remove blobs that no piece owns; young ones may still be on their way into a row."""
        ...

    def strays(self, owned: frozenset[str]) -> Iterator[Stray]:
        """Yield what no piece owns, or what does not lie where a blob of its name does."""
        ...


class FolderBlobs:
    """Blobs named by random identifiers, spread over subfolders by their first characters.

    Only their owner can read them, unless the group may write into the folder: then the group may
    read them. So processes under users of their own share what they seal, and nobody else does.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """The folder in which they lie."""
        return self._folder

    def path(self, name: str) -> Path:
        """Return where the blob `name` lies."""
        return self._folder / name[:FAN_OUT] / f"{name}{ENDING}"

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
            sealing = BlobSealing(file, recipient)
            async for _step in sealing.steps(chunks):
                pass
        return sealing.sealed()

    def remove(self, name: str) -> None:
        """Unlink a blob; one that is gone already is no error."""
        self.path(name).unlink(missing_ok=True)

    def discard(self, name: str) -> None:
        """Unlink a blob: that holds nobody up."""
        self.remove(name)

    def remove_orphans(self, owned: frozenset[str], *, older_than: datetime) -> int:
        """Unlink blobs that no piece owns; young ones may still be on their way into a row."""
        gone = 0
        for path in self._folder.glob("*/*"):
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if path.name.split(".")[0] not in owned and modified < older_than:
                path.unlink()
                gone += 1
        return gone

    def strays(self, owned: frozenset[str]) -> Iterator[Stray]:
        """Yield files that no piece owns, or that do not lie where a blob of their name does."""
        for path in sorted(self._folder.rglob("*")):
            if not path.is_file() or path.name.endswith(TEMPORARY):
                continue
            name = path.name.removesuffix(ENDING)
            if path == self.path(name) and name in owned:
                continue
            with suppress(FileNotFoundError):  # it went meanwhile
                written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                yield Stray(name, written_at, partial(path.unlink, missing_ok=True))


@asynccontextmanager
async def _durable_file(folder: Path, path: Path) -> AsyncIterator[DurableFile]:
    """Yield a file that appears at `path` when the block ends well; see `DurableFile`."""
    shared = await in_thread(_make_room, folder, path)
    file = DurableFile(path, _OF_THE_GROUP if shared else _OF_ITS_OWNER)
    try:
        await in_thread(file.__enter__)
        yield file
    except BaseException as error:
        await in_thread(file.__exit__, type(error), error, error.__traceback__)
        raise
    await in_thread(file.__exit__, None, None, None)


def _make_room(folder: Path, path: Path) -> bool:
    """Make the subfolder of `path` and say whether the group shares what lies in `folder`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shared = bool(folder.stat().st_mode & stat.S_IWGRP)
    with suppress(FileExistsError):
        path.parent.mkdir(mode=0o700)
        if shared:
            path.parent.chmod(0o770)
    return shared
