"""Intake is killed wherever it hurts, and the citizen notices nothing but a pause."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.stage import PUBLIC
from tests.story import CHINESE, ENGLISH, on_stage

pytestmark = pytest.mark.timeout(240)


async def kill_intake(stage):
    """Kill intake with SIGKILL and return once a new one is in its place."""
    before = stage.supervisor.children["intake"]
    before.kill()
    await before.wait()
    while stage.supervisor.children["intake"] is before:
        await asyncio.sleep(0.02)


def cases(folder):
    with closing(sqlite3.connect(folder / "data" / "dengwen.db")) as connection:
        return connection.execute("SELECT state FROM cases").fetchall()


def receipts_in(seen):
    return [
        line for m in seen for line in m.text.splitlines() if not m.own and line.startswith("LX-")
    ]


async def test_intake_killed_between_any_two_messages_makes_the_same_story(tmp_path):
    kills = 0
    async with on_stage(tmp_path, CHINESE, echo=False) as story:

        async def between():
            nonlocal kills
            kills += 1
            await kill_intake(story.stage)

        story.between = between
        await story.petition()
        await story.registration()
        assert receipts_in(await story.citizen.sees(PUBLIC)) == [story.receipt]
        await story.reading()
        await story.note_and_question()
        await story.answer()
    assert kills >= 17
    assert cases(tmp_path) == [("in-progress",)]


@pytest.mark.parametrize("step", ["account", "receipt"])
async def test_intake_killed_between_commit_and_send_sends_after_its_return(tmp_path, step):
    async with on_stage(tmp_path, ENGLISH, echo=False) as story:
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
