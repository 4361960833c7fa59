"""Entries of the log: what one transaction did, as a salted commitment.

Specified in docs/spec/ledger.md §6. The text names ciphertexts and rows only; what happened lies in
`sealed`, which the desk alone opens.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import le, lt
from typing import Any, NamedTuple, Protocol

from storage.ledger.age import seal
from storage.ledger.errors import MalformedEntryError
from storage.ledger.padding import padded_json

SALT_BYTES = 32
LEAF_BYTES = 32

_HEADING = "dengwen entry v1"
_RECEIPT_HEADING = "dengwen receipt v1"
_OUTSIDE = ("receipt", "secret", "shredded")  # what stands in an entry unsealed
_DIGEST = "[0-9a-f]{64}"
_NAME = "[a-z_]+(?:/[A-Za-z0-9%_.~-]+)+"
_TEXT = re.compile(
    f"{_HEADING}\nsealed ({_DIGEST})\n(?:receipt ({_DIGEST})\n)?"
    f"((?:row {_NAME} {_DIGEST}\n)*)((?:gone {_NAME}\n)*)((?:shredded (?:0|[1-9][0-9]{{0,17}})\n)*)"
)


class SealsTo(Protocol):
    """The public half of an age identity."""

    def wrap(self, file_key: bytes) -> Any:
        """Return a stanza that carries `file_key`."""
        ...


class EntryText(NamedTuple):
    """The text of an entry, taken apart. A tuple, because millions are made when a log is checked.

    Attributes:
        sealed: SHA-256 of the sealed events, in hexadecimal.
        receipt: The commitment to a receipt number; only in the entry of a received petition.
        rows: Names of rows, such as `cases/0f3a…`, with their SHA-256 after the transaction.
        gone: Names of rows that the transaction removed.
        shredded: Positions of entries that were emptied.
    """

    sealed: str
    receipt: str | None = None
    rows: Mapping[str, str] | None = None
    gone: frozenset[str] = frozenset()
    shredded: tuple[int, ...] = ()

    def encode(self) -> str:
        """Return the text that the leaf commits to."""
        lines = [_HEADING, f"sealed {self.sealed}"]
        lines += [f"receipt {self.receipt}"] if self.receipt else []
        lines += [f"row {name} {digest}" for name, digest in sorted((self.rows or {}).items())]
        lines += [f"gone {name}" for name in sorted(self.gone)]
        lines += [f"shredded {position}" for position in sorted(self.shredded)]
        return "\n".join(lines) + "\n"

    @classmethod
    def parse(cls, text: str) -> EntryText:
        """Read the text of an entry back; there is one spelling of each entry.

        Raises:
            MalformedEntryError: The text is anything else.
        """
        whole = _TEXT.fullmatch(text)
        if whole is None:
            raise MalformedEntryError("this is not an entry of the log")
        sealed, receipt, changed, removed, emptied = whole.groups()
        # No part of a line has a space in it, so the words of all lines follow each other.
        words = changed.split()
        names = words[1::3]
        gone = removed.split()[1::2] if removed else ()
        shredded = tuple(map(int, emptied.split()[1::2])) if emptied else ()
        # Every line is spelled in the one way. Only order and repetitions are left to see to.
        if not (_rise(names) and _rise(gone) and all(map(le, shredded, shredded[1:]))):
            raise MalformedEntryError("an entry of the log is not spelled as entries are")
        rows = dict(zip(names, words[2::3], strict=True))
        return cls(sealed, receipt, rows, frozenset(gone), shredded)


def _rise(names: Sequence[str]) -> bool:
    """Say whether each name is above the one before it."""
    return all(map(lt, names, names[1:]))


def leaf_of(salt: bytes, text: str) -> bytes:
    """Return the 32 bytes that stand in the log for an entry."""
    return leaf_of_bytes(salt, text.encode())


def leaf_of_bytes(salt: bytes, text: bytes) -> bytes:
    """Return the leaf of a text as it lies, also if it is none."""
    return hmac.digest(salt, text, "sha256")


def receipt_commitment(key: bytes, receipt_number: str) -> str:
    """Return what an entry says of a receipt number: nothing, to whoever lacks `key`."""
    message = f"{_RECEIPT_HEADING}\n{receipt_number}"
    return hmac.digest(key, message.encode(), "sha256").hex()


def digest_of(data: bytes) -> str:
    """Return SHA-256 in hexadecimal; for ciphertexts and rows, never for a plaintext."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class SealedEvents:
    """What is known of an entry before its transaction: all but the rows.

    Attributes:
        sealed: The events, sealed to the desk.
        receipt: The commitment to a receipt number, or None.
        secret: The key of that commitment, sealed to who shows the proof, or None.
        received: The case that a receipt number was given for, or None.
        shredded: Positions of entries that the transaction empties.
    """

    sealed: bytes
    receipt: str | None = None
    secret: bytes | None = None
    received: str | None = None
    shredded: tuple[int, ...] = ()

    def text(self, rows: Mapping[str, str], gone: Iterable[str]) -> str:
        """Return the text of the entry, now that the rows are known."""
        sealed = digest_of(self.sealed)
        return EntryText(sealed, self.receipt, rows, frozenset(gone), self.shredded).encode()


def new_salt() -> bytes:
    """Draw the salt of one entry."""
    return os.urandom(SALT_BYTES)


class Scribe:
    """Seals events to the desk. Every process has one: it takes the desk's public half only."""

    def __init__(self, desk: SealsTo) -> None:
        self._desk = desk

    def seal(self, events: Sequence[Mapping[str, Any]]) -> SealedEvents:
        """Seal what one transaction did, padded: a length would tell what kind of event it is.

        `receipt`, `secret` and `shredded` of an event stand in the entry itself.
        """
        parts = {name: e[name] for e in events for name in _OUTSIDE if name in e}
        received = next((e["case"] for e in events if "receipt" in e), None)
        plain = [{k: v for k, v in e.items() if k not in _OUTSIDE} for e in events]
        value = padded_json({"events": plain})
        return SealedEvents(seal(value, [self._desk]), received=received, **parts)
