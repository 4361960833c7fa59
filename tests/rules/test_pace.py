"""Answers leave at a steady rate, in the order in which they came, and none is refused."""

import asyncio

from bot.pace import Pace


class Time:
    """Counts what was slept; nothing waits in truth."""

    def __init__(self):
        self.at = 100.0
        self.slept = []

    def now(self):
        return self.at

    async def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        await asyncio.sleep(0)


async def test_after_a_quiet_second_a_second_s_worth_leaves_at_once_and_then_one_by_one():
    time = Time()
    pace = Pace(4, time.now, time.sleep)
    for _ in range(7):
        await pace.turn()
    assert time.slept == [0.25, 0.5, 0.75]
    time.at += 10
    for _ in range(4):
        await pace.turn()
    assert len(time.slept) == 3


async def test_chats_take_turns_whatever_one_of_them_has_to_say():
    time, waits = Time(), []

    async def sleep(seconds):
        waits.append(round(seconds, 3))
        await asyncio.Event().wait()

    pace = Pace(4, time.now, sleep)

    async def says(count):
        for _ in range(count):
            await pace.turn()

    chats = [asyncio.create_task(says(50)), asyncio.create_task(says(1))]
    await asyncio.sleep(0)
    assert waits == [0.25, 0.5]
    for chat in chats:
        chat.cancel()
    await asyncio.gather(*chats, return_exceptions=True)
