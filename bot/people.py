"""The roster on the command line: who is on it, with which code they enrol, who is taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.clock import clock_of
from bot.config import Config
from bot.keys import load_roster, load_verifier, root_signer
from casework.desk.enroll import code_hash
from casework.ports import Reader
from casework.rules.terms import local_date
from handlers.texts import Texts
from storage.ledger.errors import ExpiredRosterError, SealError
from storage.ledger.files import create_secret_file
from storage.ledger.note import NoteSigner, NoteVerifier
from storage.ledger.recovery import make_recovery
from storage.ledger.roster import (
    RosterFile,
    SignedRoster,
    accept_enrolments,
    check_recipient,
    new_enrolment_code,
    parse_roster,
    sign_note,
)
from storage.ledger.roster_pin import RootPin
from storage.ledger.roster_request import RosterRequest, parse_request
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Work, open_database

PROCESS = "command-line"
KEY_SHOWN = 16


class UnknownPersonError(LookupError):
    """The configuration names nobody with that id."""


def roster_of(config: Config) -> RosterFile:
    """Return the roster as the command line sees it."""
    return load_roster(config.storage.keys, PROCESS)


def add_reader(config: Config, person_id: str, root_key: Path | None = None) -> str:
    """Enter a person of the configuration into the roster and return their enrolment code."""
    reader, code = _invitation(config, person_id)
    signer = root_signer(config.storage.keys, root_key)
    file = roster_of(config)
    file.install(sign_note(file.current().with_reader(reader), signer))
    return code


def remove_reader(config: Config, reader_id: str, root_key: Path | None = None) -> None:
    """Take a reader off the roster: from now on no petition is wrapped to them."""
    file = roster_of(config)
    if file.current().reader(reader_id) is None:
        raise UnknownPersonError(reader_id)
    signer = root_signer(config.storage.keys, root_key)
    file.install(sign_note(file.current().without(reader_id), signer))


async def sign_roster(
    config: Config, root_key: Path | None = None, changes: Mapping[str, Any] | None = None
) -> list[str]:
    """Enter the public keys that people made when they enrolled, and sign; returns who they are.

    `changes` are fields of the roster that change as well; with them it is signed in any case.
    """
    signer = root_signer(config.storage.keys, root_key)
    notes = await _enrolments(config)
    file = roster_of(config)
    before = file.current()
    after, entered = accept_enrolments(before, notes, load_verifier(config.storage.keys, "log"))
    if entered or changes:
        file.install(sign_note(_next(before, after, changes), signer))
    return entered


async def pending_request(
    config: Config, invite: Sequence[str] = (), remove: Sequence[str] = ()
) -> tuple[str, dict[str, str]]:
    """Return what is carried to the root key, and the new enrolment codes by person.

    It holds the last edition, the notes of who enrolled, and the people to `invite` or `remove`.
    """
    keys = config.storage.keys
    roster, desk = roster_of(config).current(), load_verifier(keys, "log")
    note = (keys / "roster.note").read_text("utf-8")
    notes = [each for each in await _enrolments(config) if _counts(roster, each, desk)]
    invited = [_invitation(config, person_id) for person_id in invite]
    for reader_id in remove:
        if roster.reader(reader_id) is None:
            raise UnknownPersonError(reader_id)
    request = RosterRequest(note, desk, notes, [reader for reader, _ in invited], remove)
    return request.text(), {reader.id: code for reader, code in invited}


def sign_offline(
    request: str, signer: NoteSigner, pin: RootPin, changes: Mapping[str, Any] | None = None
) -> tuple[str | None, list[str]]:
    """Sign a request, without a database or a configuration.

    Returns the note and a line for each change, or None when the request asks for nothing.

    Raises:
        RolledBackRosterError: The key has signed another edition since the one it is built on.
        ForgedNoteError: `signer` did not sign the last edition, or something in it is not right.
    """
    before, after = parse_request(request).accepted(signer.verifier)
    pin.check(signer.verifier, before.serial, before.text())
    if after == before and not changes:
        return None, []
    after = _next(before, after, changes)
    return sign_note(after, signer), changes_between(before, after)


def write_signed(note: str, out: Path, signer: NoteSigner, pin: RootPin) -> None:
    """Write a note that was signed offline to a new file, and remember it beside the key.

    Raises:
        KeyFileError: There is a file already, or it could not be remembered: nothing is written.
    """
    create_secret_file(out, note.encode())
    try:
        edition = parse_roster(note, signer.verifier)
        pin.remember(signer.verifier, edition.serial, edition.text())
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def install_roster(config: Config, note: str) -> list[str]:
    """Put a note that was signed elsewhere in place; returns a line for each change.

    Raises:
        ForgedNoteError: The root key did not sign it, it is older than what was seen, or over.
    """
    file = roster_of(config)
    try:
        before = file.current()
    except SealError:  # a roster that is refused is mended by one that is not
        before = SignedRoster(0, ())
    last = parse_roster(note, load_verifier(config.storage.keys, "root")).valid_until
    if last is not None and last < local_date(clock_of(config)(), config.round.timezone):
        raise ExpiredRosterError(f"this roster ended on {last.isoformat()}; nothing was changed")
    return changes_between(before, file.install(note))


def set_recovery(config: Config, recipient: str, root_key: Path | None = None) -> None:
    """Enter the key to which every later case is wrapped besides its readers."""
    signer = root_signer(config.storage.keys, root_key)
    file = roster_of(config)
    roster = file.current()
    key = check_recipient(recipient.strip(), roster.profile, "the recovery key")
    file.install(sign_note(roster.next(recovery=key), signer))


def write_recovery(config: Config, custodians: Mapping[str, str], out: Path) -> str:
    """Make a recovery key, write a file for each two custodians, and return its public half."""
    made = make_recovery(custodians, roster_of(config).current().profile)
    out.mkdir(mode=0o700, parents=True)
    for name, content in made.files.items():
        create_secret_file(out / name, content)
    texts = Texts(config.languages)
    first, second, *_ = custodians
    words = {"file": f"{first}+{second}.age", "first": first, "second": second}
    readme = [texts.say(code).label("recovery-readme", **words) for code in texts.languages]
    create_secret_file(out / "README.txt", ("\n\n".join(readme) + "\n").encode())
    return made.recipient


def reader_row(reader: Reader) -> dict[str, Any]:
    """Return what 'dengwen reader list' says of a reader."""
    return {
        "id": reader.id,
        "role": reader.role,
        "home_units": sorted(reader.home_units),
        "custody": reader.custody,
        "key": reader.recipient[:KEY_SHOWN] if reader.recipient else "–",
        "enrolled": bool(reader.recipient),
    }


def changes_between(before: SignedRoster, after: SignedRoster) -> list[str]:
    """Return a line for each reader, and each header, in which two editions differ."""
    if before == after:
        return [f"edition {after.serial} is in place already; nothing changes"]
    lines = [f"edition {before.serial} -> {after.serial}"]
    for name in ("profile", "valid_until", "recovery"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            lines.append(f"{name.replace('_', '-')}: {old or 'none'} -> {new or 'none'}")
    for reader in after.readers:
        known = before.reader(reader.id)
        if known != reader:
            lines.append(f"{reader.id}: {'changed' if known else 'new'}, {_in_words(reader)}")
    lines += [f"{r.id}: removed" for r in before.readers if after.reader(r.id) is None]
    return lines


def _in_words(reader: Reader) -> str:
    home = f", of {' '.join(sorted(reader.home_units))}" if reader.home_units else ""
    key = f"key {reader.recipient} ({reader.custody})" if reader.recipient else "no key yet"
    return f"{reader.role}{home}, {key}"


def _invitation(config: Config, person_id: str) -> tuple[Reader, str]:
    """Return the entry of a person who is to enrol, and the code for it."""
    person = next((person for person in config.people if person.id == person_id), None)
    if person is None:
        raise UnknownPersonError(person_id)
    code = new_enrolment_code()
    home = frozenset(person.home_units)
    return Reader(person.id, person.role, home, None, code_hash(code)), code


def _counts(roster: SignedRoster, note: str, desk: NoteVerifier) -> bool:
    """Say whether an enrolment note changes anything: most are of people who have their key."""
    return bool(accept_enrolments(roster, [note], desk)[1])


def _next(
    before: SignedRoster, after: SignedRoster, changes: Mapping[str, Any] | None
) -> SignedRoster:
    return before.next(readers=after.readers, **(changes or {}))


async def _enrolments(config: Config) -> list[str]:
    database = open_database(config.storage.database)
    try:
        await database.create_tables()
        return list(await SqlDeskBook(Work(database)).enrolments())
    finally:
        await database.close()


def day_or_none(text: str) -> date | None:
    """Return the day that `text` names, or None for the word `none`.

    Raises:
        ValueError: It is neither.
    """
    return None if text == "none" else date.fromisoformat(text)
