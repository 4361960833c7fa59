"""An emulator per test, with one bot, one person, and a bare client of the Bot API."""

import struct
import zlib
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from emulator.client import Control
from emulator.server import Emulator

TOKEN = "100200:drum-at-the-gate"
BOT = "drum_bot"


class Clock:
    """Stands still unless a test moves it."""

    def __init__(self):
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.at

    def passes(self, **by):
        self.at += timedelta(**by)


class BareApi:
    """The Bot API as plain HTTP: what comes back is the body, whatever the status."""

    def __init__(self, session, url, token):
        self.session = session
        self.url = url
        self.token = token

    async def __call__(self, method, **params):
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", json=params) as answer:
            body = await answer.json()
        assert answer.status == body.get("error_code", 200)
        return body

    async def result(self, method, **params):
        body = await self(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method, **params):
        body = await self(method, **params)
        assert not body["ok"], body
        return body["description"]

    async def form(self, method, files, **params):
        data = aiohttp.FormData()
        for name, value in params.items():
            data.add_field(name, str(value))
        for name, (file_name, content) in files.items():
            data.add_field(name, content, filename=file_name)
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", data=data) as answer:
            return await answer.json()

    async def updates(self, **params):
        return await self.result("getUpdates", **params)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def emulator(clock):
    async with Emulator(now=clock) as running:
        yield running


@pytest.fixture
async def control(emulator):
    async with Control(emulator.url) as control:
        await control.bot(TOKEN, BOT, "登闻")
        yield control


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(session, control, emulator):
    return BareApi(session, emulator.url, TOKEN)


@pytest.fixture
async def li(control):
    return await control.user("李芳", username="lifang")


@pytest.fixture
async def met(li, api):
    """A person who has written to the bot, which has read it."""
    await li.says(BOT, "/start")
    (update,) = await api.updates()
    await api.updates(offset=update["update_id"] + 1)
    return li


@pytest.fixture
def png():
    """A white picture of 1600 by 900 pixels."""

    def chunk(name, content):
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    rows = zlib.compress((b"\0" + b"\xff" * 1600) * 900)
    header = struct.pack(">IIBBBBB", 1600, 900, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
