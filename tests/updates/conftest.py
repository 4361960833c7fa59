import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from emulator.client import Control
from emulator.server import Emulator
from storage.sql.work import open_database
from tests.scribe import SCRIBE
from tests.updates.scene import BOT, TOKEN, Clock, Scene, echo, placeholder, raises


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
async def bot(emulator, control):
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(emulator.url)))
    yield bot
    # aiogram's own close() waits a quarter of a second for TLS that there is none of.
    if bot.session._session is not None:
        await bot.session._session.close()


@pytest.fixture
async def scene(bot, clock, tmp_path):
    folder = tmp_path / "data"
    database = open_database(f"sqlite+aiosqlite:///{folder}/dengwen.db", SCRIBE)
    await database.create_tables()
    scene = Scene(bot, database, clock, folder)
    scene.on_text("say ", echo)
    scene.on_text("boom", raises)
    scene.on_text("show", placeholder)
    yield scene
    await database.close()


@pytest.fixture
async def met(emulator, control):
    """Two people who have written to the bot before, so that it may answer."""
    people = [await control.user("李芳"), await control.user("王强")]
    for person in people:
        await person.says(BOT, "/start")
    emulator.world.bot_named(BOT).updates.discard()
    return people


@pytest.fixture
def li(met):
    return met[0]


@pytest.fixture
def wang(met):
    return met[1]


@pytest.fixture
def queue(emulator, control):
    """What Telegram still keeps for the bot."""
    return emulator.world.bot_named(BOT).updates
