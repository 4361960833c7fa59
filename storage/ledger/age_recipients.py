"""To whom a file is sealed, and who opens it.

Source: C2SP age, "Native recipient types". A *recipient* wraps the file key into a stanza, an
*identity* finds its stanza and unwraps the key again. Each kind has a module of its own.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from storage.ledger.age_header import FILE_KEY_BYTES, Stanza
from storage.ledger.errors import MalformedSealError

_TAG_BYTES = 16
_ZERO_NONCE = bytes(12)


class Profile(StrEnum):
    """The kinds of keys that an installation can choose from; the values are their names in age."""

    X25519 = "x25519"
    MLKEM768X25519 = "mlkem768x25519"


class Recipient(Protocol):
    """Somebody to whom a file key can be wrapped."""

    def wrap(self, file_key: bytes) -> Stanza:
        """Return a fresh stanza that carries `file_key` (16 bytes)."""
        ...


class Identity(Protocol):
    """Somebody who may be able to unwrap a file key."""

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, or None when no stanza is addressed to this identity."""
        ...


def wrap_file_key(wrap_key: bytes, file_key: bytes) -> bytes:
    """Return the body of a stanza: `file_key` under a `wrap_key` that is used only here."""
    # The nonce is fixed, and safe: each wrap key is derived from a fresh ephemeral key or a
    # fresh salt and encrypts this one message.
    return ChaCha20Poly1305(wrap_key).encrypt(_ZERO_NONCE, file_key, None)


def unwrap_file_key(wrap_key: bytes, stanza: Stanza) -> bytes | None:
    """Return the file key in `stanza`, or None when it is wrapped under another key.

    Raises:
        MalformedSealError: The body has not the length of a wrapped file key.
    """
    check_wrapped_length(stanza)
    try:
        return ChaCha20Poly1305(wrap_key).decrypt(_ZERO_NONCE, stanza.body, None)
    except InvalidTag:
        return None


def check_wrapped_length(stanza: Stanza) -> None:
    """Refuse a body that has not the length of a wrapped file key, before it is decrypted.

    A ciphertext of another length could be built to open under many keys at once and so tell
    which one was tried (a partitioning oracle).

    Raises:
        MalformedSealError: It has another length.
    """
    if len(stanza.body) != FILE_KEY_BYTES + _TAG_BYTES:
        raise MalformedSealError("the wrapped file key has a wrong length")
