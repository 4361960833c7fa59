"""Cosignatures: a witness signs that it saw a checkpoint, and when.

Source: https://c2sp.org/tlog-cosignature, the Ed25519 type 0x04. Public keys are spelled as the
specification allows ("vkeys"); private keys as Go spells those of notes, with the other type.
"""

from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from storage.ledger.errors import ForgedNoteError, MalformedKeyError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.note_format import (
    KEY_BYTES,
    KEY_ID_BYTES,
    MAX_SIGNATURES,
    SIGNER_PREFIX,
    check_key_id,
    check_name,
    encode_key,
    key_id_of,
    parse_key,
    parse_private_key,
    parse_signature,
    signature_line,
    signatures_by,
    split_note,
)

_COSIGNATURE = b"\x04"
_TIME_BYTES = 8
_MAX_TIME = 2**63 - 1
_SIGNATURE_BYTES = 64


class CosignatureVerifier:
    """Whose cosignature a checkpoint must bear: a name and an Ed25519 public key.

    The name is not part of what is signed, so a key serves one witness only.

    Attributes:
        name: The name of the witness, such as `witness.example/w1`.
        public: 32 bytes.
        key_id: The first 4 bytes of a hash of both. It only tells signatures apart.
    """

    __slots__ = ("key_id", "name", "public")

    def __init__(self, name: str, public: bytes) -> None:
        check_name(name)
        if len(public) != KEY_BYTES:
            raise MalformedKeyError("an Ed25519 verifier has 32 bytes")
        self.name = name
        self.public = public
        self.key_id = key_id_of(name, _COSIGNATURE, public)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CosignatureVerifier):
            return NotImplemented
        return (self.name, self.public) == (other.name, other.public)

    def __hash__(self) -> int:
        return hash((self.name, self.public))

    def __repr__(self) -> str:
        return f"<CosignatureVerifier {self.encode()}>"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name+hash+base64`.

        Raises:
            MalformedKeyError: The text is anything else, or its hash is not that of its key.
        """
        name, key_id, public = parse_key(text, _COSIGNATURE)
        verifier = cls(name, public)
        check_key_id(verifier.key_id, key_id)
        return verifier

    def encode(self) -> str:
        """Return `name+hash+base64`."""
        return encode_key(self.name, self.key_id, _COSIGNATURE, self.public)

    def open(self, note: str) -> tuple[str, int]:
        """Return the text of `note` and when this witness signed it, in seconds since 1970.

        If it signed more than once, the last time counts. Signatures by other keys are ignored:
        that of the log is for its own verifier to check.

        Raises:
            ForgedNoteError: The note is malformed, this witness did not sign it, or a signature
                in its name is not valid.
        """
        text, lines = split_note(note)
        times = [
            self._verified_time(signature, text)
            for signature in signatures_by(self.name, self.key_id, lines)
        ]
        return text, max(times)

    def _verified_time(self, signature: bytes, text: str) -> int:
        at = int.from_bytes(signature[:_TIME_BYTES], "big")
        if len(signature) != _TIME_BYTES + _SIGNATURE_BYTES or at > _MAX_TIME:
            raise ForgedNoteError(f"the cosignature by {self.name} is not one with a time")
        try:
            public = Ed25519PublicKey.from_public_bytes(self.public)
            public.verify(signature[_TIME_BYTES:], _message(text, at))
        except (InvalidSignature, ValueError):
            raise ForgedNoteError(f"the cosignature by {self.name} is not valid") from None
        return at


class CosignatureSigner:
    """A witness: a name and an Ed25519 private key. Its repr shows the public half only."""

    __slots__ = ("_private", "_seed", "verifier")

    def __init__(self, name: str, seed: bytes) -> None:
        if len(seed) != KEY_BYTES:
            raise MalformedKeyError("an Ed25519 signer has 32 bytes")
        self._seed = seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = CosignatureVerifier(name, self._private.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        return f"<CosignatureSigner {self.verifier.encode()}>"

    @property
    def name(self) -> str:
        """The name of the witness."""
        return self.verifier.name

    @classmethod
    def generate(cls, name: str) -> Self:
        """Return a fresh signer.

        Raises:
            MalformedKeyError: The name is empty, or holds white space, a plus sign or a control
                character.
        """
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `PRIVATE+KEY+name+hash+base64`.

        Raises:
            MalformedKeyError: The text is anything else. It is not quoted in the message.
        """
        name, key_id, seed = parse_private_key(text, _COSIGNATURE)
        signer = cls(name, seed)
        check_key_id(signer.verifier.key_id, key_id)
        return signer

    def encode(self) -> str:
        """Return `PRIVATE+KEY+name+hash+base64`, which is the secret itself."""
        key_id = self.verifier.key_id
        return SIGNER_PREFIX + encode_key(self.name, key_id, _COSIGNATURE, self._seed)

    def cosign(self, note: str, at: int) -> str:
        """Return the note with the cosignature added; an earlier one by this key makes way.

        That the checkpoint follows from those before is for the caller to know: see `Witness`.

        Args:
            note: A signed checkpoint. Its signatures are not verified here.
            at: When, in seconds since 1970.

        Raises:
            ForgedNoteError: It is no note, or there is no room for one more signature.
            MalformedLogError: Its text is no checkpoint; nothing else is ever signed.
            ValueError: The time is negative, or 2^63 or more.
        """
        if not 0 <= at <= _MAX_TIME:
            raise ValueError("a cosignature has a time from 0 to 2^63 - 1")
        text, lines = split_note(note)
        Checkpoint.parse(text)
        kept = [line for line in lines if not self._is_ours(line)]
        if len(kept) >= MAX_SIGNATURES:
            raise ForgedNoteError("the note bears too many signatures")
        signature = at.to_bytes(_TIME_BYTES, "big") + self._private.sign(_message(text, at))
        ours = signature_line(self.name, self.verifier.key_id, signature)
        return "\n".join([text, *kept, ours])

    def _is_ours(self, line: str) -> bool:
        name, signature = parse_signature(line)
        return name == self.name and signature[:KEY_ID_BYTES] == self.verifier.key_id


def _message(text: str, at: int) -> bytes:
    """Return what is signed (specification, "Ed25519 signed message")."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()
