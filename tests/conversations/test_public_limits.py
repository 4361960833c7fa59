"""Who sends too much is told kindly and loses nothing; the ways out stay open."""

import secrets

import pytest

from casework.rules.receipts import issue_receipt_number
from storage.sql.tables import cases, drafts, pieces
from tests.conversations.public_office import (
    BOT,
    number_in,
    submits,
    writes_up_to_the_account,
)
from tests.conversations.test_public_any_moment import next_id
from tests.conversations.test_public_trouble import message

ALWAYS = {
    "/help": "放弃正在写的内容",
    "/channels": "举报箱",
    "/privacy": "最多保留",
    "/status LX-AAAAA-AAAAA-A": "号码",
    "/cancel": "放弃",
}


@pytest.fixture
def limits():
    return {"MESSAGES_PER_MINUTE": "20", "WRONG_NUMBERS_PER_HOUR": "3", "DRAFTS_PER_DAY": "1"}


@pytest.fixture(autouse=True)
def low_limits(office, limits):
    """Let the office be strict, so that a test need not send hundreds of messages."""
    office.set(**{f"DENGWEN_LIMITS__{name}": value for name, value in limits.items()})


async def floods(citizen, count):
    for number in range(count):
        await citizen.says(BOT, f"第 {number} 句。")


async def heard(citizen, words):
    return [seen.text for seen in await citizen.sees(BOT) if seen.from_bot and words in seen.text]


async def test_too_many_messages_are_refused_once_and_nothing_kept_is_lost(
    office, intake, lin, clock
):
    await writes_up_to_the_account(lin)
    await floods(lin, 25)
    await office.is_idle()
    (told,) = await heard(lin, "发得太多")
    assert "1 分钟之内再发的也不保存" in told
    assert "以前存好的都在" in told
    assert await office.count(pieces) == [20]
    clock.passes(minutes=1)
    await lin.says(BOT, "最后一句。")
    await lin.waits_for(BOT, "记下了")
    assert await office.count(pieces) == [21]


async def test_commands_and_submitting_are_never_refused(office, intake, lin):
    await writes_up_to_the_account(lin)
    await floods(lin, 25)
    await office.is_idle()
    for command, words in ALWAYS.items():
        said = await lin.says(BOT, command)
        await lin.waits_for(BOT, words, after=said)
    await lin.taps(BOT, "接着写")
    await lin.waits_for(BOT, "什么时候")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "20 条")
    await lin.taps(BOT, "提交")
    number_in(await lin.waits_for(BOT, "回执号"))
    assert await office.count(cases, drafts) == [1, 0]


async def test_what_was_sent_while_nobody_listened_is_no_flood(office, lin, telegram, clock):
    async with office.open():
        await writes_up_to_the_account(lin)
    for _minute in range(6):
        for _ in range(10):
            await lin.says(BOT, "一句。")
        clock.passes(minutes=1)
    async with office.open():
        await office.is_idle()
    assert await office.count(pieces) == [60]


async def test_one_person_s_flood_costs_another_nothing(office, intake, lin, ann):
    await writes_up_to_the_account(lin)
    await floods(lin, 30)
    assert await submits(ann, english=True)


async def test_a_message_that_comes_again_counts_once(office, intake, lin, telegram):
    await writes_up_to_the_account(lin)
    again = message(lin, text="一句。") | {"update_id": next_id(telegram)}
    for _ in range(30):
        await telegram.inject(BOT, again)
    await office.is_idle()
    await floods(lin, 15)
    await office.is_idle()
    assert await heard(lin, "发得太多") == []
    assert await office.count(pieces) == [16]


async def test_guessed_numbers_are_stopped_and_mistyped_ones_are_not(
    office, intake, lin, ann, clock
):
    number = await submits(ann, english=True)
    for wrong in range(5):
        said = await lin.says(BOT, f"/status LX-7K3M{wrong}-Q2TXA-W")
        await lin.waits_for(BOT, "号", after=said)
    for _ in range(3):
        guess = issue_receipt_number("LX", secrets.randbits)
        said = await lin.says(BOT, f"/status {guess}")
        await lin.waits_for(BOT, "没有这个号码", after=said)
    said = await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, "60 分钟后再发", after=said)
    said = await ann.says(BOT, f"/status {number}")
    await ann.waits_for(BOT, number, after=said)
    clock.passes(hours=1)
    said = await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number, after=said)


async def test_who_has_begun_many_petitions_today_begins_the_next_tomorrow(
    office, intake, lin, clock
):
    await submits(lin)
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "选择语言")
    await lin.taps(BOT, "中文")
    await lin.waits_for(BOT, "专项巡察")
    await lin.taps(BOT, "开始")
    await lin.waits_for(BOT, "明天再写新的")
    clock.passes(hours=15)
    await lin.taps(BOT, "开始")
    await lin.waits_for(BOT, "您想怎样反映")
