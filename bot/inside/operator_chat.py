"""Writes to whoever looks after the machine when something needs a person, and when it is over.

Each kind of trouble is told once, again when it has got worse, and once when it is over. What was
told rests in a file beside the log, which the desk alone may write, so that a restart repeats
nothing; where it cannot be written, a restart tells it again.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.own_work import in_own_work
from bot.rounds import rounds
from casework.desk.messages import Chat, tell_apart
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog
from casework.rules.reminders import Quiet
from storage.ledger.files import write_durably
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

LOOK_SECONDS = 60.0
FILE = "operator.json"
OVER = "operator-over"
URGENT = frozenset({"telegram", "disk", "outbox", "log", "roster"})
"""What does not wait for the morning."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What needs a person: its kind, what is said of it, and how bad it is.

    A trouble of the same kind whose `step` is another is told again.
    """

    kind: str
    text: str
    args: Mapping[str, int | str] = field(default_factory=dict)
    step: int = 0


Look = Callable[[datetime], Awaitable[Iterable[Trouble]]]
"""Returns what is wrong at that moment."""


@dataclass(slots=True)
class OperatorChat:
    """Looks once a minute; `chat` is the operator's, in which no case is ever named."""

    chat: Chat
    folder: Path
    database: Database
    scope: Callable[[Work], DeskScope]
    looks: Mapping[str, Look]
    quiet: Quiet
    pause_seconds: float = LOOK_SECONDS
    _known: dict[str, int] | None = field(default=None, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set."""
        await rounds(log, "operator", self.look, self.pause_seconds, stop)

    async def look(self) -> None:
        """Tell what has changed since it was told.

        Raises:
            StorageUnavailableError: The database does not answer.
            OSError: What was told cannot be kept; a restart tells it again.
        """
        scope = self.scope(Work(self.database))
        now, told = scope.clock(), self._told()
        found, unseen = await self._found(now)
        asleep = self.quiet.covers(scope.office.hours.local(now).time())
        news = [
            each
            for each in found.values()
            if told.get(each.kind) != each.step and (each.kind in URGENT or not asleep)
        ]
        over = [kind for kind in told if kind not in found and kind not in unseen]
        if not news and not over:
            return
        await in_own_work(self.database, self.scope, self._tell, news, over)
        kept = {kind: step for kind, step in told.items() if kind not in over}
        self._keep(kept | {each.kind: each.step for each in news})

    async def _found(self, now: datetime) -> tuple[dict[str, Trouble], set[str]]:
        """Return what is wrong, and of which kinds that could not be found out just now."""
        found: dict[str, Trouble] = {}
        unseen: set[str] = set()
        for kind, look in self.looks.items():
            try:
                found |= {each.kind: each for each in await look(now)}
            except Exception as error:  # noqa: BLE001  one look that fails stops no other
                log.fault("part-failed", error, part="operator")
                unseen.add(kind)
        return found, unseen

    async def _tell(self, scope: DeskScope, news: Sequence[Trouble], over: Sequence[str]) -> None:
        for each in news:
            tell_apart(scope, self.chat, each.text, each.args)
        for kind in over:
            tell_apart(scope, self.chat, OVER, {"kind": kind})

    def _told(self) -> dict[str, int]:
        if self._known is None:
            self._known = self._kept()
        return self._known

    def _kept(self) -> dict[str, int]:
        try:
            plain = json.loads((self.folder / FILE).read_bytes())
            return {str(kind): int(step) for kind, step in plain.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _keep(self, told: Mapping[str, int]) -> None:
        # On a full disk, of all things, nobody shall be told the same each minute.
        self._known = dict(told)
        write_durably(self.folder / FILE, json.dumps(dict(sorted(told.items()))).encode())


def passed(amount: float, steps: Sequence[float]) -> int:
    """Return how many of the steps an amount has reached."""
    return sum(amount >= step for step in steps)
