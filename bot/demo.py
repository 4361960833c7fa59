"""The demo: the whole service on the emulator, with invented people and a folder thrown away."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import click

from bot.clock import ShiftedClock
from bot.stage import PASSPHRASE, PUBLIC, TEAM, WITH_OFFICE, Stage
from casework.ports import Clock
from emulator.client import Control
from emulator.server import Emulator

CITIZENS = (("李明", "zh-hans"), ("Ada", "en"))


async def run_demo(port: int, stop: asyncio.Event) -> None:
    """Serve the demo page until `stop` is set."""
    with tempfile.TemporaryDirectory(prefix="dengwen-demo-") as folder:
        clock = ShiftedClock(Path(folder) / "clock")
        async with await _emulator(port, clock) as emulator, Control(emulator.url) as control:
            for name, language in CITIZENS:
                await control.user(name, language_code=language)
            stage = Stage(Path(folder), control, emulator.url, cast=WITH_OFFICE)
            await stage.prepare()
            stage.start()
            try:
                await stage.ready()
                click.echo(_welcome(emulator.url))
                await stage.enrol()
                click.echo("The staff have enrolled.")
                await stop.wait()
            finally:
                await stage.close()


async def _emulator(port: int, clock: Clock) -> Emulator:
    """Return an emulator on `port`, or on a free one if that is taken."""
    try:
        server = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", port)
    except OSError:
        return Emulator(0, now=clock)
    server.close()
    await server.wait_closed()
    return Emulator(port, now=clock)


def _welcome(url: str) -> str:
    return (
        f"The demo is ready: {url}\n"
        f"Citizens write to @{PUBLIC}; the staff work with @{TEAM}.\n"
        "The staff are enrolling just now, as their phones show.\n"
        f"Everybody on the staff unlocks with the passphrase: {PASSPHRASE}\n"
        "Everything is thrown away when you press Ctrl-C."
    )
