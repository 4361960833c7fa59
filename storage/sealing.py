"""A stream on its way into a blob: padded, sealed and hashed, in constant memory."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ParamSpec, Protocol, TypeVar

from storage.ledger.age import KeyRecipient, SealingWriter
from storage.ledger.padding import PaddingWriter

P = ParamSpec("P")
T = TypeVar("T")

BATCH_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class SealedBlob:
    """What became of a stream: its length in bytes, unpadded, and SHA-256 of the blob."""

    size_bytes: int
    digest: bytes


class Sink(Protocol):
    """Takes the sealed bytes in their order."""

    def write(self, data: bytes, /) -> int:
        """Take `data` and return its length."""
        ...


class BlobSealing:
    """Seals one stream into a sink. Ciphers and the sink are waited for in a thread."""

    def __init__(self, sink: Sink, recipient: KeyRecipient) -> None:
        self._sink = sink
        self._recipient = recipient
        self._hash = hashlib.sha256()
        self._content_bytes = 0

    async def steps(self, chunks: AsyncIterable[bytes]) -> AsyncIterator[None]:
        """Seal `chunks` to their end; yields whenever the sink has taken a batch of them."""
        sealing = await in_thread(SealingWriter, self, [self._recipient])
        padding = PaddingWriter(sealing)
        batch, batch_bytes = list[bytes](), 0
        async for chunk in chunks:
            batch.append(chunk)
            batch_bytes += len(chunk)
            if batch_bytes >= BATCH_BYTES:
                await in_thread(_write_all, padding, batch)
                batch, batch_bytes = [], 0
                yield
        await in_thread(_write_all, padding, batch)
        await in_thread(padding.close)
        await in_thread(sealing.close)
        self._content_bytes = padding.content_bytes
        yield

    def write(self, data: bytes, /) -> int:
        """Hand sealed bytes on to the sink, and hash them on the way."""
        self._hash.update(data)
        return self._sink.write(data)

    def sealed(self) -> SealedBlob:
        """Return what became of the stream, once it is at its end."""
        return SealedBlob(self._content_bytes, self._hash.digest())


def _write_all(writer: PaddingWriter, chunks: list[bytes]) -> None:
    for chunk in chunks:
        writer.write(chunk)


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
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
