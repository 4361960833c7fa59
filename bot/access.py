"""Recusal and recovery on the command line, over the same use cases as in the chat."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.blob_store import blobs_of
from bot.config import Config
from bot.desk import scope_over
from bot.keys import load_desk_keys, load_scribe
from bot.own_work import in_own_work
from bot.people import roster_of
from casework.desk.read import EarlierKeyError
from casework.desk.recuse import recuse_for_leader
from casework.desk.rewrap import recover
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.operator_log import OperatorLog, kind
from casework.ports import RECOVERY, DuplicateError, StaleError
from casework.rules.access import key_id
from storage.ledger.age import KeyIdentity
from storage.ledger.errors import SealError, WrongRecipientError
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Database, Work, open_database

log = OperatorLog(__name__)

_UNOPENED = {CaseNotFoundError, NotPermittedError, WrongRecipientError}
_NOT_RECOVERED = (
    CaseNotFoundError,
    NotPermittedError,
    EarlierKeyError,
    SealError,
    StaleError,
    DuplicateError,
)


class NoKeyOnRosterError(LookupError):
    """The roster names nobody of that id, or has no key of theirs."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many cases were wrapped for a reader, were so before, and could not be."""

    done: int
    before: int
    not_done: int


async def recuse_on_command(config: Config, case_id: str, reader_id: str, reason: str) -> str:
    """Recuse somebody of the team on the word of the leader; returns the registration number.

    Raises:
        CaseNotFoundError, NotAReaderError, NobodyLeftError, NotPermittedError, TextTooLongError:
            See `recuse_for_leader`.
        StaleError: The case changes all the time.
    """
    async with desk_at_hand(config) as (database, scope):
        case = await in_own_work(database, scope, recuse_for_leader, case_id, reader_id, reason)
    return case.number


async def recover_on_command(
    config: Config,
    reader_id: str,
    identity: KeyIdentity,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Recovered:
    """Wrap every case that `reader_id` reads for their present key, with the recovery identity.

    Each case is a transaction of its own, so it can be stopped and run again.

    Raises:
        NoKeyOnRosterError: See there.
        WrongRecipientError: It is not the recovery identity: it opens none of them.
    """
    async with desk_at_hand(config) as (database, scope):
        reader = scope(Work(database)).roster.reader(reader_id)
        if reader is None or reader.recipient is None:
            raise NoKeyOnRosterError(reader_id)
        book = SqlDeskBook(Work(database))
        theirs = set(await book.cases_wrapped_to(reader_id, None))
        waiting = set(await book.cases_of_earlier_key(reader_id, key_id(reader.recipient)))
        recoverable = [c for c in await book.cases_wrapped_to(RECOVERY, None) if c in theirs]
        cases = [case_id for case_id in recoverable if case_id in waiting]
        failures = []
        for done, case_id in enumerate(cases, 1):
            failures.append(await _failure(database, scope, identity, reader_id, case_id))
            progress(done, len(cases))
        kinds = {type(failure) for failure in failures}
        if WrongRecipientError in kinds and kinds <= _UNOPENED:
            raise WrongRecipientError("the identity opens none of the cases")
        wrapped = failures.count(None)
        return Recovered(wrapped, len(theirs - waiting), len(waiting) - wrapped)


async def _failure(
    database: Database,
    scope: Callable[[Work], DeskScope],
    identity: KeyIdentity,
    reader_id: str,
    case_id: str,
) -> Exception | None:
    """Wrap one case for a reader, whole or not at all; returns what stood in the way."""
    work = Work(database)
    try:
        await recover(scope(work), identity, reader_id, case_id)
        await work.commit()
    except _NOT_RECOVERED as error:
        log.warning("case-not-recovered", case=case_id, error=kind(error))
        return error
    return None


@asynccontextmanager
async def desk_at_hand(
    config: Config,
) -> AsyncIterator[tuple[Database, Callable[[Work], DeskScope]]]:
    """Yield the database and the scope of the desk's use cases, for a command.

    The command line does not look at the roster's last day (docs/spec/roster.md, "While a roster is
    refused"), so that nobody waits for a signature to be recused.
    """
    folder = config.storage.keys
    keys = load_desk_keys(folder, blobs_of(config).path)
    database = open_database(config.storage.database, load_scribe(folder))
    try:
        await database.create_tables()
        yield database, scope_over(config, keys, roster_of(config))
    finally:
        await database.close()
