"""What the desk's keys can do with a letter: something that a member enters for somebody else.

It is sealed as the intake's drafts are: to a key of its own, whose private half lies under the key
of the day until the case is made. Then that half is wrapped to who may read, and forgotten.
Specified in docs/spec/ledger.md §3 and §5.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from casework.ports import EpochRow, LetterRow, StaleError, WrapRow
from casework.rules.access import key_id
from storage.ledger.age import KeyIdentity, Profile, generate_identity, parse_identity
from storage.ledger.blob_files import BlobPath
from storage.ledger.day_keys import DayKeys
from storage.ledger.desk_seals import OpenedCase, wrapped
from storage.ledger.epochs import FIRST, epoch_text
from storage.ledger.errors import KeyFileError, TamperedSealError
from storage.ledger.local import LocalKey, LocalSeal
from storage.ledger.note import NoteSigner
from storage.ledger.padding import padded_json


class LetterKeys:
    """Implements `casework.ports.LetterSeals`.

    Args:
        days: The keys of the days, apart from those of the intake.
        log_signer: Vouches for the key of a case that the desk makes.
        profile: Which kind of key every new case gets.
        blob_path: Says where the blob of a name lies.
    """

    def __init__(
        self, days: DayKeys, log_signer: NoteSigner, profile: Profile, blob_path: BlobPath
    ) -> None:
        self._days = days
        self._log_signer = log_signer
        self._profile = profile
        self._blob_path = blob_path

    def new_letter(
        self, letter_id: str, owner: str, form: Mapping[str, Any], today: date
    ) -> LetterRow:
        """Make the key of a letter; it opens with today's key alone."""
        key, identity = self._days.today(today), generate_identity(self._profile)
        context = _context(letter_id, owner)
        sealed = _identity_seal(key).seal(identity.encode().encode(), context)
        public, day = identity.recipient.encode(), today.isoformat()
        return LetterRow(letter_id, owner, public, day, sealed, _form(key, context, form))

    def seal_form(self, letter: LetterRow, form: Mapping[str, Any]) -> bytes:
        """Seal what was answered so far; raises a StaleError as `letter_identity`."""
        return _form(self._day_key(letter), _context(letter.id, letter.owner), form)

    def open_form(self, letter: LetterRow) -> dict[str, Any]:
        """Return what was answered so far.

        Raises:
            TamperedSealError: It was changed, or belongs to another letter.
            StaleError: The letter was moved to a new day's key; read it again.
        """
        seal = self._day_key(letter).sealed("letter form")
        form: dict[str, Any] = json.loads(seal.open(letter.form, _context(letter.id, letter.owner)))
        return form

    def open_letter(self, letter: LetterRow) -> OpenedCase:
        """Open what was written so far; raises as `letter_identity`."""
        return OpenedCase({FIRST: self.letter_identity(letter)}, self._blob_path)

    def move_letter(self, letter: LetterRow, today: date) -> LetterRow:
        """Return a letter under today's key instead of its old one; raises as `open_form`."""
        identity, form = self.letter_identity(letter), self.open_form(letter)
        key, context = self._days.today(today), _context(letter.id, letter.owner)
        sealed = _identity_seal(key).seal(identity.encode().encode(), context)
        return replace(
            letter, day=today.isoformat(), identity=sealed, form=_form(key, context, form)
        )

    def forget_before(self, today: date) -> int:
        """Unlink the keys of all days before `today`; returns how many there were."""
        return self._days.forget_before(today.isoformat())

    def enter(
        self, letter: LetterRow, recipients: Mapping[str, str]
    ) -> tuple[EpochRow, list[WrapRow]]:
        """Return the first epoch of the case that a letter becomes, and its wraps.

        `recipients` gives the public key of each reader by their id. Raises as `letter_identity`.
        """
        key = self.letter_identity(letter)
        text = epoch_text(letter.id, FIRST, letter.recipient)
        voucher = self._log_signer.sign(text).encode()
        wraps = [
            WrapRow(letter.id, FIRST, reader_id, key_id(recipient), wrapped(key, recipient))
            for reader_id, recipient in recipients.items()
        ]
        return EpochRow(letter.id, FIRST, letter.recipient, voucher), wraps

    def seal_pointer(self, today: date, piece_id: str, pointer: Mapping[str, Any]) -> bytes:
        """Seal where a file lies that is about to be fetched, under today's key."""
        seal = self._days.today(today).sealed("letter file")
        return seal.seal(padded_json(pointer), piece_id.encode())

    def open_pointer(self, day: date, piece_id: str, sealed: bytes) -> dict[str, Any]:
        """Open what `seal_pointer` sealed on `day`.

        Raises:
            TamperedSealError: It was changed, or belongs to another piece.
            KeyFileError: The key of that day is gone.
        """
        seal = self._days.of(day.isoformat()).sealed("letter file")
        pointer: dict[str, Any] = json.loads(seal.open(sealed, piece_id.encode()))
        return pointer

    def letter_identity(self, letter: LetterRow) -> KeyIdentity:
        """Return the private key of a letter.

        Raises:
            TamperedSealError: It was changed, or is not that of the public key beside it.
            StaleError: The letter was moved to a new day's key; read it again.
        """
        seal = _identity_seal(self._day_key(letter))
        context = _context(letter.id, letter.owner)
        identity = parse_identity(seal.open(letter.identity, context).decode())
        if identity.recipient.encode() != letter.recipient:
            raise TamperedSealError("the public key of a letter is not the one that was made")
        return identity

    def _day_key(self, letter: LetterRow) -> LocalKey:
        try:
            return self._days.of(letter.day)
        except KeyFileError as error:
            raise StaleError("letters") from error


def _identity_seal(key: LocalKey) -> LocalSeal:
    return key.sealed("letter")


def _form(key: LocalKey, context: bytes, form: Mapping[str, Any]) -> bytes:
    return key.sealed("letter form").seal(padded_json(form), context)


def _context(letter_id: str, owner: str) -> bytes:
    # Whoever can write the database must not make somebody else the one who enters a letter.
    return f"{letter_id} {owner}".encode("utf-8", "surrogateescape")
