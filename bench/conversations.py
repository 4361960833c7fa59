"""Whole conversations with a photo of 1 MiB, side by side with a bare bot that keeps nothing.

Citizens and the emulator are one process, the bot under test is another (ours: three). The bare bot
says word for word what ours said once, downloads the photo, and neither seals nor stores anything.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import func, select

from bench.figure import Figure
from bot.stage import PUBLIC, Stage
from emulator.client import Control
from emulator.people import Person
from emulator.server import Emulator
from emulator.state import Chat, Message
from emulator.world import World
from storage.sql.tables import cases, pieces
from storage.sql.work import open_database

CROWDS = ((1, 24), (8, 80), (32, 192), (128, 384))
"""How many citizens at once, and how many conversations they have together."""
PHOTO = b"\xff\xd8\xff" + os.urandom((1 << 20) - 3)
ACCOUNT = "The rent of three stalls in the shelter goes to the director's brother, in cash."
ACTS = (
    *("/start", "[English]", "[Begin]", "[Anonymous]", "[Office of]", "[1. No]", "[4. D]"),
    *("[1. Yes]", ACCOUNT, "<photo>", "[Review]", "[Submit]"),
)
"""What a citizen does: a word in brackets is a button, the rest is written or sent."""
RECEIPT = "LX-"
BARE, BARE_TOKEN = "bare_bot", "100400:bare-token-opens-nothing"
PATIENCE_SECONDS = 60
MIN_RATIO, MAX_P99_SECONDS = 0.5, 1.0
JUDGED = {32, 128}
UNLIMITED = {
    "DENGWEN_LIMITS__MESSAGES_PER_MINUTE": "1000000",
    "DENGWEN_LIMITS__MESSAGES_PER_HOUR": "1000000",
    "DENGWEN_LIMITS__DRAFTS_PER_DAY": "1000000",
    "DENGWEN_LIMITS__MB_PER_DAY": "1000000",
    "DENGWEN_LIMITS__ANSWERS_PER_SECOND": "1000",
}


class Ears:
    """Gives a citizen what the bot says in their chat, and wakes nobody else."""

    def __init__(self, world: World) -> None:
        self._said: dict[int, asyncio.Queue[Message]] = defaultdict(asyncio.Queue)
        self._post = world.post
        world.post = self._heard  # type: ignore[method-assign]  # else all wake at each message

    def _heard(self, chat: Chat, message: Message) -> Message:
        if message.sender.is_bot:
            self._said[id(chat)].put_nowait(message)
        return self._post(chat, message)

    async def hears(self, chat: Chat) -> Message:
        """Return what the bot says next in this chat; TimeoutError if it is silent."""
        return await asyncio.wait_for(self._said[id(chat)].get(), PATIENCE_SECONDS)


@dataclass
class Crowd:
    """Citizens who hand in one petition after the other until so many are begun."""

    world: World
    bot: str
    ears: Ears
    left: int
    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    async def hands_in(self, citizens: int) -> float:
        """Return how many seconds all conversations took together."""
        began = time.perf_counter()
        async with asyncio.TaskGroup() as living:
            for _ in range(citizens):
                living.create_task(self._lives())
        return time.perf_counter() - began

    async def _lives(self) -> None:
        while self.left > 0:
            self.left -= 1
            try:
                self.waits.append((await converse(self.world, self.bot, self.ears))[1])
            except (TimeoutError, LookupError) as error:
                self.failures.append(f"{type(error).__name__}: {error}")


async def converse(world: World, bot: str, ears: Ears) -> tuple[list[Message], float]:
    """Let a new person hand a petition in.

    Returns:
        What the bot said to each act, and the seconds from Submit to the receipt.

    Raises:
        TimeoutError: The bot was silent.
        LookupError: The bot offered no such button, or gave no receipt.
    """
    person = Person(world, world.add_user("Citizen", language_code="en"))
    chat, said = person.chat(bot), list[Message]()
    began = time.perf_counter()
    for act in ACTS:
        began = time.perf_counter()
        _do(world, person, chat, act, said)
        said.append(await ears.hears(chat))
    while RECEIPT not in said[-1].text:
        # Ours says once that a file is not stored yet; the receipt follows by itself.
        said[-1] = await ears.hears(chat)
    return said, time.perf_counter() - began


def _do(world: World, person: Person, chat: Chat, act: str, said: Sequence[Message]) -> None:
    if act == "<photo>":
        person.sends(chat, media=world.files.media("photo", PHOTO))
    elif act.startswith("["):
        label = act.strip("[]")
        message, row, column = next(
            (message, row, column)
            for message in reversed(said)
            for row, buttons in enumerate(message.buttons)
            for column, button in enumerate(buttons)
            if label in button["text"]
        )
        person.presses(chat, message.id, row, column)
    else:
        person.sends(chat, act)


def figures() -> Iterator[Figure]:
    """Measure, one figure after the other; it takes a gigabyte of disk."""
    with tempfile.TemporaryDirectory(prefix="dengwen-bench-") as name:
        yield from asyncio.run(_both(Path(name)))


async def _both(folder: Path) -> list[Figure]:
    figures = []
    async with Emulator() as emulator, Control(emulator.url) as control:
        ears = Ears(emulator.world)
        async with _ours(folder / "ours", control, emulator) as stage:
            script, _ = await converse(emulator.world, PUBLIC, ears)
            (folder / "script.json").write_text(
                json.dumps([{"text": m.text, "buttons": m.buttons} for m in script]), "utf-8"
            )
            await control.bot(BARE_TOKEN, BARE, "Bare")
            given = 1
            async with _bare(folder / "script.json", emulator.url):
                await converse(emulator.world, BARE, ears)
                for citizens, conversations in CROWDS:
                    figures += await _compared(emulator.world, ears, citizens, conversations)
                    given += conversations
            figures.append(await _kept(stage, given))
    return figures


async def _compared(world: World, ears: Ears, citizens: int, conversations: int) -> list[Figure]:
    crowds = {}
    for bot in (BARE, PUBLIC):
        crowd = Crowd(world, bot, ears, conversations)
        seconds = await crowd.hands_in(citizens)
        crowds[bot] = crowd, len(crowd.waits) / seconds
    (_, bare), (ours, rate) = crowds[BARE], crowds[PUBLIC]
    who = f"{citizens} at once"
    judged = citizens in JUDGED
    longest = quantiles(ours.waits, n=100)[-1] if len(ours.waits) > 1 else float("inf")
    failed = sum(len(crowd.failures) for crowd, _ in crowds.values())
    if failed:
        sys.stderr.write(f"{[crowd.failures[:3] for crowd, _ in crowds.values()]}\n")
    return [
        Figure(f"{who}: conversations with the bare bot", f"{bare:.1f}/s"),
        Figure(f"{who}: conversations with ours", f"{rate:.1f}/s"),
        Figure(
            f"{who}: ours in proportion",
            f"{rate / bare:.2f}",
            f"at least {MIN_RATIO}" if judged else "",
            rate / bare >= MIN_RATIO or not judged,
        ),
        Figure(f"{who}: from Submit to the receipt, median", f"{median(ours.waits) * 1000:.0f} ms"),
        Figure(
            f"{who}: from Submit to the receipt, 99 of 100",
            f"{longest * 1000:.0f} ms",
            "below 1 s" if citizens == min(JUDGED) else "",
            longest < MAX_P99_SECONDS or citizens != min(JUDGED),
        ),
        Figure(f"{who}: failed", str(failed), "0", not failed),
    ]


@asynccontextmanager
async def _ours(folder: Path, control: Control, emulator: Emulator) -> AsyncIterator[Stage]:
    stage = Stage(folder, control, emulator.url, settings=UNLIMITED)
    await stage.prepare(language="en")
    stage.start()
    await stage.ready()
    await stage.enrol()
    try:
        yield stage
    finally:
        await stage.close()


@asynccontextmanager
async def _bare(script: Path, url: str) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.bare_bot", str(script), url, BARE_TOKEN)
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def _kept(stage: Stage, given: int) -> Figure:
    """Return whether each receipt has its whole case."""
    database = open_database(stage.config.storage.database)
    whole = (
        select(pieces.c.case_id)
        .group_by(pieces.c.case_id)
        .having(func.min(pieces.c.stored) == 1, func.count() >= 2)  # noqa: PLR2004  words, photo
    )
    try:
        count = await database.read(
            lambda c: c.scalar(select(func.count()).where(cases.c.id.in_(whole)))
        )
    finally:
        await database.close()
    return Figure("whole cases for that many receipts", f"{count}", f"{given}", count == given)
