"""The keys folder, as `fsck` finds it: which keys can be used, and which are not as they should be.

A key that is not here is no fault: each process may keep its own. What it would open is then not
looked into, and the report says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from storage.findings import Findings
from storage.ledger.age import KeyIdentity, KeyRecipient, parse_recipient
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.credentials import is_open_to_others, secret_path
from storage.ledger.day_keys import DayKeys
from storage.ledger.errors import KeyFileError, SealError
from storage.ledger.files import read_secret_file
from storage.ledger.identity_files import load_identity
from storage.ledger.intake_seals import IntakeKeys
from storage.ledger.letter_seals import LetterKeys
from storage.ledger.local import LocalKey
from storage.ledger.note import NoteSigner, NoteVerifier

T = TypeVar("T")

PUBLIC = ("root.pub", "log.pub", "intake.pub", "desk.pub", "courier.pub", "roster.note")


@dataclass(frozen=True, slots=True)
class DeskLook:
    """What of the desk's keys opens things: its age identity, and its own secret."""

    identity: KeyIdentity
    local: LocalKey


@dataclass(slots=True)
class KeysAtHand:
    """The keys that whoever runs the check can read; None where there is none.

    Attributes:
        mail: Who signs mail to the desk: the public half of `intake.key`.
        unseen: Sentences about what is not looked into.
    """

    log: NoteVerifier | None = None
    root: NoteVerifier | None = None
    mail: NoteVerifier | None = None
    intake: IntakeKeys | None = None
    intake_local: LocalKey | None = None
    desk: DeskLook | None = None
    courier: CourierKeys | None = None
    letters: LetterKeys | None = None
    unseen: list[str] = field(default_factory=list)


def keys_at_hand(findings: Findings, folder: Path) -> KeysAtHand:
    """Return the keys in `folder`, with a finding for each that is not as it should be."""
    reading = _Reading(findings, folder)
    keys = KeysAtHand(unseen=reading.unseen)
    for name in PUBLIC:
        if not (folder / name).is_file():
            findings.find(f"keys/{name}", "is missing")
    keys.log = reading.public("log.pub", NoteVerifier.parse)
    keys.root = reading.public("root.pub", NoteVerifier.parse)
    keys.mail = reading.public("intake.pub", NoteVerifier.parse)
    keys.intake_local = reading.secret("intake.local", "what the intake keeps for itself")
    desk = reading.identity("desk.age", "what is sealed to the desk")
    local = reading.secret("desk.local", "what the desk keeps for itself")
    courier = reading.identity("courier.age", "what is sealed to the courier")
    log_signer = reading.signer("log", keys.log, None)
    signer = reading.signer("intake", keys.mail, "what the intake keeps for itself")
    keys.desk = DeskLook(desk, local) if desk and local else None
    desk_pub = reading.public("desk.pub", parse_recipient)
    keys.courier = CourierKeys(courier, desk_pub) if courier and desk_pub else None
    courier_pub = reading.public("courier.pub", parse_recipient)
    reading.compare("desk", desk, desk_pub)
    reading.compare("courier", courier, courier_pub)
    if keys.intake_local and signer and keys.log and desk_pub and courier_pub:
        days = DayKeys(folder / "days")
        public = (desk_pub, courier_pub, keys.log)
        keys.intake = IntakeKeys(keys.intake_local, days, *public, desk_pub.profile, signer)
    if log_signer and desk_pub:
        days = DayKeys(folder / "letter-days")
        keys.letters = LetterKeys(days, log_signer, desk_pub.profile, lambda name: folder / name)
    return keys


class _Reading:
    def __init__(self, findings: Findings, folder: Path) -> None:
        self._findings = findings
        self._folder = folder
        self.unseen: list[str] = []

    def public(self, name: str, parse: Callable[[str], T]) -> T | None:
        path = self._folder / name
        if not path.is_file():
            return None
        try:
            return parse(path.read_text("ascii").strip())
        except (SealError, ValueError, OSError) as error:
            self._findings.find(f"keys/{name}", _sentence(error))
            return None

    def secret(self, name: str, what: str) -> LocalKey | None:
        return self._read(name, what, LocalKey.load)

    def identity(self, name: str, what: str) -> KeyIdentity | None:
        return self._read(name, what, load_identity)

    def signer(
        self, name: str, verifier: NoteVerifier | None, what: str | None
    ) -> NoteSigner | None:
        def load(path: Path) -> NoteSigner:
            return NoteSigner.parse(read_secret_file(path).decode().strip())

        signer = self._read(f"{name}.key", what, load)
        if signer and verifier and signer.verifier != verifier:
            self._findings.find(f"keys/{name}.key", f"is not the key that {name}.pub names")
        return signer

    def compare(self, name: str, identity: KeyIdentity | None, public: KeyRecipient | None) -> None:
        if identity and public and identity.recipient.encode() != public.encode():
            self._findings.find(f"keys/{name}.age", f"is not the key that {name}.pub names")

    def _read(self, name: str, what: str | None, load: Callable[[Path], T]) -> T | None:
        path = secret_path(self._folder, name)
        try:
            mode = path.stat().st_mode
        except OSError:
            mode = None
        if mode is None:
            self._pass_over(name, what, "is not here")
            return None
        if is_open_to_others(path, mode):
            self._findings.find(f"keys/{name}", "can be read by others: make its mode 0600")
            self._pass_over(name, what, "was not used")
            return None
        try:
            return load(path)
        except KeyFileError as error:
            if isinstance(error.__cause__, PermissionError):
                self._pass_over(name, what, "cannot be read by you")
            else:
                self._findings.find(f"keys/{name}", _sentence(error))
                self._pass_over(name, what, "was not used")
            return None
        except (SealError, ValueError) as error:
            self._findings.find(f"keys/{name}", _sentence(error))
            return None

    def _pass_over(self, name: str, what: str | None, why: str) -> None:
        if what is not None:
            self.unseen.append(f"{name} {why}: {what} was not looked into.")


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, SealError) else "does not hold what it should"
