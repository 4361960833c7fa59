"""What Telegram shows of a bot before anybody writes: name, descriptions and commands."""

import asyncio
from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot import desk
from bot.bots import make_bot
from bot.config import load
from bot.intake import COMMANDS, front_of
from bot.menus import everything, menu_languages, show_menus
from handlers.texts import Texts
from tests.conversations.public_office import BOT, CONFIG, TOKEN, until

LANGUAGES = ("zh-CN", "zh-Hant", "en")
NAMES = {"zh-CN": "巡察组举报", "zh-Hant": "巡察組舉報", "en": "Tell the inspectors"}
PUBLIC = replace(front_of(load(CONFIG)), name=NAMES)
DESK = desk.front_of(load(CONFIG))


@pytest.fixture
def texts():
    return Texts(LANGUAGES)


@pytest.fixture
async def bot(telegram):
    bot = make_bot(telegram.api, SecretStr(TOKEN))
    yield bot
    await bot.session.close()


async def shows(bot, texts, front, condition):
    """Let `show_menus` run until the condition holds; then stop it."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(show_menus(bot, texts, front, stop, pause_seconds=0.01))
        await until(condition)
        stop.set()


def writes(calls):
    return [call["method"] for call in calls if call["method"].lower().startswith("set")]


async def test_everything_is_shown_in_the_language_of_the_app(telegram, bot, texts):
    async def done():
        return (await bot.get_my_name(language_code="en")).name == "Tell the inspectors"

    await shows(bot, texts, PUBLIC, done)
    assert (await bot.get_my_name()).name == "巡察组举报"
    assert "县委巡察组" in (await bot.get_my_description(language_code="zh")).description
    short = (await bot.get_my_short_description(language_code="en")).short_description
    assert (
        short
        == "Tell the county committee's inspection team about a problem, with or without your name."
    )
    menu = await bot.get_my_commands(language_code="en")
    assert [command.command for command in menu] == list(COMMANDS)
    assert menu[0].description == "Begin a petition"


async def test_what_is_shown_already_is_not_set_again(telegram, bot, texts):
    kept = telegram.emulator.world.bot_named(BOT).descriptions

    async def shown():
        return "name en" in kept

    async def looked():
        return len(await telegram.calls(BOT)) == 12 + 12 + 12

    await shows(bot, texts, PUBLIC, shown)
    await shows(bot, texts, PUBLIC, looked)
    assert len(writes(await telegram.calls(BOT))) == 12


async def test_without_a_name_in_the_configuration_the_name_is_left_alone(telegram, bot, texts):
    async def done():
        return bool((await bot.get_my_short_description(language_code="en")).short_description)

    await shows(bot, texts, DESK, done)
    assert {method.lower() for method in writes(await telegram.calls(BOT))} == {
        *("setmycommands", "setmydescription", "setmyshortdescription"),
    }
    assert (await bot.get_my_name()).name == "登闻"


@pytest.mark.parametrize("kind", ["429", "500", "502", "reset"])
async def test_a_call_that_fails_is_tried_again(telegram, bot, texts, kind):
    await telegram.fault(kind, method="setMyDescription", retry_after=1, times=2)

    async def done():
        return (await bot.get_my_short_description(language_code="en")).short_description

    await shows(bot, texts, PUBLIC, done)
    assert (await bot.get_my_description()).description


async def test_what_telegram_refuses_does_not_keep_the_rest_from_being_shown(telegram, bot, texts):
    await telegram.fault("403", method="setMyCommands", times=None)

    async def done():
        return (await bot.get_my_name(language_code="en")).name == "Tell the inspectors"

    await shows(bot, texts, PUBLIC, done)
    assert await bot.get_my_commands() == []


async def test_a_process_that_ends_does_not_wait_for_telegram(telegram, bot, texts):
    await telegram.fault("hang", times=None)

    async def called():
        return bool(await telegram.calls(BOT)) or bool(bot.session._session)

    async with asyncio.timeout(3):
        await shows(bot, texts, PUBLIC, called)


@pytest.mark.parametrize("front", [PUBLIC, DESK], ids=["public", "desk"])
def test_everything_fits_into_what_telegram_takes(texts, front):
    """Source: Bot API, setMyCommands, setMyDescription, setMyShortDescription, setMyName."""
    limits = {"setMyDescription": 512, "setMyShortDescription": 120, "setMyName": 64}
    for shown in everything(texts, front):
        if shown.put.__api_method__ in limits:
            assert len(shown.wanted) <= limits[shown.put.__api_method__]
        else:
            assert len(shown.wanted) <= 100
            assert all(1 <= len(command.description) <= 256 for command in shown.wanted)


def test_one_chinese_stands_for_both_where_telegram_knows_one():
    assert menu_languages(LANGUAGES) == [(None, "zh-CN"), ("zh", "zh-CN"), ("en", "en")]
    assert menu_languages(("en", "zh-Hant")) == [(None, "en"), ("en", "en"), ("zh", "zh-Hant")]
    assert menu_languages(("yue",)) == [(None, "yue")]
