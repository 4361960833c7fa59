"""Each time the roster changes: who has left it is locked out at once, and their cases go on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bot.dialogues import dialogue_key, forget_dialogue
from bot.own_work import in_own_work
from bot.rounds import rounds
from casework.desk.index import FactsIndex
from casework.desk.leavers import (
    Leaver,
    hand_on,
    leavers,
    let_go,
    lock_out,
    returned,
    tell_courier,
)
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog
from casework.rules.search import Known, Test
from storage.ledger.local import LocalKey
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

PAUSE_SECONDS = 2.0


@dataclass(slots=True)
class Leavers:
    """Looks at the roster now and then; one that was looked at costs nothing more."""

    database: Database
    scope: Callable[[Work], DeskScope]
    index: FactsIndex
    local_key: LocalKey
    bot_id: int
    pause_seconds: float = PAUSE_SECONDS
    _edition: int | None = field(default=None, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set."""
        await rounds(log, "leavers", self.round, self.pause_seconds, stop)

    async def round(self) -> None:
        """Act upon the roster if it is not the one of the last round.

        Raises:
            RosterRefusedError: It cannot be believed.
            StorageUnavailableError: The database does not answer.
        """
        scope = self.scope(Work(self.database))
        edition, _ = scope.roster.edition()
        if edition == self._edition:
            return
        await lock_out(scope)
        gone = await leavers(scope)
        if gone or self._edition is not None:
            await self._does(tell_courier)
        await self._does(returned)
        await self._forget_dialogues(gone)
        if gone and not self.index.complete:
            return  # Which cases are theirs is known in a moment.
        for leaver in gone:
            await self._let_go(leaver)
        self._edition = edition

    async def _let_go(self, leaver: Leaver) -> None:
        for known in await self.index.find(leaver.id, [_handled_by(leaver.id)]):
            await self._does(hand_on, leaver, known.id)
        await self._does(let_go, leaver)

    async def _does(self, step: Callable[..., Awaitable[None]], *about: object) -> None:
        await in_own_work(self.database, self.scope, step, *about)

    async def _forget_dialogues(self, gone: Sequence[Leaver]) -> None:
        work = Work(self.database)
        for each in gone:
            forget_dialogue(
                work, dialogue_key(self.local_key, self.bot_id, each.chat_id, each.user_id)
            )
        await work.commit()


def _handled_by(reader_id: str) -> Test:
    def test(known: Known) -> bool:
        return known.assignee == reader_id

    return test
