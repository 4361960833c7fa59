"""What goes first in a chat, whoever has it in hand: another courier, one that died, or a pause.

An item rests sealed, so only a courier can tell for which chat it is. Those that are due and not
free are few; each is opened once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from casework.operator_log import OperatorLog, where
from casework.ports import OutboxRow, StorageUnavailableError
from storage.sql.courier_book import SqlCourierBook

log = OperatorLog(__name__)

Chat: TypeAlias = tuple[str, str]
Place: TypeAlias = tuple[datetime, int]


@dataclass(slots=True)
class Ahead:
    """Finds the items that go before others, and knows their chats.

    Attributes:
        book: The outbox.
        chat_of: Returns for which chat an item is; it raises what may be wrong with one.
    """

    book: SqlCourierBook
    chat_of: Callable[[OutboxRow], Awaitable[Chat | None]]
    _chats: dict[str, Chat | None] = field(default_factory=dict, init=False)

    async def of(
        self, now: datetime, mine: Collection[str]
    ) -> Mapping[Chat, tuple[Place, datetime]]:
        """Return for each chat the first item that is due and not free, and until when.

        `mine` are those that this process has in hand: it keeps their order itself.
        """
        taken = [each for each in await self.book.taken(now) if each.id not in mine]
        await self._learn([each.id for each in taken])
        first: dict[Chat, tuple[Place, datetime]] = {}
        for each in taken:  # in their order
            chat = self._chats.get(each.id)
            if chat is not None:
                first.setdefault(chat, (each.place, each.until))
        return first

    async def _learn(self, ids: Sequence[str]) -> None:
        """Open the items that were not seen before, and forget those that are gone."""
        known = self._chats
        new = [each for each in ids if each not in known]
        self._chats = {each: known[each] for each in ids if each in known}
        for row in await self.book.items(new):
            self._chats[row.id] = await self._chat(row)

    async def _chat(self, row: OutboxRow) -> Chat | None:
        try:
            return await self.chat_of(row)
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  what cannot be read goes before nothing
            log.debug("item-without-chat", item=row.id, error=where(error))
            return None
