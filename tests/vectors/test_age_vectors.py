"""The C2SP test vectors of age: not only whether a file opens, but how it fails.

Format of the vectors: https://c2sp.org/CCTV/age. Every vector is run, but for the families in
`NOT_APPLICABLE`, which has their reasons; `test_no_vector_is_forgotten` holds the counts.
"""

import hashlib
import io
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.ledger.age import OpeningReader, Passphrase, X25519Identity
from storage.ledger.errors import (
    MalformedSealError,
    SealError,
    TamperedSealError,
    TruncatedSealError,
    WorkFactorError,
    WrongPassphraseError,
    WrongRecipientError,
)

TESTDATA = Path(__file__).parent / "age" / "testdata"

NOT_APPLICABLE = {
    "armor": "ASCII armor is not used: every file we write or read is binary",
    "hybrid": "the post-quantum recipient mlkem768x25519 is not part of this module",
}
EXPECTED_ERROR = {
    "no match": WrongRecipientError,
    "HMAC failure": TamperedSealError,
    "header failure": MalformedSealError,
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
FAMILIES = {
    "armor": 33,
    "empty": 1,
    "header": 1,
    "hmac": 8,
    "hybrid": 18,
    "scrypt": 25,
    "stanza": 14,
    "stream": 28,
    "version": 1,
    "x25519": 14,
}


@dataclass(frozen=True)
class Vector:
    expect: str
    payload_sha256: str | None
    identities: list
    sealed: bytes


def family_of(name):
    return name.split("_")[0]


def read_vector(path):
    header, _, body = path.read_bytes().partition(b"\n\n")
    fields = [line.split(": ", 1) for line in header.decode().splitlines()]
    values = dict(fields)
    known = {"expect", "payload", "identity", "passphrase", "file key", "comment", "compressed"}
    assert set(values) <= known
    identities = [
        X25519Identity.parse(value) if key == "identity" else Passphrase(value)
        for key, value in fields
        if key in ("identity", "passphrase")
    ]
    compressed = values.get("compressed") == "zlib"
    sealed = zlib.decompress(body) if compressed else body
    return Vector(values["expect"], values.get("payload"), identities, sealed)


def names():
    """The vectors of what this module does; the families left out have their reason above."""
    every = (path.name for path in sorted(TESTDATA.iterdir()))
    return [name for name in every if family_of(name) not in NOT_APPLICABLE]


@pytest.mark.parametrize("name", names())
def test_a_vector_ends_as_it_should_and_releases_what_it_should(name):
    vector = read_vector(TESTDATA / name)
    released = bytearray()
    error = None
    try:
        for chunk in OpeningReader(io.BytesIO(vector.sealed), vector.identities):
            released += chunk
    except SealError as caught:
        error = caught
    if vector.expect == "success":
        assert error is None
    else:
        assert type(error) is SHARPER_ERROR.get(name, EXPECTED_ERROR[vector.expect])
    digest = hashlib.sha256(released).hexdigest()
    assert digest == (vector.payload_sha256 or hashlib.sha256().hexdigest())


def test_no_vector_is_forgotten():
    assert Counter(family_of(path.name) for path in TESTDATA.iterdir()) == FAMILIES
    assert len(names()) == sum(FAMILIES.values()) - sum(FAMILIES[f] for f in NOT_APPLICABLE)
