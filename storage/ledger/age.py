"""Sealing and opening age v1 files, whole or as a stream in constant memory.

Source: https://c2sp.org/age; docs/spec/age.md says which part of it we use and what we add.
The framing is ours, the primitives are those of the `cryptography` package.
"""

import io
import os
from collections.abc import Sequence
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from storage.ledger.age_header import FILE_KEY_BYTES, SCRYPT, Header, encode_header, read_header
from storage.ledger.age_keys import (
    KeyIdentity,
    KeyRecipient,
    generate_identity,
    parse_identity,
    parse_recipient,
)
from storage.ledger.age_mlkem768x25519 import HybridIdentity, HybridRecipient
from storage.ledger.age_passphrase import Passphrase
from storage.ledger.age_recipients import Identity, Profile, Recipient
from storage.ledger.age_stream import (
    CHUNK_BYTES,
    PAYLOAD_NONCE_BYTES,
    SEALED_CHUNK_BYTES,
    TAG_BYTES,
    PayloadCipher,
)
from storage.ledger.age_x25519 import X25519Identity, X25519Recipient
from storage.ledger.errors import (
    SealError,
    TamperedSealError,
    TruncatedSealError,
    WrongPassphraseError,
    WrongRecipientError,
)

__all__ = [
    "HybridIdentity",
    "HybridRecipient",
    "Identity",
    "KeyIdentity",
    "KeyRecipient",
    "OpeningReader",
    "Passphrase",
    "Profile",
    "Recipient",
    "SealingWriter",
    "Sink",
    "X25519Identity",
    "X25519Recipient",
    "generate_identity",
    "open_sealed",
    "parse_identity",
    "parse_recipient",
    "seal",
]


class Sink(Protocol):
    """Where sealed bytes go: a binary file, a `DurableFile`, a buffer."""

    def write(self, data: bytes, /) -> int:
        """Take `data` and return how many bytes were taken."""
        ...


def seal(plaintext: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Return an age file that each of `recipients` can open.

    Raises:
        ValueError: No recipient, too many, a passphrase beside others, or keys of two profiles.
    """
    out = io.BytesIO()
    with SealingWriter(out, recipients) as writer:
        writer.write(plaintext)
    return out.getvalue()


def open_sealed(sealed: bytes, identities: Sequence[Identity]) -> bytes:
    """Return the plaintext of an age file, verified to its end before a byte is returned.

    Raises:
        MalformedSealError: Not an age file.
        WorkFactorError: A passphrase stanza asks for too much work.
        WrongRecipientError: Sealed to none of `identities` (`WrongPassphraseError` if it is
            sealed to a passphrase and one was tried).
        TamperedSealError: Changed on the way (`TruncatedSealError` if its end is missing).
    """
    return b"".join(OpeningReader(io.BytesIO(sealed), identities))


class SealingWriter:
    """Seals what is written to it, holding at most one chunk of 64 KiB.

    The header is written at once. Only `close` writes the final chunk: without it the file
    opens for nobody to its end, so half a file never passes for a whole one. As a context
    manager it closes when the block ends well, and leaves the file without an end otherwise.
    `close` does not close `out`.

    Args:
        out: Where the age file goes.
        recipients: At least one.

    Raises:
        ValueError: No recipient, too many, a passphrase beside others, or keys of two profiles.
        OSError: `out` could not take the bytes. The writer is then of no further use.
    """

    def __init__(self, out: Sink, recipients: Sequence[Recipient]) -> None:
        file_key = os.urandom(FILE_KEY_BYTES)
        payload_nonce = os.urandom(PAYLOAD_NONCE_BYTES)
        header = encode_header([each.wrap(file_key) for each in recipients], file_key)
        self._out = out
        self._cipher = PayloadCipher(file_key, payload_nonce)
        self._pending = bytearray()
        self._broken = False
        self._closed = False
        self._put(header + payload_nonce)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        self._closed = True

    def write(self, data: bytes, /) -> int:
        """Seal `data`, of any length, and return that length.

        Raises:
            ValueError: The writer was closed, or failed before.
            OSError: `out` could not take the bytes.
        """
        if self._closed:
            raise ValueError("the sealed file was closed already")
        rest = memoryview(data)
        while len(rest) > 0:
            # A full chunk is held back until more arrives: it might be the final one.
            if len(self._pending) == CHUNK_BYTES:
                self._seal_pending(final=False)
            if not self._pending and len(rest) > CHUNK_BYTES:
                self._put(self._cipher.seal(rest[:CHUNK_BYTES], final=False))
                rest = rest[CHUNK_BYTES:]
                continue
            room = CHUNK_BYTES - len(self._pending)
            self._pending += rest[:room]
            rest = rest[room:]
        return len(data)

    def close(self) -> None:
        """Write the final chunk. Closing a second time does nothing.

        Raises:
            ValueError: An earlier write failed, so the file must not be given an end.
            OSError: `out` could not take the bytes.
        """
        if self._closed:
            return
        self._seal_pending(final=True)
        self._closed = True

    def _seal_pending(self, *, final: bool) -> None:
        self._put(self._cipher.seal(self._pending, final=final))
        self._pending.clear()

    def _put(self, sealed: bytes) -> None:
        if self._broken:
            raise ValueError("an earlier write of the sealed file failed")
        # Broken until proven whole, whatever exception passes through here.
        self._broken = True
        while sealed:
            # An unbuffered file on a disk that fills up takes a part and says so only here.
            taken = self._out.write(sealed)
            if not taken:
                raise OSError("the sealed file could not be written whole")
            sealed = sealed[taken:]
        self._broken = False


class OpeningReader:
    """Iterates over the plaintext of an age file, holding one chunk of 64 KiB.

    The header is read and verified at once. Every chunk is authentic in its place when it is
    yielded, but only the end of the iteration says that nothing is missing and nothing
    follows: act on the whole only then. After an error, going on repeats the error.

    Args:
        source: Stands at the first byte of the age file, which reaches to the end of `source`.
        identities: Tried in their order.

    Raises:
        SealError: See `open_sealed`.
        OSError: `source` could not be read.
    """

    def __init__(self, source: BinaryIO, identities: Sequence[Identity]) -> None:
        header = read_header(source)
        file_key = _unwrap_file_key(header, identities)
        header.authenticate(file_key)
        payload_nonce = _read_fully(source, PAYLOAD_NONCE_BYTES)
        if len(payload_nonce) < PAYLOAD_NONCE_BYTES:
            raise TruncatedSealError("the sealed file ends before its payload")
        self._source = source
        self._cipher = PayloadCipher(file_key, payload_nonce)
        self._final_chunk_seen = False
        self._failure: SealError | OSError | None = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        if self._failure is not None:
            raise self._failure
        try:
            if not self._final_chunk_seen and (chunk := self._next_chunk()):
                return chunk
            self._check_end()
        except (SealError, OSError) as failure:
            self._failure = failure
            raise
        raise StopIteration

    def _next_chunk(self) -> bytes:
        sealed = _read_fully(self._source, SEALED_CHUNK_BYTES)
        if len(sealed) < TAG_BYTES:
            raise TruncatedSealError("the sealed file ends before its last chunk")
        if len(sealed) == SEALED_CHUNK_BYTES:
            # A full chunk does not tell whether it is the last; so both nonces are tried.
            chunk = self._cipher.open(sealed, final=False)
            if chunk is not None:
                return chunk
        return self._final_chunk(sealed)

    def _final_chunk(self, sealed: bytes) -> bytes:
        is_first = self._cipher.at_the_first_chunk
        chunk = self._cipher.open(sealed, final=True)
        if chunk is None:
            raise TamperedSealError("the sealed file was changed or cut short")
        if not chunk and not is_first:
            # C2SP age, "Payload": otherwise one plaintext would have two framings.
            raise TamperedSealError("the sealed file ends in an empty chunk")
        self._final_chunk_seen = True
        return chunk

    def _check_end(self) -> None:
        if self._source.read(1):
            raise TamperedSealError("something follows the end of the sealed file")


def _unwrap_file_key(header: Header, identities: Sequence[Identity]) -> bytes:
    for identity in identities:
        file_key = identity.unwrap(header.stanzas)
        if file_key is not None:
            return file_key
    if header.stanzas[0].kind == SCRYPT and any(
        isinstance(identity, Passphrase) for identity in identities
    ):
        raise WrongPassphraseError("the passphrase is not the one the file was sealed with")
    raise WrongRecipientError("the file is not sealed to any of these identities")


def _read_fully(source: BinaryIO, size: int) -> bytes:
    """Return `size` bytes, fewer only at the end of `source`: pipes and raw files read short."""
    data = source.read(size)
    while 0 < len(data) < size and (more := source.read(size - len(data))):
        data += more
    return data
