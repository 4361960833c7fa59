"""Signed notes: a text that anyone can read, and an Ed25519 signature under it.

Source: https://c2sp.org/signed-note, signature type 0x01. The spelling of keys is that of Go's
`golang.org/x/mod/sumdb/note`, which serves as the independent check.
"""

from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from storage.ledger.errors import ForgedNoteError, MalformedKeyError
from storage.ledger.note_format import (
    KEY_BYTES,
    SIGNER_PREFIX,
    check_key_id,
    check_name,
    encode_key,
    key_id_of,
    parse_key,
    parse_private_key,
    problem_of,
    signature_line,
    signatures_by,
    split_note,
)

_ED25519 = b"\x01"


class NoteVerifier:
    """Whose signature a note must bear: a name and an Ed25519 public key.

    Attributes:
        name: The key name, such as `example.gov/roster`.
        public: 32 bytes.
        key_id: The first 4 bytes of a hash of both. It only tells signatures apart; the trust
            lies in the whole key.
    """

    __slots__ = ("key_id", "name", "public")

    def __init__(self, name: str, public: bytes) -> None:
        check_name(name)
        if len(public) != KEY_BYTES:
            raise MalformedKeyError("an Ed25519 verifier has 32 bytes")
        self.name = name
        self.public = public
        self.key_id = key_id_of(name, _ED25519, public)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NoteVerifier):
            return NotImplemented
        return (self.name, self.public) == (other.name, other.public)

    def __hash__(self) -> int:
        return hash((self.name, self.public))

    def __repr__(self) -> str:
        return f"<NoteVerifier {self.encode()}>"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name+hash+base64`.

        Raises:
            MalformedKeyError: The text is anything else, or its hash is not that of its key.
        """
        name, key_id, public = parse_key(text, _ED25519)
        verifier = cls(name, public)
        check_key_id(verifier.key_id, key_id)
        return verifier

    def encode(self) -> str:
        """Return `name+hash+base64`."""
        return encode_key(self.name, self.key_id, _ED25519, self.public)

    def open(self, note: str) -> str:
        """Return the text of `note`, which bears a valid signature by this key.

        Signatures by other keys are ignored, as the specification asks.

        Raises:
            ForgedNoteError: The note is malformed, this key did not sign it, or a signature in
                the name of this key is not valid.
        """
        text, lines = split_note(note)
        for signature in signatures_by(self.name, self.key_id, lines):
            self._verify(signature, text)
        return text

    def _verify(self, signature: bytes, text: str) -> None:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            raise ForgedNoteError(f"the signature by {self.name} is not valid") from None


class NoteSigner:
    """Who signs notes: a name and an Ed25519 private key. Its repr shows the public half only."""

    __slots__ = ("_private", "_seed", "verifier")

    def __init__(self, name: str, seed: bytes) -> None:
        if len(seed) != KEY_BYTES:
            raise MalformedKeyError("an Ed25519 signer has 32 bytes")
        self._seed = seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = NoteVerifier(name, self._private.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        return f"<NoteSigner {self.verifier.encode()}>"

    @property
    def name(self) -> str:
        """The key name."""
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
        name, key_id, seed = parse_private_key(text, _ED25519)
        signer = cls(name, seed)
        check_key_id(signer.verifier.key_id, key_id)
        return signer

    def encode(self) -> str:
        """Return `PRIVATE+KEY+name+hash+base64`, which is the secret itself."""
        return SIGNER_PREFIX + encode_key(self.name, self.verifier.key_id, _ED25519, self._seed)

    def sign(self, text: str) -> str:
        """Return the note: `text`, an empty line, and the signature.

        Raises:
            ValueError: `text` does not end in a newline, or holds another control character.
        """
        if problem := problem_of(text):
            raise ValueError(f"a note cannot be signed: {problem}")
        signature = self._private.sign(text.encode())
        return f"{text}\n{signature_line(self.name, self.verifier.key_id, signature)}"
