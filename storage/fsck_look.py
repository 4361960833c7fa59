"""What the checks of `fsck` share: one state of the small tables, the keys, and trying a seal.

Specified in docs/spec/ledger.md §10.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

from casework.ports import DraftRow, LetterRow, Reader, StaleError
from storage.findings import Findings
from storage.fsck_keys import KeysAtHand
from storage.ledger.age import KeyIdentity, open_sealed
from storage.ledger.epochs import FIRST
from storage.ledger.errors import SealError
from storage.ledger.mail import verify_mail
from storage.ledger.roster import SignedRoster
from storage.sql.ledger_rows import row_name
from storage.sql.raw import Raw, raw_rows
from storage.sql.tables import cases, drafts, letters, pieces

T = TypeVar("T")

RECEIVED, SHREDDED = "received", "shredded"


@dataclass(slots=True)
class FsckReport(Findings):
    """What was found, what is only worth knowing, and what was done.

    Attributes:
        notices: Sentences about what is no error.
        unseen: What was not looked into, for want of a key.
        opened: How many sealed things opened.
        blobs: How many blobs have the digest that their row gives.
        removed: What `--repair` has removed.
    """

    notices: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    opened: int = 0
    blobs: int = 0
    removed: list[str] = field(default_factory=list)


@dataclass
class Look:
    """One state of the database, seen with the keys at hand."""

    connection: Connection
    report: FsckReport
    keys: KeysAtHand
    roster: SignedRoster | None
    facts: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def rows(self, table: Table) -> list[Raw]:
        """Return a whole table as it lies."""
        return list(raw_rows(self.connection, table))

    @cached_property
    def cases(self) -> dict[str, Raw]:
        """The cases that are not shredded, by id."""
        return {r["id"]: r for r in self.rows(cases) if r["state"] != SHREDDED}

    @cached_property
    def drafts(self) -> dict[str, Raw]:
        """The drafts by id."""
        return {r["id"]: r for r in self.rows(drafts)}

    @cached_property
    def letters(self) -> dict[str, Raw]:
        """The letters that members are entering, by id."""
        return {r["id"]: r for r in self.rows(letters)}

    @property
    def owners(self) -> tuple[Mapping[str, Raw], ...]:
        """What a piece may belong to."""
        return self.cases, self.drafts, self.letters

    @cached_property
    def pieces(self) -> dict[str, Raw]:
        """The pieces of cases and drafts by id."""
        return {r["id"]: r for r in self.rows(pieces)}

    @cached_property
    def readers(self) -> dict[str, Reader]:
        """Who is on the roster now."""
        return {reader.id: reader for reader in self.roster.readers} if self.roster else {}

    def find(self, table: Table, row: Raw, what: str, *key: str) -> None:
        """Note that something is wrong with a row; `key` names its key if not the first column."""
        columns = key or (next(iter(table.primary_key)).name,)
        self.report.find(row_name(table.name, tuple(_spelled(row[c]) for c in columns)), what)

    def opens(self, opening: Callable[[], T]) -> T | None:
        """Return what `opening` returns, or None if the seal was changed or holds no such thing."""
        try:
            found = opening()
        except (SealError, StaleError, ValueError, LookupError, TypeError, AttributeError):
            return None
        self.report.opened += 1
        return found

    def must_open(self, table: Table, row: Raw, what: str, opening: Callable[[], T]) -> T | None:
        """Do as `opens`, with a finding that names the row."""
        found = self.opens(opening)
        if found is None:
            self.find(table, row, f"{what} does not open with the key that it is sealed to")
        return found

    def mail_in(self, case_id: str, sealed: bytes) -> dict[str, Any] | None:
        """Return what the intake tells the desk of a case, if it opens and is signed."""
        desk, intake = self.keys.desk, self.keys.mail
        if desk is None or intake is None:
            return None
        return self.opens(lambda: verify_mail(value_in(sealed, desk.identity), case_id, intake))

    def draft_identity(self, row: Raw) -> KeyIdentity | None:
        """Return the key of a draft, if the intake's keys are at hand and it opens."""
        keys = self.keys.intake
        if keys is None or not _is_day(row["day"]):
            return None
        draft = DraftRow(row["id"], row["recipient"], row["day"], row["identity"])
        return self.opens(lambda: keys.draft_identity(draft))

    def letter_row(self, row: Raw) -> LetterRow | None:
        """Return a letter as the desk has it, unless its day is damaged."""
        if not isinstance(row["day"], str) or not _is_day(row["day"]):
            return None
        names = ("id", "owner", "recipient", "day", "identity", "form")
        return LetterRow(*(row[name] for name in names))

    def letter_identity(self, row: Raw) -> KeyIdentity | None:
        """Return the key of a letter, if the desk's keys are at hand and it opens."""
        keys, letter = self.keys.letters, self.letter_row(row)
        if keys is None or letter is None:
            return None
        return self.opens(lambda: keys.letter_identity(letter))


def draft_piece(look: Look, piece: Raw, identity: Any) -> str:
    """Return what is wrong with a piece of a draft or a letter; its key alone vouches for it."""
    meta = look.opens(lambda: value_in(piece["meta"], identity))
    if meta is None:
        return "what is known of it does not open with the draft's key"
    if (meta.get("piece", piece["id"]), meta.get("sequence", piece["sequence"])) != (
        piece["id"],
        piece["sequence"],
    ):
        return "stands in another place than it was put"
    if piece["epoch"] != FIRST:
        return "is of another epoch than the first"
    content = piece["content"]
    if content is not None and look.opens(lambda: open_sealed(content, [identity])) is None:
        return "does not open with the draft's key"
    return ""


def value_in(sealed: bytes, identity: KeyIdentity) -> dict[str, Any]:
    """Return the JSON object in an age file."""
    return json_in(open_sealed(sealed, [identity]))


def json_in(plain: bytes) -> dict[str, Any]:
    """Return the JSON object that a seal held.

    Raises:
        TypeError, ValueError: There is none.
    """
    value = json.loads(plain)
    if not isinstance(value, dict):
        raise TypeError("no JSON object")
    return value


def context_of(*parts: Any) -> bytes:
    """Return what a value was sealed for; it may be damaged, and then nothing opens."""
    return " ".join(map(str, parts)).encode("utf-8", "surrogateescape")


def _spelled(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _is_day(day: str) -> bool:
    """Say whether the name of a key file may be made of it."""
    return day.replace("-", "").isdigit() and day.isascii()
