"""The database, and the unit of work that everything it holds goes through.

A unit of work reads at once and writes at its commit, in one short transaction. So no lock is held
while a key is derived, a file is sealed or Telegram is asked, and what one update causes becomes
visible whole or not at all.

Such transactions run one after the other: what one of them looks up nobody else changes before it
is over. On SQLite `BEGIN IMMEDIATE` sees to that, on PostgreSQL a lock that each of them takes
first (docs/decisions/0012-one-writer-on-postgresql.md).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Connection, event, insert, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from casework.ports import DuplicateError, StorageUnavailableError
from storage.ledger.entries import Scribe, SealedEvents, new_salt
from storage.sql.ledger_rows import begin, changes, watch
from storage.sql.schema import Schema, SchemaError, Standing, create, schema_of
from storage.sql.tables import log_entries

T = TypeVar("T")
Operation = Callable[[Connection], object]
_READS = "dengwen_reads"
_BESIDE = "dengwen_beside"
POSTGRESQL = "postgresql"
# There a transaction would be two more ways to the server and back.
_READING = {POSTGRESQL: {_READS: True, "isolation_level": "AUTOCOMMIT"}}
_WRITERS_LOCK = 0x44656E67  # any number that no other program takes in the same database
# Like SQLite's busy_timeout: whoever waits for longer is told that the database is unavailable. A
# transaction whose process has frozen is ended, or nobody could write any more.
_POSTGRESQL_SETTINGS = {
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",  # it costs more than all our questions do
}

# Of the database's errors these are about the question and not about the database: whoever waits
# for them to pass waits for ever.
_WRONG_QUESTION = (DataError, ProgrammingError)
_UNAVAILABLE = (DBAPIError, PoolTimeoutError, OSError)


class UnloggedChangeError(Exception):
    """A fault of the program: it would change a row of the ledger without saying so in the log."""


class Database:
    """The one place where the three processes meet.

    Attributes:
        committed: Is told of each commit how many seconds it took, waiting for others included.
    """

    def __init__(self, engine: AsyncEngine, scribe: Scribe | None = None) -> None:
        self._engine = engine
        self._scribe = scribe
        watch(engine.sync_engine)
        # A plain SELECT needs no transaction; without one it never holds up a writer.
        self._reading = engine.execution_options(
            **_READING.get(engine.dialect.name, {_READS: True})
        )
        self._beside = engine.execution_options(**{_BESIDE: True})
        # SQLite lets one connection write at a time: queueing here is cheaper than busy-waiting.
        self._writer = asyncio.Lock()
        self.committed: Callable[[float], None] | None = None

    async def create_tables(self) -> None:
        """Make the tables in an empty database; several processes may do so at once.

        Raises:
            SchemaError: There are others than this program's.
            StorageUnavailableError: The database cannot be read or written.
        """
        if (await self.schema()).standing is Standing.EMPTY:
            await self._write(self._engine, _create_if_empty)
        await self.require_tables()

    async def require_tables(self) -> None:
        """Return if the tables are those of this program.

        Raises:
            SchemaError: They are not; nothing may be read or written.
            StorageUnavailableError: The database cannot be read.
        """
        schema = await self.schema()
        if schema.standing is not Standing.CURRENT:
            raise SchemaError(schema)

    async def schema(self) -> Schema:
        """Return of which revision the tables are.

        Raises:
            StorageUnavailableError: The database cannot be read.
        """
        return await self.read(schema_of)

    async def change_schema(self, change: Callable[[Connection], T]) -> T:
        """Carry out `change` in one transaction, while nobody else writes; returns what it does.

        Raises:
            StorageUnavailableError: The database cannot be written.
        """
        done: list[T] = []
        await self._write(self._engine, lambda connection: done.append(change(connection)))
        return done[0]

    async def read(self, question: Callable[[Connection], T]) -> T:
        """Answer `question` from what is committed now.

        Raises:
            StorageUnavailableError: The database cannot be read.
        """
        try:
            async with self._reading.connect() as connection:
                return await connection.run_sync(question)
        except _WRONG_QUESTION:
            raise
        except _UNAVAILABLE as error:
            raise StorageUnavailableError(type(error).__name__) from error

    async def write(
        self, operations: list[Operation], events: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        """Carry out all of `operations` in their order, or none of them.

        `events` become one entry of the log, which names the rows of the ledger that were changed.

        Raises:
            UnloggedChangeError: A row of the ledger was changed and no event says why.
            DuplicateError: A constraint says that this was written before.
            StaleError: An operation found its row changed (raised by the operation).
            StorageUnavailableError: The database cannot be written.
        """
        entry = self._sealed(events)

        def run(connection: Connection) -> None:
            begin(connection)
            for operation in operations:
                operation(connection)
            _enter(connection, entry)

        await self._write(self._engine, run)

    async def write_beside(self, operations: list[Operation]) -> None:
        """Carry out all of `operations`, or none of them, while others may write as well.

        That is for rows of no ledger whose operations lock what they look up. It spares those who
        have to wait for each other from waiting for these, too. Raises as `write`.
        """

        def run(connection: Connection) -> None:
            begin(connection)
            for operation in operations:
                operation(connection)
            _enter(connection, None)

        await self._write(self._beside, run)

    async def _write(self, engine: AsyncEngine, run: Operation) -> None:
        began = monotonic()
        try:
            async with self._writer, engine.begin() as connection:
                await connection.run_sync(run)
        except IntegrityError as error:
            raise DuplicateError(type(error).__name__) from error
        except _WRONG_QUESTION:
            raise
        except _UNAVAILABLE as error:
            raise StorageUnavailableError(type(error).__name__) from error
        if self.committed is not None:
            self.committed(monotonic() - began)

    def _sealed(self, events: Sequence[Mapping[str, Any]]) -> SealedEvents | None:
        if not events:
            return None
        if self._scribe is None:
            raise UnloggedChangeError("this process has nothing to write the log with")
        return self._scribe.seal(events)

    async def close(self) -> None:
        """Give the connections back."""
        await self._engine.dispose()


class Work:
    """Reads that happen now and writes that wait for `commit`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._operations: list[Operation] = []
        self._events: list[Mapping[str, Any]] = []
        self._afterwards: list[Callable[[], None]] = []

    async def read(self, question: Callable[[Connection], T]) -> T:
        """Answer `question` from what is committed; waiting writes are not seen."""
        return await self._database.read(question)

    def write(self, operation: Operation) -> None:
        """Let `operation` take part in the commit."""
        self._operations.append(operation)

    def log(self, event: Mapping[str, Any]) -> None:
        """Let the commit enter `event` into the log."""
        self._events.append(event)

    def after_commit(self, step: Callable[[], None]) -> None:
        """Let `step` happen in memory once the commit has succeeded, and never otherwise."""
        self._afterwards.append(step)

    async def commit(self) -> None:
        """Write everything that waits, whole or not at all; raises as `Database.write`."""
        operations, self._operations = self._operations, []
        events, self._events = self._events, []
        afterwards, self._afterwards = self._afterwards, []
        if operations or events:
            await self._database.write(operations, events)
        for step in afterwards:
            step()


def _enter(connection: Connection, entry: SealedEvents | None) -> None:
    rows, gone = changes(connection)
    if entry is None:
        if rows or gone:
            raise UnloggedChangeError(f"no event says why {min([*rows, *gone])} changed")
        return
    connection.execute(
        insert(log_entries).values(
            salt=new_salt(),
            text=entry.text(rows, gone),
            sealed=entry.sealed,
            secret=entry.secret,
            received=entry.received,
        )
    )


def open_database(url: str, scribe: Scribe | None = None) -> Database:
    """Open the database at `url` (an SQLAlchemy URL), with the settings of a ledger.

    Without a `scribe`, which writes the log, no row of the ledger can be changed.
    """
    # Parameters hold sealed values and keyed hashes; even so they belong in no error message.
    engine = create_async_engine(url, hide_parameters=True, connect_args=_arguments_for(url))
    if engine.dialect.name == POSTGRESQL:
        event.listen(engine.sync_engine, "begin", _begin_in_turn)
    if engine.dialect.name == "sqlite":
        if engine.url.database:
            Path(engine.url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        event.listen(engine.sync_engine, "connect", _configure_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
    return Database(engine, scribe)


def take_turns(connection: Connection, number: int) -> None:
    """Let nobody else come to this point of a transaction, by a number, before this one is over.

    SQLite has one writer anyway.
    """
    if connection.dialect.name == POSTGRESQL:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({number})")


def _arguments_for(url: str) -> dict[str, Any]:
    if make_url(url).get_backend_name() != POSTGRESQL:
        return {}
    return {"server_settings": _POSTGRESQL_SETTINGS}


def _begin_in_turn(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(_READS) and not options.get(_BESIDE):
        # It is given back after the commit is visible: so entries of the log become visible in the
        # order of their numbers, too.
        take_turns(connection, _WRITERS_LOCK)


def _configure_sqlite(connection: Any, _record: object) -> None:
    # The driver would start transactions on its own, and only at the first write: too late, since a
    # read that turns into a write fails at once, whatever the timeout.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        "busy_timeout=10000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    if not connection.get_execution_options().get(_READS):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _create_if_empty(connection: Connection) -> None:
    if schema_of(connection).standing is Standing.EMPTY:
        create(connection)
