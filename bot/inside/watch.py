"""Looks after one process: asks a few times a minute what waits, and answers its operator."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.config import Config, Metrics
from bot.inside.listener import FIGURES, PLAIN, Answer, Listener
from bot.inside.meters import Meters
from bot.inside.reach import Reach
from bot.inside.table import ROLES
from bot.logs import sink_of_process
from casework.operator_log import OperatorLog, where
from casework.ports import Clock
from casework.rules.terms import local_date
from storage.sql.watching import answers
from storage.sql.work import Database

log = OperatorLog(__name__)

LOOK_SECONDS = 15.0
ANSWER_SECONDS = 10.0
QUIET_SECONDS = 60.0
REACHED_SECONDS = 300.0
"""A process is ready while Telegram has answered within this time."""
AGAIN_SECONDS = 30.0
LAG, LISTENING = "dengwen_telegram_lag_seconds", frozenset({"intake", "desk"})
LAG_FOR = timedelta(minutes=15)
"""How long a late update is shown, whatever comes after it."""
LATE_SECONDS = 300
"""What waits for less is work and is not shown."""

KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})

Probe = Callable[[datetime], Awaitable[None]]
"""Looks at something and shows what it found in the meters."""


@dataclass(slots=True)
class Watch:
    """What one process knows of itself; `reaches` are by the name of the bot."""

    role: str
    settings: Metrics
    folders: Sequence[Path]
    clock: Clock
    meters: Meters
    database: Database
    reaches: Mapping[str, Reach]
    probes: Sequence[Probe] = ()
    look_seconds: float = LOOK_SECONDS
    _database_at: float | None = field(default=None, init=False)
    _lag_until: datetime | None = field(default=None, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Look and answer until `stop` is set; without `[metrics] listen` do nothing."""
        if self.settings.listen is None:
            return
        self.meters.show("dengwen_start_time_seconds", int(self.clock().timestamp()))
        listening = asyncio.create_task(self._listen(stop))
        try:
            while not stop.is_set():
                await self.look()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), self.look_seconds)
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening

    async def look(self) -> None:
        """Ask the database, Telegram and the disk; what does not answer stops nothing."""
        await self._try(self._ask_database)
        for reach in self.reaches.values():
            await self._try(partial(reach.look, QUIET_SECONDS))
        now = self.clock()
        if self.role in LISTENING and (self._lag_until is None or now >= self._lag_until):
            self.meters.show(LAG, 0)
        for probe in self.probes:
            await self._try(partial(probe, now))
        self.meters.show("dengwen_disk_free_ratio", free_ratio(self.folders))

    def is_ready(self) -> bool:
        """Say whether the database answers and Telegram has answered of late."""
        if self._database_at is None or self._now() - self._database_at > REACHED_SECONDS:
            return False
        return all(reach.silent_seconds() < REACHED_SECONDS for reach in self.reaches.values())

    def paths(self) -> Mapping[str, Callable[[], Answer]]:
        """Return what is answered at which path."""
        return {"/metrics": self._figures, "/health/live": self._live, "/health/ready": self._ready}

    def handled(self, raw: Mapping[str, Any], outcome: str, seconds: float) -> None:
        """Note that an update was dealt with."""
        kind = next((key for key in raw if key in KINDS), "other")
        self.meters.count("dengwen_updates_total", kind, outcome)
        self.meters.time("dengwen_update_seconds", seconds)
        sent = raw.get("message")
        date = sent.get("date") if isinstance(sent, dict) else None
        if isinstance(date, int):
            self._note_lag(beyond(self.clock().timestamp() - date))

    def _note_lag(self, late: int) -> None:
        # It falls with the clock: if it fell with the next message, that one could be timed.
        if late and late >= (self.meters.value(LAG) or 0):
            self.meters.show(LAG, late)
            self._lag_until = self.clock() + LAG_FOR

    async def _ask_database(self) -> None:
        await answers(self.database)
        self._database_at = self._now()

    async def _try(self, ask: Callable[[], Awaitable[object]]) -> None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await ask()
        except Exception as error:  # noqa: BLE001  whoever looks must outlive what is wrong
            # Whose fault it is has been told by who needed it.
            log.debug("not-looked-at", error=where(error))

    async def _listen(self, stop: asyncio.Event) -> None:
        host, port = str(self.settings.listen), self.settings.port + ROLES.index(self.role)
        while not stop.is_set():
            try:
                await Listener(host, port, self.paths()).run(stop)
            except OSError as error:
                log.error("not-listening", error=where(error))  # noqa: TRY400  no trace
                await asyncio.sleep(AGAIN_SECONDS)

    def _figures(self) -> Answer:
        # Only who is asked for figures needs what puts them into words.
        from bot.inside.exposition import exposition  # noqa: PLC0415

        self.meters.show("dengwen_ready", int(self.is_ready()))
        for name, reach in self.reaches.items():
            # Each answer to somebody begins the silence anew: a short one would time their message.
            silent = beyond(reach.silent_seconds())
            self.meters.show("dengwen_telegram_age_seconds", silent, name)
        return 200, FIGURES, exposition(self.meters, sink_of_process())

    def _live(self) -> Answer:
        return 200, PLAIN, b"live\n"

    def _ready(self) -> Answer:
        return (200, PLAIN, b"ready\n") if self.is_ready() else (503, PLAIN, b"not ready\n")

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def watch_of(
    config: Config, role: str, clock: Clock, database: Database, reaches: Mapping[str, Reach]
) -> Watch:
    """Return what looks after a process, and times the commits of its database."""
    meters = Meters(lambda: local_date(clock(), config.round.timezone))
    database.committed = lambda seconds: meters.time("dengwen_commit_seconds", seconds)
    folders = (config.storage.data, config.storage.log)
    return Watch(role, config.metrics, folders, clock, meters, database, reaches)


def beyond(seconds: float) -> int:
    """Return how long something has waited in whole minutes of seconds; 0 if that is no trouble."""
    return int(seconds) // 60 * 60 if seconds > LATE_SECONDS else 0


def free_ratio(folders: Sequence[Path]) -> float:
    """Return how much of the fullest disk is free, in hundredths; a file moves it by none."""
    found = []
    for folder in folders:
        with contextlib.suppress(OSError):
            status = os.statvfs(folder)
            found.append(status.f_bavail * 100 // max(status.f_blocks, 1))
    return min(found, default=0) / 100
