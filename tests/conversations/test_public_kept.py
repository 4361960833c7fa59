"""Left and come back to: what there is, the reminder, and the day on which it is gone."""

import asyncio
import json
from datetime import timedelta

import pytest

from casework.ports import StaleError
from storage.ledger.local import LocalKey
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import dialogues, drafts, outbox, pieces
from storage.sql.work import Work
from tests.conversations.public_office import (
    BOT,
    EVERYTHING_OF_A_PETITION,
    submits,
    writes_up_to_the_account,
)
from tests.conversations.test_public_draft import blobs, reviews, submits_it, writes

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)


async def keeps_house(office, intake, clock, *, days):
    """Let so many nights pass, and the intake keep house after each of them."""
    for _ in range(days):
        clock.passes(days=1)
        await intake.housekeeping.keep_house(clock().date())


async def test_the_last_day_is_told_before_the_first_word_is_written(intake, lin, ann):
    seen = await writes_up_to_the_account(lin)
    assert "保留到 8月9日 星期五，之后删除" in seen.text
    assert "会提醒您一次" in seen.text
    seen = await writes_up_to_the_account(ann, english=True)
    assert "kept until Friday 9 August" in seen.text


async def test_who_comes_back_days_later_sees_what_there_is(office, intake, lin, clock):
    await writes(lin, "第一句。", "第二句。")
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "照片收下了")
    await office.stored_everything()
    await keeps_house(office, intake, clock, days=3)
    await lin.wipes(BOT)  # another phone of the same account, with nothing on its screen
    await lin.says(BOT, "/start")
    seen = await lin.waits_for(BOT, "7月10日 星期三 开始的：消息 2 条，文件 1 个", "8月9日 星期五")
    assert seen.labels == ["接着写", "检查", "放弃，全部删除"]
    await lin.taps(BOT, "检查")
    assert "3. 照片，608 B" in (await lin.waits_for(BOT, "将要提交")).text
    await submits_it(lin)


async def test_what_is_added_moves_the_last_day(office, intake, lin, clock):
    await writes(lin, "第一句。")
    await keeps_house(office, intake, clock, days=20)
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "照片收下了")
    await office.stored_everything()
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "保留到 8月29日 星期四")
    await keeps_house(office, intake, clock, days=30)
    assert await office.count(drafts, pieces, dialogues) == [1, 2, 1]


async def test_a_reminder_comes_once_in_the_morning_and_says_nothing_of_the_content(
    office, intake, lin, clock
):
    await writes(lin, "李主任收了十二万元。")
    await keeps_house(office, intake, clock, days=24)
    assert await office.parcels() == []
    await keeps_house(office, intake, clock, days=1)
    (parcel,) = await office.parcels()
    assert parcel["chat_id"] == lin.id
    assert parcel["text"] == "您在这里没做完的事保留到 8月9日 星期五。要继续或删除，请发 /start。"
    (row,) = await office.rows(outbox)
    assert row.due_at == int((clock()).timestamp())  # nine in the morning
    await keeps_house(office, intake, clock, days=4)
    assert len(await office.parcels()) == 1


async def test_at_night_the_reminder_waits_for_the_morning(office, intake, lin, clock):
    await writes(lin, "第一句。")
    clock.passes(days=24, hours=15, minutes=11)  # eleven minutes past midnight
    await intake.housekeeping.keep_house((clock() + timedelta(hours=8)).date())
    (row,) = await office.rows(outbox)
    assert row.due_at - clock().timestamp() == 8 * 3600 + 49 * 60


@pytest.mark.parametrize("how", ["submitted", "discarded", "gone on with"])
async def test_a_reminder_that_was_not_sent_yet_goes_with_its_reason(
    office, intake, lin, clock, how
):
    await writes(lin, "第一句。")
    await keeps_house(office, intake, clock, days=25)
    assert len(await office.parcels()) == 1
    if how == "submitted":
        await reviews(lin)
        await submits_it(lin)
    elif how == "discarded":
        await lin.says(BOT, "/cancel")
        await lin.waits_for(BOT, "要放弃")
        await lin.taps(BOT, "放弃，全部删除")
        await lin.waits_for(BOT, "已全部删除")
    else:
        await lin.says(BOT, "第二句。")
        await lin.waits_for(BOT, "记下了")
        await reviews(lin)
    assert await office.parcels() == []


async def test_who_went_on_and_left_again_is_reminded_of_the_new_day(office, intake, lin, clock):
    await writes(lin, "第一句。")
    await keeps_house(office, intake, clock, days=25)
    said = await lin.says(BOT, "第二句。")
    await lin.waits_for(BOT, "记下了", after=said)
    await keeps_house(office, intake, clock, days=25)
    (parcel,) = await office.parcels()
    assert "9月3日" in parcel["text"]


async def test_two_that_keep_house_at_once_remind_once(office, intake, lin, clock):
    await writes(lin, "第一句。")
    clock.passes(days=25)
    keeping = intake.housekeeping.drafts
    await asyncio.gather(*(keeping.keep(clock().date(), clock()) for _ in range(3)))
    assert len(await office.parcels()) == 1


async def test_a_petition_submitted_at_that_moment_is_not_reminded_of(office, intake, lin, clock):
    await writes(lin, "第一句。")
    clock.passes(days=25)
    keeping = intake.housekeeping.drafts
    (draft,) = await SqlIntakeBook(Work(office.database)).drafts_to_remind(clock())
    owners = await keeping._owners({draft.id})
    await reviews(lin)
    await submits_it(lin)
    await keeping._remind(draft, owners[draft.id], clock())
    assert await office.parcels() == []


async def test_a_draft_touched_at_the_last_moment_is_not_shredded(office, intake, lin, clock):
    await writes(lin, "第一句。")
    clock.passes(days=31)
    keeping = intake.housekeeping.drafts
    (draft,) = await SqlIntakeBook(Work(office.database)).drafts_untouched_since(clock())
    owners = await keeping._owners({draft.id})
    said = await lin.says(BOT, "第二句。")
    await lin.waits_for(BOT, "记下了", after=said)
    with pytest.raises(StaleError):
        await keeping._shred(draft, owners[draft.id], clock().date())
    assert await office.count(drafts, pieces) == [1, 2]


async def test_after_the_last_day_nothing_is_left_and_who_returns_is_told(
    office, intake, lin, clock
):
    await writes(lin, "李主任收了十二万元。")
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "照片收下了")
    await office.stored_everything()
    await keeps_house(office, intake, clock, days=30)
    assert await office.count(drafts, pieces) == [1, 2]
    await keeps_house(office, intake, clock, days=1)
    others = [table for table in EVERYTHING_OF_A_PETITION if table is not dialogues]
    assert await office.count(*others, outbox) == [0] * (len(others) + 1)
    assert blobs(office) == []
    (row,) = await office.rows(dialogues)
    seal = LocalKey.load(office.keys / "intake.local").sealed("dialogue")
    assert json.loads(seal.open(row.sealed, row.key)) == {
        "state": None,
        "data": {"over": "2019-08-10", "language": "zh-CN"},
    }
    clock.at -= timedelta(days=1)  # the round is open still
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "8月10日 星期六 按说明删除", "没有人看过")
    await lin.waits_for(BOT, "请选择语言")
    said = await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "请选择语言", after=said)
    assert not [s for s in await lin.sees(BOT) if s.id > said.id and "已于" in s.text]


async def test_in_time_even_that_there_was_a_draft_is_forgotten(office, intake, lin, clock):
    await writes(lin, "第一句。")
    await keeps_house(office, intake, clock, days=31)
    assert await office.count(dialogues) == [1]
    await keeps_house(office, intake, clock, days=31)
    assert await office.count(dialogues) == [0]


async def test_who_writes_without_a_word_after_the_last_day_is_told_too(office, intake, lin, clock):
    await writes(lin, "第一句。")
    await keeps_house(office, intake, clock, days=31)
    clock.at -= timedelta(days=1)
    await lin.says(BOT, "还有一句。")
    await lin.waits_for(BOT, "按说明删除")
    await lin.waits_for(BOT, "还没有开始")


async def test_what_was_submitted_is_never_reminded_of_or_shredded(office, intake, lin, clock):
    await submits(lin)
    await keeps_house(office, intake, clock, days=40)
    assert await office.parcels() == []
    assert await office.count(pieces) == [1]
