"""What the page of the demo shows of the processes, the clock and the disk behind the bots."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.demo_disk import look_at_disk
from bot.stage import PASSPHRASE, PUBLIC, TEAM, Stage
from bot.supervisor import ROLES, Child, start_process
from emulator.client import Actor

# Citizen, member, Fifth group and liaison; everybody else is a press away.
ON_THE_TABLE = ("member", "fifth", "liaison")

Json = dict[str, Any]


@dataclass(slots=True)
class DemoBackstage:
    """Implements the emulator's `Backstage` for a stage.

    Attributes:
        folder: Where the data of the installation lie.
        clock: The clock of everything.
        changed: Called when a process starts or ends.
    """

    folder: Path
    clock: Callable[[], datetime]
    changed: Callable[[], None] = lambda: None
    _stage: Stage | None = None
    _table: list[Json] | None = None
    _starts: dict[str, int] = field(default_factory=dict)
    _ends: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self, role: str, environment: Mapping[str, str]) -> Child:
        """Start a role as the supervisor does, and count it."""
        child = await start_process(role, environment)
        self._starts[role] = self._starts.get(role, 0) + 1
        self.changed()
        end = asyncio.create_task(self._await_end(child))
        self._ends.add(end)
        end.add_done_callback(self._ends.discard)
        return child

    async def _await_end(self, child: Child) -> None:
        await child.wait()
        self.changed()

    def opens(self, stage: Stage, citizens: Sequence[Actor]) -> None:
        """Lay the phones on the table: the citizen's who comes first, and those of the staff."""
        self._stage = stage
        staff = [(stage.staff[role], TEAM) for role in ON_THE_TABLE]
        phones = [(citizens[0], PUBLIC), *staff]
        self._table = [{"user": person.id, "chat": f"@{bot}"} for person, bot in phones]
        self.changed()

    def state(self) -> Json:
        """Return who lies on the table, the processes, and what a visitor has to know."""
        return {
            "table": self._table,
            "processes": [self._process(role) for role in ROLES],
            "passphrase": PASSPHRASE,
            "zone": None if self._stage is None else self._stage.config.round.timezone,
        }

    def _process(self, role: str) -> Json:
        child = None if self._stage is None else self._stage.supervisor.children.get(role)
        running = child is not None and child.returncode is None
        # Only a real process has a number.
        pid = getattr(child, "pid", None) if running else None
        starts = self._starts.get(role, 0)
        return {"name": role, "pid": pid, "running": running, "starts": starts}

    def kill(self, name: str) -> None:
        """End a process with SIGKILL; the supervisor starts it again.

        Raises:
            LookupError: There is none of that name, or it is not running.
        """
        if self._stage is None or not self._process(name)["running"]:
            raise LookupError(name)
        self._stage.kill(name)

    def move_clock(self, seconds: float) -> None:
        """Move the clock of all processes and phones forward."""
        if self._stage is not None:
            self._stage.set_clock(self.clock().astimezone(UTC) + timedelta(seconds=seconds))

    async def disk(self, words: list[str], table: str) -> Json:
        """Return what lies in the data folder; see `look_at_disk`."""
        return await asyncio.to_thread(look_at_disk, self.folder / "data", words, table)
