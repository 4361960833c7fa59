"""Intake is killed between commit and send; what it would have said comes after its return."""

import asyncio

import pytest

from bot.stage import PUBLIC
from tests.e2e.killing import cases, kill_intake, receipts_in
from tests.e2e.warm import warm_start
from tests.story import ENGLISH, on_stage

pytestmark = pytest.mark.timeout(240)


@pytest.mark.parametrize("step", ["account", "receipt"])
async def test_intake_killed_between_commit_and_send_sends_after_its_return(tmp_path, step):
    async with on_stage(tmp_path, ENGLISH, echo=False, start=warm_start) as story:
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
    assert cases(tmp_path) == [("registered",)]
