"""One update of a chat at a time, in this process and in all others that serve the same bot.

Within a process a lock of its own; between processes an advisory lock of PostgreSQL that is held
while the update is handled and answered. It belongs to a connection: a process that dies lets go of
it at once. SQLite has one intake, and needs none. Decided in docs/decisions/.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from storage.ledger.local import Lookup
from storage.sql.locks import SessionLocks


@dataclass(slots=True)
class Turns:
    """Whose turn it is.

    Attributes:
        locks: Those between processes; None where there is one process alone.
        name: Makes a number of a chat or an update that nobody undoes who sees the locks.
        bot: Which bot the chats are of.
    """

    locks: SessionLocks | None
    name: Lookup
    bot: str
    _here: dict[str, asyncio.Lock] = field(default_factory=dict, init=False)
    _wanted: dict[str, int] = field(default_factory=dict, init=False)

    @asynccontextmanager
    async def of(self, chat_id: int | None, update_id: int) -> AsyncIterator[None]:
        """Hold a chat's turn, and that of the update itself, for as long as the block runs.

        Raises:
            StorageUnavailableError: The database does not answer, or somebody holds it for long.
        """
        chat = f"chat {chat_id}" if chat_id is not None else f"alone {update_id}"
        async with self._held(chat), self._held(f"update {update_id}"):
            yield

    @asynccontextmanager
    async def of_update(self, update_id: int) -> AsyncIterator[bool]:
        """Hold the turn of an update that nobody else handles now; yields whether it is held."""
        what = f"update {update_id}"
        if what in self._here:
            yield False
            return
        async with self._held_here(what):
            number = self._number(what)
            if self.locks is not None and not await self.locks.try_take(number):
                yield False
                return
            try:
                yield True
            finally:
                if self.locks is not None:
                    await self.locks.give_back(number)

    async def close(self) -> None:
        """Let go of everything."""
        if self.locks is not None:
            await self.locks.close()

    @asynccontextmanager
    async def _held(self, what: str) -> AsyncIterator[None]:
        async with self._held_here(what):
            if self.locks is None:
                yield
                return
            number = self._number(what)
            await self.locks.take(number)
            try:
                yield
            finally:
                await self.locks.give_back(number)

    @asynccontextmanager
    async def _held_here(self, what: str) -> AsyncIterator[None]:
        lock = self._here.setdefault(what, asyncio.Lock())
        self._wanted[what] = self._wanted.get(what, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._wanted[what] -= 1
            if not self._wanted[what]:
                del self._wanted[what], self._here[what]

    def _number(self, what: str) -> int:
        digest = self.name(f"{self.bot}:{what}".encode())
        return int.from_bytes(digest[:8], "big", signed=True)
