"""Withdrawing a petition, coming back to it days later, and writing without a command."""

import pytest
from sqlalchemy import update

from storage.sql.tables import cases, pieces
from tests.conversations.public_office import BOT, submits, writes_up_to_the_account

HANDLE = "0123456789abcdef0123456789abcdef"


async def shows(citizen, number):
    await citizen.says(BOT, f"/status {number}")
    return await citizen.waits_for(BOT, number)


async def test_withdrawing_is_asked_once_more_and_told_to_the_desk(office, intake, lin, tmp_path):
    number = await submits(lin, "第一句。")
    await shows(lin, number)
    await lin.taps(BOT, "撤回")
    asked = await lin.waits_for(BOT, "要撤回这份反映吗", "不会删除")
    assert asked.labels == ["确定撤回", "不撤回"]
    assert [mail["kind"] for mail in await office.mail()] == ["petition"]
    await lin.taps(BOT, "确定撤回")
    await lin.waits_for(BOT, "已告诉办案人员您要撤回", "没有删除")
    assert [mail["kind"] for mail in await office.mail()] == ["petition", "withdrawn"]
    assert await office.opened("leader", tmp_path) == {"001-text.txt": "第一句。".encode()}
    await shows(lin, number)


async def test_who_thinks_better_of_it_has_not_withdrawn(office, intake, ann):
    number = await submits(ann, english=True)
    await shows(ann, number)
    await ann.taps(BOT, "Withdraw")
    await ann.waits_for(BOT, "Withdraw this petition?")
    await ann.taps(BOT, "Do not withdraw")
    await ann.waits_for(BOT, "It was not withdrawn")
    assert [mail["kind"] for mail in await office.mail()] == ["petition"]


async def test_it_can_be_withdrawn_in_the_middle_of_another_petition(office, intake, lin):
    number = await submits(lin)
    await shows(lin, number)
    await lin.taps(BOT, "撤回")
    asked = await lin.waits_for(BOT, "要撤回这份反映吗")
    await writes_up_to_the_account(lin)
    await lin.presses(BOT, asked.id, 0, 0)
    await lin.waits_for(BOT, "已告诉办案人员您要撤回")
    await lin.says(BOT, "接着写第二份。")
    await lin.waits_for(BOT, "记下了")


async def test_what_is_closed_cannot_be_withdrawn(office, intake, lin):
    number = await submits(lin)
    await shows(lin, number)
    await lin.taps(BOT, "撤回")
    await lin.waits_for(BOT, "要撤回这份反映吗")
    closed = update(cases).values(state="closed")
    await office.database.write([lambda c: c.execute(closed)], [{"event": "test"}])
    await lin.taps(BOT, "确定撤回")
    await lin.waits_for(BOT, "已经办结")
    assert [mail["kind"] for mail in await office.mail()] == ["petition"]
    assert (await shows(lin, number)).labels == ["补充内容", "证明", "抄好了，删除对话"]


@pytest.mark.parametrize("data", ["withdraw:nobody", "withdraw-yes:nobody"])
async def test_a_withdrawal_of_no_petition_says_so(office, intake, lin, telegram, data):
    await lin.says(BOT, "/help")
    shown = await lin.waits_for(BOT, "/status")
    await telegram.inject(BOT, press(lin, data, shown))
    await lin.waits_for(BOT, "找不到这份反映")


async def test_the_question_of_the_team_can_be_answered_days_later_after_blocking_the_bot(
    office, intake, lin, clock, telegram
):
    await submits(lin, "第一句。")
    await office.add_handle(HANDLE)
    question = await lin.says(BOT, "/help")
    await lin.waits_for(BOT, "/status")
    await lin.blocks(BOT)
    clock.passes(days=9)
    await lin.unblocks(BOT)
    await telegram.inject(BOT, press(lin, f"answer:{HANDLE}", question))
    await lin.waits_for(BOT, "请写给办案人员的内容")
    await lin.says(BOT, "是去年十二月。")
    await lin.waits_for(BOT, "已加密交给办案人员")
    assert len(await office.rows(pieces)) == 2


async def test_a_number_alone_shows_how_it_stands(intake, lin, clock):
    number = await submits(lin)
    clock.passes(days=3)
    await lin.says(BOT, number.lower().replace("-", " "))
    assert "补充内容" in (await lin.waits_for(BOT, number, "等待登记")).labels


async def test_who_writes_on_after_the_receipt_learns_how_to_add(office, intake, lin):
    number = await submits(lin)
    await lin.says(BOT, "还有一件事忘了说。")
    await lin.waits_for(BOT, "没有保存", "要补充以前交的，请发那个回执号")
    await lin.says(BOT, number)
    await lin.waits_for(BOT, "等待登记")
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员的内容")
    await lin.says(BOT, "还有一件事忘了说。")
    await lin.waits_for(BOT, "已加密交给办案人员")


def press(person, data, seen):
    user = {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": "zh"}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    message = {"message_id": seen.id, "date": 1562720400, "chat": chat, "text": "…"}
    query = {"id": "78", "from": user, "message": message, "chat_instance": "1", "data": data}
    return {"callback_query": query}
