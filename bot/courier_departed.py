"""Whom the team bot writes to no more: chats of people who have left the roster.

The desk says so beside the figures that it seals to the courier, so that whatever was planned for
them goes to nobody from that moment on, without being looked for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from casework.operator_log import OperatorLog
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.errors import SealError

log = OperatorLog(__name__)


@dataclass(slots=True)
class Departed:
    """Knows their chats by the newest figures; they are opened once each time they change."""

    figures: Callable[[], Awaitable[bytes | None]]
    keys: CourierKeys
    _sealed: bytes | None = field(default=None, init=False)
    _chats: frozenset[int] = field(default=frozenset(), init=False)

    async def chats(self) -> frozenset[int]:
        """Return the private chats that get nothing.

        Raises:
            StorageUnavailableError: The database cannot be read.
        """
        sealed = await self.figures()
        if sealed is None or sealed == self._sealed:
            return self._chats
        self._sealed = sealed
        try:
            self._chats = frozenset(self.keys.open_figures(sealed).get("departed", ()))
        except (SealError, TypeError) as error:
            # No reminder of anybody's is worth holding up for it, and the summary complains, too.
            log.fault("departed-not-readable", error)
        return self._chats
