"""Three intakes behind webhooks serve one bot, and one of them is killed in the middle.

DENGWEN_SOAK=1 lets them do so for longer, with one death after the other.
"""

import asyncio
import itertools
import os
import re
import socket
from contextlib import asynccontextmanager, suppress
from random import Random

import pytest

from bot.stage import Stage
from emulator.client import Control
from emulator.server import Emulator
from emulator.state import Settings
from storage.ledger.age import Profile, generate_identity
from tests.crowd import READERS, SETTINGS, Citizen, Sentences, _compare, _ledger, _rests, _sign
from tests.e2e.warm import warm_start
from tests.storage.postgresql import fresh_database, running_server  # noqa: F401  fixtures

SOAK = bool(os.environ.get("DENGWEN_SOAK"))
CHATS, TEXTS, ROUNDS = (20, 25, 10) if SOAK else (20, 3, 1)
REPLICAS = 3

pytestmark = pytest.mark.timeout(3600 if SOAK else 240)
SECRET = "drum-at-the-gate-drum-at-the-gate"
NUMBERED = re.compile(r"Chat (\d+) says (\d+)")


class Balancer:
    """Brings each connection to the next process that takes it, as any load balancer does."""

    def __init__(self, ports):
        self._turns = itertools.cycle(ports)
        self._ports = ports
        self._going = set()

    @asynccontextmanager
    async def open(self):
        server = await asyncio.start_server(self._bring, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/telegram"
        finally:
            server.close()
            for task in self._going:
                task.cancel()
            await asyncio.gather(*self._going, return_exceptions=True)

    async def _bring(self, reader, writer):
        self._going.add(asyncio.current_task())
        try:
            ends = await self._connect()
            if ends is not None:
                await self._join((reader, writer), ends)
        finally:
            self._going.discard(asyncio.current_task())
            writer.close()

    async def _connect(self):
        for _ in self._ports:
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", next(self._turns))
        return None

    @staticmethod
    async def _join(one, other):
        ways = [
            asyncio.create_task(_pipe(one[0], other[1])),
            asyncio.create_task(_pipe(other[0], one[1])),
        ]
        try:
            # Whichever end hangs up, the other is told.
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            other[1].close()


async def _pipe(reader, writer):
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()


class Writer(Citizen):
    """Writes numbered messages without waiting for what the bot says."""

    def _handled(self, update_id):
        return not self.chat.bot.updates.has(update_id)

    async def writes_in_one_go(self, first, count):
        for number in range(first, first + count):
            text = f"Chat {self.number} says {number}"
            self.person.sends(self.chat, text)
            self.draft[text.encode()] += 1
        newest = self.chat.bot.updates.next_id - 1
        while not self._handled(newest):
            await asyncio.sleep(0.01)
        while not (told := self.told()) or told[-1].id < self._own():
            await asyncio.sleep(0.01)
        self.last = told[-1]


class Replicas:
    """The intakes, each at its port."""

    def __init__(self, stage, ports):
        self.stage, self.ports = stage, ports
        self.children = {}
        self.kills = 0

    async def start(self, *ports):
        for port in ports or self.ports:
            place = {"DENGWEN_TELEGRAM__WEBHOOK_LISTEN": f"127.0.0.1:{port}"}
            own = self.stage.environment() | place
            self.children[port] = await warm_start("intake", own)

    async def one_dies(self, port):
        self.kills += 1
        self.children[port].kill()
        await self.children[port].wait()

    async def stop(self):
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            await child.wait()


async def test_order_is_kept_nothing_is_lost_and_nothing_doubled_when_one_of_three_dies(
    tmp_path, postgresql
):
    ports = [_free_port() for _ in range(REPLICAS)]
    settings = Settings(webhook_pause_seconds=0.02)
    async with (
        fresh_database(postgresql) as database,
        Balancer(ports).open() as url,
        Emulator(0, settings=settings) as emulator,
        Control(emulator.url) as control,
    ):
        own = SETTINGS | {
            "DENGWEN_STORAGE__DATABASE": database,
            "DENGWEN_TELEGRAM__WEBHOOK_URL": url,
            "DENGWEN_TELEGRAM__WEBHOOK_SECRET": SECRET,
        }
        stage = Stage(tmp_path, control, emulator.url, settings=own)
        await stage.prepare(language="en")
        readers = {who: generate_identity(Profile.X25519) for who in READERS}
        _sign(stage, readers, Profile.X25519)
        sentences, world = Sentences("en"), emulator.world
        people = [Writer(world, sentences, Random(n), n) for n in range(CHATS)]  # noqa: S311
        replicas = Replicas(stage, ports)
        try:
            await replicas.start()
            courier = await warm_start("courier", stage.environment())
            for round_number in range(ROUNDS):
                await _round(people, replicas, round_number)
            await _rests(stage)
        finally:
            await replicas.stop()
            courier.terminate()
            await courier.wait()
        found = await _ledger(stage, list(readers.values()), tmp_path)
    assert replicas.kills == ROUNDS
    promised = {number for person in people for number in person.receipts}
    assert found.keys() == promised
    assert len(promised) == CHATS * ROUNDS
    for person in people:
        _compare(person, found)
    opened = [_numbers_in(folder) for folder in (tmp_path / "opened").iterdir()]
    assert sorted(opened) == sorted(
        [(chat, number) for number in range(TEXTS)] for chat in range(CHATS) for _ in range(ROUNDS)
    )


async def _round(people, replicas, round_number):
    victim = replicas.ports[round_number % REPLICAS]
    async with asyncio.TaskGroup() as writing:
        for person in people:
            writing.create_task(_writes(person))
        writing.create_task(_dies_in_the_middle(people, replicas, victim))
    if SOAK:
        await replicas.start(victim)
    await asyncio.gather(*(person.submits() for person in people))


async def _writes(person):
    await person.reaches_the_account()
    if person.number % 4 == 0:
        await person.hands_in_file()
    await person.writes_in_one_go(0, TEXTS)


async def _dies_in_the_middle(people, replicas, victim):
    while sum(person.draft.total() > 1 for person in people) < len(people) // 2:
        await asyncio.sleep(0.005)
    await replicas.one_dies(victim)


def _numbers_in(folder):
    """Return (chat, number) of the numbered messages of a case, in the order of its pieces."""
    texts = (path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))
    found = [NUMBERED.fullmatch(text) for text in texts]
    return [(int(one[1]), int(one[2])) for one in found if one is not None]


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
