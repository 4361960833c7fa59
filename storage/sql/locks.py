"""Advisory locks of PostgreSQL that outlast a transaction, all on one connection.

They guard the order of what is said, not the ledger: what two processes change at the same time is
found out by the transactions themselves. So a lost connection, with which its locks are lost, stops
nobody; and a process that dies lets go of them at once.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidRequestError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from casework.ports import StorageUnavailableError

LONGEST_WAIT_SECONDS = 10.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.005, 0.1
_TAKE = text("SELECT pg_try_advisory_lock(:number)")
_GIVE_BACK = text("SELECT pg_advisory_unlock(:number)")
_GONE = (DBAPIError, InterfaceError, InvalidRequestError, PoolTimeoutError, OSError, TimeoutError)


@dataclass(slots=True)
class SessionLocks:
    """Locks by number, asked for without waiting in the database: one connection serves all."""

    url: str
    _engine: AsyncEngine | None = field(default=None, init=False)
    _connection: AsyncConnection | None = field(default=None, init=False)
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def take(self, number: int) -> None:
        """Wait for a lock and take it.

        Raises:
            StorageUnavailableError: The database does not answer, or somebody holds it for long.
        """
        loop = asyncio.get_running_loop()
        until, pause = loop.time() + LONGEST_WAIT_SECONDS, FIRST_PAUSE_SECONDS
        while not await self.try_take(number):
            if loop.time() > until:
                raise StorageUnavailableError("a turn did not come")
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    async def try_take(self, number: int) -> bool:
        """Take a lock if nobody else has it; raises as `take`."""
        return bool(await self._ask(_TAKE, number))

    async def give_back(self, number: int) -> None:
        """Give a lock back; one that was lost with its connection is no error."""
        with contextlib.suppress(StorageUnavailableError):
            await self._ask(_GIVE_BACK, number)

    async def close(self) -> None:
        """Give everything back."""
        async with self._asking:
            await self._drop()
            if self._engine is not None:
                await self._engine.dispose()
                self._engine = None

    async def _ask(self, question: Any, number: int) -> Any:
        # Shielded, or a question that was broken off would leave the connection in its middle, and
        # nobody would know whether the lock was taken.
        asking = asyncio.ensure_future(self._asked(question, number))
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            with contextlib.suppress(StorageUnavailableError):
                if await asking and question is _TAKE:
                    await self.give_back(number)
            raise

    async def _asked(self, question: Any, number: int) -> Any:
        async with self._asking:
            try:
                connection = await self._connected()
                return await connection.scalar(question, {"number": number})
            except _GONE as error:
                await self._drop()
                raise StorageUnavailableError(type(error).__name__) from error

    async def _connected(self) -> AsyncConnection:
        if self._connection is None:
            if self._engine is None:
                self._engine = create_async_engine(
                    self.url, hide_parameters=True, pool_size=1, isolation_level="AUTOCOMMIT"
                )
            self._connection = await self._engine.connect()
        return self._connection

    async def _drop(self) -> None:
        if self._connection is None:
            return
        connection, self._connection = self._connection, None
        with contextlib.suppress(*_GONE):
            # Not given back to the pool: its locks would live on in there.
            await connection.invalidate()
            await connection.close()
