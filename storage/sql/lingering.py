"""Rows that are gone from the tables and still lie in the database's files.

SQLite overwrites what is deleted (`secure_delete`), yet its write-ahead log keeps earlier pages
until it is emptied: dialogues, answers and pointers that the intake's lasting key would open.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from casework.ports import StorageUnavailableError
from storage.sql.tables import cases
from storage.sql.work import Database

PATIENCE_MS = 500
PAUSE = timedelta(minutes=1)


async def wipe_lingering(database: Database) -> None:
    """Empty the write-ahead log of SQLite; any other database is left as it is.

    Raises:
        StorageUnavailableError: Somebody is still reading from it; call again.
    """
    if await database.read(_is_busy):
        raise StorageUnavailableError("the write-ahead log is in use")


class AfterReceipts:
    """Empties the write-ahead log soon after a receipt, and at most once in a minute.

    Until then it holds the keyed hash by which the conversation was known, and the answer with the
    chat's number. It is emptied twice, since the first time the receipt may be on its way still.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._newest: int | None = None
        self._left = 0
        self._wiped_at: datetime | None = None

    async def wipe(self, now: datetime) -> None:
        """Empty the log if that is due; raises as `wipe_lingering`."""
        newest = await self._database.read(lambda c: c.scalar(select(func.max(cases.c.position))))
        if newest != self._newest:
            self._newest, self._left = newest, 2
        if not self._left or (self._wiped_at is not None and now - self._wiped_at < PAUSE):
            return
        await wipe_lingering(self._database)
        self._left, self._wiped_at = self._left - 1, now


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
