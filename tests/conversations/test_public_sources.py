"""Whom a person has something from: it reaches readers if they say so, and in no other way."""

import json

import pytest

from storage.sql.tables import cases, drafts
from tests import samples
from tests.conversations.public_office import BOT, submits, writes_up_to_the_account
from tests.conversations.test_public_originals import delivered, metas, reviews

SOURCE = "魏线人"
PNG = samples.png()


async def hands_in(lin):
    await reviews(lin)
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")


async def all_known(office):
    return json.dumps(await metas(office), ensure_ascii=False)


async def test_a_name_left_out_while_files_are_stored_stays_out(office, lin):
    """The plan of what goes out by itself was made when the name was to be kept."""
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_with(BOT, kind="text", text="看这条。", forwarded_from=SOURCE)
        await lin.waits_for(BOT, "记下了")
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await reviews(lin, "这个名字会去掉")
        await lin.taps(BOT, "保留消息来自谁")
        await lin.waits_for(BOT, "会看到转发的消息来自谁")
        await reviews(lin, "会看到这个名字")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        await reviews(lin)
        await lin.taps(BOT, "去掉消息来自谁")
        await lin.waits_for(BOT, "已经去掉")
        assert await intake.downloads.fetch_due()
        assert await office.count(cases, drafts) == [0, 1]
        await hands_in(lin)
    assert SOURCE not in await all_known(office)


async def test_a_quote_beside_a_file_that_was_replaced_is_left_out_too(office, intake, lin):
    await writes_up_to_the_account(lin)
    sent = await lin.sends_with(
        BOT, kind="photo", data=PNG, quotes="给我的", answers_elsewhere=SOURCE
    )
    await lin.waits_for(BOT, "照片收下了")
    await office.stored_everything()
    await lin.edits(BOT, sent.id, kind="photo", data=samples.plain_jpeg())
    await lin.waits_for(BOT, "改动已存好")
    await office.stored_everything()
    await reviews(lin, "有 1 条消息会显示", "这个名字会去掉")
    await hands_in(lin)
    assert SOURCE not in await all_known(office)


async def test_a_forwarded_file_that_was_cleaned_is_still_pointed_out(office, intake, lin):
    await writes_up_to_the_account(lin)
    await lin.sends_with(
        BOT, kind="document", data=samples.jpeg(), file_name="a.jpg", forwarded_from=SOURCE
    )
    await lin.waits_for(BOT, "文件收下了")
    await office.stored_everything()
    await reviews(lin, "有 1 个文件去掉了", "有 1 条消息会显示", "这个名字会去掉")


@pytest.mark.parametrize("kind", ["text", "photo"])
async def test_what_is_added_later_names_nobody_and_says_so(office, intake, lin, kind):
    """Whether the petition is anonymous is sealed by then, so nobody's name goes in unasked."""
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员")
    content = {"text": "看这条。"} if kind == "text" else {"data": PNG}
    await lin.sends_with(BOT, kind=kind, forwarded_from=SOURCE, **content)
    await lin.waits_for(BOT, "已加密交给办案人员", "这个名字已经去掉")
    await office.stored_everything()
    await delivered(office)
    assert SOURCE not in await all_known(office)
    assert '"forwarded"' in await all_known(office)


async def test_a_card_that_is_added_later_is_pointed_out(office, intake, lin):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员")
    await lin.sends(BOT, "contact", first_name=SOURCE, phone_number="13800000000")
    await lin.waits_for(BOT, "已加密交给办案人员", "姓名和电话")


async def test_words_that_were_taken_back_do_not_return_with_an_answer_to_them(office, intake, lin):
    """Telegram repeats the whole message that somebody answers, even if nothing is quoted."""
    await writes_up_to_the_account(lin)
    first = await lin.says(BOT, "我叫李四，在三车间。")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "撤下这条")
    await lin.waits_for(BOT, "撤下")
    await lin.sends_with(BOT, kind="text", text="上面那条不算。", reply_to=first.id)
    await lin.waits_for(BOT, "记下了")
    await hands_in(lin)
    assert "李四" not in await all_known(office)
