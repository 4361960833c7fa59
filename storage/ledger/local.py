"""Symmetric keys of one process: values that only this process reads again, and blind indexes.

What lies in the database between two steps (drafts, unsent answers, pending downloads) is
sealed under such a key, which lies in a file and never in the database.
"""

import base64
import binascii
import os
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.ledger.errors import KeyFileError, TamperedSealError, TruncatedSealError
from storage.ledger.files import create_secret_file, read_secret_file

_KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16


class LocalSeal:
    """Authenticated encryption under one purpose: a 12-byte nonce, then the ciphertext.

    The nonce is random. That is safe for the amounts that one office writes: 2^32 values under
    one key (ten a second for thirteen years) repeat a nonce with a probability below 2^-32, the
    bound that NIST SP 800-38D (section 8.3) sets for random 96-bit nonces; and every purpose
    has its own key. A counter would have to survive restores of a backup, which it cannot.
    """

    __slots__ = ("_aead",)

    def __init__(self, key: bytes) -> None:
        self._aead = ChaCha20Poly1305(key)

    def __repr__(self) -> str:
        return "<LocalSeal>"

    def seal(self, plaintext: bytes, context: bytes = b"") -> bytes:
        """Return the sealed value, 28 bytes longer than `plaintext`.

        Args:
            plaintext: What to keep.
            context: What the value belongs to, such as its table and row. It is not stored;
                opening needs the same, so that a value copied to another row does not open.
        """
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, plaintext, context)

    def open(self, sealed: bytes, context: bytes = b"") -> bytes:
        """Return the plaintext.

        Raises:
            TruncatedSealError: Shorter than any sealed value.
            TamperedSealError: Changed, or sealed under another key, purpose or context.
        """
        if len(sealed) < _NONCE_BYTES + _TAG_BYTES:
            raise TruncatedSealError("the sealed value is too short to be one")
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._aead.decrypt(nonce, ciphertext, context)
        except InvalidTag:
            message = "the sealed value was changed, or belongs to another key or place"
            raise TamperedSealError(message) from None


class Lookup:
    """A blind index: equal values have equal images, and without the key nobody computes them.

    For values with enough entropy only, such as receipt numbers. Whoever holds the key can undo
    the index of anything that can be enumerated, such as Telegram ids.
    """

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "<Lookup>"

    def __call__(self, value: bytes) -> bytes:
        """Return HMAC-SHA256 of `value`, 32 bytes."""
        mac = hmac.HMAC(self._key, hashes.SHA256())
        mac.update(value)
        return mac.finalize()


class LocalKey:
    """A secret of 32 bytes from which every purpose derives its own key. Its repr hides it."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _KEY_BYTES:
            raise ValueError("a local key has 32 bytes")
        self._secret = secret

    def __repr__(self) -> str:
        return "<LocalKey>"

    @classmethod
    def generate(cls) -> Self:
        """Return a fresh key from the operating system's CSPRNG."""
        return cls(os.urandom(_KEY_BYTES))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return the key in the file at `path`: one line of base64, mode 0600.

        Raises:
            KeyFileError: The file is missing, open to others, or holds something else.
        """
        try:
            secret = base64.b64decode(read_secret_file(path).strip(), validate=True)
        except binascii.Error:
            raise KeyFileError(f"{path} does not hold a local key: it is not base64") from None
        if len(secret) != _KEY_BYTES:
            raise KeyFileError(f"{path} does not hold a local key: it is not 32 bytes long")
        return cls(secret)

    def save(self, path: Path) -> None:
        """Write the key to a new file at `path`, readable by its owner alone.

        Raises:
            KeyFileError: There is a file already; a key is never overwritten.
            OSError: The file could not be written whole.
        """
        create_secret_file(path, base64.b64encode(self._secret) + b"\n")

    def sealed(self, purpose: str) -> LocalSeal:
        """Return the seal of `purpose`, a name such as `"draft"`; no other purpose opens it."""
        return LocalSeal(self._subkey("seal", purpose))

    def lookup(self, purpose: str) -> Lookup:
        """Return the blind index of `purpose`, under a key of its own."""
        return Lookup(self._subkey("lookup", purpose))

    def _subkey(self, use: str, purpose: str) -> bytes:
        if not purpose:
            raise ValueError("a local key is used for a named purpose")
        # `use` holds no slash, so no two pairs of use and purpose share a label. The secret is
        # uniform, so HKDF needs no salt (RFC 5869, section 3.1).
        label = f"dengwen/local-key/v1/{use}/{purpose}".encode()
        return HKDF(hashes.SHA256(), length=_KEY_BYTES, salt=None, info=label).derive(self._secret)
