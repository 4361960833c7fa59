"""The textual header of an age file: stanzas that wrap the file key, and their MAC.

Source: C2SP age, "Header". Parsing is strict: exactly one spelling of a header is accepted,
and its size is bounded before a single key is tried.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.ledger.errors import MalformedSealError, TamperedSealError

FILE_KEY_BYTES = 16
# Room for some 600 X25519 stanzas, or 40 post-quantum ones; a hostile header can cost a reader
# this much memory and that many curve operations, and no more.
MAX_HEADER_BYTES = 64 * 1024
# The kinds of stanza that bear no company of another kind.
SCRYPT = "scrypt"
MLKEM768X25519 = "mlkem768x25519"

_VERSION_LINE = b"age-encryption.org/v1\n"
_STANZA_PREFIX = b"-> "
_MAC_PREFIX = b"---"
_MAC_BYTES = 32
_COLUMNS = 64
# C2SP age, "ABNF definition of file header": argument = 1*VCHAR.
_ARGUMENTS = re.compile(rb"-> [\x21-\x7e]+( [\x21-\x7e]+)*\n")
_BODY_LINE = re.compile(rb"[A-Za-z0-9+/]{0,64}\n")
_BASE64 = re.compile(r"[A-Za-z0-9+/]*")


@dataclass(frozen=True, slots=True)
class Stanza:
    """One wrapping of the file key (C2SP age, "Recipient stanza").

    Attributes:
        arguments: The kind of the recipient, then what this kind needs.
        body: The wrapped file key, or anything at all in a stanza of a kind unknown to us.
    """

    arguments: tuple[str, ...]
    body: bytes

    @property
    def kind(self) -> str:
        """The first argument, which says who may recognise the stanza."""
        return self.arguments[0]

    def encode(self) -> bytes:
        """Return the stanza as it stands in a header, its last line shorter than 64 columns."""
        text = encode_base64(self.body)
        # One step beyond the text: a body that fills its last line is followed by an empty one.
        lines = [text[at : at + _COLUMNS] for at in range(0, len(text) + 1, _COLUMNS)]
        return "\n".join(["-> " + " ".join(self.arguments), *lines, ""]).encode("ascii")


@dataclass(frozen=True, slots=True)
class Header:
    """A parsed header, not yet authenticated: that takes the file key.

    Attributes:
        stanzas: At least one.
        signed: The bytes under the MAC, as they were read. They are never encoded anew, so a
            sloppy parser could not make a wrong header verify.
        mac: 32 bytes.
    """

    stanzas: tuple[Stanza, ...]
    signed: bytes
    mac: bytes

    def authenticate(self, file_key: bytes) -> None:
        """Verify the MAC in constant time (C2SP age, "Header MAC").

        Raises:
            TamperedSealError: The header is not the one that was written with this file key.
        """
        mac = _header_mac(file_key)
        mac.update(self.signed)
        try:
            mac.verify(self.mac)
        except InvalidSignature:
            raise TamperedSealError("the header of the sealed file was changed") from None


def encode_header(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """Return the header, version line to MAC line, that carries `stanzas`.

    Raises:
        ValueError: No stanza, a passphrase beside other stanzas, post-quantum stanzas beside
            weaker ones, or more than a reader accepts.
    """
    if not stanzas:
        raise ValueError("a sealed file needs at least one recipient")
    if _mixes_a_passphrase(stanzas):
        raise ValueError("a passphrase must be the only recipient of a sealed file")
    if len({stanza.kind == MLKEM768X25519 for stanza in stanzas}) > 1:
        # C2SP age: the file would be as weak as its weakest recipient. Reading is no worse for
        # it, so files of others are read all the same.
        raise ValueError("post-quantum recipients share no sealed file with others")
    signed = _VERSION_LINE + b"".join(stanza.encode() for stanza in stanzas) + _MAC_PREFIX
    mac = _header_mac(file_key)
    mac.update(signed)
    header = signed + b" " + encode_base64(mac.finalize()).encode("ascii") + b"\n"
    if len(header) > MAX_HEADER_BYTES:
        raise ValueError("too many recipients for one sealed file")
    return header


def read_header(source: BinaryIO) -> Header:
    """Read one header from `source`, which then stands at the first byte of the payload.

    Raises:
        MalformedSealError: The bytes break the grammar, or the header exceeds 64 KiB.
    """
    lines = _HeaderLines(source)
    if lines.take() != _VERSION_LINE:
        raise MalformedSealError("this is not an age file of version 1")
    stanzas = []
    while (line := lines.take()).startswith(_STANZA_PREFIX):
        stanzas.append(_read_stanza(line, lines))
    if not stanzas or not line.startswith(_MAC_PREFIX + b" "):
        raise MalformedSealError("the header holds a line that is no stanza and no MAC")
    if _mixes_a_passphrase(stanzas):
        raise MalformedSealError("a passphrase stanza must be the only one in the header")
    mac = decode_base64(_ascii(line[len(_MAC_PREFIX) + 1 : -1]))
    if len(mac) != _MAC_BYTES:
        raise MalformedSealError("the MAC of the header has a wrong length")
    before_mac = lines.taken[: -len(line)]
    return Header(tuple(stanzas), bytes(before_mac) + _MAC_PREFIX, mac)


def encode_base64(data: bytes) -> str:
    """Return canonical base64 without padding characters (C2SP age, "Conventions")."""
    return base64.b64encode(data).decode("ascii").rstrip("=")


def decode_base64(text: str) -> bytes:
    """Return the bytes of canonical, unpadded base64.

    Raises:
        MalformedSealError: A foreign character, padding, or spare bits that are not zero; each
            would let a file be changed without its keys.
    """
    if not _BASE64.fullmatch(text) or len(text) % 4 == 1:
        raise MalformedSealError("the header holds something that is not unpadded base64")
    data = base64.b64decode(text + "=" * (-len(text) % 4))
    if encode_base64(data) != text:
        raise MalformedSealError("the header holds base64 that is not canonical")
    return data


class _HeaderLines:
    """The lines of a header, of which no more than `MAX_HEADER_BYTES` are ever held."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.taken = bytearray()

    def take(self) -> bytes:
        room = MAX_HEADER_BYTES - len(self.taken)
        line = self._source.readline(room) if room > 0 else b""
        if not line.endswith(b"\n"):
            reason = "ends early" if len(line) < room else "is too long"
            raise MalformedSealError(f"the header {reason}")
        self.taken += line
        return line


def _read_stanza(first_line: bytes, lines: _HeaderLines) -> Stanza:
    if not _ARGUMENTS.fullmatch(first_line):
        raise MalformedSealError("a stanza has an empty or unprintable argument")
    body = bytearray()
    while True:
        line = lines.take()
        if not _BODY_LINE.fullmatch(line):
            raise MalformedSealError("the body of a stanza is not base64 in lines of 64")
        body += line[:-1]
        if len(line) <= _COLUMNS:
            break
    arguments = _ascii(first_line[len(_STANZA_PREFIX) : -1]).split(" ")
    return Stanza(tuple(arguments), decode_base64(_ascii(bytes(body))))


def _mixes_a_passphrase(stanzas: Sequence[Stanza]) -> bool:
    """Tell whether a scrypt stanza has company (forbidden: C2SP age, "scrypt stanza").

    Who opens a file with a passphrase expects that only somebody who knows it made the file;
    a second stanza would let a stranger who holds that other key replace the content.
    """
    return len(stanzas) > 1 and any(stanza.kind == SCRYPT for stanza in stanzas)


def _header_mac(file_key: bytes) -> hmac.HMAC:
    key = HKDF(hashes.SHA256(), length=32, salt=None, info=b"header").derive(file_key)
    return hmac.HMAC(key, hashes.SHA256())


def _ascii(data: bytes) -> str:
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        raise MalformedSealError("the header holds bytes that are not ASCII") from None
