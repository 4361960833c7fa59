"""Signed notes: a text that anyone can read, and an Ed25519 signature under it.

Source: https://c2sp.org/signed-note, signature type 0x01. The spelling of keys is that of Go's
`golang.org/x/mod/sumdb/note`, which serves as the independent check.
"""

import base64
import binascii
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from storage.ledger.errors import ForgedNoteError, MalformedKeyError

MAX_SIGNATURES = 100  # Go's limit; the specification asks for at least 16.

_ED25519 = b"\x01"
_KEY_BYTES = 32
_KEY_ID_BYTES = 4
_SIGNER_PREFIX = "PRIVATE+KEY+"
_SIGNATURE_PREFIX = "— "


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
        _check_name(name)
        if len(public) != _KEY_BYTES:
            raise MalformedKeyError("an Ed25519 verifier has 32 bytes")
        self.name = name
        self.public = public
        self.key_id = _key_id(name, public)

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
        name, key_id, public = _parse_key(text)
        verifier = cls(name, public)
        if verifier.key_id.hex() != key_id:
            raise MalformedKeyError("the hash in the key of a note is not that of the key")
        return verifier

    def encode(self) -> str:
        """Return `name+hash+base64`."""
        return _encode_key(self.name, self.key_id, self.public)

    def open(self, note: str) -> str:
        """Return the text of `note`, which bears a valid signature by this key.

        Signatures by other keys are ignored, as the specification asks.

        Raises:
            ForgedNoteError: The note is malformed, this key did not sign it, or a signature in
                the name of this key is not valid.
        """
        text, lines = _split(note)
        ours = [
            signature[_KEY_ID_BYTES:]
            for name, signature in map(_parse_signature, lines)
            if name == self.name and signature[:_KEY_ID_BYTES] == self.key_id
        ]
        if not ours:
            raise ForgedNoteError(f"the note is not signed by {self.name}")
        for signature in ours:
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
        if len(seed) != _KEY_BYTES:
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
        if not text.startswith(_SIGNER_PREFIX):
            raise MalformedKeyError("the private key of a note begins with PRIVATE+KEY+")
        name, key_id, seed = _parse_key(text.removeprefix(_SIGNER_PREFIX))
        signer = cls(name, seed)
        if signer.verifier.key_id.hex() != key_id:
            raise MalformedKeyError("the hash in the key of a note is not that of the key")
        return signer

    def encode(self) -> str:
        """Return `PRIVATE+KEY+name+hash+base64`, which is the secret itself."""
        return _SIGNER_PREFIX + _encode_key(self.name, self.verifier.key_id, self._seed)

    def sign(self, text: str) -> str:
        """Return the note: `text`, an empty line, and the signature.

        Raises:
            ValueError: `text` does not end in a newline, or holds another control character.
        """
        if problem := _problem_of(text):
            raise ValueError(f"a note cannot be signed: {problem}")
        signature = self.verifier.key_id + self._private.sign(text.encode())
        spelled = base64.b64encode(signature).decode("ascii")
        return f"{text}\n{_SIGNATURE_PREFIX}{self.name} {spelled}\n"


def _problem_of(text: str) -> str | None:
    """Say why `text` is no note text (specification, "Format"), or None if it is one."""
    if not text.endswith("\n"):
        return "its text does not end in a newline"
    if any(character < " " and character != "\n" for character in text):
        return "its text holds a control character"
    if any("\ud800" <= character <= "\udfff" for character in text):
        return "its text is not Unicode"
    return None


def _split(note: str) -> tuple[str, list[str]]:
    if problem := _problem_of(note):
        raise ForgedNoteError(f"this is no note: {problem}")
    # The last empty line counts: the text may hold empty lines, signatures cannot.
    text, separator, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")[:-1]
    if not separator or not lines:
        raise ForgedNoteError("this is no note: it bears no signature")
    if len(lines) > MAX_SIGNATURES:
        raise ForgedNoteError("the note bears too many signatures")
    return text + "\n", lines


def _parse_signature(line: str) -> tuple[str, bytes]:
    name, separator, spelled = line.removeprefix(_SIGNATURE_PREFIX).partition(" ")
    if not line.startswith(_SIGNATURE_PREFIX) or not separator or not _is_name(name):
        raise ForgedNoteError("the note has a line among its signatures that is none")
    signature = _decode_base64(spelled)
    if signature is None or len(signature) <= _KEY_ID_BYTES:
        raise ForgedNoteError("the note has a signature that is not one in base64")
    return name, signature


def _parse_key(text: str) -> tuple[str, str, bytes]:
    """Split `name+hash+base64`; base64 has plus signs of its own, names have none."""
    name, _, rest = text.partition("+")
    key_id, _, spelled = rest.partition("+")
    key = _decode_base64(spelled)
    if key is None or len(key) != len(_ED25519) + _KEY_BYTES or not key.startswith(_ED25519):
        raise MalformedKeyError("the key of a note is name+hash+base64 of an Ed25519 key")
    return name, key_id, key.removeprefix(_ED25519)


def _encode_key(name: str, key_id: bytes, key: bytes) -> str:
    spelled = base64.b64encode(_ED25519 + key).decode("ascii")
    return f"{name}+{key_id.hex()}+{spelled}"


def _key_id(name: str, public: bytes) -> bytes:
    """Return the key ID (specification, "Ed25519 signatures")."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(name.encode() + b"\n" + _ED25519 + public)
    return digest.finalize()[:_KEY_ID_BYTES]


def _decode_base64(text: str) -> bytes | None:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None


def _check_name(name: str) -> None:
    if not _is_name(name):
        raise MalformedKeyError("a key name is not empty and holds no white space and no plus sign")


def _is_name(name: str) -> bool:
    """Tell whether `name` is a key name (specification, "Format")."""
    return bool(name) and not any(
        character.isspace()
        or character < " "
        or character == "+"
        or "\ud800" <= character <= "\udfff"
        for character in name
    )
