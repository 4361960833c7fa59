"""Deleting the conversation on both sides: one press, and nothing is left that need not be."""

import pytest

from storage.sql.tables import cases, dialogues, downloads, drafts, outbox
from tests.conversations.public_office import BOT, submits, until, writes_up_to_the_account

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)


async def is_asked_for(office):
    async def has_an_item():
        return len(await office.rows(outbox)) == 1

    await until(has_an_item)


async def test_one_press_deletes_what_both_have_said_and_shows_the_number_once_more(
    office, intake, courier, lin, ann
):
    await submits(ann, english=True)
    await lin.says(BOT, "/help")
    await lin.waits_for(BOT, "/status")
    number = await submits(lin, "第一句。", "第二句。")
    theirs = await ann.sees(BOT)
    await lin.taps(BOT, "抄好了，删除对话")
    await is_asked_for(office)
    await courier.deliver_due()
    assert await lin.sees(BOT) == []
    assert number in (await lin.toasts())[-1]
    assert [m.id for m in await ann.sees(BOT)] == [m.id for m in theirs]
    assert await office.count(outbox, dialogues, drafts, cases) == [0, 0, 0, 2]
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, "等待登记")


async def test_what_is_older_than_two_days_stays_and_the_rest_goes(
    office, intake, courier, lin, clock
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "三天前写的。")
    await lin.waits_for(BOT, "记下了")
    old = {m.id for m in await lin.sees(BOT)}
    clock.passes(days=3)
    await lin.says(BOT, "今天写的。")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "48 小时内的消息", "更早的请您自己删")
    await lin.taps(BOT, "抄好了，删除对话")
    await is_asked_for(office)
    await courier.deliver_due()
    assert {m.id for m in await lin.sees(BOT)} == old


async def test_after_a_long_conversation_among_many_all_of_it_goes(
    office, intake, courier, lin, telegram
):
    """The numbers of one chat lie among those of all others."""
    await writes_up_to_the_account(lin)
    telegram.emulator.world.bot_named(BOT).last_message_id += 5000
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    await lin.taps(BOT, "抄好了，删除对话")
    await is_asked_for(office)
    await courier.deliver_due()
    assert await lin.sees(BOT) == []
    sent = [call["params"] for call in await telegram.calls(BOT, "deleteMessages")]
    assert len(sent) > 50


async def test_while_something_is_being_written_nothing_is_deleted(office, intake, courier, lin):
    await submits(lin)
    await writes_up_to_the_account(lin)
    await lin.taps(BOT, "抄好了，删除对话")
    await lin.waits_for(BOT, "还没有删除：您正在写一份反映")
    await lin.says(BOT, "接着写。")
    await lin.waits_for(BOT, "记下了")
    assert await office.count(outbox, drafts) == [0, 1]


async def test_a_file_under_way_is_fetched_first(office, lin):
    office.holds_downloads = True
    async with office.open():
        number = await submits(lin)
        await lin.says(BOT, f"/status {number}")
        standing = await lin.waits_for(BOT, number)
        await lin.taps(BOT, "补充内容")
        await lin.waits_for(BOT, "请写给")
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "已加密交给")
        await lin.presses(BOT, standing.id, 2, 0)
        await lin.waits_for(BOT, "还没有删除：您补充的文件还在存放")
        await lin.taps(BOT, "好了")
        assert (await lin.waits_for(BOT, "随时可以用 /status")).labels == []
        assert await office.count(outbox, downloads) == [0, 1]


async def test_after_adding_the_conversation_can_be_deleted_again(office, intake, courier, lin):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给")
    await lin.says(BOT, "补充一句。")
    await lin.waits_for(BOT, "已加密交给")
    await lin.taps(BOT, "好了")
    assert (await lin.waits_for(BOT, "随时可以用 /status")).labels == ["删除对话"]
    await lin.taps(BOT, "删除对话")
    await is_asked_for(office)
    await courier.deliver_due()
    assert await lin.sees(BOT) == []


@pytest.mark.parametrize("data", ["wipe::", "wipe:no:", "wipe:99999999999999:", "wipe"])
async def test_a_button_that_nobody_made_deletes_at_most_their_own(
    office, intake, courier, lin, ann, telegram, data
):
    await submits(ann, english=True)
    theirs = len(await ann.sees(BOT))
    said = await lin.says(BOT, "/help")
    shown = await lin.waits_for(BOT, "/status")
    user = {"id": lin.id, "is_bot": False, "first_name": "x", "language_code": "zh"}
    chat = {"id": lin.id, "type": "private", "first_name": "x"}
    message = {
        "message_id": shown.id,
        "date": int(said.date.timestamp()),
        "chat": chat,
        "text": "…",
    }
    query = {"id": "9", "from": user, "message": message, "chat_instance": "1", "data": data}
    await telegram.inject(BOT, {"callback_query": query})
    await office.is_idle()
    await courier.deliver_due()
    assert len(await ann.sees(BOT)) == theirs
