"""A flood by one or by many accounts shuts nobody out; counted in turns, not in seconds."""

import itertools

import pytest

from bot.updates import BATCH
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import cases
from storage.sql.work import Work
from tests.conversations.public_office import BOT, writes_up_to_the_account

FIRST_STRANGER = 900_000_001


@pytest.fixture(autouse=True)
def quick_brake(office):
    office.set(DENGWEN_LIMITS__ANSWERS_PER_SECOND="1000")


def stranger(number, text):
    """Return an update of an account that nobody knows."""
    person = FIRST_STRANGER + number
    return {
        "message": {
            "message_id": 1,
            "date": 1562720400,
            "chat": {"id": person, "type": "private", "first_name": "x"},
            "from": {"id": person, "is_bot": False, "first_name": "x"},
            "text": text,
        }
    }


@pytest.fixture
def behind(intake, telegram, monkeypatch):
    """Let somebody act behind updates of others; return how many turns the answer took."""
    turns = []
    handle = type(intake.loop).handle_batch

    async def counted(loop, batch):
        turns.append(len(batch))
        await handle(loop, batch)

    monkeypatch.setattr(type(intake.loop), "handle_batch", counted)
    queue = telegram.emulator.world.bot_named(BOT).updates

    async def acts_behind(flood, citizen, act, *words):
        turns.clear()
        for update in flood:
            queue.inject(update)
        await act
        await citizen.waits_for(BOT, *words, timeout=60)
        return len(turns)

    return acts_behind


async def test_behind_a_crowd_of_accounts_one_person_submits_in_bounded_turns(
    office, intake, lin, behind
):
    await writes_up_to_the_account(lin)
    strangers = itertools.count()
    for act, words in (
        (lin.says(BOT, "经过"), "记下了"),
        (lin.taps(BOT, "检查"), "将要提交"),
        (lin.taps(BOT, "提交"), "回执号"),
    ):
        crowd = [stranger(next(strangers), "/start") for _ in range(BATCH)]
        # One batch may be under way, the next is full of the crowd, then it is this person's turn.
        assert await behind(crowd, lin, act, words) <= 3
    assert await office.count(cases) == [1]


async def test_behind_one_account_that_floods_another_waits_no_more_turns(
    office, intake, lin, behind
):
    await writes_up_to_the_account(lin)
    flood = [stranger(0, "x") for _ in range(2 * BATCH)]
    assert await behind(flood, lin, lin.says(BOT, "经过"), "记下了") <= 4


async def test_a_hundred_files_of_one_person_let_another_s_single_one_through(
    office, lin, ann, clock
):
    office.holds_downloads = True
    office.set(DENGWEN_INTAKE__MAX_ATTACHMENTS="100")
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        for _ in range(30):
            await lin.sends_photo(BOT, b"\x89PNG")
        await office.is_idle()
        clock.passes(seconds=5)
        await writes_up_to_the_account(ann, english=True)
        await ann.sends_photo(BOT, b"\x89PNG")
        await ann.waits_for(BOT, "photo")
        due = await SqlIntakeBook(Work(intake.database)).downloads_due(clock(), 2)
        assert len({row.case_id for row in due}) == 2
