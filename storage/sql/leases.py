"""Leases on pending downloads: `next_at` is the end of one, or when the next try is due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Update, select, update

from storage.sql.rows import seconds
from storage.sql.tables import downloads
from storage.sql.work import Database


class DownloadLeases:
    """Takes pending downloads for one of several processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, piece_id: str, now: datetime, until: datetime) -> bool:
        """Take a download that is due, unless somebody else has, or is about to.

        Raises:
            StorageUnavailableError: The database cannot be written.
        """
        taken = False

        def run(connection: Connection) -> None:
            nonlocal taken
            due = (
                select(downloads.c.piece_id)
                .where(
                    downloads.c.piece_id == piece_id,
                    downloads.c.next_at <= seconds(now),
                    downloads.c.failed.is_(False),
                )
                .with_for_update(skip_locked=True)
            )
            taken = connection.scalar(due) is not None
            if taken:
                connection.execute(_until(piece_id, until))

        await self._database.write_beside([run])
        return taken

    async def renew(self, piece_id: str, until: datetime) -> None:
        """Keep a download for longer; one that is done needs it no more."""
        await self._database.write_beside([lambda c: c.execute(_until(piece_id, until))])


def _until(piece_id: str, until: datetime) -> Update:
    return update(downloads).where(downloads.c.piece_id == piece_id).values(next_at=seconds(until))
