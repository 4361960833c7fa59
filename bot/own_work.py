"""A step of the desk in a unit of work of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from casework.desk.scope import DeskScope
from casework.ports import DuplicateError, StaleError
from storage.sql.work import Database, Work

TRIES = 5
T = TypeVar("T")


async def in_own_work(
    database: Database,
    scope: Callable[[Work], DeskScope],
    step: Callable[..., Awaitable[T]],
    *about: object,
) -> T:
    """Take a step and commit it; what somebody else changed meanwhile is read again.

    Raises:
        StaleError, DuplicateError: Others were faster each time.
        StorageUnavailableError: The database does not answer.
    """
    tried = 0
    while True:
        work = Work(database)
        try:
            done = await step(scope(work), *about)
            await work.commit()
        except (StaleError, DuplicateError):
            tried += 1
            if tried == TRIES:
                raise
        else:
            return done
