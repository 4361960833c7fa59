"""The C2SP test vectors of age, read and run: for the tests and for `make vectors`.

Format of the vectors: https://c2sp.org/CCTV/age.
"""

import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

from storage.ledger.age import OpeningReader, Passphrase, parse_identity
from storage.ledger.age_armor import unarmored
from storage.ledger.errors import (
    ArmorError,
    MalformedSealError,
    SealError,
    TamperedSealError,
    TruncatedSealError,
    WorkFactorError,
    WrongPassphraseError,
    WrongRecipientError,
)

TESTDATA = Path(__file__).parent / "age" / "testdata"

EXPECTED_ERROR = {
    "success": None,
    "no match": WrongRecipientError,
    "HMAC failure": TamperedSealError,
    "header failure": MalformedSealError,
    "armor failure": ArmorError,
    "payload failure": TamperedSealError,
}
# Where we tell more than the vector asks for.
SHARPER_ERROR = {
    "scrypt_work_factor_23": WorkFactorError,
    "scrypt_work_factor_overflow": WorkFactorError,
    "scrypt_bad_tag": WrongPassphraseError,
    "scrypt_no_match": WrongPassphraseError,
    "scrypt_work_factor_wrong": WrongPassphraseError,
    "stream_no_nonce": TruncatedSealError,
    "stream_short_nonce": TruncatedSealError,
    "stream_no_chunks": TruncatedSealError,
    "stream_short_chunk": TruncatedSealError,
    "stream_short_second_chunk": TruncatedSealError,
    "stream_missing_tag": TruncatedSealError,
    "stream_no_final_full": TruncatedSealError,
    "stream_no_final_two_chunks_full": TruncatedSealError,
}
FIELDS = {"expect", "payload", "identity", "passphrase", "file key", "comment", "compressed"}
FIELDS |= {"armored"}
# How many there are of each; the names of the last five begin differently.
FAMILIES = {"x25519": 14, "hybrid": 18, "scrypt": 25, "stream": 28, "header": 25, "armor": 33}
SKIPPED: dict[str, str] = {}  # A vector's name, and why it is not run.


@dataclass(frozen=True)
class Vector:
    """One vector: what is sealed, to whom, and how opening it must end."""

    name: str
    expect: str
    released_sha256: str
    identities: list
    armored: bool
    sealed: bytes


def names():
    """Return the names of all vectors."""
    return [path.name for path in sorted(TESTDATA.iterdir())]


def family_of(name):
    """Return the part of the specification that a vector is about."""
    first = name.split("_", 1)[0]
    return first if first in FAMILIES else "header"


def read_vector(name):
    """Return a vector; one with a field that is unknown here is refused."""
    header, _, body = (TESTDATA / name).read_bytes().partition(b"\n\n")
    fields = [line.split(": ", 1) for line in header.decode().splitlines()]
    values = dict(fields)
    if unknown := set(values) - FIELDS:
        raise ValueError(f"{name} has unknown fields: {unknown}")
    identities = [
        parse_identity(value) if key == "identity" else Passphrase(value)
        for key, value in fields
        if key in ("identity", "passphrase")
    ]
    return Vector(
        name=name,
        expect=values["expect"],
        released_sha256=values.get("payload", hashlib.sha256().hexdigest()),
        identities=identities,
        armored=values.get("armored") == "yes",
        sealed=zlib.decompress(body) if values.get("compressed") == "zlib" else body,
    )


def what_is_wrong(vector):
    """Open a vector; return what came otherwise than expected, or an empty string."""
    wanted = SHARPER_ERROR.get(vector.name, EXPECTED_ERROR[vector.expect])
    released = hashlib.sha256()
    found = None
    try:
        source = io.BytesIO(vector.sealed)
        for chunk in OpeningReader(
            unarmored(source) if vector.armored else source, vector.identities
        ):
            released.update(chunk)
    except SealError as error:
        found = type(error)
    if found is not wanted:
        return f"ends with {_name(found)} instead of {_name(wanted)}"
    if released.hexdigest() != vector.released_sha256:
        return "releases other bytes than it should"
    return ""


def _name(error):
    return "success" if error is None else error.__name__
