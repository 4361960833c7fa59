"""Attachments at rest in a bucket: any store that speaks the protocol of S3, through obstore.

A store shows an object only once its upload is complete, and what came of it is read back and
compared before anybody is told that it rests. Both ways hold a few megabytes at a time, whatever
the length of the file. Described in docs/blobs.md.
"""

from __future__ import annotations

import errno
import hashlib
import io
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple

from casework.operator_log import OperatorLog, kind
from storage.blobs import ENDING, FAN_OUT, Stray
from storage.ledger.age import KeyRecipient
from storage.sealing import BlobSealing, SealedBlob, in_thread

if TYPE_CHECKING:
    from obstore.store import S3Store

log = OperatorLog(__name__)

PART_BYTES = 8 * 1024 * 1024  # S3 takes parts from 5 MiB on, and 10,000 of them
BLOCK_BYTES = 4 * 1024 * 1024
PARTS_AT_ONCE = 2
UNVERSIONED = (None, "null")


class BucketError(OSError):
    """The store refuses, or cannot be reached; `strerror` says which, without an address."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EIO, reason)


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """Where a bucket is and who may use it. Without keys, those of the environment are tried.

    Attributes:
        bucket: Its name.
        prefix: What the names of objects begin with, without slashes at its ends; may be empty.
        endpoint: The address of the store; None is that of Amazon.
        region: The region that requests are signed for.
        path_style: Whether the bucket stands in the path of an address or in the host's name.
        access_key: The name of the key.
        secret_key: The key.
        patience_seconds: For how long a request is repeated that fails.
        timeout_seconds: How long one request may take.
    """

    bucket: str
    prefix: str = ""
    endpoint: str | None = None
    region: str = "us-east-1"
    path_style: bool = True
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)
    patience_seconds: float = 30.0
    timeout_seconds: float = 120.0


class Versions(NamedTuple):
    """What a trial told: whether the bucket keeps what is deleted."""

    kept: bool


def open_bucket(place: BucketPlace) -> BucketBlobs:
    """Return the blobs of a bucket; nothing is asked of the store yet.

    Raises:
        BucketError: obstore cannot make anything of the settings.
    """
    # Whoever keeps blobs in a folder need not have it, nor wait for it.
    from obstore.store import S3Store  # noqa: PLC0415

    options: dict[str, Any] = {
        "region": place.region,
        "virtual_hosted_style_request": not place.path_style,
    }
    if place.endpoint is not None:
        options["endpoint"] = place.endpoint
    if place.access_key is not None and place.secret_key is not None:
        options |= {"access_key_id": place.access_key, "secret_access_key": place.secret_key}
    with _told_plainly():
        store = S3Store(
            place.bucket,
            prefix=place.prefix or None,
            client_options={
                "allow_http": (place.endpoint or "").startswith("http://"),
                "connect_timeout": timedelta(seconds=5),
                "timeout": timedelta(seconds=place.timeout_seconds),
            },
            retry_config={
                "max_retries": 10,
                "retry_timeout": timedelta(seconds=place.patience_seconds),
                "backoff": {
                    "init_backoff": timedelta(milliseconds=100),
                    "max_backoff": timedelta(seconds=5),
                    "base": 2,
                },
            },
            **options,
        )
    return BucketBlobs(store)


class BucketBlobs:
    """Blobs as objects of a bucket, by the same names as in a folder. Implements `Blobs`."""

    folder = None

    def __init__(self, store: S3Store) -> None:
        self._store = store
        # Who discards a blob does not wait for the store, and no more than one thread does.
        self._discarding = ThreadPoolExecutor(1, thread_name_prefix="discarding")

    def path(self, name: str) -> BucketFile:
        """Return where the blob `name` lies."""
        return BucketFile(self._store, _key(name))

    async def seal(
        self, name: str, chunks: AsyncIterable[bytes], recipient: KeyRecipient
    ) -> SealedBlob:
        """Seal a stream into an object; see `Blobs.seal`.

        Raises:
            BucketError: The store refuses, is away, or has kept something else than it was given.
        """
        import obstore  # noqa: PLC0415  as above

        sink = _Collected()
        sealing = BlobSealing(sink, recipient)

        async def body() -> AsyncIterator[bytes]:
            async for _step in sealing.steps(chunks):
                if data := sink.take():
                    yield data

        with _told_plainly():
            await obstore.put_async(
                self._store,
                _key(name),
                body(),
                chunk_size=PART_BYTES,
                max_concurrency=PARTS_AT_ONCE,
            )
        sealed = sealing.sealed()
        if await in_thread(_digest, self.path(name)) != sealed.digest:
            await in_thread(self.remove, name)
            raise BucketError("the store has kept something else than it was given")
        return sealed

    def remove(self, name: str) -> None:
        """Delete an object, and return when the store says that it is gone."""
        import obstore  # noqa: PLC0415  as above

        with _told_plainly():
            obstore.delete(self._store, _key(name))

    def discard(self, name: str) -> None:
        """Delete an object by and by; if that fails, housekeeping finds an orphan."""
        self._discarding.submit(self._discard, name)

    def remove_orphans(self, owned: frozenset[str], *, older_than: datetime) -> int:
        """Delete objects that no piece owns and that are old enough; returns how many."""
        gone = 0
        for stray in self.strays(owned):
            if stray.written_at < older_than:
                stray.remove()
                gone += 1
        return gone

    def strays(self, owned: frozenset[str]) -> Iterator[Stray]:
        """Yield objects that no piece owns, or that have another name than a blob has."""
        import obstore  # noqa: PLC0415  as above

        with _told_plainly():
            for page in obstore.list(self._store):
                for entry in page:
                    key = entry["path"]
                    name = key.rpartition("/")[2].removesuffix(ENDING)
                    if key == _key(name) and name in owned:
                        continue
                    remove = partial(self._remove_key, key)
                    yield Stray(name, entry["last_modified"], remove)

    def try_out(self, name: str) -> Versions:
        """Write an object, read it, delete it, and look whether it is gone.

        Raises:
            BucketError: One of these did not work.
        """
        import obstore  # noqa: PLC0415  as above

        with _told_plainly():
            put = obstore.put(self._store, _key(name), b"dengwen")
            with self.path(name).open("rb") as file:
                if file.read() != b"dengwen":
                    raise BucketError("the store has kept something else than it was given")
            self.remove(name)
        try:
            self.path(name).stat()
        except FileNotFoundError:
            return Versions(kept=put["version"] not in UNVERSIONED)
        raise BucketError("the store still shows what was deleted")

    def _discard(self, name: str) -> None:
        try:
            self.remove(name)
        except OSError as error:
            log.warning("blob-not-removed", error=kind(error))

    def _remove_key(self, key: str) -> None:
        import obstore  # noqa: PLC0415  as above

        with _told_plainly():
            obstore.delete(self._store, key)


@dataclass(frozen=True, slots=True)
class _Stat:
    st_size: int


@dataclass(frozen=True, slots=True)
class BucketFile:
    """An object, to be read in blocks. Implements `BlobFile`."""

    store: S3Store = field(repr=False)
    key: str

    @property
    def name(self) -> str:
        """The last part of its name."""
        return self.key.rpartition("/")[2]

    def stat(self) -> _Stat:
        """Return its length; raises as `open`."""
        import obstore  # noqa: PLC0415  as above

        with _told_plainly():
            return _Stat(obstore.head(self.store, self.key)["size"])

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """Open it; what is asked of the store later is a block at a time.

        Raises:
            FileNotFoundError: There is no such object.
            BucketError: The store refuses or is away.
        """
        if mode != "rb":
            raise ValueError("a blob is opened to be read")
        return io.BufferedReader(_Reading(self.store, self.key, self.stat().st_size))


class _Reading(io.RawIOBase):
    """The bytes of an object; a block is asked for when the one before it is used up."""

    def __init__(self, store: S3Store, key: str, size_bytes: int) -> None:
        super().__init__()
        self._store, self._key, self._size_bytes = store, key, size_bytes
        self._asked_bytes = 0
        self._block = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        if not self._block:
            self._block = self._next()
        room = memoryview(buffer).cast("B")
        taken = min(len(room), len(self._block))
        room[:taken] = self._block[:taken]
        self._block = self._block[taken:]
        return taken

    def _next(self) -> memoryview:
        import obstore  # noqa: PLC0415  as above

        wanted = min(BLOCK_BYTES, self._size_bytes - self._asked_bytes)
        if wanted == 0:
            return memoryview(b"")
        with _told_plainly():
            block = obstore.get_range(
                self._store, self._key, start=self._asked_bytes, length=wanted
            )
        if len(block) != wanted:
            raise BucketError("the store sent less than it had announced")
        self._asked_bytes += wanted
        return memoryview(block)


class _Collected:
    """Sealed bytes on their way from the cipher to the store."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._pieces.append(data)
        return len(data)

    def take(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _key(name: str) -> str:
    return f"{name[:FAN_OUT]}/{name}{ENDING}"


def _digest(file: BucketFile) -> bytes:
    try:
        digest = hashlib.sha256()
        with file.open("rb") as source:
            while block := source.read(BLOCK_BYTES):
                digest.update(block)
        return digest.digest()
    except FileNotFoundError as error:
        raise BucketError("the store does not have what it was given") from error


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Let whatever the library raises be a `BucketError`, which quotes no address."""
    from obstore.exceptions import BaseError  # noqa: PLC0415  as above

    try:
        yield
    except BaseError as error:
        raise BucketError(_REASONS.get(type(error).__name__, _AWAY)) from None


_AWAY = "the store of attachments does not answer as it should"
_REASONS = {
    "PermissionDeniedError": "the store of attachments does not permit it",
    "UnauthenticatedError": "the store of attachments does not know the key",
}
