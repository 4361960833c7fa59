"""The recovery drill: custodians open the key of last resort, and with it what only it opens.

Until it passed for the key that the roster names, the service does not go live. Whether it did
stands in `recovery-drill.json` in the keys folder: no secret, the key's public half and a day.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date
from itertools import permutations
from pathlib import Path

from bot.config import Config
from bot.keys import published_roster
from casework.ports import RECOVERY
from casework.rules.access import key_id
from storage.ledger.age import (
    KeyIdentity,
    generate_identity,
    open_sealed,
    parse_identity,
    parse_recipient,
    seal,
)
from storage.ledger.errors import MalformedKeyError, SealError
from storage.ledger.files import PUBLIC_FILE, write_durably
from storage.ledger.padding import pad, unpad
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Work, open_database

RECORD = "recovery-drill.json"
TRIAL = b"what nobody else can open"


class DrillFailedError(Exception):
    """The drill did not pass; the message says where, and what to do."""


async def drill(
    config: Config, folder: Path, custodians: Mapping[str, KeyIdentity], today: date
) -> list[str]:
    """Open every file of `folder` that two of `custodians` hold together, and what it opens.

    Returns the names of the files, and notes that the drill passed.

    Raises:
        DrillFailedError: A file does not open, or holds another key than the roster names.
    """
    recipient = published_roster(config.storage.keys).recovery
    if recipient is None:
        raise DrillFailedError("The roster names no recovery key: dengwen recovery make, then set.")
    opened = []
    for first, second in permutations(custodians, 2):
        path = folder / f"{first}+{second}.age"
        if path.exists():
            identity = _opened(path, custodians[first], custodians[second])
            await _used(config, identity, recipient, path)
            opened.append(path.name)
    if not opened:
        raise DrillFailedError(f"{folder} has no file for two of {', '.join(custodians)}.")
    record = {"recovery": recipient, "passed": today.isoformat(), "files": opened}
    write_durably(config.storage.keys / RECORD, (json.dumps(record) + "\n").encode(), PUBLIC_FILE)
    return opened


def passed_on(config: Config) -> date | None:
    """Return the day on which the drill passed for the recovery key of the roster, or None."""
    recipient = published_roster(config.storage.keys).recovery
    try:
        record = json.loads((config.storage.keys / RECORD).read_text("ascii"))
        day = date.fromisoformat(record["passed"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return day if recipient is not None and record.get("recovery") == recipient else None


def what_is_missing(config: Config) -> str | None:
    """Say in one sentence why the service may not go live yet, or nothing if it may."""
    if passed_on(config) is not None:
        return None
    if published_roster(config.storage.keys).recovery is None:
        return (
            "The service does not go live without a recovery key, since a case would be lost with "
            "its readers' passphrases: run 'dengwen init', or 'dengwen recovery make' and 'set', "
            "then 'dengwen recovery drill'."
        )
    return (
        "The service does not go live before the recovery drill has passed for the key on the "
        "roster: let two custodians bring their files, and run 'dengwen recovery drill'."
    )


def _opened(path: Path, first: KeyIdentity, second: KeyIdentity) -> KeyIdentity:
    try:
        inner = open_sealed(path.read_bytes(), [first])
        text = open_sealed(inner, [second]).decode("ascii")
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        return parse_identity(lines[0])
    except (SealError, UnicodeDecodeError, IndexError) as error:
        raise DrillFailedError(
            f"{path} does not open with these two keys ({type(error).__name__}): compare them with "
            "the custodians, or make another recovery key."
        ) from None


async def _used(config: Config, identity: KeyIdentity, recipient: str, path: Path) -> None:
    """Open a case that was made up, and one of the ledger if one is there, with the key."""
    if identity.recipient.encode() != recipient:
        raise DrillFailedError(
            f"{path} holds another recovery key than the one that the roster names: these files "
            "are of an earlier one, or 'dengwen recovery set' is still to be run."
        )
    case = generate_identity(identity.recipient.profile)
    trial = TRIAL + secrets.token_bytes(16)
    wrap = seal(f"{case.encode()}\n".encode(), [parse_recipient(recipient)])
    piece = seal(pad(trial), [case.recipient])
    try:
        again = parse_identity(open_sealed(wrap, [identity]).decode("ascii").strip())
        whole = unpad(open_sealed(piece, [again])) == trial
        await _opens_a_case(config, identity)
    except (SealError, UnicodeDecodeError, MalformedKeyError) as error:
        raise DrillFailedError(
            f"The key of {path} opens, but not what is sealed to it ({type(error).__name__}): make "
            "another recovery key."
        ) from None
    if not whole:
        raise DrillFailedError("What was opened is not what was sealed: make another recovery key.")


async def _opens_a_case(config: Config, identity: KeyIdentity) -> None:
    """Open the wrap of the first case of the ledger that has one for this key; of none, nothing."""
    database = open_database(config.storage.database)
    try:
        await database.create_tables()
        book, key = SqlDeskBook(Work(database)), key_id(identity.recipient.encode())
        for case_id in (await book.cases_wrapped_to(RECOVERY, key))[-1:]:
            for wrap in await book.wraps(case_id):
                if wrap.reader_id == RECOVERY and wrap.key == key:
                    open_sealed(wrap.wrap, [identity])
    finally:
        await database.close()
