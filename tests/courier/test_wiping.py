"""Deleting many messages: what Telegram refuses is found, and everything else goes."""

import pytest

from bot.courier_outcomes import STAYS, Fate, Outcome
from bot.courier_wiping import OLD_ENOUGH, delete_messages

GONE = Outcome(Fate.DELIVERED)


class Telegram:
    """Refuses a call as a whole if one message of it is too old; numbers rise with time."""

    def __init__(self, messages, oldest):
        self.messages, self.oldest, self.calls = set(messages), oldest, 0

    async def send(self, params):
        self.calls += 1
        assert len(params["message_ids"]) <= 100
        named = self.messages & set(params["message_ids"])
        if any(number < self.oldest for number in named):
            return Outcome(Fate.NEVER, STAYS)
        self.messages -= named
        return GONE


@pytest.mark.parametrize("step", [1, 7, 40])
@pytest.mark.parametrize("oldest", [0, 450, 451, 999])
async def test_all_that_is_young_enough_is_deleted(step, oldest):
    messages = range(1, 1000, step)
    telegram = Telegram(messages, oldest)
    params = {"chat_id": 7, "message_ids": list(range(1200, 0, -1))}
    assert await delete_messages(telegram.send, params) == GONE
    assert telegram.messages == {number for number in messages if number < oldest}


async def test_what_is_older_still_is_not_asked_for_one_by_one():
    telegram = Telegram(range(1, 100_000), 99_990)
    params = {"chat_id": 7, "message_ids": list(range(100_000, 80_000, -1))}
    await delete_messages(telegram.send, params)
    assert min(telegram.messages - set(range(1, 99_990)), default=None) is None
    assert telegram.calls < 30 + OLD_ENOUGH


@pytest.mark.parametrize("outcome", [Outcome(Fate.BOT_WAITS), Outcome(Fate.UNKNOWN)])
async def test_what_has_to_wait_is_tried_again_as_a_whole(outcome):
    calls = []

    async def send(params):
        calls.append(params)
        return outcome if len(calls) == 2 else GONE

    params = {"chat_id": 7, "message_ids": list(range(300, 0, -1))}
    assert await delete_messages(send, params) is outcome
    assert len(calls) == 2
