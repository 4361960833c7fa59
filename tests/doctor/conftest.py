"""An installation that is in order, on an emulator; a test spoils one thing in it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from pydantic import SecretStr

from bot.config import load
from bot.doctor.bot_api import BotApi
from bot.doctor.findings import Installation
from emulator.client import Control
from emulator.server import Emulator

PUBLIC, TEAM = "11:public", "22:team"
TEAM_GROUP, FIFTH_GROUP = -1001000000001, -1001000000002


@pytest.fixture
async def control():
    async with Emulator() as emulator, Control(emulator.url) as control:
        control.url = emulator.url
        yield control


@pytest.fixture
def ward(monkeypatch, tmp_path, control):
    """Say how the bots and groups are; returns what the doctor looks at."""
    monkeypatch.setenv("DENGWEN_TELEGRAM_API", control.url)
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_CHAT", str(TEAM_GROUP))
    monkeypatch.setenv("DENGWEN_TELEGRAM__FIFTH_CHAT", str(FIFTH_GROUP))
    monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DENGWEN_STORAGE__KEYS", str(tmp_path / "keys"))

    async def made(*, public=None, team=None, members=("team_bot",), topics=False, **settings):
        await control.bot(PUBLIC, "public_bot", "P", **({"joins_groups": False} | (public or {})))
        await control.bot(TEAM, "team_bot", "T", **(team or {}))
        leader = await control.user("Ada")
        groups = [
            await control.group(title, [leader, *members], chat)
            for title, chat in (("Team", TEAM_GROUP), ("Fifth", FIFTH_GROUP))
        ]
        for name, value in settings.items():
            monkeypatch.setenv(f"DENGWEN_{name.upper()}", value)
        if topics:
            monkeypatch.setenv("DENGWEN_TELEGRAM__TOPICS", "true")
        here = Installation(
            load(),
            datetime.now(UTC),
            BotApi(control.url, SecretStr(PUBLIC)),
            BotApi(control.url, SecretStr(TEAM)),
        )
        return SimpleNamespace(here=here, leader=leader, groups=groups, control=control)

    return made


async def found(check, here):
    """Return what a check finds, as (grade, what) pairs; each has a remedy."""
    looked = check(here)
    findings = [f async for f in looked] if hasattr(looked, "__aiter__") else list(looked)
    assert all(finding.remedy.strip() for finding in findings)
    return [(str(finding.grade), finding.what) for finding in findings]
