"""The payload of an age file: ChaCha20-Poly1305 over chunks of 64 KiB, the last one marked.

Source: C2SP age, "Payload", a variant of STREAM (https://eprint.iacr.org/2015/189).
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
PAYLOAD_NONCE_BYTES = 16


class PayloadCipher:
    """Seals or opens the chunks of one payload, in order.

    A counter as nonce is safe because the key belongs to this payload alone: it is derived from
    a file key and a payload nonce that are both drawn anew for every file. The counter puts
    each chunk in its place, so none can be moved, repeated or dropped; the last byte of the
    nonce marks the final chunk, so the file can neither be cut nor continued.
    """

    def __init__(self, file_key: bytes, payload_nonce: bytes) -> None:
        kdf = HKDF(hashes.SHA256(), length=32, salt=payload_nonce, info=b"payload")
        self._aead = ChaCha20Poly1305(kdf.derive(file_key))
        self._counter = 0

    @property
    def at_the_first_chunk(self) -> bool:
        """Whether no chunk was sealed or opened yet."""
        return self._counter == 0

    def seal(self, chunk: bytes | bytearray | memoryview, *, final: bool) -> bytes:
        """Return the sealed form, 16 bytes longer, of the next chunk (at most 64 KiB)."""
        sealed = self._aead.encrypt(self._nonce(final=final), chunk, None)
        self._counter += 1
        return sealed

    def open(self, sealed: bytes, *, final: bool) -> bytes | None:
        """Return the next chunk, or None when `sealed` is not what was sealed in this place."""
        try:
            chunk = self._aead.decrypt(self._nonce(final=final), sealed, None)
        except InvalidTag:
            return None
        self._counter += 1
        return chunk

    def _nonce(self, *, final: bool) -> bytes:
        return self._counter.to_bytes(11, "big") + (b"\x01" if final else b"\x00")
