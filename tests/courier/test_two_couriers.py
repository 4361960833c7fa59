"""Two couriers at one outbox: each message once, and in the order of its chat."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.courier import items_of
from bot.courier_bots import Bots
from bot.courier_delivery import LEASE, Delivery
from bot.courier_places import Places
from storage.sql.courier_book import SqlCourierBook
from storage.sql.tables import outbox as table
from storage.sql.work import open_database
from tests.scribe import SCRIBE

from .conftest import PUBLIC

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
EACH = 12


@pytest.fixture
async def other(database, database_url, keys, words, applications, clock):
    """A second courier, with a connection of its own and nothing else in common but the key."""
    database = open_database(database_url, SCRIBE)
    book = SqlCourierBook(database)
    bots = Bots({name: each.bot for name, each in applications.items()}, Places(book, keys, clock))
    yield Delivery(book, items_of(book, keys, words), bots, clock, asyncio.Event())
    await database.close()


async def said(actor):
    return [message.text for message in await actor.sees(PUBLIC) if not message.own]


async def until_empty(outbox, clock, *couriers):
    while await outbox.rows():
        await asyncio.gather(*(courier.deliver_due() for courier in couriers for _ in range(2)))
        clock.passes(seconds=1)


@BOTH
async def test_every_message_arrives_once_and_in_its_order(
    outbox, delivery, other, control, clock, li, ann
):
    await control.fault("slow", times=9, seconds=0.05)
    for number in range(EACH):
        await outbox.says(li, f"li {number:02}")
        await outbox.says(ann, f"ann {number:02}")
    await until_empty(outbox, clock, delivery, other)
    for actor, name in ((li, "li"), (ann, "ann")):
        assert await said(actor) == [f"{name} {number:02}" for number in range(EACH)]


@BOTH
async def test_a_refused_message_holds_up_its_chat_at_the_other_courier_too(
    outbox, delivery, other, control, clock, li
):
    await control.fault("500", method="sendMessage")
    await outbox.says(li, "一")
    await delivery.deliver_due()
    await outbox.says(li, "二")
    await other.deliver_due()
    assert await said(li) == []
    await until_empty(outbox, clock, other)
    assert await said(li) == ["一", "二"]


@BOTH
async def test_nothing_overtakes_what_a_killed_courier_had_in_hand(
    outbox, delivery, other, clock, li, ann
):
    await outbox.says(li, "一")
    assert len(await other.book.lease(clock(), 9, LEASE)) == 1  # and there it ends
    await outbox.says(li, "二")
    await outbox.says(ann, "Hello")
    await delivery.deliver_due()
    assert await said(li) == []
    assert await said(ann) == ["Hello"]
    attempts = {row.attempts for row in await outbox.rows()}
    clock.passes(seconds=LEASE.total_seconds())
    await until_empty(outbox, clock, delivery)
    first, second = await said(li)
    assert first.startswith("一\n")  # it may have arrived
    assert second == "二"
    assert attempts == {1, 0}  # one was not tried


async def test_what_was_withdrawn_while_it_waited_its_turn_is_not_sent(
    outbox, delivery, control, database, li
):
    await control.fault("slow", method="sendMessage", seconds=0.3)
    await outbox.says(li, "一")
    await outbox.says(li, "二", term_id="ab")
    sending = asyncio.create_task(delivery.deliver_due())
    while not await control.calls(PUBLIC, "sendMessage"):
        await asyncio.sleep(0.01)
    gone = delete(table).where(table.c.term_id == "ab")
    await database.write([lambda c: c.execute(gone)])
    await sending
    assert await said(li) == ["一"]
    assert await outbox.rows() == []


async def test_a_clock_set_forward_past_the_lease_sends_nothing_twice(
    outbox, delivery, other, control, clock, li
):
    await control.fault("slow", method="sendMessage", seconds=0.3)
    await outbox.says(li, "一")
    await outbox.says(li, "二")
    sending = asyncio.create_task(delivery.deliver_due())
    while not await control.calls(PUBLIC, "sendMessage"):
        await asyncio.sleep(0.01)
    clock.passes(hours=3)
    taken = await other.book.lease(clock() + timedelta(seconds=1), 9, LEASE)
    await sending
    assert len(taken) == 2
    assert await said(li) == ["一"]  # what was on its way; the other is the other courier's now


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_is_just_being_withdrawn_is_left_alone_and_nobody_waits(
    outbox, delivery, database, li
):
    await outbox.says(li, "一", term_id="ab")
    await outbox.says(li, "二")
    async with database._engine.begin() as desk, asyncio.timeout(5):
        await desk.execute(delete(table).where(table.c.term_id == "ab"))
        await delivery.deliver_due()
    assert await said(li) == ["二"]
    assert await outbox.rows() == []
