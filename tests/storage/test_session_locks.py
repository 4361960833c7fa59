"""Locks between processes: whose turn it is, on PostgreSQL, and what becomes of them."""

import asyncio

import pytest

from bot.keeper import Keeper
from bot.turns import Turns
from casework.ports import StorageUnavailableError
from storage.ledger.local import LocalKey
from storage.sql import locks as locks_module
from storage.sql.locks import SessionLocks

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NAME = LocalKey.generate().lookup("turn")


@pytest.fixture
async def processes(database_url):
    """Two processes, as their locks see them."""
    both = SessionLocks(database_url), SessionLocks(database_url)
    yield both
    for locks in both:
        await locks.close()


@pytest.fixture
def turns(processes):
    return [Turns(locks, NAME, "public") for locks in processes]


async def test_one_chat_has_one_turn_in_all_processes_and_others_go_on(turns):
    inside, most = {}, {}

    async def handle(where, chat, update):
        async with turns[where].of(chat, update):
            inside[chat] = inside.get(chat, 0) + 1
            most[chat] = max(most.get(chat, 0), inside[chat])
            most["all"] = max(most.get("all", 0), sum(inside.values()))
            await asyncio.sleep(0.02)
            inside[chat] -= 1

    await asyncio.gather(*(handle(n % 2, n % 3, n) for n in range(12)))
    assert {chat: most[chat] for chat in range(3)} == {0: 1, 1: 1, 2: 1}
    assert most["all"] >= 2


async def test_who_comes_first_goes_first_within_a_process(turns):
    order = []

    async def handle(number):
        async with turns[0].of(7, number):
            order.append(number)

    await asyncio.gather(*(handle(number) for number in range(9)))
    assert order == list(range(9))


async def test_an_update_that_somebody_answers_is_left_to_them(turns):
    async with turns[0].of(7, 1):
        for each in turns:
            async with each.of_update(1) as mine:
                assert not mine
        async with turns[1].of_update(2) as mine:
            assert mine
    async with turns[1].of_update(1) as mine:
        assert mine


async def test_a_process_that_dies_lets_go_at_once(turns, processes):
    async with turns[0].of(7, 1):
        await processes[0].close()  # as its connection does when it is killed
        async with asyncio.timeout(5), turns[1].of(7, 2):
            pass


async def test_a_lost_connection_is_made_anew(turns, processes):
    async with turns[0].of(7, 1):
        pass
    await processes[0]._connection.invalidate()
    async with asyncio.timeout(5):
        while True:
            try:
                async with turns[0].of(7, 2):
                    break
            except StorageUnavailableError:
                continue


async def test_whoever_waits_for_too_long_is_told(turns, monkeypatch):
    monkeypatch.setattr(locks_module, "LONGEST_WAIT_SECONDS", 0.05)
    async with turns[0].of(7, 1):
        with pytest.raises(StorageUnavailableError):
            async with turns[1].of(7, 2):
                pass


async def test_who_is_broken_off_holds_nothing(turns):
    async with turns[0].of(7, 1):
        waiting = asyncio.create_task(_takes(turns[1], 7))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.wait([waiting])
    async with asyncio.timeout(5), turns[0].of(7, 3):
        pass


async def _takes(turns, chat):
    async with turns.of(chat, 2):
        await asyncio.Event().wait()


async def test_the_house_is_kept_by_one_at_a_time(processes):
    one, other = (Keeper(locks, NAME) for locks in processes)
    async with one.alone() as first, other.alone() as second:
        assert (first, second) == (True, False)
    async with other.alone() as alone:
        assert alone
