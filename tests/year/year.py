"""A year of the office, day by day: what happens in it, who is reminded, and what goes wrong."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as clock_time

from tests.e2e.warm import warm_start
from tests.year.acts import Acts
from tests.year.expected import (
    ZONE,
    Model,
    at,
    days_from,
    works,
)
from tests.year.wire import Call

IDLE_SECONDS, LEASE_IDLE_SECONDS = 0.4, 2.0
"""How long nobody must have called before the clock is moved on to the end of a pause, or past that
of a lease: a courier that is slow and alive must not lose its own while it sends."""
PAUSE_SECONDS = 15
PATIENCE_SECONDS = 120
STAFF = {
    "leader": "leader",
    "deputy": "deputy",
    "member-1": "member",
    "member-2": "member",
    "member-3": "member",
    "member-4": "member",
    "fifth-1": "fifth",
    "fifth-2": "fifth",
}


@dataclass(frozen=True)
class Plan:
    """How much happens, from when to when, and how often something goes wrong."""

    cases: int
    first: date
    last: date
    seed: int
    kills: int
    fault_rate: float = 0.06
    kill_rate: float = 0.04
    removals: int = 4


@dataclass
class Year(Acts):
    """One run: the office, its model, the couriers and the trouble."""

    plan: Plan
    office: object
    wire: object
    draw: object
    control: object
    environment: dict
    tell: Callable[[str], object]
    model: Model = field(default_factory=Model)
    agenda: dict = field(default_factory=lambda: defaultdict(list))
    actors: dict = field(default_factory=dict)
    blocking: set = field(default_factory=set)
    counts: Counter = field(default_factory=Counter)
    left: list = field(default_factory=list)  # (door, life, since when, lines in hand) at a death
    away: list = field(default_factory=list)  # (chat, number or None, since when)
    desks: list = field(default_factory=list)
    moment: datetime | None = None
    deaths_seen: int = 0
    stirred: float = 0.0

    async def runs(self):
        """Live through the year."""
        workdays = [day for day in days_from(self.plan.first, self.plan.last) if works(day)]
        self.workdays = workdays
        self._plan_cases()
        self.desks = [self.office.another_desk() for _ in range(2)]
        try:
            self.office.clock.stands_at(at(self.plan.first, clock_time(7, 0)))
            self.model.looked_at = self.office.clock()
            for who, role in STAFF.items():
                await self._hires(who, role)
            for door in self.wire.doors:
                await self._bears(door)
            for day in days_from(self.plan.first, self.plan.last):
                if day.day == 1:
                    cases, killed = self.counts["cases"], sum(self.wire.kills.values())
                    self.tell(
                        f"{day}: {cases} cases, {len(self.model.lines)} lines, {killed} kills"
                    )
                await self._lives(day)
        finally:
            for courier in self.wire.couriers.values():
                courier.kill()
            for database, _ in self.desks:
                await database.close()

    async def _lives(self, day):
        clock, draw = self.office.clock, self.draw
        asleep = draw.random() < 0.04
        clock.stands_at(at(day, clock_time(10, 40) if asleep else clock_time(9, 0)))
        self.counts["slept over"] += asleep
        await self._reminds()
        if works(day):
            if draw.random() < 0.04:
                # Somebody sets the clock back, and right again: nobody hears anything twice.
                clock.stands_at(at(day, clock_time(8, 10)))
                self.counts["clock set back"] += 1
                await self._reminds(expecting=False)
            clock.stands_at(at(day, clock_time(11, 0)))
            await self._acts(day)
        if draw.random() < 0.97:
            clock.stands_at(at(day, clock_time(14, 0)))
            await self._reminds()

    # --- Reminding --------------------------------------------------------------------------------

    async def _reminds(self, *, expecting=True):
        self.moment = self.office.clock()
        new = self.model.reminds(self.moment) if expecting else []
        for line in new:
            if line.person in self.blocking:
                line.excused = "for who had blocked the bot"
        await self._sweeps()
        await self._delivers(new)

    async def _sweeps(self):
        """Let two desks sweep at once, of which one may be broken off at any moment."""
        tasks = [asyncio.create_task(desk.sweep()) for _, desk in self.desks]
        if self.draw.random() < 0.15:
            await asyncio.sleep(self.draw.random() * 0.02)
            if tasks[0].cancel():
                self.counts["sweeps broken off"] += 1
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.desks[1][1].sweep()

    async def _delivers(self, new):
        """Wait until everything that is due is sent; meanwhile things go wrong."""
        storms = 2 if new and self.draw.random() < 0.3 else 0
        began = self.stirred = time.monotonic()
        self.wire.calm = False
        while held := await self.office.due_items():
            await self._buries()
            if storms and self.draw.random() < 0.3:
                storms -= 1
                await self._storms(new)
            if self.wire.kills_left > 0 and self.draw.random() < self.plan.kill_rate / 20:
                self.wire.kills_left -= 1
                door = self.draw.choice(self.wire.doors)
                self.wire.kill(Call(door, self.wire.lives[door], self.moment, 0.0), "any moment")
            ahead = min(held) - self.office.clock().timestamp()
            if ahead > 0 and self._all_quiet(LEASE_IDLE_SECONDS if ahead > PAUSE_SECONDS else None):
                later = datetime.fromtimestamp(min(held) + 0.2, ZONE)
                self.office.clock.stands_at(later)
                self.stirred = time.monotonic()
            for courier in self.wire.couriers.values():
                assert courier.returncode is None, "a courier ended by itself"
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise AssertionError(
                    f"{len(held)} items are still there: {self.moment}, {held[:9]}"
                )
            await asyncio.sleep(0.02)
        self.wire.calm = True
        await self._buries()

    def _all_quiet(self, seconds):
        since = max(self.wire.quiet_since, self.stirred)
        quiet = time.monotonic() - since > (seconds or IDLE_SECONDS)
        return quiet and not self.wire.busy and not self._unburied()

    def _unburied(self):
        return len(self.wire.deaths) > self.deaths_seen

    async def _buries(self):
        """Look what a killed courier left in between, and start another."""
        while self._unburied():
            dead = self.wire.deaths[self.deaths_seen]
            self.deaths_seen += 1
            await asyncio.sleep(0.03)  # the server may just be carrying out its last commit
            left = await self.office.lines_in_hand()
            self.left.append((dead.door, dead.life, self.moment, left))
            await self._bears(dead.door)

    async def _bears(self, door):
        environment = {**self.environment, "DENGWEN_TELEGRAM_API": self.wire.url(door)}
        self.wire.lives[door] += 1
        self.wire.couriers[door] = await warm_start("courier", environment)
        self.stirred = time.monotonic()
        self.counts["couriers started"] += 1
