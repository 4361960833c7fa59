"""Telegram's menu holds, for each reader, the commands that their role has a use for."""

import asyncio

import pytest
from aiogram.types import BotCommandScopeChat

from bot import desk
from bot.bots import make_bot
from bot.config import load
from bot.personal_menus import PersonalMenus
from casework.desk.people import speak
from handlers.team.commands import FOR_EVERYBODY
from handlers.texts import Texts
from tests.conversations.desk_office import DESK, TOKEN, Texted
from tests.conversations.public_office import CONFIG, until

FRONT = desk.front_of(load(CONFIG))


@pytest.fixture
async def bot(control):
    bot = make_bot(control.api, Texted(text=TOKEN))
    yield bot
    await bot.session.close()


@pytest.fixture
def menus(world, bot):
    return PersonalMenus(bot, world.database, world.scope, Texts(["zh-CN", "en"]), FRONT)


async def menu(bot, member):
    return await bot.get_my_commands(scope=BotCommandScopeChat(chat_id=member.chat_id))


async def names(bot, member):
    return {command.command for command in await menu(bot, member)}


async def changes(control):
    called = [call["method"].lower() for call in await control.calls(DESK)]
    return [name for name in called if name in {"setmycommands", "deletemycommands"}]


async def test_everybody_has_the_menu_of_their_role(world, control, bot, menus):
    leader, fifth, liaison = [
        await world.joins(name, user_id=1200 + at)
        for at, name in enumerate(("leader", "fifth", "liaison"))
    ]
    await menus.round()
    shown = [await names(bot, each) for each in (leader, fifth, liaison)]
    assert {"queue", "rewrap", "leave"} <= shown[0]
    assert "leave" not in shown[1]
    assert {"queue", "rewrap"} <= shown[1]
    assert shown[2] == {"due", "language", "help"}
    assert set(FOR_EVERYBODY) == {"language", "help"}
    assert len(await changes(control)) == 3

    await world.does(speak, leader, "zh-CN")
    await menus.round()
    assert (await menu(bot, leader))[0].description == "待办"
    world.roster.removes("fifth")
    await menus.round()
    assert await menu(bot, fifth) == []
    assert len(await changes(control)) == 5

    again = PersonalMenus(bot, world.database, world.scope, Texts(["zh-CN", "en"]), FRONT)
    await again.round()
    await again.round()
    assert len(await changes(control)) == 5


async def test_a_reader_sees_their_menu_and_the_desk_ends_while_telegram_hangs(
    world, control, bot, menus
):
    person = await control.user("member", language_code="en")
    await person.says(DESK, "/start")
    await world.joins("member", user_id=person.id)
    stop = asyncio.Event()
    running = asyncio.create_task(menus.run(stop))

    async def shown():
        screen = await person.screen(DESK)
        return "mine" in {command["command"] for command in screen["commands"]}

    await until(shown)
    await control.fault("hang", method="getMyCommands", times=None)
    stop.set()
    async with asyncio.timeout(3):
        await running
