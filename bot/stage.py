"""A whole installation on the emulator: the demo, the story and the tests stand on it.

Nothing here is used by the real service. The keys, the people and their passphrase are made up.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Config, load
from bot.keys import make_keys
from bot.people import add_reader, sign_roster
from bot.schema import make_ready
from bot.supervisor import Start, Supervisor, start_process
from emulator.client import Actor, Control, Group
from storage.ledger.age import Profile

PUBLIC, TEAM = "dengwen_demo_bot", "dengwen_desk_demo_bot"
PUBLIC_TOKEN = "100001:demo-public-token-opens-nothing"  # noqa: S105  a token of the emulator
TEAM_TOKEN = "100002:demo-team-token-opens-nothing"  # noqa: S105  a token of the emulator
PASSPHRASE = "drum at the gate"  # noqa: S105  of invented people
CONFIG_FILE = Path(__file__).parent.parent / "config.toml"
TEAM_GROUP_ID, FIFTH_GROUP_ID, OFFICE_GROUP_ID = -1001000000001, -1001000000002, -1001000000003

PATIENCE = 120  # seconds within which a process that was just started answers, on a busy machine

STAFF = {
    "leader": "leader",
    "member": "member-1",
    "fifth": "fifth-1",
    "liaison": "liaison",
}
WITH_OFFICE = STAFF | {"office": "office-1"}
ENGLISH_NAMES = {
    "leader": "Leader",
    "member": "Member",
    "fifth": "Fifth group",
    "liaison": "Liaison",
    "office": "Office",
}
NAMES = {
    "leader": "组长",
    "member": "成员",
    "fifth": "第五组",
    "liaison": "联络员",
    "office": "巡察办",
}


@dataclass(slots=True)
class Stage:
    """An emulator's world with two bots, the staff and their groups, and the three processes.

    Attributes:
        folder: Where data and keys of this installation lie.
        control: The emulator's control interface.
        starts_at: The moment at which the installation's clock stands now, or None for real time.
        cast: Who takes part, and which person of the configuration each is.
        names: What each of them is called on their phones.
    """

    folder: Path
    control: Control
    url: str
    starts_at: datetime | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    cast: Mapping[str, str] = field(default_factory=lambda: STAFF)
    names: Mapping[str, str] = field(default_factory=lambda: NAMES)
    start_child: Start = start_process
    staff: dict[str, Actor] = field(default_factory=dict)
    team_group: Group = field(default_factory=lambda: Group(TEAM_GROUP_ID))
    fifth_group: Group = field(default_factory=lambda: Group(FIFTH_GROUP_ID))
    office_group: Group = field(default_factory=lambda: Group(OFFICE_GROUP_ID))
    codes: dict[str, str] = field(default_factory=dict)
    config: Config = field(init=False)
    supervisor: Supervisor = field(init=False)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    _running: asyncio.Task[None] | None = None

    async def prepare(self, *, language: str = "zh-hans") -> None:
        """Make bots, people, groups, keys and enrolment codes; start nothing yet."""
        await self.control.bot(PUBLIC_TOKEN, PUBLIC, "登闻 Dengwen")
        await self.control.bot(TEAM_TOKEN, TEAM, "登闻·办公 Desk")
        for role in self.cast:
            self.staff[role] = await self.control.user(self.names[role], language_code=language)
        team: list[Actor | str] = [
            self.staff["leader"],
            self.staff["member"],
            self.staff["liaison"],
            TEAM,
        ]
        await self.control.group("巡察组 Team", team, self.team_group.id)
        await self.control.group(
            "第五巡视组 Fifth", [self.staff["fifth"], TEAM], self.fifth_group.id
        )
        if "office" in self.cast:
            await self.control.group(
                "巡察办 Office", [self.staff["office"], TEAM], self.office_group.id
            )
        if self.starts_at is not None:
            self.set_clock(self.starts_at)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.config = self._load()
        await make_ready(self.config)
        make_keys(self.config.storage.keys, Profile(self.config.ledger.profile))
        self.codes = {role: add_reader(self.config, person) for role, person in self.cast.items()}
        # On a stage processes are killed on purpose, one after the other.
        self.supervisor = Supervisor(
            self.environment(), longest_pause_seconds=0.1, start=self.start_child
        )

    async def ready(self) -> None:
        """Return once the desk answers; the other two processes are up by then, or nearly."""
        leader = self.staff["leader"]
        await leader.says(TEAM, "/start")
        await leader.waits_for(TEAM, timeout=PATIENCE)

    async def enrol(self) -> None:
        """Let everybody enrol in the chat, and sign the roster."""
        for role in self.cast:
            await self._enrol(role)
        await sign_roster(self.config)

    def start(self) -> None:
        """Start the three processes and keep them running."""
        self._running = asyncio.create_task(self.supervisor.run(self.stop))

    async def close(self) -> None:
        """Stop the processes in order."""
        self.stop.set()
        if self._running is not None:
            await self._running

    def kill(self, role: str) -> None:
        """Kill a process with SIGKILL; the supervisor starts it again."""
        self.supervisor.children[role].kill()

    def set_clock(self, moment: datetime) -> None:
        """Let the installation's clock stand at `moment` and go on from there."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shift = (moment - datetime.now(UTC)).total_seconds()
        temporary = self.folder / "clock.new"
        temporary.write_text(f"{shift:.3f}", "ascii")
        temporary.replace(self.folder / "clock")

    def environment(self) -> dict[str, str]:
        """Return the environment of the processes."""
        return os.environ | self._settings()

    def _settings(self) -> dict[str, str]:
        return {
            "DENGWEN_CONFIG": str(CONFIG_FILE),
            "DENGWEN_TELEGRAM_API": self.url,
            "DENGWEN_TELEGRAM__PUBLIC_TOKEN": PUBLIC_TOKEN,
            "DENGWEN_TELEGRAM__TEAM_TOKEN": TEAM_TOKEN,
            "DENGWEN_TELEGRAM__TEAM_CHAT": str(self.team_group.id),
            "DENGWEN_TELEGRAM__FIFTH_CHAT": str(self.fifth_group.id),
            **self._office(),
            "DENGWEN_STORAGE__DATA": str(self.folder / "data"),
            "DENGWEN_STORAGE__KEYS": str(self.folder / "keys"),
            **self._round(),
            "DENGWEN_CLOCK_OFFSET_FILE": str(self.folder / "clock"),
            "DENGWEN_DESK__REGISTRAR_SECONDS": "0.2",
            "DENGWEN_COURIER__POLL_SECONDS": "0.2",
            "DENGWEN_LOG__SEQUENCE_SECONDS": "0.2",
            "DENGWEN_LOG__CHECKPOINT_SECONDS": "10",  # nobody waits longer to try /proof
            **self.settings,
        }

    def _office(self) -> dict[str, str]:
        if "office" not in self.cast:
            return {}
        return {"DENGWEN_TELEGRAM__OFFICE_CHAT": str(self.office_group.id)}

    def _round(self) -> dict[str, str]:
        """Let the round of the example be open now: it began last week and lasts for two months."""
        today = (self.starts_at or datetime.now(UTC)).date()
        return {
            "DENGWEN_ROUND__OPENS": (today - timedelta(days=7)).isoformat(),
            "DENGWEN_ROUND__CLOSES": (today + timedelta(days=60)).isoformat(),
        }

    def _load(self) -> Config:
        before = dict(os.environ)
        os.environ.update(self._settings())
        try:
            return load(CONFIG_FILE)
        finally:
            os.environ.clear()
            os.environ.update(before)

    async def _enrol(self, role: str) -> None:
        messages = [f"/enroll {self.codes[role]}"]
        if role != "liaison":
            messages += [PASSPHRASE, PASSPHRASE]
        for message in messages:
            await self.staff[role].says(TEAM, message)
            await self.staff[role].waits_for(TEAM, timeout=PATIENCE)
