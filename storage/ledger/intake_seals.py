"""What the intake's keys can do: seal to others, and open its own unfinished work.

There is no function here that opens a submitted case, facts, a route or anybody's mail: the intake
holds only public keys for those.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casework.ports import (
    DraftRow,
    EpochRow,
    NewCaseKey,
    PieceRow,
    ReceiptCommitment,
    StaleError,
)
from storage.ledger.age import (
    KeyIdentity,
    KeyRecipient,
    Profile,
    generate_identity,
    open_sealed,
    parse_identity,
    parse_recipient,
    seal,
)
from storage.ledger.day_keys import DayKeys
from storage.ledger.entries import receipt_commitment
from storage.ledger.epochs import FIRST, is_note, verify_epoch
from storage.ledger.errors import ForgedNoteError, KeyFileError, TamperedSealError
from storage.ledger.local import LocalKey, LocalSeal
from storage.ledger.mail import sign_mail
from storage.ledger.note import NoteSigner, NoteVerifier
from storage.ledger.padding import pad, padded_json, unpad
from storage.ledger.phrases import PhraseKeys

COMMITMENT_KEY_BYTES = 32


class IntakeKeys:
    """Implements `casework.ports.IntakeSeals`.

    Args:
        local: The secret under which the intake seals what it reads again itself.
        days: The keys of the days, for drafts.
        desk: The desk's public half.
        courier: The courier's public half.
        log: The log key's public half, which vouches for later epochs.
        profile: Which kind of key every new case gets.
        signer: Signs mail to the desk.
    """

    def __init__(  # noqa: PLR0913  one for each key that the process holds
        self,
        local: LocalKey,
        days: DayKeys,
        desk: KeyRecipient,
        courier: KeyRecipient,
        log: NoteVerifier,
        profile: Profile,
        signer: NoteSigner,
    ) -> None:
        self._local = local
        self._days = days
        self._desk = desk
        self._courier = courier
        self._log = log
        self._profile = profile
        self._signer = signer
        self._receipts = local.lookup("receipt")
        self._vouchers = local.lookup("case key")
        self._phrases = PhraseKeys(local.lookup("phrase"), profile)

    def new_case_key(self, case_id: str, today: date) -> NewCaseKey:
        """Make the key of a new case; only its public half stays readable after today's key."""
        identity = generate_identity(self._profile)
        sealed = _draft_seal(self._days.today(today)).seal(
            identity.encode().encode(), case_id.encode()
        )
        return NewCaseKey(identity.recipient.encode(), today.isoformat(), sealed)

    def move_draft(self, draft: DraftRow, today: date) -> bytes:
        """Return a draft's private key, sealed under today's key instead of its old one."""
        return _draft_seal(self._days.today(today)).seal(
            self.draft_identity(draft).encode().encode(), draft.id.encode()
        )

    def wrap_case(self, draft: DraftRow, recipients: Mapping[str, str]) -> dict[str, bytes]:
        """Return the case's private key as one age file for each reader."""
        identity = self.draft_identity(draft)
        plain = f"{identity.encode()}\n".encode()
        return {
            reader_id: seal(plain, [parse_recipient(recipient)])
            for reader_id, recipient in recipients.items()
        }

    def vouch(self, case_id: str, recipient: str) -> bytes:
        """Return the keyed hash by which the intake knows a case's public key again."""
        return self._vouchers(f"{case_id} {recipient}".encode())

    def seal_meta(self, case: DraftRow | EpochRow, meta: Mapping[str, Any]) -> bytes:
        """Seal what is known about a piece to a draft, or to an epoch of a case.

        Raises as `recipient_of`.
        """
        return seal(padded_json(meta), [self.recipient_of(case)])

    def seal_content(self, case: DraftRow | EpochRow, content: bytes) -> bytes:
        """Seal a piece itself to a draft, or to an epoch of a case; raises as `recipient_of`."""
        return seal(pad(content), [self.recipient_of(case)])

    def recipient_of(self, case: DraftRow | EpochRow) -> KeyRecipient:
        """Return the public key of a draft, or of an epoch of a case (docs/spec/ledger.md §5).

        Raises:
            TamperedSealError: Somebody has changed the public key in the database.
            ForgedNoteError: The log key does not vouch for an epoch of the desk.
            StaleError: The draft was moved to a new day's key; read it again.
        """
        if isinstance(case, DraftRow):
            return self.draft_identity(case).recipient
        if case.epoch != FIRST or is_note(case.voucher):
            _verify_note(case, self._log)
        elif case.voucher != self.vouch(case.case_id, case.recipient):
            raise TamperedSealError(
                f"the public key of case {case.case_id} is not the one that was entered"
            )
        return parse_recipient(case.recipient)

    def seal_mail(self, case_id: str, value: Mapping[str, Any]) -> bytes:
        """Sign what the desk is told of a case, and seal it to the desk."""
        return seal(padded_json(sign_mail(case_id, value, self._signer)), [self._desk])

    def seal_for_courier(self, value: Mapping[str, Any]) -> bytes:
        """Seal a route or an outbox item to the courier."""
        return seal(padded_json(value), [self._courier])

    def seal_for_readers(self, value: Mapping[str, Any], recipients: Sequence[str]) -> bytes:
        """Seal to readers, whoever of them opens it first."""
        return seal(padded_json(value), [parse_recipient(recipient) for recipient in recipients])

    def seal_for_reporter(self, recipient: str, value: Mapping[str, Any]) -> bytes:
        """Seal to the mailbox of a reporter, by the public half of its key."""
        return seal(padded_json(value), [parse_recipient(recipient)])

    @property
    def phrases(self) -> PhraseKeys:
        """What can be done with a phrase; without one, nothing of it opens anything."""
        return self._phrases

    def seal_own(self, purpose: str, value: Mapping[str, Any], context: str) -> bytes:
        """Seal something that only the intake needs again."""
        return self._local.sealed(purpose).seal(padded_json(value), context.encode())

    def open_own(self, purpose: str, sealed: bytes, context: str) -> dict[str, Any]:
        """Open what `seal_own` sealed."""
        value: dict[str, Any] = json.loads(
            self._local.sealed(purpose).open(sealed, context.encode())
        )
        return value

    def lookup(self, receipt_number: str) -> bytes:
        """Return the keyed hash under which a receipt number is found."""
        return self._receipts(receipt_number.encode())

    def again_key(self, word: str) -> bytes:
        """Return the keyed hash under which a receipt is found by the word of a button."""
        return self._local.lookup("receipt again")(word.encode())

    def seal_again(self, word: str, value: Mapping[str, Any]) -> tuple[bytes, bytes]:
        """Return the key of a row and its sealed value, which opens with the word of the button."""
        key = self.again_key(word)
        return key, self._again(word).seal(padded_json(value), key)

    def open_again(self, word: str, sealed: bytes) -> dict[str, Any]:
        """Open what `seal_again` sealed."""
        value: dict[str, Any] = json.loads(self._again(word).open(sealed, self.again_key(word)))
        return value

    def _again(self, word: str) -> LocalSeal:
        # The key takes both: the word, which is kept nowhere here, and the intake's own secret.
        return LocalKey(self._local.lookup("receipt again key")(word.encode())).sealed("again")

    def commit_receipt(self, case_id: str, receipt_number: str) -> ReceiptCommitment:
        """Return what the log says of a receipt number: nothing, without the key drawn here."""
        key = os.urandom(COMMITMENT_KEY_BYTES)
        secret = self._local.sealed("receipt proof").seal(key, case_id.encode())
        return ReceiptCommitment(receipt_commitment(key, receipt_number), secret)

    def receipt_key(self, case_id: str, secret: bytes) -> bytes:
        """Return the key of a commitment, for the proof that the citizen asks for."""
        return self._local.sealed("receipt proof").open(secret, case_id.encode())

    def open_draft(self, draft: DraftRow) -> OpenedDraft:
        """Open a petition that is still being written; raises as `draft_identity`."""
        return OpenedDraft(self.draft_identity(draft))

    def draft_identity(self, draft: DraftRow) -> KeyIdentity:
        """Return the private key of a petition that is still being written.

        Raises:
            TamperedSealError: It was changed, or is not that of the public key beside it.
            StaleError: The draft was moved to a new day's key; read it again.
        """
        try:
            day_key = self._days.of(draft.day)
        except KeyFileError as error:
            # The draft was moved to a new day's key after it was read; reading it again helps.
            raise StaleError("drafts") from error
        plain = _draft_seal(day_key).open(draft.identity, draft.id.encode())
        identity = parse_identity(plain.decode())
        if identity.recipient.encode() != draft.recipient:
            raise TamperedSealError("the public key of a draft is not the one that was made")
        return identity


class OpenedDraft:
    """Implements `casework.ports.OpenDraft`: texts, and what is known of attachments."""

    __slots__ = ("_identity",)

    def __init__(self, identity: KeyIdentity) -> None:
        self._identity = identity

    def __repr__(self) -> str:
        return "<OpenedDraft>"

    def open_meta(self, piece: PieceRow) -> dict[str, Any]:
        """Return what is known about a piece.

        Raises:
            TamperedSealError: It was changed, or stands in another place than it was put.
        """
        meta: dict[str, Any] = json.loads(open_sealed(piece.meta, [self._identity]))
        if (meta.get("piece"), meta.get("sequence")) != (piece.id, piece.sequence):
            raise TamperedSealError("a piece of a draft stands in another place than it was put")
        return meta

    def open_content(self, piece: PieceRow) -> bytes:
        """Return a text; attachments are not opened here.

        Raises:
            FileNotFoundError: The piece is an attachment.
            TamperedSealError: It was changed.
        """
        if piece.content is None:
            raise FileNotFoundError("an attachment of a draft is not opened")
        return unpad(open_sealed(piece.content, [self._identity]))


def _verify_note(epoch: EpochRow, log: NoteVerifier) -> None:
    try:
        verify_epoch(epoch, log)
    except (ForgedNoteError, TamperedSealError) as error:
        raise type(error)(f"case {epoch.case_id}: {error}") from error


def _draft_seal(day_key: LocalKey) -> LocalSeal:
    return day_key.sealed("draft")
