"""What lasts: the conversation as long as its draft, a caution as long as its message."""

from casework.rules.terms import local_date
from storage.sql.tables import dialogues, drafts
from tests import samples
from tests.conversations.public_office import BOT, writes_up_to_the_account
from tests.conversations.test_public_originals import delivered, sends

JPEG = samples.jpeg()


async def keeps_house(intake, clock):
    await intake.housekeeping.keep_house(local_date(clock()))


async def test_an_original_asked_for_late_keeps_the_conversation_as_long_as_the_draft(
    office, intake, lin, clock
):
    await writes_up_to_the_account(lin)
    await sends(lin, office, JPEG, "门口.jpg")
    await delivered(office)
    clock.passes(days=20)
    await lin.taps(BOT, "保留原件")
    await lin.waits_for(BOT, "看出您是谁")
    await lin.taps(BOT, "保留原件")
    await lin.waits_for(BOT, "正在取原件")
    await office.stored_everything()
    clock.passes(days=15)
    await keeps_house(intake, clock)
    assert await office.count(drafts, dialogues) == [1, 1]
    said = await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "没有提交", after=said)  # the round is over, and the draft is known


async def test_an_answer_changed_late_keeps_the_draft_longer_as_was_announced(
    office, intake, lin, clock
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "有人占用了人防工程。")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    clock.passes(days=20)
    for label in ("改一项", "单位", "不清楚"):
        await lin.taps(BOT, label)
        await lin.waits_for(BOT)
        await office.is_idle()
    clock.passes(days=15)
    await keeps_house(intake, clock)
    assert await office.count(drafts, dialogues) == [1, 1]


async def test_who_wrote_after_midnight_still_has_the_conversation_on_the_last_day(
    office, intake, lin, clock
):
    """Days are those of the people who write, who are hours ahead of the clock of the machine."""
    clock.passes(hours=16)  # one at night
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "有人占用了人防工程。")
    await lin.waits_for(BOT, "记下了")
    clock.passes(days=30, hours=8)
    await keeps_house(intake, clock)
    assert await office.count(drafts, dialogues) == [1, 1]
    clock.passes(days=1)
    await keeps_house(intake, clock)
    assert await office.count(drafts) == [0]


async def test_a_forwarded_file_that_is_cleaned_is_still_pointed_out_as_forwarded(
    office, intake, lin
):
    await writes_up_to_the_account(lin)
    await lin.sends_with(
        BOT, kind="document", data=JPEG, file_name="门口.jpg", forwarded_from="张三"
    )
    await lin.waits_for(BOT, "文件收下了")
    await office.stored_everything()
    await lin.taps(BOT, "检查")
    shown = await lin.waits_for(BOT, "将要提交", "拍摄地点", "从谁那里得到")
    assert "保留消息来自谁" in shown.labels


async def test_another_file_under_a_quote_of_somebody_is_still_pointed_out(
    office, intake, lin, tmp_path
):
    await writes_up_to_the_account(lin)
    sent = await lin.sends_with(
        BOT, kind="document", data=b"%PDF", file_name="a.bin", forwarded_from="张三"
    )
    await lin.waits_for(BOT, "文件收下了")
    await office.stored_everything()
    await lin.edits(BOT, sent.id, kind="document", data=b"%PDF 2", file_name="b.bin")
    await lin.waits_for(BOT, "改动已存好")
    await office.stored_everything()
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交", "从谁那里得到")
