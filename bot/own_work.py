"""A step of the desk in a unit of work of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from casework.desk.scope import DeskScope
from casework.ports import StaleError
from storage.sql.work import Database, Work

TRIES = 5


async def in_own_work(
    database: Database,
    scope: Callable[[Work], DeskScope],
    step: Callable[..., Awaitable[None]],
    *about: object,
) -> None:
    """Take a step and commit it; what somebody else changed meanwhile is read again.

    Raises:
        StaleError: Others were faster each time.
        StorageUnavailableError: The database does not answer.
    """
    for left in reversed(range(TRIES)):
        work = Work(database)
        try:
            await step(scope(work), *about)
            await work.commit()
        except StaleError:
            if not left:
                raise
        else:
            return
