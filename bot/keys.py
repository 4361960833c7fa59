"""The keys folder: which file is whose. What a key may open is said in docs/keys.md.

root.key      signs the roster; in real use it lies elsewhere, offline
root.pub      pinned by every process
roster.note   who may read, signed by the root key
pins/         for each process the root key and the newest roster that it has seen
intake.local  the intake's own unfinished work, receipt look-ups
intake.key    the intake's signature under mail         intake.pub   its public half
days/         one random key a day for drafts, unlinked the day after
desk.age      facts and mail sealed to the desk          desk.pub     its public half
desk.local    facts at rest, figures, accounts
letter-days/  one random key a day for letters that members enter, unlinked the day after
log.key       the desk's signature                       log.pub      its public half
courier.age   routes, outbox, figures                    courier.pub  its public half

The private keys of a process may come as credentials of systemd instead, by the same names.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from storage.ledger.age import KeyRecipient, Profile, generate_identity, parse_recipient
from storage.ledger.blob_files import BlobPath
from storage.ledger.credentials import secret_path
from storage.ledger.day_keys import DayKeys
from storage.ledger.desk_seals import DeskKeys
from storage.ledger.entries import Scribe
from storage.ledger.errors import ForgedNoteError, KeyFileError
from storage.ledger.files import (
    PUBLIC_FILE,
    create_secret_file,
    read_secret_file,
    write_durably,
)
from storage.ledger.identity_files import save_identity
from storage.ledger.intake_seals import IntakeKeys
from storage.ledger.letter_seals import LetterKeys
from storage.ledger.local import LocalKey
from storage.ledger.note import NoteSigner, NoteVerifier
from storage.ledger.roster import RosterFile, SignedRoster, parse_roster, save_roster
from storage.ledger.roster_pin import RosterPin


def make_keys(
    folder: Path, profile: Profile = Profile.MLKEM768X25519, root_key: Path | None = None
) -> None:
    """Make every key of a new installation, and an empty roster.

    Args:
        folder: Where they go.
        profile: Which kind the age identities are; those made later follow the roster's.
        root_key: Where the key that signs the roster goes instead of into `folder`.

    Raises:
        KeyFileError: There are keys already; nothing is overwritten.
    """
    if (folder / "root.pub").exists():
        raise KeyFileError(f"{folder} holds keys already; move them away before making new ones")
    if root_key is not None:
        require_new(root_key)
    write_keys(folder, profile, NoteSigner.generate("dengwen-root"), root_key)


def write_keys(folder: Path, profile: Profile, root: NoteSigner, root_key: Path | None) -> None:
    """Make every key but the root key, which is given, and write them all; see `make_keys`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("desk", "courier"):
        identity = generate_identity(profile)
        save_identity(folder / f"{name}.age", identity)
        _publish(folder / f"{name}.pub", identity.recipient.encode())
    for name in ("intake", "desk"):
        LocalKey.generate().save(folder / f"{name}.local")
    for name in ("intake", "log"):
        _write_signer(NoteSigner.generate(f"dengwen-{name}"), folder / f"{name}.key", folder, name)
    _write_signer(root, root_key or folder / "root.key", folder, "root")
    save_roster(folder / "roster.note", SignedRoster(1, (), profile), root)


def load_intake_keys(folder: Path) -> IntakeKeys:
    """Return the keys of the intake; no private key of anybody else is read."""
    signer = read_secret_file(secret_path(folder, "intake.key"))
    desk = load_recipient(folder, "desk")
    return IntakeKeys(
        local=load_intake_local(folder),
        days=DayKeys(folder / "days"),
        desk=desk,
        courier=load_recipient(folder, "courier"),
        log=load_verifier(folder, "log"),
        profile=desk.profile,
        signer=NoteSigner.parse(signer.decode("ascii").strip()),
    )


def load_intake_local(folder: Path) -> LocalKey:
    """Return the key under which the intake seals its own unfinished work."""
    return LocalKey.load(secret_path(folder, "intake.local"))


def load_desk_keys(folder: Path, blob_path: BlobPath) -> DeskKeys:
    """Return the keys of the desk; new keys are of the kind of its own."""
    return DeskKeys.load(folder, blob_path, load_recipient(folder, "desk").profile)


def load_letter_keys(folder: Path, keys: DeskKeys) -> LetterKeys:
    """Return what the desk seals letters with while members enter them."""
    days = DayKeys(folder / "letter-days")
    return LetterKeys(days, keys.log_signer, keys.profile, keys.blob_path)


def load_scribe(folder: Path) -> Scribe:
    """Return what writes the log; every process has it, since it takes public keys only."""
    return Scribe(load_recipient(folder, "desk"))


def load_roster(folder: Path, process: str, today: Callable[[], date] | None = None) -> RosterFile:
    """Return the roster as `process` sees it: pinned to the root key and the newest edition seen.

    Without `today` an edition that is past its last day is not refused.
    """
    pin = RosterPin(folder / "pins" / f"{process}.json")
    return RosterFile(folder / "roster.note", load_verifier(folder, "root"), pin, today)


def published_roster(folder: Path) -> SignedRoster:
    """Return the roster as it lies, for who only looks: no pin is compared, and none is written.

    Raises:
        ForgedNoteError: The root key did not sign it.
        KeyFileError: There is none.
    """
    path = folder / "roster.note"
    try:
        note = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ForgedNoteError("the roster file is no text") from error
    except OSError as error:
        raise KeyFileError(f"{path} cannot be read: {error.strerror}") from error
    return parse_roster(note, load_verifier(folder, "root"))


def root_signer(folder: Path, root_key: Path | None) -> NoteSigner:
    """Return the root key at `root_key`, or else the one that lies in `folder`.

    Raises:
        KeyFileError: It is not there, or is not the key that `root.pub` names.
    """
    path = root_key or folder / "root.key"
    if not path.exists():
        raise KeyFileError(
            f"{path} is not there: name the root key with --root-key FILE, or let it stay where it "
            "is and carry there what 'dengwen roster pending' writes (--help says how)"
        )
    signer = read_signer(path)
    if signer.verifier != load_verifier(folder, "root"):
        raise KeyFileError(f"{path} is another key than the one that root.pub names")
    return signer


def read_signer(path: Path) -> NoteSigner:
    """Return the signing key at `path`; a stick from which it is read may know no modes."""
    return NoteSigner.parse(_text(path))


def load_recipient(folder: Path, name: str) -> KeyRecipient:
    """Return the public half of a process's age identity."""
    return parse_recipient(_text(folder / f"{name}.pub"))


def load_verifier(folder: Path, name: str) -> NoteVerifier:
    """Return the public half of a signing key."""
    return NoteVerifier.parse(_text(folder / f"{name}.pub"))


def _write_signer(signer: NoteSigner, path: Path, folder: Path, name: str) -> None:
    create_secret_file(path, f"{signer.encode()}\n".encode())
    _publish(folder / f"{name}.pub", signer.verifier.encode())


def require_new(path: Path) -> None:
    """Return if `path` can be the place of a new key.

    Raises:
        KeyFileError: There is something already, or no folder that holds it.
    """
    if path.exists() or not path.parent.is_dir():
        raise KeyFileError(f"{path} must be a new file in a folder that is there")


def _publish(path: Path, text: str) -> None:
    # Each process reads it under a user of its own; who may look into the folder is said there.
    write_durably(path, f"{text}\n".encode(), PUBLIC_FILE)


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError as error:
        raise KeyFileError(f"{path} is missing; 'dengwen init' makes the keys") from error
