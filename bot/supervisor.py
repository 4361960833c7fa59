"""Starts the three processes as children, starts them again when they die, and stops them in order.

Each child gets only the tokens that are its own: intake the public bot's, desk the team bot's.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from casework.operator_log import OperatorLog

log = OperatorLog(__name__)

SUPERVISED = "DENGWEN_SUPERVISED"
ROLES = ("intake", "desk", "courier")
DATABASE = "DENGWEN_STORAGE__DATABASE"
FOREIGN = {
    "intake": ("TELEGRAM__TEAM_TOKEN", "TELEGRAM__TEAM_WEBHOOK_SECRET"),
    "desk": ("TELEGRAM__PUBLIC_TOKEN", "TELEGRAM__WEBHOOK_SECRET"),
    "courier": (
        *("TELEGRAM__WEBHOOK_SECRET", "TELEGRAM__TEAM_WEBHOOK_SECRET"),
        *("S3__ACCESS_KEY", "S3__SECRET_KEY"),
    ),
}
STOP_SECONDS = 20
FIRST_PAUSE_SECONDS = 0.5
GOOD_RUN_SECONDS = 60


class Child(Protocol):
    """A process that was started, as `asyncio.subprocess.Process` has it."""

    @property
    def returncode(self) -> int | None:
        """Its exit status, or None while it runs."""
        ...

    async def wait(self) -> int:
        """Return its exit status once it has ended."""
        ...

    def terminate(self) -> None:
        """Ask it to end."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...


Start = Callable[[str, Mapping[str, str]], Awaitable[Child]]
"""Starts a role with the environment of the installation."""


async def start_process(role: str, environment: Mapping[str, str]) -> Child:
    """Start a role as a child process with the tokens that are its own."""
    # A session of its own: Ctrl-C reaches the supervisor alone, which then stops them in order.
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", role),
        env={**environment_of(role, environment), SUPERVISED: "1"},
        stdin=asyncio.subprocess.PIPE,
        start_new_session=True,
    )


@dataclass(slots=True)
class Supervisor:
    """The three processes of one installation."""

    environment: Mapping[str, str]
    roles: Sequence[str] = ROLES
    longest_pause_seconds: float = 30.0
    start: Start = start_process
    children: dict[str, Child] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Keep all roles running until `stop` is set, then stop them and wait for them."""
        async with asyncio.TaskGroup() as tasks:
            for role in self.roles:
                tasks.create_task(self._keep(role, stop))

    async def _keep(self, role: str, stop: asyncio.Event) -> None:
        pause = FIRST_PAUSE_SECONDS
        stopping = asyncio.ensure_future(stop.wait())
        while not stop.is_set():
            started = asyncio.get_running_loop().time()
            child = self.children[role] = await self.start(role, self.environment)
            ending = asyncio.ensure_future(child.wait())
            await asyncio.wait({ending, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                await self._end(child)
                return
            if asyncio.get_running_loop().time() - started > GOOD_RUN_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            log.error("process-ended", role=role, status=ending.result())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, self.longest_pause_seconds)
        stopping.cancel()

    @staticmethod
    async def _end(child: Child) -> None:
        if child.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
        try:
            await asyncio.wait_for(child.wait(), STOP_SECONDS)
        except TimeoutError:
            child.kill()
            await child.wait()


def environment_of(role: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a role, from which the secrets of others are taken back."""
    names = [f"DENGWEN_{secret}" for secret in FOREIGN.get(role, ())]
    taken = dict.fromkeys((*names, *(f"{name}_FILE" for name in names)), "none")
    own = {**environment, **taken}
    if address := environment.get(f"{DATABASE}_FOR__{role.upper()}"):
        # What the owner of the tables may is not for a process that has a role of its own.
        own |= {DATABASE: address, f"{DATABASE}_FILE": "none"}
    for other in ROLES:
        own.pop(f"{DATABASE}_FOR__{other.upper()}", None)
    return own


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM, SIGINT and the end of the supervisor set.

    A second signal ends the process at once.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def begin(number: int) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()

    def orphaned() -> None:
        loop.remove_reader(sys.stdin.fileno())
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, begin, number)
    if os.environ.get(SUPERVISED):
        # Nobody writes to this pipe; it ends when the supervisor does, however that came about.
        loop.add_reader(sys.stdin.fileno(), orphaned)
    return stop
