"""Intake is killed between commit and send; what it would have said comes after its return.

Once on SQLite, and once on PostgreSQL, where each process has the role of its own.
"""

import asyncio

import pytest
from sqlalchemy import select

from bot.stage import PUBLIC
from storage.sql import tables
from storage.sql.work import open_database
from tests.e2e.killing import cases, kill_intake, receipts_in
from tests.e2e.warm import warm_start
from tests.storage.postgresql import database_with_roles, running_server  # noqa: F401  a fixture
from tests.story import ENGLISH, on_stage

pytestmark = pytest.mark.timeout(240)


async def test_a_receipt_is_given_after_the_return(tmp_path):
    await killed_at("receipt", tmp_path)
    assert cases(tmp_path) == [("registered",)]


async def test_an_account_is_answered_after_the_return_with_a_role_for_each_process(
    tmp_path, postgresql
):
    # At the receipt a file may be in the hands of who is killed, which on PostgreSQL is a lease.
    async with database_with_roles(postgresql) as addresses:
        await killed_at("account", tmp_path, addresses.settings())
        owner = open_database(addresses.owner)
        assert await owner.read(lambda c: c.scalars(select(tables.cases.c.state)).all()) == [
            "registered"
        ]
        await owner.close()


async def killed_at(step, folder, database=None):
    """Let a petition be handed in while intake is killed before it sends an answer."""
    scene = on_stage(folder, ENGLISH, echo=False, start=warm_start, database=database)
    async with scene as story:
        stage = story.stage

        async def die_at_the_next_answer():
            while not [c for c in await stage.control.calls(PUBLIC) if c["fault"] == "hang"]:
                await asyncio.sleep(0.02)
            await kill_intake(stage)

        dying = None

        async def between():
            nonlocal dying
            last = (await story.citizen.sees(PUBLIC))[-1]
            labels = {
                "account": story.say.label("route-yes"),
                "receipt": story.say.label("button-submit"),
            }
            if dying is None and any(labels[step] in label for label in last.labels):
                # The answer is committed when it is sent; the emulator never carries it out.
                await stage.control.fault("hang", bot=PUBLIC, method="sendMessage")
                dying = asyncio.create_task(die_at_the_next_answer())

        story.between = between
        await story.petition()
        await dying
        await story.registration()
        assert receipts_in(await story.citizen.sees(PUBLIC)) == [story.receipt]
