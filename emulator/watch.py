"""A count of changes, and a way to wait for the next."""

import asyncio
from contextlib import suppress


class Watch:
    """Rises by one at every change and wakes whoever waits for one."""

    def __init__(self) -> None:
        self.revision = 0
        self._watchers: set[asyncio.Future[None]] = set()

    def touch(self) -> None:
        """Counts a change."""
        self.revision += 1
        for watcher in self._watchers:
            if not watcher.done():
                watcher.set_result(None)
        self._watchers.clear()

    async def changed_since(self, revision: int, timeout_seconds: float) -> int:
        """The revision, as soon as it differs from the given one or the time is up."""
        if revision == self.revision:
            watcher = asyncio.get_running_loop().create_future()
            self._watchers.add(watcher)
            try:
                with suppress(TimeoutError):
                    await asyncio.wait_for(watcher, timeout_seconds)
            finally:
                self._watchers.discard(watcher)
        return self.revision
