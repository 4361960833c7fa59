"""The inside of a backup: a tar, written and read as a stream, a name at a time.

Names are few in kind and say where a file belongs. One that is of no kind is refused when reading:
a seal says for whom a file is, and not from whom.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from storage.backup.errors import DamagedBackupError, ForeignBackupError
from storage.ledger.age import Identity, OpeningReader, Sink

HEAD = "BACKUP.json"
MANIFEST = "MANIFEST.json"
SEALED_KEYS = "keys.age"
CONFIG = "config.toml"
BLOCK_BYTES = 1024 * 1024
_SMALL_BYTES = 4 * 1024 * 1024
_NAMES = re.compile(
    r"BACKUP\.json|MANIFEST\.json|keys\.age|config\.toml"
    r"|database/[a-z_]{1,63}\.[0-9]{6}\.jsonl"
    r"|blobs/[0-9A-Za-z]{1,64}"
    r"|keys/([a-z]{1,32}\.(pub|note)|recovery-drill\.json)"
    r"|data/[a-z-]{1,32}\.json"
    r"|calendar/[^/\0]{1,200}"
    r"|log/checkpoint"
    r"|log/(posted|witnessed)/[0-9A-Za-z.-]{1,80}\.txt"
    r"|log/tile/(entries|[0-9]{1,2})(/x[0-9]{3})*/[0-9]{3}(\.p/[0-9]{1,3})?"
)


@dataclass(slots=True)
class Sum:
    """What the manifest says of everything before it: how many files, of how many bytes, which."""

    files: int = 0
    size_bytes: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)

    def add(self, name: str, size_bytes: int, digest: bytes) -> None:
        """Count one file."""
        self.files += 1
        self.size_bytes += size_bytes
        self._hash.update(f"{name}\n{size_bytes}\n{digest.hex()}\n".encode())

    def to_plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "files": self.files,
            "bytes": self.size_bytes,
            "sha256": self._hash.hexdigest(),
        }


class ArchiveWriter:
    """Writes files one after the other; nothing of them is kept. A block that fails leaves no end.

    Attributes:
        sum: Of what was written so far.
    """

    def __init__(self, out: Sink) -> None:
        self._gate = _Gate(out)
        self._tar = tarfile.open(  # noqa: SIM115  `close` ends it; what is broken off gets no end
            fileobj=cast("BinaryIO", self._gate),
            mode="w|",
            format=tarfile.GNU_FORMAT,
            bufsize=BLOCK_BYTES,
        )
        self.sum = Sum()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A tar that is forgotten writes what it holds back, be it broken off.
        self._gate.is_open = False

    def add(self, name: str, data: bytes) -> None:
        """Add a small file."""
        self.stream(name, io.BytesIO(data), len(data))

    def stream(self, name: str, source: BinaryIO, size_bytes: int) -> bytes:
        """Add a file of a known length; returns the SHA-256 of what was added.

        Raises:
            OSError: `source` is shorter than that.
        """
        if _NAMES.fullmatch(name) is None:
            raise ValueError("a backup has no place for a file of that name")
        info = tarfile.TarInfo(name)
        info.size, info.mode = size_bytes, 0o600
        hashing = _Hashing(source)
        self._tar.addfile(info, hashing)
        _forget_members(self._tar)
        self.sum.add(name, size_bytes, hashing.digest())
        return hashing.digest()

    def close(self, **more: Any) -> None:
        """Write the manifest and the end."""
        plain = {**self.sum.to_plain(), **more}
        self.add(MANIFEST, json.dumps(plain, indent=1, sort_keys=True).encode())
        self._tar.close()


class _Gate:
    """Hands bytes on as long as it is open."""

    def __init__(self, out: Sink) -> None:
        self._out = out
        self.is_open = True

    def write(self, data: bytes, /) -> int:
        return self._out.write(data) if self.is_open else len(data)


@dataclass(slots=True)
class Member:
    """A file of a backup; it can be read until the next one is asked for."""

    name: str
    size_bytes: int
    _source: _Hashing

    def read_all(self) -> bytes:
        """Return a small file whole.

        Raises:
            DamagedBackupError: It is not small.
        """
        if self.size_bytes > _SMALL_BYTES:
            raise DamagedBackupError(f"{self.name} in it is too large to be one")
        return self._source.read(self.size_bytes)

    def chunks(self) -> Iterator[bytes]:
        """Yield what it holds."""
        while chunk := self._source.read(BLOCK_BYTES):
            yield chunk


class ArchiveReader:
    """Reads a backup from its sealed body; what it yields is authentic, and in its place.

    Only the end of `members` says that nothing is missing.

    Attributes:
        manifest: What the manifest says, once it was read.
    """

    def __init__(self, body: BinaryIO, identities: list[Identity]) -> None:
        """Begin to open `body`.

        Raises:
            SealError: It is not sealed to any of `identities`, or was changed.
        """
        self._plain = OpeningReader(body, identities)
        self.manifest: dict[str, Any] = {}
        self._sum = Sum()

    def members(self) -> Iterator[Member]:
        """Yield every file but the manifest, and compare them with that at the end.

        Raises:
            SealError: The seal is broken, or the end is missing.
            DamagedBackupError: It is not what its manifest says.
            ForeignBackupError: It holds a file of a kind that is not known here.
        """
        with tarfile.open(
            fileobj=cast("BinaryIO", _Stream(self._plain)), mode="r|", bufsize=BLOCK_BYTES
        ) as tar:
            while (info := self._next(tar)) is not None:
                source = _Hashing(cast("BinaryIO", tar.extractfile(info)))
                member = Member(info.name, info.size, source)
                if info.name == MANIFEST:
                    self.manifest = json.loads(member.read_all())
                    break
                yield member
                for _rest in member.chunks():
                    pass
                self._sum.add(info.name, info.size, source.digest())
        for _chunk in self._plain:  # To its end, which alone says that it is whole.
            pass
        said = {name: self.manifest.get(name) for name in ("files", "bytes", "sha256")}
        if said != self._sum.to_plain():
            raise DamagedBackupError("it does not hold what its manifest says")

    @staticmethod
    def _next(tar: tarfile.TarFile) -> tarfile.TarInfo | None:
        try:
            info = tar.next()
        except tarfile.TarError as error:
            raise DamagedBackupError("what is sealed in it is no backup") from error
        _forget_members(tar)
        if info is not None and (not info.isreg() or _NAMES.fullmatch(info.name) is None):
            raise ForeignBackupError(
                "it holds a file of a kind that this version does not know; restore it with the "
                "version that made it, or a newer one"
            )
        return info


def _forget_members(tar: tarfile.TarFile) -> None:
    # It remembers each for those who ask for one by its name; nobody does.
    tar.members.clear()  # type: ignore[attr-defined]


class _Hashing:
    """A file that hashes what is read from it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._hash.update(data)
        return data

    def digest(self) -> bytes:
        return self._hash.digest()


class _Stream:
    """An iterator of chunks as something to read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def read(self, size: int) -> bytes:
        parts, wanted = [], size
        while wanted:
            if not self._rest:
                self._rest = next(self._chunks, b"")
                if not self._rest:
                    break
            part, self._rest = self._rest[:wanted], self._rest[wanted:]
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)
