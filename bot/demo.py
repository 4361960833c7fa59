"""The demo: the whole service on the emulator, with invented people and a folder thrown away."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from pathlib import Path

import click

from bot.clock import ShiftedClock
from bot.demo_backstage import DemoBackstage
from bot.stage import ENGLISH_NAMES, NAMES, PASSPHRASE, PUBLIC, TEAM, WITH_OFFICE, Stage
from emulator.client import Control
from emulator.server import Emulator

CITIZENS = {"zh-CN": ("李明", "zh-hans"), "en": ("Ada", "en")}
LANGUAGES = tuple(CITIZENS)
SERVED = ("zh-CN", "zh-Hant", "en")


def language_of_environment() -> str:
    """Return the language in which the staff are served unless another is wanted."""
    chosen = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if chosen.startswith("en") else "zh-CN"


async def run_demo(port: int, stop: asyncio.Event, language: str | None = None) -> None:
    """Serve the demo page until `stop` is set; `language` is the staff's."""
    language = language or language_of_environment()
    others = [other for other in LANGUAGES if other != language]
    with tempfile.TemporaryDirectory(prefix="dengwen-demo-") as name:
        folder = Path(name)
        clock = ShiftedClock(folder / "clock")
        backstage = DemoBackstage(folder, clock)
        async with await _emulator(port, backstage) as emulator, Control(emulator.url) as control:
            backstage.changed = emulator.world.touch
            people = [CITIZENS[each] for each in (language, *others)]
            citizens = [await control.user(who, language_code=code) for who, code in people]
            stage = Stage(
                folder,
                control,
                emulator.url,
                settings={"DENGWEN_LANGUAGES": _languages(language)},
                cast=WITH_OFFICE,
                names=ENGLISH_NAMES if language == "en" else NAMES,
                start_child=backstage.start,
            )
            await stage.prepare(language=CITIZENS[language][1])
            stage.start()
            try:
                click.echo("The demo is starting. First the invented staff enrol.")
                await stage.ready()
                await stage.enrol()
                # Before that nobody could open what a citizen hands in, and the bot would say so.
                backstage.opens(stage, citizens)
                click.echo(_welcome(emulator.url))
                await stop.wait()
            finally:
                await stage.close()


def _languages(first: str) -> str:
    """Return the setting by which the groups are spoken to in `first`."""
    return json.dumps(sorted(SERVED, key=lambda language: language != first))


async def _emulator(port: int, backstage: DemoBackstage) -> Emulator:
    """Return an emulator on `port`, or on a free one if that is taken."""
    try:
        server = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", port)
    except OSError:
        port = 0
    else:
        server.close()
        await server.wait_closed()
    return Emulator(port, now=backstage.clock, backstage=backstage)


def _welcome(url: str) -> str:
    return (
        f"The demo is ready: {url}\n"
        f"Citizens write to @{PUBLIC}; the staff work with @{TEAM}.\n"
        f"Everybody on the staff unlocks with the passphrase: {PASSPHRASE}\n"
        "Everything is thrown away when you press Ctrl-C."
    )
