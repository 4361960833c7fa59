"""X25519 keys: whoever has the public half can seal, whoever has the private half can open.

Source: C2SP age, "The X25519 recipient type".
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.ledger import bech32
from storage.ledger.age_header import Stanza, decode_base64, encode_base64
from storage.ledger.age_recipients import Profile, unwrap_file_key, wrap_file_key
from storage.ledger.errors import MalformedKeyError, MalformedSealError

_KEY_BYTES = 32
_KIND = "X25519"
_INFO = b"age-encryption.org/v1/X25519"
_ARGUMENTS = 2


@dataclass(frozen=True, slots=True)
class X25519Recipient:
    """The public half of an X25519 key: enough to seal, useless to open.

    Attributes:
        public: 32 bytes, a point of Curve25519.
    """

    public: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `age1…` (C2SP age, "The X25519 recipient type").

        Raises:
            MalformedKeyError: The text is anything else.
        """
        what = "an age recipient (age1…)"
        return cls(bech32.decode_key(text, prefix="age", size=_KEY_BYTES, what=what))

    @property
    def profile(self) -> Profile:
        """Which kind of key this is."""
        return Profile.X25519

    def encode(self) -> str:
        """Return `age1…`."""
        return bech32.encode("age", self.public)

    def wrap(self, file_key: bytes) -> Stanza:
        """Return an X25519 stanza under a fresh ephemeral key.

        Raises:
            MalformedKeyError: The recipient is a point of low order, to which anybody could
                open the file.
        """
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        try:
            shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.public))
        except ValueError:
            raise MalformedKeyError("the recipient is a point of low order") from None
        wrap_key = _wrap_key(shared, share, self.public)
        return Stanza((_KIND, encode_base64(share)), wrap_file_key(wrap_key, file_key))


class X25519Identity:
    """An X25519 private key. Its repr shows the public half only."""

    __slots__ = ("_private", "_public", "_secret")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _KEY_BYTES:
            raise MalformedKeyError("an X25519 identity has 32 bytes")
        self._secret = secret
        self._private = X25519PrivateKey.from_private_bytes(secret)
        self._public = self._private.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return f"<X25519Identity of {self.recipient.encode()}>"

    @classmethod
    def generate(cls, *, random: Callable[[int], bytes] = os.urandom) -> Self:
        """Return a fresh identity made of 32 bytes of `random`, a CSPRNG."""
        return cls(random(_KEY_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `AGE-SECRET-KEY-1…`.

        Raises:
            MalformedKeyError: The text is anything else. It is not quoted in the message.
        """
        what = "an age identity (AGE-SECRET-KEY-1…)"
        prefix = "AGE-SECRET-KEY-"
        return cls(bech32.decode_key(text, prefix=prefix, size=_KEY_BYTES, what=what))

    def encode(self) -> str:
        """Return `AGE-SECRET-KEY-1…`, which is the secret itself."""
        return bech32.encode("age-secret-key-", self._secret).upper()

    @property
    def profile(self) -> Profile:
        """Which kind of key this is."""
        return Profile.X25519

    @property
    def recipient(self) -> X25519Recipient:
        """The public half."""
        return X25519Recipient(self._public)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key from the first stanza sealed to this identity, or None.

        Raises:
            MalformedSealError: An X25519 stanza has a wrong shape, or a share of low order.
        """
        for stanza in stanzas:
            # X25519 stanzas do not say to whom they are sealed: trying is how one finds out.
            if stanza.kind == _KIND and (file_key := self._try(stanza)) is not None:
                return file_key
        return None

    def _try(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != _ARGUMENTS:
            raise MalformedSealError("an X25519 stanza has two arguments")
        share = decode_base64(stanza.arguments[1])
        if len(share) != _KEY_BYTES:
            raise MalformedSealError("the share of an X25519 stanza has 32 bytes")
        try:
            shared = self._private.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:
            # The library refuses an all-zero shared secret (RFC 7748, section 6.1), as C2SP age
            # demands: with such a share the file key is wrapped for everybody.
            raise MalformedSealError("an X25519 share is a point of low order") from None
        return unwrap_file_key(_wrap_key(shared, share, self._public), stanza)


def _wrap_key(shared: bytes, share: bytes, recipient: bytes) -> bytes:
    kdf = HKDF(hashes.SHA256(), length=_KEY_BYTES, salt=share + recipient, info=_INFO)
    return kdf.derive(shared)
