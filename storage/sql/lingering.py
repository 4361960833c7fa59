"""Rows that are gone from the tables and still lie in the database's files.

SQLite overwrites what is deleted (`secure_delete`), yet its write-ahead log keeps earlier pages
until it is emptied: dialogues, answers and pointers that the intake's lasting key would open.
"""

from __future__ import annotations

from sqlalchemy import Connection

from casework.ports import StorageUnavailableError
from storage.sql.work import Database

PATIENCE_MS = 500


async def wipe_lingering(database: Database) -> None:
    """Empty the write-ahead log of SQLite; any other database is left as it is.

    Raises:
        StorageUnavailableError: Somebody is still reading from it; call again.
    """
    if await database.read(_is_busy):
        raise StorageUnavailableError("the write-ahead log is in use")


def _is_busy(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return False
    # While it waits for readers, nobody can write: better to try again soon than to wait long.
    patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")
    return bool(busy)
