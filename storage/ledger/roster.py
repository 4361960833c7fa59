"""The roster: who may read, as the root key signed it. Specified in docs/spec/roster.md.

A signed note whose text is the line `dengwen roster`, a line `serial N`, header lines, and one JSON
object a line for each reader. Whoever can write the database can therefore add nobody.
"""

from __future__ import annotations

import contextlib
import json
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

from casework.operator_log import OperatorLog
from casework.ports import DESK_CUSTODY, DEVICE_CUSTODY, RECOVERY, Reader, RosterRefusedError
from casework.rules.roles import Role
from storage.ledger.age import Profile, parse_recipient
from storage.ledger.age_header import FILE_KEY_BYTES
from storage.ledger.errors import (
    ExpiredRosterError,
    ForgedNoteError,
    KeyFileError,
    SealError,
    WrongProfileError,
)
from storage.ledger.files import PUBLIC_FILE, write_durably
from storage.ledger.note import NoteSigner, NoteVerifier
from storage.ledger.roster_pin import RosterPin

log = OperatorLog(__name__)

HEADING = "dengwen roster"
ENROLMENT = "dengwen enrolment"
OPTIONAL = ("profile", "valid-until", "recovery")
CODE_BYTES = 10
# As in the configuration.
_SLUG = re.compile(r"(?=.{1,32}$)[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch
_KEY = re.compile(r"age1[a-z0-9]+").fullmatch
_CODE_HASH = re.compile(r"[0-9a-f]{64}").fullmatch
CODE_GROUP = 4

Today = Callable[[], date]


@dataclass(frozen=True, slots=True)
class SignedRoster:
    """One edition of the roster.

    Attributes:
        serial: Rises by one with every edition.
        profile: Of which kind every age key of the installation is.
        valid_until: The last day on which the edition is believed, or None.
        recovery: The age public key that every case is wrapped to besides its readers, or None.
    """

    serial: int
    readers: tuple[Reader, ...]
    profile: str = Profile.X25519
    valid_until: date | None = None
    recovery: str | None = None

    def text(self) -> str:
        """Return the text that is signed."""
        lines = [HEADING, f"serial {self.serial}", f"profile {self.profile}"]
        if self.valid_until is not None:
            lines.append(f"valid-until {self.valid_until.isoformat()}")
        if self.recovery is not None:
            lines.append(f"recovery {self.recovery}")
        lines += [reader_line(reader) for reader in self.readers]
        return "\n".join(lines) + "\n"

    def next(self, **changes: Any) -> SignedRoster:
        """Return the next edition, with some fields changed."""
        return replace(self, serial=self.serial + 1, **changes)

    def with_reader(self, reader: Reader) -> SignedRoster:
        """Return the next edition, with `reader` in place of an entry of the same id."""
        others = tuple(known for known in self.readers if known.id != reader.id)
        return self.next(readers=(*others, reader))

    def without(self, reader_id: str) -> SignedRoster:
        """Return the next edition, without a reader."""
        return self.next(readers=tuple(known for known in self.readers if known.id != reader_id))

    def reader(self, reader_id: str) -> Reader | None:
        """Return a reader, or None."""
        return next((reader for reader in self.readers if reader.id == reader_id), None)


def parse_roster(note: str, verifier: NoteVerifier) -> SignedRoster:
    """Return the roster of a signed note.

    Raises:
        ForgedNoteError: The root key did not sign it, or it is no roster.
    """
    return _parse_text(verifier.open(note))


class RosterFile:
    """The roster that a process works with; a newer edition is taken up when the file changes.

    Implements `casework.ports.Roster`. Why an edition is refused is logged once.

    Args:
        path: Where the note lies.
        verifier: The root key's public half.
        pin: What was seen before; None remembers only as long as this object lives.
        today: The day by which an edition ends; None for who looks after the roster, and must
            be able to mend one that is over.
    """

    def __init__(
        self,
        path: Path,
        verifier: NoteVerifier,
        pin: RosterPin | None = None,
        today: Today | None = None,
    ) -> None:
        self._path = path
        self._verifier = verifier
        self._pin = pin or RosterPin()
        self._today = today
        self._stamp: tuple[int, int] | None = None
        self._roster = SignedRoster(0, ())
        self._note = ""
        self._told: str | None = None

    def current(self) -> SignedRoster:
        """Return the newest edition.

        Raises:
            ForgedNoteError: The file is not signed by the root key, is not the newest edition
                seen (`RolledBackRosterError`), or is past its last day (`ExpiredRosterError`).
            KeyFileError: There is no roster: going on without would let it begin anew, empty.
        """
        self._take_up()
        last = self._roster.valid_until
        if self._today is not None and last is not None and self._today() > last:
            raise ExpiredRosterError(
                f"the roster ended on {last.isoformat()}; sign one with a later day "
                "(dengwen roster sign --valid-until)"
            )
        return self._roster

    def install(self, note: str) -> SignedRoster:
        """Put another edition in the place of the file, and return it.

        A file that is itself refused can be mended so.

        Raises:
            ForgedNoteError: The root key did not sign it, or a newer edition was seen.
        """
        with contextlib.suppress(SealError):
            self._take_up()
        text = self._verifier.open(note)
        roster = _parse_text(text)
        self._pin.check(self._verifier, roster.serial, text)
        # Remembered first and then killed, this edition would be missed for ever.
        write_durably(self._path, note.encode(), PUBLIC_FILE)
        self._pin.accept(self._verifier, roster.serial, text)
        return roster

    def readers(self) -> Sequence[Reader]:
        """Return everybody on the roster."""
        return self._believed().readers

    def reader(self, reader_id: str) -> Reader | None:
        """Return a reader, or None."""
        return self._believed().reader(reader_id)

    def edition(self) -> tuple[int, str]:
        """Return the serial of the newest edition, and the note as it was signed."""
        return self._believed().serial, self._note

    def ends(self) -> date | None:
        """Return the last day on which the newest edition is believed, or None."""
        return self._believed().valid_until

    def profile(self) -> str:
        """Return of which kind the age keys of this installation are."""
        return self._believed().profile

    def recovery(self) -> str | None:
        """Return the age public key that every case is wrapped to besides its readers, or None."""
        return self._believed().recovery

    def _believed(self) -> SignedRoster:
        try:
            roster = self.current()
        except SealError as error:
            reason = str(error)
            if reason != self._told:
                log.error("roster-refused", reason=reason)  # noqa: TRY400  no trace
            self._told = reason
            raise RosterRefusedError from error
        self._told = None
        return roster

    def _take_up(self) -> None:
        try:
            status = self._path.stat()
            stamp = (status.st_mtime_ns, status.st_ino)
            if stamp == self._stamp:
                return
            note = self._path.read_text("utf-8")
        except FileNotFoundError as error:
            if self._stamp is not None:
                return
            raise KeyFileError(f"{self._path} is missing; put the signed roster back") from error
        except UnicodeDecodeError as error:
            raise ForgedNoteError("the roster file is no text") from error
        except OSError as error:
            raise KeyFileError(f"{self._path} cannot be read: {error.strerror}") from error
        text = self._verifier.open(note)
        roster = _parse_text(text)
        self._pin.accept(self._verifier, roster.serial, text)
        self._roster, self._note, self._stamp = roster, note, stamp


def sign_note(roster: SignedRoster, signer: NoteSigner) -> str:
    """Return an edition as the root key signs it.

    Raises:
        WrongProfileError: A key in it is of another profile than the roster's.
        MalformedKeyError: One is no key that anything can be sealed to.
    """
    for reader in roster.readers:
        if reader.recipient is not None:
            check_recipient(reader.recipient, roster.profile, f"the key of {reader.id}")
    if roster.recovery is not None:
        check_recipient(roster.recovery, roster.profile, "the recovery key")
    return signer.sign(roster.text())


def save_roster(path: Path, roster: SignedRoster, signer: NoteSigner) -> None:
    """Sign an edition with the root key and put it in place; raises as `sign_note`."""
    write_durably(path, sign_note(roster, signer).encode(), PUBLIC_FILE)


def reader_line(reader: Reader) -> str:
    """Return the line of the roster that a reader stands on."""
    plain = asdict(reader) | {"home_units": sorted(reader.home_units)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def parse_reader(line: str) -> Reader:
    """Read a line of the roster.

    Raises:
        ForgedNoteError: It is no reader's.
    """
    try:
        plain = json.loads(line)
        reader = Reader(**(plain | {"home_units": frozenset(plain["home_units"])}))
        fits = _is_entry(reader)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ForgedNoteError("a line of the roster is no reader's") from error
    if reader.custody not in {DESK_CUSTODY, DEVICE_CUSTODY}:
        raise ForgedNoteError("a line of the roster has a custody that nobody knows")
    if reader.role not in set(Role):
        raise ForgedNoteError("a line of the roster has a role that nobody knows")
    if not fits:
        raise ForgedNoteError("a line of the roster has an id, a key or a code that is none")
    return reader


def is_reader_id(text: str) -> bool:
    """Say whether a person of the configuration may be called so."""
    return _SLUG(text) is not None and text != RECOVERY


def _is_entry(reader: Reader) -> bool:
    """Say whether each field is spelled as it has to be: whoever signs reads them on a screen."""
    return (
        is_reader_id(reader.id)
        and all(map(_SLUG, reader.home_units))
        and (reader.recipient is None or _KEY(reader.recipient) is not None)
        and (reader.code_hash is None or _CODE_HASH(reader.code_hash) is not None)
    )


def check_recipient(text: str, profile: str, whose: str = "the key") -> str:
    """Return an age public key as it is spelled, after making sure that it can be sealed to.

    Raises:
        WrongProfileError: It is of another profile.
        MalformedKeyError: It is no age public key.
    """
    recipient = parse_recipient(text)
    if recipient.profile != profile:
        raise WrongProfileError(f"{whose} is not of the roster's profile, {profile}")
    # One key of low order would make every petition fail that is to be wrapped to it.
    recipient.wrap(bytes(FILE_KEY_BYTES))
    return recipient.encode()


def new_enrolment_code() -> str:
    """Draw an enrolment code of 80 random bits, in groups to be read aloud."""
    code = secrets.token_hex(CODE_BYTES).upper()
    return "-".join(code[i : i + CODE_GROUP] for i in range(0, len(code), CODE_GROUP))


def accept_enrolments(
    roster: SignedRoster, notes: Sequence[str], desk: NoteVerifier
) -> tuple[SignedRoster, list[str]]:
    """Return the next edition, with the keys of `notes` entered, and the ids of whose they are.

    A note counts only for the invitation that it was made with, and only while there is no key.
    Where none counts, the edition stays the same.

    Raises:
        ForgedNoteError: The desk did not sign one of the notes, or one is no enrolment.
        MalformedKeyError: One names a public key that is none, or one of another profile.
    """
    readers = {reader.id: reader for reader in roster.readers}
    entered: list[str] = []
    for note in notes:
        asked = _enrolment(desk.open(note))
        reader = readers.get(asked.reader_id)
        if reader is None or reader.recipient is not None:
            continue
        if asked.code_hash is not None and reader.code_hash == asked.code_hash:
            key = check_recipient(asked.recipient, roster.profile, f"the key of {reader.id}")
            readers[reader.id] = replace(reader, recipient=key, custody=asked.custody)
            entered.append(reader.id)
    return (roster.next(readers=tuple(readers.values())) if entered else roster), entered


@dataclass(frozen=True, slots=True)
class _Enrolment:
    """Whose key a note enters, the key, the hash of the code, and where the private half is."""

    reader_id: str
    recipient: str
    code_hash: str | None
    custody: str


def _enrolment(text: str) -> _Enrolment:
    """Read an enrolment note.

    Notes of an earlier form lack the hash; they fit no invitation, and stop nobody else's.
    """
    match text.splitlines():
        case [heading, reader_id, recipient] if heading == ENROLMENT:
            return _Enrolment(reader_id, recipient, None, DESK_CUSTODY)
        case [heading, reader_id, recipient, code] if heading == ENROLMENT:
            return _Enrolment(reader_id, recipient, code, DESK_CUSTODY)
        case [heading, reader_id, recipient, code, custody] if heading == ENROLMENT:
            if custody == DEVICE_CUSTODY:
                return _Enrolment(reader_id, recipient, code, custody)
    raise ForgedNoteError("the signed note is not an enrolment")


def _parse_text(text: str) -> SignedRoster:
    heading, *lines = text.splitlines() or [""]
    if heading != HEADING:
        raise ForgedNoteError("the signed note is not a roster")
    try:
        headers = list(takewhile(lambda line: not line.startswith("{"), lines[1:]))
        people = [parse_reader(line) for line in lines[1 + len(headers) :]]
        serial = int(_headers(lines[:1], ("serial",))["serial"])
        return _roster(serial, _headers(headers, OPTIONAL), people)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ForgedNoteError("the signed note is not a roster") from error


def _headers(lines: Sequence[str], allowed: Sequence[str]) -> dict[str, str]:
    """Return header lines by name: each at most once, in the order of `allowed`."""
    headers = {name: value for name, value in (line.split(" ") for line in lines)}  # noqa: C416  dict() would take any two characters for a pair
    if list(headers) != [name for name in allowed if name in headers] or len(headers) < len(lines):
        raise ValueError("a header that has no place there")
    return headers


def _roster(serial: int, headers: dict[str, str], people: Sequence[Reader]) -> SignedRoster:
    profile = headers.get("profile", Profile.X25519)  # notes of the first form name none
    if profile not in set(Profile):
        raise ValueError("a profile that nobody knows")
    last = headers.get("valid-until")
    return SignedRoster(
        serial,
        tuple(people),
        profile,
        date.fromisoformat(last) if last else None,
        headers.get("recovery"),
    )
