"""aiogram's FSM storage, sealed and inside the unit of work of the update.

The storages that come with aiogram write at once and in clear. This one reads the state of a
conversation once, keeps changes to itself, and lets the commit of the update write them.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import EVENT_CONTEXT_KEY
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import TelegramObject

from casework.rules.terms import local_date
from handlers.public.context import writing
from storage.ledger.local import LocalKey
from storage.ledger.padding import padded_json
from storage.sql.journal import SqlDialogues
from storage.sql.work import Work

# The row of somebody who has looked a petition up links them to it: no longer than they need it.
BRIEFLY = timedelta(days=1)


class SealedDialogues(BaseStorage):
    """The conversations that one update may touch; the commit is refused if one has gone on since.

    A petition may go out by itself, or be shredded, while an update of its conversation is handled.

    `draft_age` is how long a petition in the making is kept since it was touched last; any other
    conversation is kept until tomorrow.
    """

    def __init__(
        self, work: Work, local_key: LocalKey, today: date, draft_age: timedelta = BRIEFLY
    ) -> None:
        self._dialogues = SqlDialogues(work)
        self._today = today
        self._draft_age = draft_age
        self._seal = local_key.sealed("dialogue")
        self._local_key = local_key
        self._read: dict[bytes, dict[str, Any]] = {}
        self._before: dict[bytes, bytes | None] = {}

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        record = await self._record(key)
        record["state"] = state.state if isinstance(state, State) else state
        self._put(key, record)

    async def get_state(self, key: StorageKey) -> str | None:
        state: str | None = (await self._record(key))["state"]
        return state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        record = await self._record(key)
        record["data"] = dict(data)
        self._put(key, record)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict((await self._record(key))["data"])

    async def close(self) -> None:
        """Hold nothing back: the unit of work owns the connection."""

    def _key(self, key: StorageKey) -> bytes:
        return bytes.fromhex(dialogue_key(self._local_key, key.bot_id, key.chat_id, key.user_id))

    async def _record(self, key: StorageKey) -> dict[str, Any]:
        row_key = self._key(key)
        if row_key not in self._read:
            sealed = self._before[row_key] = await self._dialogues.get(row_key)
            self._read[row_key] = (
                json.loads(self._seal.open(sealed, row_key))
                if sealed
                else {"state": None, "data": {}}
            )
        return self._read[row_key]

    def _put(self, key: StorageKey, record: dict[str, Any]) -> None:
        row_key = self._key(key)
        if row_key in self._before:
            self._dialogues.expect(row_key, self._before.pop(row_key))
        if record["state"] is None and not record["data"]:
            self._dialogues.forget(row_key)
            return
        age = self._draft_age if writing(record["state"]) else BRIEFLY
        sealed = self._seal.seal(padded_json(record), row_key)
        self._dialogues.put(row_key, sealed, self._today + age)


def dialogue_key(local_key: LocalKey, bot_id: int, chat_id: int, user_id: int) -> str:
    """Return the name, in hexadecimal, under which a conversation rests."""
    return local_key.lookup("dialogue")(f"{bot_id}:{chat_id}:{user_id}".encode()).hex()


def forget_dialogue(work: Work, key: str) -> None:
    """Let the commit of `work` forget a conversation."""
    SqlDialogues(work).forget(bytes.fromhex(key))


class DialogueMiddleware(BaseMiddleware):
    """Gives handlers their `state`, from the unit of work of the update."""

    def __init__(self, local_key: LocalKey, draft_age: timedelta = BRIEFLY) -> None:
        self._local_key = local_key
        self._draft_age = draft_age

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        context = data.get(EVENT_CONTEXT_KEY)
        if context and context.chat_id and context.user_id:
            key = StorageKey(
                bot_id=data["bot"].id, chat_id=context.chat_id, user_id=context.user_id
            )
            now: datetime = data["now"]
            today = local_date(now)  # a draft is kept to the end of a day of those who write it
            storage = SealedDialogues(data["work"], self._local_key, today, self._draft_age)
            state = FSMContext(storage=storage, key=key)
            name = dialogue_key(self._local_key, key.bot_id, key.chat_id, key.user_id)
            data.update(state=state, raw_state=await state.get_state(), dialogue_key=name)
        return await handler(event, data)
