"""Has files looked into by a process without rights; see `bot.scrub`.

A file is held in memory while that is done and never touches the disk. A crash, a bomb or a file
that takes too long leaves the intake as it was and the file as it came.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass, field

from casework.operator_log import OperatorLog, kind
from casework.rules.metadata import LOOKS_AT_BYTES, Outcome, in_order

log = OperatorLog(__name__)

SECONDS = 45.0
AT_ONCE = 2
_COMMAND = (sys.executable, "-I", "-B", "-m", "bot.scrub")
# What a file grows by when a PDF's pictures are written anew, at most.
_LONGEST = 2 * LOOKS_AT_BYTES


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a file, as words of `casework.rules.metadata`, and the cleaned file."""

    outcome: str
    found: tuple[str, ...] = ()
    cleaned: bytes | None = None


FAILED = Looked(Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Looks into files, a few at a time: each takes memory."""

    seconds: float = SECONDS
    command: tuple[str, ...] = _COMMAND
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def look_into(self, data: bytes) -> Looked:
        """Return what a file tells besides what it shows; never raises for what is in the file."""
        async with self._turns:
            try:
                process = await asyncio.create_subprocess_exec(
                    *self.command,
                    stdin=PIPE,
                    stdout=PIPE,
                    stderr=DEVNULL,
                    env={},
                    start_new_session=True,
                )
            except OSError as error:
                log.warning("file-not-looked-into", error=kind(error))
                return FAILED
            try:
                async with asyncio.timeout(self.seconds):
                    out, _ = await process.communicate(data)
            except TimeoutError:
                out = b""
            finally:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        looked = _read(out) if process.returncode == 0 else None
        if looked is None:
            log.warning("file-not-looked-into", status=process.returncode or 0)
        return looked or FAILED


def _read(out: bytes) -> Looked | None:
    """Return the report that a process wrote, if it is one."""
    line, _, cleaned = out.partition(b"\n")
    try:
        head = json.loads(line)
        outcome, found, size = Outcome(head["outcome"]), in_order(head["found"]), head["size"]
    except (ValueError, KeyError, TypeError):
        return None
    if size != len(cleaned) or size > _LONGEST or (outcome == Outcome.CLEANED) != bool(cleaned):
        return None
    return Looked(outcome, tuple(found), cleaned or None)
