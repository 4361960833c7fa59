"""Work that a process does in the background, one round after the other until it stops."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from casework.operator_log import OperatorLog, kind
from casework.ports import (
    DuplicateError,
    RosterRefusedError,
    StaleError,
    StorageUnavailableError,
)


async def rounds(
    log: OperatorLog,
    name: str,
    once: Callable[[], Awaitable[object]],
    pause_seconds: float,
    stop: asyncio.Event,
) -> None:
    """Do `once` again and again until `stop` is set; what fails is logged and tried again."""
    while not stop.is_set():
        try:
            await once()
        except RosterRefusedError:
            pass  # The roster has said why, once; everything waits until it is mended.
        except (StorageUnavailableError, StaleError, DuplicateError) as error:
            log.warning("part-waits", part=name, error=kind(error))
        except Exception as error:  # noqa: BLE001  such work must outlive any surprise
            log.fault("part-failed", error, part=name)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause_seconds)
