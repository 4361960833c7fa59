"""Telegram as the couriers find it: an address for each of them, refusals, and sudden deaths."""

import time
from collections import Counter
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

import emulator.server
from emulator.api import BotApi
from emulator.faults import Fault
from tests.year.reading import lines_of

KINDS = ("429", "500", "502", "reset", "reset_after", "slow")
"""A refusal for now, an outage, a lost connection before and after delivery, and a slow answer."""
BEFORE, AFTER = "before it arrived", "between sending and noting it"

_CALL = ContextVar("call")


@dataclass
class Call:
    """One message that a courier tried to send: by which door, what it says, what became of it.

    `life` is which of the couriers that stood at this door one after the other it was.
    """

    door: int
    life: int
    at: datetime
    began: float
    chat: int | None = None
    lines: list = field(default_factory=list)
    posted: bool = False
    fault: str | None = None
    killed: str | None = None


@dataclass
class Wire:
    """The emulator with several doors, and what is to go wrong at them.

    Attributes:
        fault_rate: How often a message meets one of `KINDS`.
        kill_rate: How often the courier is killed over a message.
        calm: Whether nothing goes wrong for now.
    """

    clock: object
    draw: object
    fault_rate: float
    kill_rate: float
    kills_left: int
    couriers: dict = field(default_factory=dict)  # processes, by door
    lives: Counter = field(default_factory=Counter)
    deaths: list = field(default_factory=list)
    calls: list = field(default_factory=list)
    faults: Counter = field(default_factory=Counter)
    kills: Counter = field(default_factory=Counter)
    busy: int = 0
    quiet_since: float = 0.0
    calm: bool = True

    @asynccontextmanager
    async def open(self, doors):
        """Run the emulator with so many doors; yields it."""
        wire, plain = self, emulator.server.BotApi

        class Watched(BotApi):
            async def _call(self, request):
                return await wire.passes(request, super()._call)

        emulator.server.BotApi = Watched
        try:
            running = emulator.server.Emulator(now=self.clock)
        finally:
            emulator.server.BotApi = plain
        world = running.world
        world.faults.take = self._fault
        self._record, self._post = world.record, world.post
        world.record, world.post = self._recorded, self._posted
        async with running:
            self.doors = []
            for _ in range(doors):
                site = web.TCPSite(running._runner, emulator.server.HOST, 0)
                await site.start()
                self.doors.append(site._server.sockets[0].getsockname()[1])
            yield running

    def url(self, door):
        return f"http://{emulator.server.HOST}:{door}"

    async def passes(self, request, inner):
        """Let a call through, and kill who made it if that is its fate."""
        door = request.transport.get_extra_info("sockname")[1]
        call = Call(door, self.lives[door], self.clock(), time.monotonic())
        _CALL.set(call)
        self.busy += 1
        try:
            answer = await inner(request)
            if call.posted and call.lines and self._kills():
                self.kill(call, AFTER)
            return answer
        finally:
            self.busy -= 1
            self.quiet_since = time.monotonic()

    def _kills(self):
        if self.calm or self.kills_left <= 0 or self.draw.random() >= self.kill_rate / 2:
            return False
        self.kills_left -= 1
        return True

    def kill(self, call, when):
        """End a courier with SIGKILL, over a call of its own or at any moment."""
        courier = self.couriers.pop(call.door, None)
        if courier is None:
            return
        courier.kill()
        call.killed = when
        self.kills[when] += 1
        self.deaths.append(call)

    def _fault(self, bot, method):
        call = _CALL.get()
        if method.lower() != "sendmessage" or self.calm:
            return None
        if self._kills():
            self.kill(call, BEFORE)
            return Fault("reset")
        if self.draw.random() >= self.fault_rate:
            return None
        kind = self.draw.choice(KINDS)
        call.fault = kind
        return Fault(kind, retry_after=1, seconds=0.1)

    def _recorded(self, bot, method, params, fault):
        call = _CALL.get()
        if method.lower() == "sendmessage":
            call.chat, call.lines = int(params["chat_id"]), lines_of(params["text"])
            if call.lines:
                self.calls.append(call)
                if call.fault:
                    self.faults[call.fault] += 1
        self._record(bot, method, params, fault)

    def _posted(self, chat, message):
        _CALL.get(Call(0, 0, self.clock(), 0.0)).posted = True
        return self._post(chat, message)
