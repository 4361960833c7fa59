"""Tables written anew on PostgreSQL, which leaves deleted rows in its files otherwise."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from casework.ports import StorageUnavailableError
from storage.sql.shredding import OF_A_CASE
from storage.sql.tables import cases, log_entries, outbox, reminders
from storage.sql.work import POSTGRESQL, Database

_HELD_BY_A_CASE = (*OF_A_CASE, cases, outbox, reminders, log_entries)
_IS_OURS = "SELECT pg_has_role(tableowner, 'USAGE') FROM pg_tables WHERE tablename = 'cases'"


async def rewrite_tables(database: Database) -> None:
    """Let nothing lie in the files of the tables that was deleted with a case.

    Whoever works with a table waits while it is written. The server's write-ahead log has the old
    rows until it is recycled. Any other database is left as it is.

    Raises:
        StorageUnavailableError: Somebody holds a table for too long, or we do not own it.
    """
    if await database.read(_is_somebody_elses):
        raise StorageUnavailableError("only the owner may rewrite tables")
    for table in _HELD_BY_A_CASE:
        await database.read(partial(_rewrite, table=table.name))


def _is_somebody_elses(connection: Connection) -> bool:
    # PostgreSQL only warns a stranger, and skips the table.
    return (
        connection.dialect.name == POSTGRESQL and not connection.exec_driver_sql(_IS_OURS).scalar()
    )


def _rewrite(connection: Connection, table: str) -> None:
    if connection.dialect.name == POSTGRESQL:
        connection.exec_driver_sql(f"VACUUM (FULL) {table}")
