"""The queue of updates that Telegram keeps for a bot until the bot acknowledges them."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from emulator.errors import RefusedError

Update = dict[str, Any]

KEPT_FOR = timedelta(hours=24)
MOST_AT_ONCE = 100
# An offset this far ahead of the queue stems from before a restart of the ids; it is ignored.
FUTURE_TOLERANCE = 10
ONLY_ON_DEMAND = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass
class _Waiting:
    id: int
    update: Update
    since: datetime


class UpdateQueue:
    """Updates in order, each kept until acknowledged or a day old.

    Args:
        first_id: the id of the first update; later ids rise by one.
        now: the clock.
    """

    def __init__(self, first_id: int, now: Callable[[], datetime]) -> None:
        self.next_id = first_id
        self.allowed: frozenset[str] = frozenset()
        self._now = now
        self._waiting: deque[_Waiting] = deque()
        # Told whenever something was queued, while the bot has a webhook.
        self.listener: Callable[[], None] | None = None
        self._poller: asyncio.Future[None] | None = None
        self._closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, kind: str, body: dict[str, Any]) -> None:
        """Queues an update of that kind, unless the bot asked not to have such."""
        if kind in self.allowed or (not self.allowed and kind not in ONLY_ON_DEMAND):
            self.inject({kind: body})

    def inject(self, update: Update) -> int:
        """Queues an arbitrary update, well formed or not, and returns its id."""
        update = {"update_id": self.next_id, **update}
        stated = update["update_id"]
        # An update may be broken in its very id; it is then acknowledged as the next one would be.
        number = stated if isinstance(stated, int) else self.next_id
        self.next_id = max(self.next_id, number + 1)
        self._waiting.append(_Waiting(number, update, self._now()))
        self._wake()
        return number

    def restart_ids(self, next_id: int) -> None:
        """Goes on from another id, as Telegram does after a week without updates."""
        self.next_id = next_id

    async def take(self, *, offset: int | None, limit: int, timeout_seconds: float) -> list[Update]:
        """Acknowledges what lies before the offset and returns what follows, waiting if need be.

        Raises:
            RefusedError: another call took over while this one was waiting.
        """
        self._end_other_poll()
        self._forget(offset or 0)
        if not self._waiting and timeout_seconds > 0 and not self._closed:
            await self._wait(timeout_seconds)
        limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
        return [waiting.update for waiting, _ in zip(self._waiting, range(limit), strict=False)]

    def waiting(self) -> list[tuple[int, Update]]:
        """What is to be delivered, oldest first."""
        self._forget(0)
        return [(waiting.id, waiting.update) for waiting in self._waiting]

    def has(self, number: int) -> bool:
        """Whether an update still waits."""
        self._forget(0)
        return any(waiting.id == number for waiting in self._waiting)

    def remove(self, number: int) -> None:
        """Drops an update that was delivered."""
        self._waiting = deque(waiting for waiting in self._waiting if waiting.id != number)

    def discard(self) -> None:
        """Drops all that waits."""
        self._waiting.clear()

    def close(self) -> None:
        """Lets a waiting poll return empty-handed, and later ones not wait at all."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        if self.listener is not None:
            self.listener()
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    async def _wait(self, timeout_seconds: float) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(poller, timeout_seconds)
        except TimeoutError:
            pass
        finally:
            if self._poller is poller:
                self._poller = None

    def _end_other_poll(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(
                RefusedError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            )
        self._poller = None

    def _forget(self, offset: int) -> None:
        oldest = self._now() - KEPT_FOR
        while self._waiting and self._waiting[0].since <= oldest:
            self._waiting.popleft()
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        elif offset <= self.next_id + FUTURE_TOLERANCE:
            while self._waiting and self._waiting[0].id < offset:
                self._waiting.popleft()
