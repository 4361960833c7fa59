"""One Chromium for all tests of a file; an emulator with a bot and a person for each."""

import io
import json
from urllib.parse import quote

import pytest
import pytest_asyncio
from PIL import Image

from emulator.client import Control
from emulator.server import Emulator
from tests.browser import MISSING, PHONE, chromium, page_of, program

TOKEN = "100200:drum-at-the-gate"
BOT = "drum_bot"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running():
    if program() is None:
        pytest.skip(MISSING)
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def emulator():
    async with Emulator() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def control(emulator):
    async with Control(emulator.url) as control:
        await control.bot(TOKEN, BOT, "登闻")
        yield control


@pytest_asyncio.fixture(loop_scope="session")
async def met(control):
    """A person who has written to the bot."""
    li = await control.user("李芳", username="lifang")
    await li.says(BOT, "/start")
    return li


@pytest_asyncio.fixture(loop_scope="session")
async def page(running, emulator, met):
    """The page as wide as a phone, in English, with one conversation open."""
    place = quote(json.dumps([[f"{met.id}|@{BOT}"], []]))
    async with page_of(running, "en", PHONE) as page:
        await page.goto(f"{emulator.url}/#{place}")
        await page.locator(".phone.active .log [data-id]").first.wait_for()
        yield page


@pytest.fixture
def photos(tmp_path):
    """Return how to draw so many pictures into files."""

    def draw(count):
        paths = [tmp_path / f"{number}.png" for number in range(count)]
        for number, path in enumerate(paths):
            out = io.BytesIO()
            Image.new("RGB", (160, 90), (40 * number, 90, 90)).save(out, "PNG")
            path.write_bytes(out.getvalue())
        return paths

    return draw
