"""Hybrid keys: whoever breaks X25519 one day with a quantum computer still has ML-KEM before them.

Source: C2SP age, "The MLKEM768-X25519 (i.e. X-Wing) hybrid post-quantum recipient type".
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from storage.ledger import bech32
from storage.ledger.age_header import MLKEM768X25519, Stanza, decode_base64, encode_base64
from storage.ledger.age_recipients import Profile, check_wrapped_length
from storage.ledger.errors import MalformedKeyError, MalformedSealError

_SEED_BYTES = 32
_MLKEM_SEED_BYTES = 64
_MLKEM_PUBLIC_BYTES = 1184
_X25519_BYTES = 32
_PUBLIC_BYTES = _MLKEM_PUBLIC_BYTES + _X25519_BYTES
_ENC_BYTES = 1088 + _X25519_BYTES  # A ciphertext of ML-KEM-768, then an X25519 share.
_INFO = b"age-encryption.org/mlkem768x25519"
_ARGUMENTS = 2
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True)
class HybridRecipient:
    """The public half of a hybrid key: enough to seal, useless to open.

    Attributes:
        public: 1,216 bytes: an encapsulation key of ML-KEM-768, then a point of Curve25519.
    """

    public: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `age1pq1…`.

        Raises:
            MalformedKeyError: The text is anything else, or what it spells is no such key.
        """
        what = "a post-quantum age recipient (age1pq1…)"
        recipient = cls(bech32.decode_key(text, prefix="age1pq", size=_PUBLIC_BYTES, what=what))
        _checked(recipient.public)
        return recipient

    @property
    def profile(self) -> Profile:
        """Which kind of key this is."""
        return Profile.MLKEM768X25519

    def encode(self) -> str:
        """Return `age1pq1…`, 1,959 characters."""
        return _spelled(self.public)

    def wrap(self, file_key: bytes) -> Stanza:
        """Return a mlkem768x25519 stanza under a fresh encapsulation.

        Raises:
            MalformedKeyError: One half of the recipient is no key, or is a point of low order.
        """
        try:
            sealed = _SUITE.encrypt(file_key, _checked(self.public), _INFO)
        except ValueError:
            raise MalformedKeyError("the recipient holds a point of low order") from None
        enc, body = sealed[:_ENC_BYTES], sealed[_ENC_BYTES:]
        return Stanza((MLKEM768X25519, encode_base64(enc)), body)


# The same few public keys come back all day (the readers', the cases'), and to spell one takes
# longer than to seal to it.
@lru_cache(maxsize=256)
def _spelled(public: bytes) -> str:
    return bech32.encode("age1pq", public)


@lru_cache(maxsize=256)
def _checked(public: bytes) -> MLKEM768X25519PublicKey:
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:]),
        )
    except ValueError:
        raise MalformedKeyError("the recipient is no key of ML-KEM-768 and X25519") from None


class HybridIdentity:
    """A private key of ML-KEM-768 and X25519, grown from one seed. Its repr hides it.

    The public half is 38 times as long as that of X25519, so the repr does not show it either.
    """

    __slots__ = ("_private", "_public", "_seed", "_x25519")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != _SEED_BYTES:
            raise MalformedKeyError("a post-quantum identity has 32 bytes")
        self._seed = seed
        # draft-ietf-hpke-pq: SHAKE256 stretches the seed into the seeds of the two halves.
        stretch = hashes.Hash(hashes.SHAKE256(_MLKEM_SEED_BYTES + _X25519_BYTES))
        stretch.update(seed)
        seeds = stretch.finalize()
        mlkem = MLKEM768PrivateKey.from_seed_bytes(seeds[:_MLKEM_SEED_BYTES])
        self._x25519 = X25519PrivateKey.from_private_bytes(seeds[_MLKEM_SEED_BYTES:])
        self._private = MLKEM768X25519PrivateKey(mlkem, self._x25519)
        public = mlkem.public_key().public_bytes_raw()
        self._public = public + self._x25519.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return "<HybridIdentity>"

    @classmethod
    def generate(cls, *, random: Callable[[int], bytes] = os.urandom) -> Self:
        """Return a fresh identity made of 32 bytes of `random`, a CSPRNG."""
        return cls(random(_SEED_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `AGE-SECRET-KEY-PQ-1…`.

        Raises:
            MalformedKeyError: The text is anything else. It is not quoted in the message.
        """
        what = "a post-quantum age identity (AGE-SECRET-KEY-PQ-1…)"
        prefix = "AGE-SECRET-KEY-PQ-"
        return cls(bech32.decode_key(text, prefix=prefix, size=_SEED_BYTES, what=what))

    def encode(self) -> str:
        """Return `AGE-SECRET-KEY-PQ-1…`, which is the secret itself."""
        return bech32.encode("age-secret-key-pq-", self._seed).upper()

    @property
    def profile(self) -> Profile:
        """Which kind of key this is."""
        return Profile.MLKEM768X25519

    @property
    def recipient(self) -> HybridRecipient:
        """The public half."""
        return HybridRecipient(self._public)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key from the first stanza sealed to this identity, or None.

        Raises:
            MalformedSealError: A mlkem768x25519 stanza has a wrong shape, or a share of low
                order.
        """
        for stanza in stanzas:
            # As with X25519, a stanza does not say to whom it is sealed.
            if stanza.kind == MLKEM768X25519 and (file_key := self._try(stanza)) is not None:
                return file_key
        return None

    def _try(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != _ARGUMENTS:
            raise MalformedSealError("a mlkem768x25519 stanza has two arguments")
        enc = decode_base64(stanza.arguments[1])
        if len(enc) != _ENC_BYTES:
            raise MalformedSealError("the share of a mlkem768x25519 stanza has 1,120 bytes")
        check_wrapped_length(stanza)
        self._check_share(enc[-_X25519_BYTES:])
        try:
            return _SUITE.decrypt(enc + stanza.body, self._private, _INFO)
        except InvalidTag:
            return None

    def _check_share(self, share: bytes) -> None:
        """Refuse a point of low order; the library would report it like a stranger's stanza."""
        try:
            self._x25519.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:
            message = "the X25519 half of a share is a point of low order"
            raise MalformedSealError(message) from None
