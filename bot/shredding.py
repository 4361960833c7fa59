"""Shredding on the command line: two keys are shown, a number is typed, and a case is gone.

Specified in docs/spec/ledger.md §12.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.access import desk_at_hand
from bot.blob_store import blobs_of
from bot.config import Config
from bot.keys import load_verifier
from bot.own_work import TRIES
from casework.desk.scope import DeskScope
from casework.desk.shred import Keyholder, shred, shreddable
from casework.ports import DuplicateError, StaleError, StorageUnavailableError
from storage.blobs import Blobs
from storage.ledger.age import KeyIdentity
from storage.ledger.log.signed_log import SignedLog
from storage.sql.lingering import wipe_lingering
from storage.sql.rewriting import rewrite_tables
from storage.sql.work import Database, Work


class NoSuchKeyError(LookupError):
    """No key of the roster is the one that was shown, or the desk keeps none of that reader."""


class NotConfirmedError(Exception):
    """Another number was typed than that of the case."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the two show: identities of their own, or reader ids whose keys the desk keeps."""

    identities: Sequence[KeyIdentity]
    readers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shredded:
    """The number of the case, how many blobs went and how many are left for `dengwen fsck`.

    `overwritten` says whether freed pages of the database are.
    """

    number: str
    blobs: int
    left: int
    overwritten: bool


async def shred_on_command(
    config: Config,
    case_id: str,
    shown: Shown,
    ask: Callable[[str], str],
    confirm: Callable[[str], bool],
) -> Shredded:
    """Destroy a case, once `confirm` says yes to its registration number.

    `ask` returns the passphrase of a reader whose key the desk keeps.

    Raises:
        NoSuchKeyError, NotConfirmedError: See there.
        PassphraseRefusedError: A passphrase is not the one.
        StaleError: The case changes all the time.
        Exception: Whatever else `shred` raises.
    """
    tiles = SignedLog(config.storage.log, load_verifier(config.storage.keys, "log")).tiles
    blobs = blobs_of(config)
    async with desk_at_hand(config) as (database, scope):
        by = await keyholders(scope(Work(database)), shown, ask)
        case = await shreddable(scope(Work(database)), case_id, by)
        if not confirm(case.number):
            raise NotConfirmedError
        for _time in range(TRIES):
            work = Work(database)
            size = await asyncio.to_thread(tiles.size)
            names = await shred(scope(work), case_id, by, size)
            try:
                await work.commit()
            except (StaleError, DuplicateError):
                continue
            left = [name for name in names if not _removed(blobs, name)]
            gone = len(names) - len(left)
            return Shredded(case.number, gone, len(left), await _overwritten(database))
    raise StaleError("cases")


def _removed(blobs: Blobs, name: str) -> bool:
    """Remove a blob of a case that is gone; False if what it rests on does not let it go."""
    try:
        blobs.remove(name)
    except OSError:
        return False
    return True


async def _overwritten(database: Database) -> bool:
    """Overwrite what was deleted, in the database's files; False if somebody prevents it."""
    try:
        await wipe_lingering(database)
        await rewrite_tables(database)
    except StorageUnavailableError:
        return False
    return True


async def keyholders(
    scope: DeskScope, shown: Shown, ask: Callable[[str], str]
) -> Sequence[Keyholder]:
    """Return the readers of the roster whose keys were shown.

    Raises:
        NoSuchKeyError: A key is nobody's, or the desk does not keep it.
        PassphraseRefusedError: A passphrase is not the one.
    """
    found = [_holder(scope, identity) for identity in shown.identities]
    accounts = {row.reader_id: row for row in await scope.book.accounts()}
    for reader_id in shown.readers:
        account = accounts.get(reader_id)
        if account is None or account.identity is None:
            raise NoSuchKeyError(reader_id)
        # Slow on purpose; nothing else runs here that could wait for it.
        identity = scope.seals.unlock(account.identity, ask(reader_id))
        found.append(_holder(scope, identity))
    return found


def _holder(scope: DeskScope, identity: KeyIdentity) -> Keyholder:
    recipient = scope.seals.recipient_of(identity)
    for reader in scope.roster.readers():
        if reader.recipient == recipient:
            return Keyholder(reader, identity)
    raise NoSuchKeyError(recipient)
