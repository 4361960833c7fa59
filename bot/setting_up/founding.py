"""The steps of `dengwen init` after the configuration; each does what is missing and no more."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.config import Config, load
from bot.key_making import ensure_keys
from bot.keys import root_signer
from bot.people import roster_of, set_recovery, write_recovery
from casework.desk.enroll import code_hash
from casework.ports import Reader
from storage.ledger.age import Profile, generate_identity
from storage.ledger.age_passphrase import WORK_FACTOR
from storage.ledger.errors import KeyFileError
from storage.ledger.files import create_secret_file, write_durably
from storage.ledger.identity_files import lock_identity
from storage.ledger.roster import new_enrolment_code, sign_note
from storage.sql.work import open_database

CODES, RECOVERY, PUBLIC_HALF = "enrolment-codes.txt", "recovery", "recovery.pub"
CODES_HEAD = (
    "# One code for each person, to be handed over by itself, in person. Then destroy this.\n"
)

PAIR = 2

AskPassphrase = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Founded:
    """What there is when all steps are done.

    Attributes:
        root_key: Where the root key lies, as far as that is known.
        codes: The enrolment codes of who has not enrolled, as far as they are known.
        uninvited: Who is still to be invited, since the root key was not at hand.
        recovery: The folder with the files of the custodians, if it is still there.
    """

    root_key: Path
    codes: Mapping[str, str] = field(default_factory=dict)
    uninvited: tuple[str, ...] = ()
    recovery: Path | None = None


def base_of(config: Config) -> Path:
    """Return the folder beside the keys, where codes and recovery files are laid."""
    return config.storage.keys.absolute().parent


def write_configuration(path: Path, text: str) -> Config:
    """Put the configuration in place, once it is known to load.

    Raises:
        ConfigError: It does not; nothing is put in place.
    """
    trial = path.with_name(f".{path.name}.trial")
    write_durably(trial, text.encode())
    try:
        config = load(trial)
        trial.replace(path)
    finally:
        trial.unlink(missing_ok=True)
    return config


def make_keys_and_folders(config: Config, root_key: Path | None) -> bool:
    """Make the keys and the folder of data; says whether keys were made."""
    config.storage.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return ensure_keys(config.storage.keys, Profile(config.ledger.profile), root_key)


async def make_database(config: Config) -> None:
    """Make the tables that are not there yet."""
    database = open_database(config.storage.database)
    try:
        await database.create_tables()
    finally:
        await database.close()


def invite_people(config: Config, root_key: Path | None) -> Founded:
    """Enter who is missing on the roster, all in one edition; the codes rest in a file.

    Codes are written before the edition that believes in them, so none is ever lost.
    """
    file, codes_file = roster_of(config), base_of(config) / CODES
    roster, known = file.current(), read_codes(codes_file)
    missing = [person for person in config.people if roster.reader(person.id) is None]
    where = root_key or config.storage.keys / "root.key"
    if missing and not where.exists():
        return Founded(where, _open_codes(roster.readers, known), tuple(p.id for p in missing))
    if missing:
        signer = root_signer(config.storage.keys, root_key)
        codes = {person.id: known.get(person.id) or new_enrolment_code() for person in missing}
        _write_codes(codes_file, {**known, **codes})
        invited = tuple(
            Reader(p.id, p.role, frozenset(p.home_units), None, code_hash(codes[p.id]))
            for p in missing
        )
        roster = roster.next(readers=(*roster.readers, *invited))
        file.install(sign_note(roster, signer))
        known = {**known, **codes}
    return Founded(where, _open_codes(roster.readers, known))


def make_recovery_key(
    config: Config,
    custodians: Mapping[str, str | Path],
    choose: AskPassphrase,
) -> Path:
    """Make the key of last resort and its files; returns their folder.

    Args:
        config: The installation.
        custodians: The public key of each, or the new file for a key that is made here.
        choose: Lets a custodian choose a passphrase for a key that is made here.
    """
    folder = base_of(config) / RECOVERY
    if (folder / PUBLIC_HALF).exists():
        return folder
    if folder.exists():
        raise KeyFileError(f"{folder} is there already; move it away before making a recovery key")
    making = folder.with_name(f".{RECOVERY}.making")
    if making.exists():
        shutil.rmtree(making)
    profile, keys, locked = Profile(roster_of(config).current().profile), {}, {}
    for name, key in custodians.items():
        if isinstance(key, str):
            keys[name] = key
            continue
        identity = generate_identity(profile)
        keys[name] = identity.recipient.encode()
        locked[key.name] = lock_identity(identity, choose(name), work_factor=WORK_FACTOR)
    recipient = write_recovery(config, keys, making)
    for name, content in locked.items():
        create_secret_file(making / name, content)
    write_durably(making / PUBLIC_HALF, f"{recipient}\n".encode())
    making.replace(folder)
    return folder


def enter_recovery_key(config: Config, folder: Path, root_key: Path | None) -> None:
    """Let the roster name the key of last resort, unless it names one."""
    if roster_of(config).current().recovery is None:
        set_recovery(config, (folder / PUBLIC_HALF).read_text("ascii").strip(), root_key)


def read_codes(path: Path) -> dict[str, str]:
    """Return the codes in a file, by person."""
    try:
        lines = path.read_text("ascii").splitlines()
    except FileNotFoundError:
        return {}
    words = (line.split() for line in lines if not line.startswith("#"))
    return {pair[0]: pair[1] for pair in words if len(pair) == PAIR}


def _write_codes(path: Path, codes: Mapping[str, str]) -> None:
    lines = (f"{person} {code}\n" for person, code in codes.items())
    write_durably(path, (CODES_HEAD + "".join(lines)).encode())


def _open_codes(readers: tuple[Reader, ...], known: Mapping[str, str]) -> dict[str, str]:
    """Return the codes that still open something: of who is invited and has no key yet."""
    return {
        reader.id: known[reader.id]
        for reader in readers
        if reader.recipient is None
        and reader.id in known
        and reader.code_hash == code_hash(known[reader.id])
    }
