"""The receipt: what it says, that it reaches its owner, the picture, and the list of one's own."""

import io
import itertools

import segno
from PIL import Image

from storage.sql.tables import cases, dialogues, downloads, handles, outbox, routes
from tests.conversations.public_office import (
    BOT,
    number_in,
    submits,
    until,
    writes_up_to_the_account,
)

NAME = "林小梅 13800000000"
WIPE = (
    "怕别人看手机？抄好回执号，按“抄好了，删除对话”：48 小时内的消息，您这边和机器人这边都删；"
    "更早的请您自己删。Telegram 的服务器留不留，我们管不了。"
)


async def answers_with_a_name(citizen):
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


async def reviews_and_submits(citizen):
    await citizen.taps(BOT, "检查")
    await citizen.waits_for(BOT, "将要提交")
    await citizen.taps(BOT, "提交")


async def submits_with_a_name(citizen):
    await answers_with_a_name(citizen)
    await citizen.says(BOT, "有人占用了人防工程。")
    await citizen.waits_for(BOT, "记下了")
    await reviews_and_submits(citizen)
    return await citizen.waits_for(BOT, "回执号")


async def submits_and_keeps(citizen):
    """Hand a petition in with a name, and have it in the list; returns the number."""
    number = number_in(await submits_with_a_name(citizen))
    await citizen.taps(BOT, "放进我的列表")
    await citizen.waits_for(BOT, "180 天内发 /mine 就能看到")
    return number


async def test_an_anonymous_receipt_says_what_came_what_follows_and_how_to_come_back(intake, lin):
    await writes_up_to_the_account(lin)
    for words in ("第一句。", "第二句。"):
        await lin.says(BOT, words)
        await lin.waits_for(BOT, "记下了")
    await reviews_and_submits(lin)
    receipt = await lin.waits_for(BOT, "回执号")
    assert receipt.text.splitlines() == [
        "收到了。您的回执号：",
        "",
        number_in(receipt),
        "",
        "7月10日 星期三 收到：消息 2 条。",
        "县委巡察组最迟 7月11日 星期四 登记，县委第五巡视组会审阅。",
        "以后发 /status 和回执号，可以查询、补充或撤回，换手机也行。",
        "",
        "如果有问题要问您，会在这里给您发消息。",
        "",
        "这份反映是匿名的，回执号是唯一的凭据。请抄在别处。",
        "",
        WIPE,
    ]
    assert receipt.labels == ["抄好了，删除对话", "要一张回执图片"]
    assert receipt.entities[0]["type"] == "code"


async def test_with_a_name_the_receipt_promises_the_notice_and_the_result(intake, lin):
    receipt = await submits_with_a_name(lin)
    assert "最迟 7月31日 星期三 告诉您是否受理。" in receipt.text
    assert "办结后 15 个工作日内告诉您结果。" in receipt.text
    assert receipt.labels == ["要一张回执图片", "放进我的列表", "抄好了，删除对话"]


async def test_a_receipt_that_comes_after_the_files_offers_the_same(office, intake, courier, lin):
    await writes_up_to_the_account(lin, english=True)
    await lin.sends_photo(BOT, b"\x89PNG\r\n\x1a\n" + bytes(600))
    await lin.waits_for(BOT, "being sealed")
    await lin.taps(BOT, "Review")
    await lin.waits_for(BOT, "What will be")
    await lin.taps(BOT, "Submit")
    await office.stored_everything()

    async def delivered():
        await courier.deliver_due()
        return await office.rows(cases) and not await office.rows(outbox)

    await until(delivered)
    receipt = await lin.waits_for(BOT, "receipt number", "1 file.")
    assert receipt.labels == ["Copied, delete chat", "Receipt as a picture"]


async def submits_and_blocks(citizen, office, telegram):
    """Nobody is there any more when the receipt is to be shown."""
    await writes_up_to_the_account(citizen)
    await citizen.says(BOT, "经过")
    await citizen.waits_for(BOT, "记下了")
    await citizen.taps(BOT, "检查")
    await citizen.waits_for(BOT, "将要提交")
    await telegram.fault("403", method="sendMessage")
    await citizen.taps(BOT, "提交")

    async def waits():
        return await office.rows(outbox)

    await until(waits)
    await citizen.blocks(BOT)


async def test_who_blocks_the_bot_before_the_receipt_gets_it_on_their_return(
    office, intake, courier, lin, clock, telegram
):
    await submits_and_blocks(lin, office, telegram)
    clock.passes(days=1)
    await courier.deliver_due()
    assert await office.count(outbox) == [1]
    await lin.unblocks(BOT)
    clock.passes(minutes=11)
    await courier.deliver_due()
    number = number_in(await lin.waits_for(BOT, "回执号"))
    assert await office.count(outbox) == [0]
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, "等待登记")


async def test_a_receipt_waits_for_seven_days_and_no_longer(
    office, intake, courier, lin, clock, telegram
):
    await submits_and_blocks(lin, office, telegram)
    clock.passes(days=6, hours=23)
    await courier.deliver_due()
    assert await office.count(outbox) == [1]
    clock.passes(hours=2)
    await courier.deliver_due()
    assert await office.count(outbox, cases) == [0, 1]


async def test_the_picture_comes_after_its_warning_and_holds_the_number_alone(intake, lin):
    number = await submits(lin)
    await lin.taps(BOT, "要一张回执图片")
    warning = await lin.waits_for(BOT, "手机里的图片别人也能翻到")
    assert warning.labels == ["我知道，发图片"]
    await lin.taps(BOT, "我知道，发图片")
    await lin.waits_for(BOT, "图片里只有回执号")
    picture = await lin.waits_until(
        BOT, lambda shown: next((m for m in shown if m.file and not m.own), None)
    )
    assert (picture.kind, picture.text) == ("photo", "")
    page = Image.open(io.BytesIO(await lin.opens(picture)))
    code = [list(row) for row in segno.make(number, error="m", micro=False).matrix_iter(border=4)]
    squares = page.width // len(code)
    for y, x in itertools.product(range(len(code)), repeat=2):
        spot = (x * squares + squares // 2, y * squares + squares // 2)
        assert (page.getpixel(spot) == 0) == bool(code[y][x])
    letters = page.crop((0, page.width, page.width, page.height))
    assert letters.getextrema() == (0, 255)
    assert page.info == {}


async def test_without_the_picture_the_number_is_said_to_be_as_good(intake, lin, telegram):
    number = await submits(lin)
    await telegram.fault("500", method="sendPhoto", times=None)
    await lin.taps(BOT, "要一张回执图片")
    await lin.waits_for(BOT, "别人也能翻到")
    await lin.taps(BOT, "我知道，发图片")
    await lin.waits_for(BOT, "图片现在做不出来", number)


async def test_one_s_own_petitions_with_a_name_are_listed_and_lead_on(office, intake, lin, ann):
    first, second = await submits_and_keeps(lin), await submits_and_keeps(lin)
    await submits_with_a_name(lin)
    await submits(lin)
    await lin.says(BOT, "/mine")
    shown = await lin.waits_for(BOT, "您的列表", "匿名的反映不在列表里")
    assert shown.labels == [second, first, "不要这个列表"]
    await lin.taps(BOT, first)
    assert "补充内容" in (await lin.waits_for(BOT, first, "等待登记")).labels
    await ann.says(BOT, "/mine")
    await ann.waits_for(BOT, "there is nothing in your list", "Anonymous petitions")


async def test_the_list_is_sealed_and_goes_when_its_owner_says_so_or_its_time_is_over(
    office, intake, lin, clock
):
    number = await submits_and_keeps(lin)
    (row,) = await office.rows(dialogues)
    assert number.encode() not in row.sealed
    assert (row.kept_until - clock().date()).days == 180
    await lin.says(BOT, "/mine")
    await lin.waits_for(BOT, "您的列表")
    await lin.taps(BOT, "不要这个列表")
    await lin.waits_for(BOT, "列表已删除，反映都还在")
    assert await office.count(dialogues, cases) == [0, 1]
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, "等待登记")

    await submits_and_keeps(lin)
    clock.passes(days=181)
    await intake.housekeeping.keep_house(clock().date())
    assert await office.count(dialogues) == [0]


async def test_the_list_of_an_anonymous_person_is_nowhere(office, intake, lin):
    await submits(lin, route="no")
    assert await office.count(dialogues, routes, handles, downloads) == [0, 0, 0, 0]
    await lin.says(BOT, "/mine")
    shown = await lin.waits_for(BOT, "没有正在写的反映", "这里没有记是谁交的")
    assert shown.labels == []


async def test_the_draft_stands_in_the_list_and_is_not_touched(intake, lin):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.says(BOT, "/mine")
    assert (await lin.waits_for(BOT, "没写完")).labels == ["接着写"]
    await lin.says(BOT, "还有一句。")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "2 条")


async def test_a_list_among_the_conversations_does_not_keep_drafts_from_being_looked_after(
    office, intake, lin, ann, clock
):
    await submits_and_keeps(lin)
    await writes_up_to_the_account(ann, english=True)
    await ann.says(BOT, "Mine.")
    await ann.waits_for(BOT, "Noted")
    for _ in range(25):
        clock.passes(days=1)
        await intake.housekeeping.keep_house(clock().date())
    (reminder,) = await office.parcels()
    assert reminder["chat_id"] == ann.id
    await lin.says(BOT, "/mine")
    await lin.waits_for(BOT, "您的列表")
