"""What the desk's keys can do: open what is addressed to the desk, and a case with a reader's key.

The desk alone opens no case: it holds the readers' identities only locked under passphrases that it
does not know. There is no function here that opens a route or anything else of the courier.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.ports import (
    DESK_CUSTODY,
    DEVICE_CUSTODY,
    PassphraseRefusedError,
    PieceRow,
    RecipientRefusedError,
)
from storage.ledger.age import (
    OpeningReader,
    X25519Identity,
    X25519Recipient,
    open_sealed,
    seal,
)
from storage.ledger.age_passphrase import WORK_FACTOR
from storage.ledger.errors import (
    MalformedKeyError,
    TamperedSealError,
    WrongPassphraseError,
    WrongProfileError,
)
from storage.ledger.files import read_secret_file
from storage.ledger.identity_files import load_identity, lock_identity, unlock_identity
from storage.ledger.local import LocalKey
from storage.ledger.note import NoteSigner
from storage.ledger.roster import ENROLMENT, check_recipient

BlobPath = Callable[[str], Path]


@dataclass(frozen=True, slots=True)
class DeskKeys:
    """Implements `casework.ports.DeskSeals`.

    Attributes:
        identity: The desk's own age identity, which facts, mail and locked keys are sealed to.
        local: The secret under which the desk seals what it reads again itself.
        log_signer: Signs enrolments.
        courier: The courier's public half.
        blob_path: Says where the blob of a name lies.
        work_factor: Base-two logarithm of the work for one guess of a passphrase.
    """

    identity: X25519Identity
    local: LocalKey
    log_signer: NoteSigner
    courier: X25519Recipient
    blob_path: BlobPath
    work_factor: int = WORK_FACTOR

    @classmethod
    def load(cls, folder: Path, blob_path: BlobPath) -> DeskKeys:
        """Return the keys in `folder`: `desk.age`, `desk.local`, `log.key` and `courier.pub`.

        Raises:
            KeyFileError: A file is missing, open to others, or holds something else.
            OSError: `courier.pub`, which is no secret, cannot be read.
        """
        return cls(
            identity=load_identity(folder / "desk.age"),
            local=LocalKey.load(folder / "desk.local"),
            log_signer=NoteSigner.parse(read_secret_file(folder / "log.key").decode().strip()),
            courier=X25519Recipient.parse((folder / "courier.pub").read_text("ascii").strip()),
            blob_path=blob_path,
        )

    def open_mail(self, sealed: bytes) -> dict[str, Any]:
        """Open what the intake sealed to the desk."""
        return _value(open_sealed(sealed, [self.identity]))

    def seal_own(self, purpose: str, value: Mapping[str, Any], context: str) -> bytes:
        """Seal something that only the desk reads again; it opens in the same context alone."""
        return self.local.sealed(purpose).seal(_json(value), context.encode())

    def open_own(self, purpose: str, sealed: bytes, context: str) -> dict[str, Any]:
        """Open what `seal_own` sealed."""
        return _value(self.local.sealed(purpose).open(sealed, context.encode()))

    def seal_for_courier(self, value: Mapping[str, Any]) -> bytes:
        """Seal an outbox item or the figures to the courier."""
        return seal(_json(value), [self.courier])

    def seal_for_case(self, recipient: str, plaintext: bytes) -> bytes:
        """Seal one piece to everybody who can open the case."""
        return seal(plaintext, [X25519Recipient.parse(recipient)])

    def new_identity(self, passphrase: str) -> tuple[str, bytes]:
        """Make a reader's key; returns its public half and the private half, locked twice.

        The inner lock is the passphrase. Telegram carried that passphrase, so the outer lock is the
        desk's own key: whoever has the chat still needs the desk, and whoever has the desk still
        needs the passphrase. It takes 256 MiB for most of a second: call it in a thread.
        """
        identity = X25519Identity.generate()
        return identity.recipient.encode(), self.relock(identity, passphrase)

    def unlock(self, sealed: bytes, passphrase: str) -> X25519Identity:
        """Return a reader's identity; as slow as `new_identity`.

        Raises:
            PassphraseRefusedError: The passphrase is not the one.
        """
        try:
            return unlock_identity(open_sealed(sealed, [self.identity]), passphrase)
        except WrongPassphraseError as error:
            raise PassphraseRefusedError from error

    def relock(self, identity: X25519Identity, passphrase: str) -> bytes:
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

    def recipient_of(self, identity: X25519Identity) -> str:
        """Return the public half of an unlocked identity, as the roster spells it."""
        return identity.recipient.encode()

    def open_case(self, identity: X25519Identity, wrap: bytes, recipient: str) -> OpenedCase:
        """Open a case with a reader's unlocked key and the wrap made for that reader.

        Raises:
            TamperedSealError: The key in the wrap is not the key that the case is sealed to.
        """
        key = X25519Identity.parse(open_sealed(wrap, [identity]).decode().strip())
        if key.recipient.encode() != recipient:
            raise TamperedSealError("the wrap holds another key than the one of its case")
        return OpenedCase(key, self.blob_path)

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


class OpenedCase:
    """Implements `casework.ports.OpenCase`."""

    __slots__ = ("_blob_path", "_key")

    def __init__(self, key: X25519Identity, blob_path: BlobPath) -> None:
        self._key = key
        self._blob_path = blob_path

    def __repr__(self) -> str:
        return "<OpenedCase>"

    def open_meta(self, piece: PieceRow) -> dict[str, Any]:
        """Return what is known about a piece: its kind, its moment, the name and size of a file."""
        return _value(open_sealed(piece.meta, [self._key]))

    def open_content(self, piece: PieceRow) -> bytes:
        """Return a piece whole; it is verified to its end before a byte is returned.

        Raises:
            FileNotFoundError: The piece is not stored yet, or its blob is gone.
        """
        if piece.content is not None:
            return open_sealed(piece.content, [self._key])
        if piece.blob is None:
            raise FileNotFoundError("the piece is not stored yet")
        with self._blob_path(piece.blob).open("rb") as file:
            return b"".join(OpeningReader(file, [self._key]))


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def _value(plain: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(plain)
    return value
