"""Which of several intakes keeps house: whoever is first each time, and never two at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from storage.ledger.local import Lookup
from storage.sql.locks import SessionLocks


@dataclass(frozen=True, slots=True)
class Keeper:
    """The key to the house; without `locks` there is one intake, which always has it."""

    locks: SessionLocks | None
    name: Lookup

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        """Yield whether nobody else keeps house for as long as the block runs.

        Raises:
            StorageUnavailableError: The database does not answer.
        """
        if self.locks is None:
            yield True
            return
        number = int.from_bytes(self.name(b"house")[:8], "big", signed=True)
        if not await self.locks.try_take(number):
            yield False
            return
        try:
            yield True
        finally:
            await self.locks.give_back(number)

    async def close(self) -> None:
        """Give the connection back."""
        if self.locks is not None:
            await self.locks.close()
