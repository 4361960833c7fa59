"""The roster on the command line: who is on it, with which code they enrol, who is taken off."""

from __future__ import annotations

from bot.config import Config
from bot.keys import load_roster, load_signer, load_verifier
from casework.desk.enroll import code_hash
from casework.ports import Reader
from storage.ledger.roster import (
    SignedRoster,
    accept_enrolments,
    new_enrolment_code,
    save_roster,
)
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Work, open_database


class UnknownPersonError(LookupError):
    """The configuration names nobody with that id."""


def add_reader(config: Config, person_id: str) -> str:
    """Enter a person of the configuration into the roster and return their enrolment code."""
    person = next((person for person in config.people if person.id == person_id), None)
    if person is None:
        raise UnknownPersonError(person_id)
    code = new_enrolment_code()
    reader = Reader(person.id, person.role, frozenset(person.home_units), None, code_hash(code))
    _save(config, load_roster(config.storage.keys).current().with_reader(reader))
    return code


def remove_reader(config: Config, reader_id: str) -> None:
    """Take a reader off the roster: from now on no petition is wrapped to them."""
    roster = load_roster(config.storage.keys).current()
    if roster.reader(reader_id) is None:
        raise UnknownPersonError(reader_id)
    _save(config, roster.without(reader_id))


async def sign_roster(config: Config) -> list[str]:
    """Enter the public keys that people made when they enrolled, and sign; returns who they are."""
    database = open_database(config.storage.database)
    try:
        await database.create_tables()
        notes = await SqlDeskBook(Work(database)).enrolments()
    finally:
        await database.close()
    keys = config.storage.keys
    roster = load_roster(keys).current()
    signed, entered = accept_enrolments(roster, notes, load_verifier(keys, "log"))
    if entered:
        _save(config, SignedRoster(roster.serial + 1, signed.readers))
    return entered


def _save(config: Config, roster: SignedRoster) -> None:
    keys = config.storage.keys
    save_roster(keys / "roster.note", roster, load_signer(keys, "root"))
