"""The grammar of signed notes and of their keys, for every type of signature.

Source: https://c2sp.org/signed-note, "Format" and "Signatures"; the spelling of private keys is
that of Go's `golang.org/x/mod/sumdb/note`.
"""

import base64
import binascii
from hashlib import sha256

from storage.ledger.errors import ForgedNoteError, MalformedKeyError

MAX_SIGNATURES = 100  # Go's limit; the specification asks for at least 16.
KEY_BYTES = 32
KEY_ID_BYTES = 4
SIGNER_PREFIX = "PRIVATE+KEY+"

_SIGNATURE_PREFIX = "— "


def problem_of(text: str) -> str | None:
    """Say why `text` is no note text (specification, "Format"), or None if it is one."""
    if not text.endswith("\n"):
        return "its text does not end in a newline"
    if any(character < " " and character != "\n" for character in text):
        return "its text holds a control character"
    if any("\ud800" <= character <= "\udfff" for character in text):
        return "its text is not Unicode"
    return None


def split_note(note: str) -> tuple[str, list[str]]:
    """Return the text of a note and its signature lines, without the newlines of the latter.

    Raises:
        ForgedNoteError: It is no note, or bears too many signatures.
    """
    if problem := problem_of(note):
        raise ForgedNoteError(f"this is no note: {problem}")
    # The last empty line counts: the text may hold empty lines, signatures cannot.
    text, separator, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")[:-1]
    if not separator or not lines:
        raise ForgedNoteError("this is no note: it bears no signature")
    if len(lines) > MAX_SIGNATURES:
        raise ForgedNoteError("the note bears too many signatures")
    return text + "\n", lines


def parse_signature(line: str) -> tuple[str, bytes]:
    """Return the name in a signature line, and the key ID with the signature.

    Raises:
        ForgedNoteError: It is no signature line.
    """
    name, separator, spelled = line.removeprefix(_SIGNATURE_PREFIX).partition(" ")
    if not line.startswith(_SIGNATURE_PREFIX) or not separator or not is_name(name):
        raise ForgedNoteError("the note has a line among its signatures that is none")
    signature = decode_base64(spelled)
    if signature is None or len(signature) <= KEY_ID_BYTES:
        raise ForgedNoteError("the note has a signature that is not one in base64")
    return name, signature


def signatures_by(name: str, key_id: bytes, lines: list[str]) -> list[bytes]:
    """Return the signatures in the name of one key, without its ID.

    Raises:
        ForgedNoteError: There are none, or a line is no signature line.
    """
    ours = [
        signature[KEY_ID_BYTES:]
        for signer, signature in map(parse_signature, lines)
        if signer == name and signature[:KEY_ID_BYTES] == key_id
    ]
    if not ours:
        raise ForgedNoteError(f"the note is not signed by {name}")
    return ours


def signature_line(name: str, key_id: bytes, signature: bytes) -> str:
    """Return the line that a signature has under a note."""
    spelled = base64.b64encode(key_id + signature).decode("ascii")
    return f"{_SIGNATURE_PREFIX}{name} {spelled}\n"


def parse_key(text: str, kind: bytes) -> tuple[str, str, bytes]:
    """Split `name+hash+base64` of a key of the signature type `kind`; names have no plus signs.

    Raises:
        MalformedKeyError: The text is anything else.
    """
    name, _, rest = text.partition("+")
    key_id, _, spelled = rest.partition("+")
    key = decode_base64(spelled)
    if key is None or len(key) != len(kind) + KEY_BYTES or not key.startswith(kind):
        raise MalformedKeyError(
            f"the key of a note is name+hash+base64 of a key of type {kind.hex()}"
        )
    return name, key_id, key.removeprefix(kind)


def parse_private_key(text: str, kind: bytes) -> tuple[str, str, bytes]:
    """Split `PRIVATE+KEY+name+hash+base64`.

    Raises:
        MalformedKeyError: The text is anything else. It is not quoted in the message.
    """
    if not text.startswith(SIGNER_PREFIX):
        raise MalformedKeyError("the private key of a note begins with PRIVATE+KEY+")
    return parse_key(text.removeprefix(SIGNER_PREFIX), kind)


def encode_key(name: str, key_id: bytes, kind: bytes, key: bytes) -> str:
    """Return `name+hash+base64`."""
    spelled = base64.b64encode(kind + key).decode("ascii")
    return f"{name}+{key_id.hex()}+{spelled}"


def key_id_of(name: str, kind: bytes, public: bytes) -> bytes:
    """Return the key ID (specification, "Signatures")."""
    return sha256(name.encode() + b"\n" + kind + public).digest()[:KEY_ID_BYTES]


def check_key_id(found: bytes, spelled: str) -> None:
    """Compare the hash in a key with that of the key.

    Raises:
        MalformedKeyError: They differ.
    """
    if found.hex() != spelled:
        raise MalformedKeyError("the hash in the key of a note is not that of the key")


def decode_base64(text: str) -> bytes | None:
    """Return what `text` spells in base64 (RFC 4648, section 4), or None if it does not.

    Just one spelling is accepted for each value.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None


def check_name(name: str) -> None:
    """Check a key name.

    Raises:
        MalformedKeyError: It is none.
    """
    if not is_name(name):
        raise MalformedKeyError("a key name is not empty and holds no white space and no plus sign")


def is_name(name: str) -> bool:
    """Tell whether `name` is a key name (specification, "Format")."""
    return bool(name) and not any(
        character.isspace()
        or character < " "
        or character == "+"
        or "\ud800" <= character <= "\udfff"
        for character in name
    )
