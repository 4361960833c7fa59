"""Intake is killed between any two messages, and the citizen notices nothing but a pause."""

import pytest

from bot.stage import PUBLIC
from tests.e2e.killing import cases, kill_intake, receipts_in
from tests.e2e.warm import warm_start
from tests.story import CHINESE, on_stage

pytestmark = pytest.mark.timeout(240)


async def test_intake_killed_between_any_two_messages_makes_the_same_story(tmp_path):
    kills = 0
    async with on_stage(tmp_path, CHINESE, echo=False, start=warm_start) as story:

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
