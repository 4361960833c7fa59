"""The demo as a process of its own, for the browser to look at."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

READY = re.compile(r"The demo is ready: (\S+)")
PATIENCE = 120  # seconds, on a machine that does much else


@asynccontextmanager
async def demo(language: str) -> AsyncIterator[str]:
    """Yield the address of a demo in which everybody has enrolled."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0", "--language", language),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            address = await _address(process)
        yield address
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    """Return the address that a process says when it is ready."""
    assert process.stdout is not None
    async for line in process.stdout:
        if (match := READY.search(line.decode())) is not None:
            return match[1]
    raise RuntimeError("the demo ended before it was ready")
