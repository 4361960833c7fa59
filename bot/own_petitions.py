"""The list of somebody's own petitions, sealed under the intake's key and found by their account.

It is kept only for whoever asks for it below a receipt: `/privacy` says so and for how long.
It lies among the conversations, under another keyed hash than theirs, and goes as they do.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from storage.ledger.local import LocalKey, LocalSeal
from storage.ledger.padding import padded_json
from storage.sql.journal import SqlDialogues
from storage.sql.work import Work

SHOWN = 20


@dataclass(frozen=True, slots=True)
class SealedOwnPetitions:
    """Implements `handlers.public.own.OwnPetitions`; what is written waits for the commit."""

    dialogues: SqlDialogues
    seal: LocalSeal
    key: bytes
    until: date

    async def numbers(self) -> Sequence[str]:
        """Return the numbers, the newest first."""
        sealed = await self.dialogues.get(self.key)
        if sealed is None:
            return []
        numbers: list[str] = json.loads(self.seal.open(sealed, self.key))["data"]["numbers"]
        return numbers

    async def add(self, number: str) -> None:
        """Put a number at the top, and keep the list for its time from now."""
        others = [known for known in await self.numbers() if known != number]
        numbers = [number, *others][:SHOWN]
        record = {"state": None, "data": {"numbers": numbers}}
        sealed = self.seal.seal(padded_json(record), self.key)
        self.dialogues.put(self.key, sealed, self.until)

    def forget(self) -> None:
        """Keep no list any more."""
        self.dialogues.forget(self.key)


OwnMaker = Callable[[Work, str, date], SealedOwnPetitions]
"""Makes the list of the person whose conversation has that name, as of a day."""


def own_maker(local: LocalKey, kept: timedelta) -> OwnMaker:
    """Return what makes somebody's list for one unit of work."""
    # Sealed and shaped as conversations are: who looks through their table opens all rows alike.
    seal, lookup = local.sealed("dialogue"), local.lookup("own")

    def make(work: Work, dialogue: str, today: date) -> SealedOwnPetitions:
        key = lookup(bytes.fromhex(dialogue))
        return SealedOwnPetitions(SqlDialogues(work), seal, key, today + kept)

    return make


class OwnMiddleware(BaseMiddleware):
    """Gives handlers the list of whoever they talk to as `own`; comes after the conversations."""

    def __init__(self, make: OwnMaker) -> None:
        self._make = make

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Hand the list on; without a conversation there is none."""
        if "dialogue_key" in data:
            data["own"] = self._make(data["work"], data["dialogue_key"], data["now"].date())
        return await handler(event, data)
