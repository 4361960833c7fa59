"""The courier in one process with the tests: it delivers when a test says so."""

import asyncio
import logging
from contextlib import asynccontextmanager

from pydantic import SecretStr

from bot.courier import items_of, words_of
from bot.courier_bots import LEVELS, Bots, build_application, connect, disconnect, prepare_libraries
from bot.courier_delivery import Delivery
from bot.courier_places import Places
from storage.ledger.courier_seals import CourierKeys
from storage.sql.courier_book import SqlCourierBook
from tests.conversations.public_office import TOKEN


@asynccontextmanager
async def delivering(office, monkeypatch):
    """What the libraries are told for good is told for the length of a block."""
    levels = {name: logging.getLogger(name).level for name in LEVELS}
    monkeypatch.setenv("PTB_TIMEDELTA", "false")  # so that it is put back at the end
    prepare_libraries()
    applications = {"public": build_application(office.config.telegram.api, SecretStr(TOKEN))}
    assert await connect(applications, asyncio.Event())
    book = SqlCourierBook(office.database)
    items = items_of(book, CourierKeys.load(office.keys), words_of(office.config, office.clock))
    places = Places(book, items.keys, office.clock)
    bots = Bots({name: application.bot for name, application in applications.items()}, places)
    try:
        yield Delivery(book, items, bots, office.clock, asyncio.Event())
    finally:
        await disconnect(applications.values())
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
