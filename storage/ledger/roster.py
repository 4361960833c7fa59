"""The roster: who may read, as the root key signed it. Specified in docs/spec/roster.md.

A signed note whose text is the line `dengwen roster`, a line `serial N`, and one JSON object a line
for each reader. Whoever can write the database can therefore add nobody.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from casework.ports import Reader
from storage.ledger.age import parse_recipient
from storage.ledger.errors import ForgedNoteError, KeyFileError
from storage.ledger.files import write_durably
from storage.ledger.note import NoteSigner, NoteVerifier

HEADING = "dengwen roster"
ENROLMENT = "dengwen enrolment"
CODE_BYTES = 10
CODE_GROUP = 4


@dataclass(frozen=True, slots=True)
class SignedRoster:
    """One edition of the roster; `serial` rises with every edition."""

    serial: int
    readers: tuple[Reader, ...]

    def text(self) -> str:
        """Return the text that is signed."""
        lines = [HEADING, f"serial {self.serial}"]
        lines += [json.dumps(_plain(r), ensure_ascii=False, sort_keys=True) for r in self.readers]
        return "\n".join(lines) + "\n"

    def with_reader(self, reader: Reader) -> SignedRoster:
        """Return the next edition, with `reader` in place of an entry of the same id."""
        others = tuple(known for known in self.readers if known.id != reader.id)
        return SignedRoster(self.serial + 1, (*others, reader))

    def without(self, reader_id: str) -> SignedRoster:
        """Return the next edition, without a reader."""
        left = tuple(known for known in self.readers if known.id != reader_id)
        return SignedRoster(self.serial + 1, left)

    def reader(self, reader_id: str) -> Reader | None:
        """Return a reader, or None."""
        return next((reader for reader in self.readers if reader.id == reader_id), None)


def parse_roster(note: str, verifier: NoteVerifier) -> SignedRoster:
    """Return the roster of a signed note.

    Raises:
        ForgedNoteError: The root key did not sign it, or it is no roster.
    """
    heading, *lines = verifier.open(note).splitlines() or [""]
    if heading != HEADING:
        raise ForgedNoteError("the signed note is not a roster")
    try:
        readers = tuple(_reader(json.loads(line)) for line in lines[1:])
        return SignedRoster(_serial(lines[0]), readers)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ForgedNoteError("the signed note is not a roster") from error


class RosterFile:
    """The roster that a process works with; a newer edition is taken up when the file changes."""

    def __init__(self, path: Path, verifier: NoteVerifier) -> None:
        self._path = path
        self._verifier = verifier
        self._stamp: tuple[int, int] | None = None
        self._roster = SignedRoster(0, ())
        self._note = ""

    def current(self) -> SignedRoster:
        """Return the newest edition.

        Raises:
            ForgedNoteError: The file is not signed by the root key, or is an older edition.
            KeyFileError: There is no roster: going on without would let it begin anew, empty.
        """
        try:
            status = self._path.stat()
        except FileNotFoundError as error:
            if self._stamp is not None:
                return self._roster
            raise KeyFileError(f"{self._path} is missing; put the signed roster back") from error
        stamp = (status.st_mtime_ns, status.st_ino)
        if stamp != self._stamp:
            note = self._path.read_text("utf-8")
            roster = parse_roster(note, self._verifier)
            if roster.serial < self._roster.serial:
                raise ForgedNoteError("the roster file holds an older edition than was seen before")
            self._roster, self._note, self._stamp = roster, note, stamp
        return self._roster

    def edition(self) -> tuple[int, str]:
        """Return the serial of the newest edition, and the note as it was signed."""
        return self.current().serial, self._note

    def readers(self) -> Sequence[Reader]:
        """Return everybody on the roster."""
        return self.current().readers

    def reader(self, reader_id: str) -> Reader | None:
        """Return a reader, or None."""
        return self.current().reader(reader_id)


def save_roster(path: Path, roster: SignedRoster, signer: NoteSigner) -> None:
    """Sign an edition with the root key and put it in place."""
    write_durably(path, signer.sign(roster.text()).encode())


def new_enrolment_code() -> str:
    """Draw an enrolment code of 80 random bits, in groups to be read aloud."""
    code = secrets.token_hex(CODE_BYTES).upper()
    return "-".join(code[i : i + CODE_GROUP] for i in range(0, len(code), CODE_GROUP))


def accept_enrolments(
    roster: SignedRoster, notes: Sequence[str], desk: NoteVerifier
) -> tuple[SignedRoster, list[str]]:
    """Return the roster with the recipients of `notes` entered, and the ids of those concerned.

    A note counts only for the invitation that it was made with, and only while there is no key.

    Raises:
        ForgedNoteError: The desk did not sign one of the notes, or one is no enrolment.
        MalformedKeyError: One names a public key that is none.
    """
    entered: list[str] = []
    for note in notes:
        reader_id, recipient, invitation = _enrolment(desk.open(note))
        reader = roster.reader(reader_id)
        if reader is None or reader.recipient is not None:
            continue
        if invitation is not None and reader.code_hash == invitation:
            roster = roster.with_reader(replace(reader, recipient=recipient))
            entered.append(reader_id)
    return roster, entered


def _serial(line: str) -> int:
    label, number = line.split(" ")
    if label != "serial":
        raise ValueError(label)
    return int(number)


def _enrolment(text: str) -> tuple[str, str, str | None]:
    """Return whose key a note enters, the key, and the hash of the code.

    Notes of an earlier form lack the hash; they fit no invitation, and stop nobody else's.
    """
    match text.splitlines():
        case [heading, reader_id, recipient, *rest] if heading == ENROLMENT and len(rest) <= 1:
            return reader_id, parse_recipient(recipient).encode(), (*rest, None)[0]
        case _:
            raise ForgedNoteError("the signed note is not an enrolment")


def _plain(reader: Reader) -> dict[str, Any]:
    return asdict(reader) | {"home_units": sorted(reader.home_units)}


def _reader(plain: dict[str, Any]) -> Reader:
    return Reader(**(plain | {"home_units": frozenset(plain["home_units"])}))
