"""The courier over the desk's own database: it delivers when a test says so."""

import asyncio
import logging
from contextlib import asynccontextmanager

from pydantic import SecretStr

from bot.courier import items_of
from bot.courier_bots import LEVELS, Bots, build_application, connect, disconnect, prepare_libraries
from bot.courier_delivery import Delivery
from bot.courier_places import Places
from bot.courier_texts import Words
from handlers.texts import Texts
from storage.ledger.courier_seals import CourierKeys
from storage.sql.courier_book import SqlCourierBook
from tests.conversations.desk_office import TOKEN


@asynccontextmanager
async def delivering(world, control, monkeypatch, **others):
    """What the libraries are told for good is told for the length of a block.

    `others` are tokens of further bots by their names.
    """
    levels = {name: logging.getLogger(name).level for name in LEVELS}
    monkeypatch.setenv("PTB_TIMEDELTA", "false")  # so that it is put back at the end
    prepare_libraries()
    tokens = {"team": TOKEN, **others}
    applications = {
        name: build_application(control.api, SecretStr(token)) for name, token in tokens.items()
    }
    assert await connect(applications, asyncio.Event())
    texts = Texts(world.office.languages)
    words = Words(texts, lambda: world.office.calendar, world.office.hours, world.clock)
    book = SqlCourierBook(world.database)
    keys = CourierKeys(world.courier, world.keys.identity.recipient)
    places = Places(book, keys, world.clock)
    bots = Bots({name: application.bot for name, application in applications.items()}, places)
    try:
        yield Delivery(book, items_of(book, keys, words), bots, world.clock, asyncio.Event())
    finally:
        await disconnect(applications.values())
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
