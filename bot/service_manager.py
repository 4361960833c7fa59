"""Tells the service manager that a process is up, goes on, and is stopping.

One datagram each: `READY=1` when the process has its keys and its database, `WATCHDOG=1` for as
long as its event loop turns, `STOPPING=1` when it was asked to end. Without a service manager
nothing happens. Source: sd_notify(3) and sd_watchdog_enabled(3), which promise this protocol to
programs that do not link libsystemd.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import Mapping

from casework.operator_log import OperatorLog, kind

log = OperatorLog(__name__)

BEATS_IN_TIME = 3
"""How often the watchdog hears of us in the time after which it would end the process."""


async def keep_told(stop: asyncio.Event) -> None:
    """Say that the process is ready, and that it goes on, until `stop` is set."""
    every_seconds = watchdog_seconds(os.environ)
    tell("READY=1")
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every_seconds and every_seconds / BEATS_IN_TIME)
        if not stop.is_set():
            tell("WATCHDOG=1")
    tell("STOPPING=1")


def watchdog_seconds(environment: Mapping[str, str]) -> float | None:
    """Return after which silence this process would be ended, or None if nobody listens."""
    if environment.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    try:
        seconds = int(environment["WATCHDOG_USEC"]) / 1_000_000
    except (KeyError, ValueError):
        return None
    return seconds if seconds > 0 else None


def tell(state: str) -> None:
    """Send a state to the service manager, if there is one; a lost word stops nothing."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    # A name that begins with @ lies in the abstract name space, where it begins with a zero byte.
    target = f"\0{address[1:]}" if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as speaking:
            speaking.sendto(state.encode(), target)
    except OSError as error:
        log.warning("service-manager-deaf", error=kind(error))
