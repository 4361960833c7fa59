"""Where the processes take their time from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Config
from casework.ports import Clock


def clock_of(config: Config) -> Clock:
    """Return the clock of the configuration: the system's, or for a demo a shifted one."""
    if config.clock_offset_file is None:
        return system_clock
    return ShiftedClock(config.clock_offset_file)


def system_clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


class ShiftedClock:
    """The system's clock, ahead by the seconds that a file holds, so that a demo can skip days."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self) -> datetime:
        """Return the shifted present moment in UTC."""
        try:
            shift = timedelta(seconds=float(self._path.read_text("ascii")))
        except FileNotFoundError:
            shift = timedelta()
        return datetime.now(UTC) + shift
