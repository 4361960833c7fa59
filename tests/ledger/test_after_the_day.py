"""With the intake's files of the day after, nothing opens that was submitted."""

from datetime import timedelta

import pytest

from tests.conversations.public_office import (
    BOT,
    OPENING_HOUR,
    number_in,
    writes_up_to_the_account,
)
from tests.ledger.loot import break_open, carry_off

TODAY = OPENING_HOUR.date() + timedelta(days=1)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"twelve shelters behind the market" * 40
NAME = "林小梅 13800000000"
LIN_WROTE = ("宏达公司的李主任收了十二万元。", "补充一句。")
ANN_WROTE = ("Begun on the day before.", "Ended today.")
BO_WROTE = "Not handed in yet."


@pytest.fixture
async def bo(telegram):
    return await telegram.user("Bo Strand", language_code="en")


async def writes(citizen, text, *, english=True):
    await citizen.says(BOT, text)
    await citizen.waits_for(BOT, "Noted" if english else "记下了")


async def sends_file(citizen, name, *, english=True):
    await citizen.sends_document(BOT, PICTURE, name, "image/png", f"caption of {name}")
    await citizen.waits_for(BOT, "The file is here" if english else "文件收下了")


async def hands_in(citizen, *, english=True):
    await citizen.taps(BOT, "Review" if english else "检查")
    await citizen.waits_for(BOT, "What will be" if english else "将要提交")
    await citizen.taps(BOT, "Submit" if english else "提交")
    return number_in(await citizen.waits_for(BOT, "receipt number" if english else "回执号"))


async def gives_a_name(citizen):
    await citizen.says(BOT, "/start")
    await citizen.waits_for(BOT)
    for word in ("中文", "开始", "实名"):
        await citizen.taps(BOT, word)
        await citizen.waits_for(BOT)
    await citizen.says(BOT, NAME)
    await citizen.waits_for(BOT, "哪个单位")
    for word in ("办公室", "不是", "人防项目", "1. 可以"):
        await citizen.taps(BOT, word)
        await citizen.waits_for(BOT)


async def adds(citizen, number):
    await citizen.says(BOT, f"/status {number}")
    await citizen.waits_for(BOT, number)
    await citizen.taps(BOT, "补充内容")
    await citizen.waits_for(BOT, "请写给")
    await citizen.says(BOT, LIN_WROTE[1])
    await citizen.waits_for(BOT, "已加密交给")
    await citizen.sends_document(BOT, PICTURE, "later.png", "image/png")
    await citizen.waits_for(BOT, "已加密交给")


async def two_days_of_work(office, intake, clock, lin, ann, bo):
    """Two petitions are handed in today, one of them begun yesterday; a third is being written."""
    await writes_up_to_the_account(ann, english=True)
    await writes(ann, ANN_WROTE[0])
    await sends_file(ann, "ann.png")
    await office.stored_everything()
    clock.passes(days=1)
    await intake.housekeeping.keep_house(TODAY)

    await gives_a_name(lin)
    await writes(lin, LIN_WROTE[0], english=False)
    await sends_file(lin, "lin.png", english=False)
    await office.stored_everything()
    number = await hands_in(lin, english=False)
    await writes(ann, ANN_WROTE[1])
    await hands_in(ann)
    await adds(lin, number)
    await office.stored_everything()
    await lin.taps(BOT, "好了")
    await lin.waits_for(BOT, "随时可以用 /status")
    await writes_up_to_the_account(bo, english=True)
    await writes(bo, BO_WROTE)
    await office.is_idle()
    return number


async def test_after_the_change_of_the_day_the_files_of_the_intake_open_nothing_submitted(
    office, intake, clock, lin, ann, bo, profile, tmp_path
):
    number = await two_days_of_work(office, intake, clock, lin, ann, bo)

    # The limit that is stated: on the day itself all of it opens.
    before = break_open(carry_off(office, tmp_path / "before"), profile)
    for word in (LIN_WROTE[0], *ANN_WROTE, "lin.png", "ann.png", NAME, BO_WROTE, lin.id, number):
        assert word in before, word
    assert any(PICTURE in content for content in before.files.values())
    assert before.headers

    clock.passes(days=1)
    await intake.housekeeping.keep_house(TODAY + timedelta(days=1))
    after = break_open(carry_off(office, tmp_path / "after"), profile)
    assert BO_WROTE in after  # a draft is the intake's own, so the same attack still finds it
    submitted = (*LIN_WROTE, *ANN_WROTE, "lin.png", "later.png", "ann.png", NAME, number)
    assert [word for word in (*submitted, lin.id, ann.id) if word in after] == []
    assert {table for table, _ in after.files} == {"pieces"}
