"""How the emulator brings updates to a webhook."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiohttp import web

from emulator.client import Control
from emulator.server import Emulator
from emulator.state import Settings

TOKEN, BOT = "100200:drum-at-the-gate", "drum_bot"


@pytest.fixture
async def emulator():
    async with Emulator(settings=Settings(webhook_pause_seconds=0.01)) as running:
        yield running


@pytest.fixture
async def control(emulator):
    async with Control(emulator.url) as control:
        await control.bot(TOKEN, BOT, "Drum")
        yield control


@pytest.fixture
async def bot(emulator, control):
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(emulator.url)))
    yield bot
    if bot.session._session is not None:
        await bot.session._session.close()


class Receiver:
    """Somebody's server, which notes what came and answers as it is told."""

    def __init__(self):
        self.came, self.answers, self.headers = [], [], []
        self.inside = self.most = 0
        self.slow_seconds = 0.0

    async def take(self, request):
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            self.headers.append(request.headers)
            update = await request.json()
            self.came.append(update.get("message", {}).get("text"))
            await asyncio.sleep(self.slow_seconds)
            status, headers = self.answers.pop(0) if self.answers else (200, {})
            return web.Response(status=status, headers=headers)
        finally:
            self.inside -= 1

    @asynccontextmanager
    async def open(self):
        application = web.Application()
        application.router.add_post("/hook", self.take)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        finally:
            await runner.cleanup()

    async def has(self, count):
        async with asyncio.timeout(5):
            while len(self.came) < count:
                await asyncio.sleep(0.005)


async def test_updates_come_with_the_secret_and_in_the_order_of_their_chat(bot, control):
    receiver, person = Receiver(), await control.user("Li")
    async with receiver.open() as url:
        await bot.set_webhook(url, secret_token="word")
        for number in range(5):
            await person.says(BOT, f"{number}")
        await receiver.has(5)
        info = await bot.get_webhook_info()
        await bot.delete_webhook()
    assert receiver.came == [*"01234"]
    assert {headers["X-Telegram-Bot-Api-Secret-Token"] for headers in receiver.headers} == {"word"}
    assert (info.url, info.max_connections) == (url, 40)


async def test_what_was_not_taken_comes_again_before_what_follows(bot, control):
    receiver, person = Receiver(), await control.user("Li")
    receiver.answers = [(500, {}), (404, {}), (503, {"Retry-After": "0"})]
    async with receiver.open() as url:
        await bot.set_webhook(url)
        await person.says(BOT, "0")
        await person.says(BOT, "1")
        await receiver.has(5)
        info = await bot.get_webhook_info()
        await bot.delete_webhook()
    assert receiver.came == [*"00001"]
    assert "Wrong response from the webhook: 503" in info.last_error_message


async def test_chats_go_side_by_side_but_no_more_than_were_asked_for(bot, control):
    receiver = Receiver()
    receiver.slow_seconds = 0.05
    people = [await control.user(f"Person {number}") for number in range(6)]
    async with receiver.open() as url:
        await bot.set_webhook(url, max_connections=2)
        for person in people:
            await person.says(BOT, "hello")
        await receiver.has(6)
        await bot.delete_webhook()
    assert receiver.most == 2


async def test_while_a_webhook_is_set_nobody_asks_and_afterwards_what_waited_is_there(bot, control):
    person = await control.user("Li")
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    await person.says(BOT, "hello")
    with pytest.raises(TelegramConflictError, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    (update,) = await bot.get_updates()
    assert update.message.text == "hello"


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "ftp://example.org"},
        {"url": "http://x", "secret_token": "a b"},
        {"url": "http://x", "max_connections": 101},
    ],
)
async def test_what_telegram_would_not_take_is_refused(bot, wrong):
    with pytest.raises(TelegramBadRequest):
        await bot.set_webhook(**wrong)
    assert json.loads((await bot.get_webhook_info()).model_dump_json())["url"] == ""
