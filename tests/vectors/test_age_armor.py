"""Armored files: streamed, recognised where people bring files, and read strictly.

The vectors say what is strict; here is what they leave open.
"""

import base64
import io

import pytest

from storage.ledger.age import OpeningReader, X25519Identity, seal
from storage.ledger.age_armor import unarmored, unarmored_if_needed
from storage.ledger.errors import ArmorError, MalformedSealError

IDENTITY = X25519Identity.generate()
PLAINTEXT = bytes(range(256)) * 600
SEALED = seal(PLAINTEXT, [IDENTITY.recipient])


def armor(sealed):
    text = base64.b64encode(sealed).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    begin, end = (f"-----{word} AGE ENCRYPTED FILE-----" for word in ("BEGIN", "END"))
    return "\n".join([begin, *lines, end, ""]).encode()


def opened(content):
    source = unarmored_if_needed(io.BufferedReader(io.BytesIO(content)))
    return b"".join(OpeningReader(source, [IDENTITY]))


@pytest.mark.parametrize("around", [b"", b" \r\n\t\n"])
def test_armored_and_binary_files_are_told_apart(around):
    assert opened(SEALED) == PLAINTEXT
    assert opened(around + armor(SEALED) + around) == PLAINTEXT


@pytest.mark.parametrize("length", range(len(SEALED) - 97, len(SEALED)))
def test_every_length_of_the_last_line_is_decoded(length):
    with unarmored(io.BytesIO(armor(SEALED[:length]))) as source:
        assert source.read() == SEALED[:length]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n" * 2000,
        b" " * 1_000_000,
        armor(SEALED) + b"\n" * 2000,
        armor(SEALED)[:-10],
        armor(SEALED).replace(b"AGE ENCRYPTED FILE", b"MESSAGE"),
        armor(SEALED) + armor(SEALED),
    ],
    ids=["empty", "line ends", "spaces", "spaces after", "no end", "another label", "two files"],
)
def test_what_is_not_strict_is_refused(content):
    with pytest.raises(ArmorError):
        unarmored(io.BytesIO(content)).read()


def test_a_letter_is_called_no_age_file():
    with pytest.raises(MalformedSealError) as caught:
        opened(b"Dear Sirs,\n")
    assert caught.type is MalformedSealError
