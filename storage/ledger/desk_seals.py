"""What the desk's keys can do: open what is addressed to the desk, and a case with a reader's key.

The desk alone opens no case: it holds the readers' identities only locked under passphrases that it
does not know. There is no function here that opens a route or anything else of the courier.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.ports import (
    DESK_CUSTODY,
    DEVICE_CUSTODY,
    EpochRow,
    MailRefusedError,
    PassphraseRefusedError,
    PieceRow,
    RecipientRefusedError,
    WrapRow,
)
from casework.rules.access import key_id
from storage.ledger.age import (
    KeyIdentity,
    KeyRecipient,
    OpeningReader,
    Profile,
    generate_identity,
    open_sealed,
    parse_identity,
    parse_recipient,
    seal,
)
from storage.ledger.age_passphrase import WORK_FACTOR
from storage.ledger.blob_files import BlobPath
from storage.ledger.credentials import secret_path
from storage.ledger.epochs import FIRST, epoch_text, grant_text, is_note, verify_epoch
from storage.ledger.errors import (
    MalformedKeyError,
    SealError,
    TamperedSealError,
    WrongPassphraseError,
    WrongProfileError,
    WrongRecipientError,
)
from storage.ledger.files import read_secret_file
from storage.ledger.identity_files import load_identity, lock_identity, unlock_identity
from storage.ledger.local import LocalKey
from storage.ledger.mail import verify_mail
from storage.ledger.note import NoteSigner, NoteVerifier
from storage.ledger.padding import pad, padded_json, unpad, unpadded
from storage.ledger.reports import open_report, token_of
from storage.ledger.roster import ENROLMENT, check_recipient


@dataclass(frozen=True, slots=True)
class DeskKeys:
    """Implements `casework.ports.DeskSeals`.

    Attributes:
        identity: The desk's own age identity, which facts, mail and locked keys are sealed to.
        local: The secret under which the desk seals what it reads again itself.
        log_signer: Signs enrolments, epochs and grants.
        courier: The courier's public half.
        intake: The public half of the key that signs mail.
        blob_path: Says where the blob of a name lies.
        profile: Which kind of key every new reader gets.
        work_factor: Base-two logarithm of the work for one guess of a passphrase.
    """

    identity: KeyIdentity
    local: LocalKey
    log_signer: NoteSigner
    courier: KeyRecipient
    intake: NoteVerifier
    blob_path: BlobPath
    profile: Profile
    work_factor: int = WORK_FACTOR

    @classmethod
    def load(cls, folder: Path, blob_path: BlobPath, profile: Profile) -> DeskKeys:
        """Return the keys in `folder`: `desk.age`, `desk.local`, `log.key`, and public ones.

        Private ones may be credentials instead (`storage.ledger.credentials`).

        Raises:
            KeyFileError: A file is missing, open to others, or holds something else.
            OSError: `courier.pub` or `intake.pub`, which are no secrets, cannot be read.
        """
        log_key = read_secret_file(secret_path(folder, "log.key"))
        return cls(
            identity=load_identity(secret_path(folder, "desk.age")),
            local=LocalKey.load(secret_path(folder, "desk.local")),
            log_signer=NoteSigner.parse(log_key.decode().strip()),
            courier=parse_recipient((folder / "courier.pub").read_text("ascii").strip()),
            intake=NoteVerifier.parse((folder / "intake.pub").read_text("ascii").strip()),
            blob_path=blob_path,
            profile=profile,
        )

    def open_entry(self, sealed: bytes) -> dict[str, Any]:
        """Open what an entry of the log says; any process seals those to the desk."""
        return _value(open_sealed(sealed, [self.identity]))

    def open_mail(self, case_id: str, sealed: bytes) -> dict[str, Any]:
        """Open what the intake tells the desk of a case.

        Raises:
            MailRefusedError: The intake did not sign it, or signed it for another case.
        """
        try:
            return verify_mail(_value(open_sealed(sealed, [self.identity])), case_id, self.intake)
        except (SealError, ValueError) as error:
            raise MailRefusedError("mail that the intake did not write for its case") from error

    def open_report(self, sealed: bytes) -> dict[str, Any]:
        """Open what the courier tells the desk about a message to a reporter.

        Raises:
            MailRefusedError: The courier did not write it.
        """
        try:
            return open_report(sealed, self.identity, self.local)
        except (SealError, ValueError) as error:
            raise MailRefusedError("a report that the courier did not write") from error

    def seal_own(self, purpose: str, value: Mapping[str, Any], context: str) -> bytes:
        """Seal something that only the desk reads again; it opens in the same context alone."""
        return self.local.sealed(purpose).seal(padded_json(value), context.encode())

    def open_own(self, purpose: str, sealed: bytes, context: str) -> dict[str, Any]:
        """Open what `seal_own` sealed."""
        return _value(self.local.sealed(purpose).open(sealed, context.encode()))

    def seal_for_courier(self, value: Mapping[str, Any]) -> bytes:
        """Seal an outbox item or the figures to the courier."""
        return seal(padded_json(value), [self.courier])

    def seal_for_reporter(self, recipient: str, value: Mapping[str, Any]) -> bytes:
        """Seal to the mailbox of a reporter; the desk cannot open it again."""
        return seal(padded_json(value), [parse_recipient(recipient)])

    def seal_meta(self, recipient: str, meta: Mapping[str, Any]) -> bytes:
        """Seal what is known about a piece to everybody who can open the case."""
        return seal(padded_json(meta), [parse_recipient(recipient)])

    def seal_content(self, recipient: str, content: bytes) -> bytes:
        """Seal a piece itself to everybody who can open the case."""
        return seal(pad(content), [parse_recipient(recipient)])

    def new_identity(self, passphrase: str) -> tuple[str, bytes]:
        """Make a reader's key; returns its public half and the private half, locked twice.

        The inner lock is the passphrase. Telegram carried that passphrase, so the outer lock is the
        desk's own key: whoever has the chat still needs the desk, and whoever has the desk still
        needs the passphrase. It takes 256 MiB for most of a second: call it in a thread.
        """
        identity = generate_identity(self.profile)
        return identity.recipient.encode(), self.relock(identity, passphrase)

    def unlock(self, sealed: bytes, passphrase: str) -> KeyIdentity:
        """Return a reader's identity; as slow as `new_identity`.

        Raises:
            PassphraseRefusedError: The passphrase is not the one.
        """
        try:
            return unlock_identity(open_sealed(sealed, [self.identity]), passphrase)
        except WrongPassphraseError as error:
            raise PassphraseRefusedError from error

    def relock(self, identity: KeyIdentity, passphrase: str) -> bytes:
        """Lock an unlocked identity with another passphrase; as slow as `new_identity`."""
        locked = lock_identity(identity, passphrase, work_factor=self.work_factor)
        return seal(locked, [self.identity.recipient])

    def check_recipient(self, text: str, profile: str) -> str:
        """Return the public key that a reader keeps the private half of, as the roster spells it.

        Raises:
            RecipientRefusedError: It is no age public key, or one of another profile.
        """
        plain = "".join(text.split()).lower()
        try:
            return check_recipient(plain, profile)
        except MalformedKeyError as error:
            wrong_profile = isinstance(error, WrongProfileError)
            raise RecipientRefusedError(wrong_profile=wrong_profile) from error

    def recipient_of(self, identity: KeyIdentity) -> str:
        """Return the public half of an unlocked identity, as the roster spells it."""
        return identity.recipient.encode()

    def open_case(
        self, identity: KeyIdentity, wraps: Sequence[WrapRow], recipients: Sequence[str]
    ) -> OpenedCase:
        """Open a case with a reader's unlocked key and the wraps made for that reader.

        `recipients` are the public keys of the epochs, the first one first. A wrap that was made
        for an earlier key of the reader is left aside, as long as another one opens.

        Raises:
            WrongRecipientError: None of the wraps was made for this key.
            TamperedSealError: A wrap holds another key than the one of its epoch.
        """
        keys: dict[int, KeyIdentity] = {}
        for wrap in wraps:
            try:
                plain = open_sealed(wrap.wrap, [identity])
            except WrongRecipientError:
                continue
            keys[wrap.epoch] = _epoch_key(plain, wrap.epoch, recipients)
        if not keys:
            raise WrongRecipientError("no wrap of the case was made for this key")
        return OpenedCase(keys, self.blob_path)

    def check_epochs(self, epochs: Sequence[EpochRow], recipients: Sequence[str]) -> None:
        """Return if the epochs of a case are those that its sealed facts name.

        The voucher of a first epoch that the intake made is the intake's to check; the desk knows
        its key from the facts alone.

        Raises:
            TamperedSealError: Somebody has changed, added or removed an epoch in the database.
            ForgedNoteError: The log key does not vouch for an epoch of the desk.

        Source: docs/spec/ledger.md §5.
        """
        expected = list(enumerate(recipients, FIRST))
        if [(row.epoch, row.recipient) for row in epochs] != expected:
            raise TamperedSealError("the epochs of a case are not those that its facts name")
        for row in epochs:
            if row.epoch != FIRST or is_note(row.voucher):
                verify_epoch(row, self.log_signer.verifier)

    def new_epoch(
        self, case_id: str, number: int, recipients: Mapping[str, str]
    ) -> tuple[EpochRow, list[WrapRow]]:
        """Make the key of a new epoch: vouched for, wrapped to each reader, and then forgotten.

        `recipients` gives the public key of each reader by their id.
        """
        key = generate_identity(self.profile)
        public = key.recipient.encode()
        voucher = self.log_signer.sign(epoch_text(case_id, number, public)).encode()
        wraps = [
            WrapRow(case_id, number, reader_id, key_id(recipient), wrapped(key, recipient))
            for reader_id, recipient in recipients.items()
        ]
        return EpochRow(case_id, number, public, voucher), wraps

    def tag(self, purpose: str, text: str) -> str:
        """Return 32 hexadecimal digits by which the desk alone finds what it marked with `text`."""
        return token_of(self.local, purpose, text)

    def sign_enrolment(
        self, reader_id: str, recipient: str, code_hash: str, custody: str = DESK_CUSTODY
    ) -> str:
        """Return the signed note by which the desk asks for a reader's key to enter the roster.

        `code_hash` is the invitation that was used: the note is worth nothing for a later one.
        """
        lines = [ENROLMENT, reader_id, recipient, code_hash]
        if custody == DEVICE_CUSTODY:
            lines.append(custody)
        return self.log_signer.sign("\n".join(lines) + "\n")

    def sign_grant(self, case_id: str, reader_id: str, recipient: str, by: str) -> str:
        """Return the signed note that says who let a reader into a case."""
        return self.log_signer.sign(grant_text(case_id, reader_id, recipient, by))


class OpenedCase:
    """Implements `casework.ports.OpenCase`."""

    __slots__ = ("_blob_path", "_keys")

    def __init__(self, keys: Mapping[int, KeyIdentity], blob_path: BlobPath) -> None:
        self._keys = keys
        self._blob_path = blob_path

    def __repr__(self) -> str:
        return "<OpenedCase>"

    @property
    def epochs(self) -> frozenset[int]:
        """The epochs whose pieces can be read."""
        return frozenset(self._keys)

    def wrap_for(self, recipient: str) -> dict[int, bytes]:
        """Return the key of each epoch, wrapped to another reader's public key."""
        return {epoch: wrapped(key, recipient) for epoch, key in self._keys.items()}

    def open_meta(self, piece: PieceRow) -> dict[str, Any]:
        """Return what is known about a piece: its kind, its moment, the name and size of a file.

        Raises:
            WrongRecipientError: It belongs to an epoch that was not opened.
        """
        return _value(open_sealed(piece.meta, self._key_of(piece)))

    def open_content(self, piece: PieceRow) -> bytes:
        """Return a piece whole; it is verified to its end before a byte is returned.

        Raises:
            FileNotFoundError: The piece is not stored yet, or its blob is gone.
            WrongRecipientError: It belongs to an epoch that was not opened.
        """
        keys = self._key_of(piece)
        if piece.content is not None:
            return unpad(open_sealed(piece.content, keys))
        if piece.blob is None:
            raise FileNotFoundError("the piece is not stored yet")
        with self._blob_path(piece.blob).open("rb") as file:
            return b"".join(unpadded(OpeningReader(file, keys)))

    def _key_of(self, piece: PieceRow) -> list[KeyIdentity]:
        if piece.epoch not in self._keys:
            raise WrongRecipientError("the piece belongs to an epoch that was not opened")
        return [self._keys[piece.epoch]]


def _epoch_key(plain: bytes, epoch: int, recipients: Sequence[str]) -> KeyIdentity:
    key = parse_identity(plain.decode().strip())
    if not FIRST <= epoch <= len(recipients) or key.recipient.encode() != recipients[epoch - FIRST]:
        raise TamperedSealError("the wrap holds another key than the one of its epoch")
    return key


def wrapped(key: KeyIdentity, recipient: str) -> bytes:
    """Return the private half of a case's key as an age file for one reader."""
    return seal(f"{key.encode()}\n".encode(), [parse_recipient(recipient)])


def _value(plain: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(plain)
    return value
