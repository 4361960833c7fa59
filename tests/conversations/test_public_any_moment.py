"""Every command at every step: it is answered, and neither the draft nor the step is lost."""

import json
import re

import pytest

from storage.sql.tables import cases, drafts, pieces, seen
from tests.conversations.public_office import BOT, number_in, submits, writes_up_to_the_account
from tests.conversations.test_public_trouble import message

# What leads from one step to the next, and what the next step says.
WAY = (
    ("/start", "选择语言"),
    ("中文", "专项巡察"),
    ("开始", "怎样反映"),
    ("实名", "姓名"),
    ("林小梅 13800000000", "哪个单位"),
    ("办公室", "关系到"),
    ("不是", "哪一类"),
    ("人防项目", "可以在这个对话里"),
    ("1. 可以", "什么时候"),
    ("有人占用了人防工程。", "记下了"),
    ("检查", "将要提交"),
)
TYPED = {"/start", "林小梅 13800000000", "有人占用了人防工程。"}
COMMANDS = {
    "/channels": "举报箱",
    "/about": "县委巡察办",
    "/privacy": "最多保留",
    "/language": "choose a language",
    "/help": "可以向巡察组",
    "/status": "回执号",
    "/proof": "回执号",
}


def next_id(telegram):
    """Return the id that the next update will have."""
    return telegram.emulator.world.bot_named(BOT).updates.next_id


async def goes(citizen, words):
    if words in TYPED:
        return await citizen.says(BOT, words)
    return await citizen.taps(BOT, words)


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_at_every_step_changes_nothing(office, intake, lin, command):
    for words, answer in WAY:
        await goes(lin, words)
        await lin.waits_for(BOT, answer)
        if words == "/start":  # nothing has begun yet, so there is no step to lose
            continue
        said = await lin.says(BOT, command)
        await lin.waits_for(BOT, COMMANDS[command], after=said)
    assert await office.count(drafts, pieces) == [1, 1]
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号：")
    assert await office.count(cases, drafts) == [1, 0]
    facts = await office.facts()
    assert (facts["identity"], facts["category"], facts["messages"]) == ("real-name", "B", 1)


async def test_the_language_switched_half_way_changes_the_words_and_nothing_else(
    office, intake, lin
):
    for words, answer in WAY[:6]:
        await goes(lin, words)
        await lin.waits_for(BOT, answer)
    await lin.says(BOT, "/language")
    await lin.waits_for(BOT, "选择语言")
    await lin.taps(BOT, "English")
    await lin.waits_for(BOT, "Does it concern")
    for word in ("No", "B ", "1. Yes"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, "Somebody rents out a shelter.")
    await lin.waits_for(BOT, "Noted")
    await lin.says(BOT, "/language")
    await lin.waits_for(BOT, "choose a language")
    await lin.taps(BOT, "中文")
    await lin.waits_for(BOT, "什么时候")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "林小梅 13800000000", "1 条")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号：")
    facts = await office.facts()
    assert (facts["language"], facts["identity"], facts["messages"]) == ("zh-CN", "real-name", 1)


async def test_the_same_message_delivered_five_times_is_one_piece_and_one_answer(
    office, intake, lin, telegram
):
    await writes_up_to_the_account(lin)
    again = message(lin, text="一句。") | {"update_id": next_id(telegram)}
    for _ in range(5):
        await telegram.inject(BOT, again)
    await office.is_idle()
    answers = [m for m in await lin.sees(BOT) if m.from_bot and "记下了" in m.text]
    assert len(answers) == 1
    assert await office.count(pieces) == [1]


async def test_submit_delivered_five_times_is_one_case_and_one_receipt(
    office, intake, lin, telegram
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    shown = await lin.waits_for(BOT, "将要提交")
    (button,) = set(re.findall('"(submit:[^"]*)"', json.dumps(await lin.screen(BOT))))
    press = message(lin, text="x")["message"]
    query = {
        "id": "77",
        "from": press["from"],
        "chat_instance": "1",
        "data": button,
        "message": press | {"message_id": shown.id},
    }
    update_id = next_id(telegram)
    for _ in range(5):
        await telegram.inject(BOT, {"callback_query": query, "update_id": update_id})
    await office.is_idle()
    await lin.waits_for(BOT, "回执号：")
    receipts = [m for m in await lin.sees(BOT) if "回执号：" in m.text]
    assert len(receipts) == 1
    assert await office.count(cases, drafts) == [1, 0]
    assert len([row for row in await office.rows(seen) if row.update_id == update_id]) == 1


async def test_two_people_interleaved_get_their_own_petitions(office, intake, lin, ann):
    await writes_up_to_the_account(lin)
    await writes_up_to_the_account(ann, english=True)
    for number in range(3):
        await lin.says(BOT, f"林 {number}")
        await ann.says(BOT, f"Ann {number}")
    await lin.waits_for(BOT, "记下了")
    await ann.waits_for(BOT, "Noted")
    await office.is_idle()
    await ann.taps(BOT, "Review")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "3 条，共 9 字")
    await ann.waits_for(BOT, "3, 15 characters")
    await lin.taps(BOT, "提交")
    await ann.taps(BOT, "Submit")
    first = number_in(await lin.waits_for(BOT, "回执号："))
    second = number_in(await ann.waits_for(BOT, "receipt number"))
    assert first != second
    assert await office.count(cases, pieces) == [2, 6]


async def test_names_that_look_like_markup_break_no_message(office, intake, lin):
    for words in ("/start", "中文", "开始", "实名"):
        await goes(lin, words)
        await lin.waits_for(BOT)
    await lin.says(BOT, "<b>林</b> & \u202e小梅\n<a href='x'>")
    await lin.waits_for(BOT, "哪个单位")
    for word in ("办公室", "不是", "人防项目", "1. 可以"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "姓名电话：<b>林</b> & �小梅 <a href='x'>")


async def test_a_second_petition_can_follow_the_first(office, intake, lin):
    assert await submits(lin) != await submits(lin)
    assert await office.count(cases) == [2]
