"""The demo as a process of its own, for the browser to look at."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

READY = re.compile(r"The demo is ready: (\S+)")
ENROLLED = "The staff have enrolled."
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
            said = await _said(process, ENROLLED)
        match = READY.search(said)
        assert match is not None, said
        yield match[1]
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.wait()


async def _said(process: asyncio.subprocess.Process, last: str) -> str:
    """Return what a process has said when it says `last`."""
    assert process.stdout is not None
    said = ""
    while last not in said:
        line = await process.stdout.readline()
        if not line:
            raise RuntimeError(f"the demo ended before it was ready: {said}")
        said += line.decode()
    return said
