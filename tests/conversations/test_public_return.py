"""Coming back: looking up, adding, answering the team, and giving up."""

import pytest

from storage.ledger.age import generate_identity
from storage.sql.tables import (
    cases,
    desk_mail,
    dialogues,
    downloads,
    drafts,
    epochs,
    pieces,
    quarantine,
)
from tests.conversations.public_office import BOT, submits, writes_up_to_the_account

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)
HANDLE = "0123456789abcdef0123456789abcdef"


async def test_the_number_shows_how_a_petition_stands(intake, lin):
    number = await submits(lin)
    await lin.says(BOT, "/status")
    await lin.waits_for(BOT, "请发回执号")
    await lin.says(BOT, number)
    seen = await lin.waits_for(BOT, number, "7月10日 星期三 收到")
    assert seen.text.splitlines()[2:] == ["等待登记。", "还没有审阅。"]
    assert seen.labels == ["补充内容", "撤回", "证明", "抄好了，删除对话"]


@pytest.mark.parametrize("typed", ["lower", "spaces", "full-width", "lookalikes"])
async def test_the_number_may_be_typed_as_people_type(intake, lin, typed):
    number = await submits(lin)
    variant = {
        "lower": number.lower(),
        "spaces": number.replace("-", " "),
        "full-width": "".join(chr(ord(c) + 0xFEE0) for c in number),
        "lookalikes": number[:3] + number[3:].replace("0", "O").replace("1", "l"),
    }[typed]
    await lin.says(BOT, f"/status {variant}")
    await lin.waits_for(BOT, number, "等待登记")


async def test_a_mistyped_number_and_one_that_is_nobody_s_get_the_same_answer(intake, lin, ann):
    number = await submits(lin)
    wrong = "W" if number[4] != "W" else "V"
    await lin.says(BOT, f"/status {number[:4]}{wrong}{number[5:]}")
    mistyped = await lin.waits_for(BOT, "可能有一个字符写错了")
    await lin.says(BOT, "/status LX-7K3M9-Q2TXA-W")
    unknown = await lin.waits_for(BOT)
    assert unknown.text == mistyped.text
    await lin.says(BOT, "/status")
    await lin.waits_for(BOT, "请发回执号")
    await lin.says(BOT, "不知道")
    await lin.waits_for(BOT, "请对照回执再发一次")
    await lin.says(BOT, number)
    await lin.waits_for(BOT, "等待登记")


async def test_who_has_the_number_may_look_up_from_another_account(intake, lin, ann):
    number = await submits(lin)
    await ann.says(BOT, f"/status {number}")
    await ann.waits_for(BOT, number, "Waiting to be registered.")


async def test_what_is_added_is_sealed_and_announced_to_the_desk(office, intake, lin, tmp_path):
    number = await submits(lin, "第一句。", route="no")
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员的内容")
    await lin.says(BOT, "补充一句。")
    await lin.waits_for(BOT, "已加密交给办案人员")
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "已加密交给办案人员")
    await office.stored_everything()
    await lin.taps(BOT, "好了")
    await lin.waits_for(BOT, "随时可以用 /status")

    assert await office.opened("fifth-1", tmp_path) == {
        "001-text.txt": "第一句。".encode(),
        "002-text.txt": "补充一句。".encode(),
        "003-photo.jpg": PNG,
    }
    assert [mail["kind"] for mail in await office.mail()] == ["petition", "follow-up", "follow-up"]
    assert await office.count(dialogues) == [0]


async def test_what_is_added_to_a_case_whose_key_was_changed_is_neither_kept_nor_put_aside(
    office, intake, lin, caplog
):
    number = await submits(lin, "第一句。")
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员的内容")
    stranger = generate_identity(office.profile).recipient.encode()
    before = await office.count(pieces, desk_mail)
    (epoch,) = await office.rows(epochs)
    await office.database.write(
        [lambda c: c.execute(epochs.update().values(recipient=stranger))], [{"event": "test"}]
    )
    await lin.says(BOT, "组长收了钱。")
    await lin.waits_for(BOT, "现在收不了，也没有保存")
    assert await office.count(pieces, desk_mail) == before
    assert await office.rows(quarantine) == []
    (error,) = [each.message for each in caplog.records if each.levelname == "ERROR"]
    assert epoch.case_id in error
    assert "组长" not in caplog.text


async def test_the_button_under_a_message_of_the_team_leads_into_that_petition(
    office, intake, lin, tmp_path, telegram
):
    await submits(lin, "第一句。")
    await office.add_handle(HANDLE)
    await telegram.inject(BOT, _press(lin, f"answer:{HANDLE}"))
    await lin.waits_for(BOT, "请写给办案人员的内容")
    await lin.says(BOT, "是去年十二月。")
    await lin.waits_for(BOT, "已加密交给办案人员")
    await lin.taps(BOT, "好了")
    await lin.waits_for(BOT, "随时可以")
    opened = await office.opened("leader", tmp_path)
    assert opened["002-text.txt"] == "是去年十二月。".encode()


async def test_a_button_of_no_petition_says_so(intake, lin, telegram):
    await lin.says(BOT, "/help")
    await lin.waits_for(BOT, "/status")
    await telegram.inject(BOT, _press(lin, "answer:ffffffffffffffffffffffffffffffff"))
    await lin.waits_for(BOT, "找不到这份反映")


async def test_who_is_writing_another_petition_finishes_it_first(office, intake, lin, telegram):
    await submits(lin)
    await office.add_handle(HANDLE)
    await writes_up_to_the_account(lin)
    await telegram.inject(BOT, _press(lin, f"answer:{HANDLE}"))
    await lin.waits_for(BOT, "您正在写另一份反映")
    await lin.says(BOT, "还在写第二份。")
    await lin.waits_for(BOT, "记下了")
    assert await office.count(cases, drafts) == [1, 1]


def _press(person, data):
    user = {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": "zh"}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    message = {"message_id": 1, "date": 1562720400, "chat": chat, "text": "…"}
    query = {"id": "77", "from": user, "message": message, "chat_instance": "1", "data": data}
    return {"callback_query": query}


async def test_looking_up_while_writing_puts_no_number_into_the_petition(
    office, intake, lin, tmp_path
):
    number = await submits(lin)
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "/status")
    await lin.waits_for(BOT, "把命令和回执号写在一条消息里")
    await lin.says(BOT, f"/status {number}")
    assert (await lin.waits_for(BOT, number, "等待登记")).labels == []
    await lin.says(BOT, "接着写第二份。")
    await lin.waits_for(BOT, "记下了")
    assert await office.count(drafts) == [1]


async def test_beginning_anew_after_a_look_up_leads_to_the_notice(intake, lin):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "请选择语言")
    await lin.taps(BOT, "中文")
    await lin.waits_for(BOT, "专项巡察")


async def test_changing_the_language_while_adding_changes_nothing_else(
    office, intake, lin, tmp_path
):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员的内容")
    await lin.says(BOT, "/language")
    await lin.waits_for(BOT, "Please choose")
    await lin.taps(BOT, "English")
    await lin.waits_for(BOT, "Please write to the case workers")
    await lin.says(BOT, "One more thing.")
    await lin.waits_for(BOT, "Sealed and passed to the case workers")
    assert "002-text.txt" in await office.opened("leader", tmp_path)


async def test_a_draft_that_is_discarded_leaves_no_row(office, intake, lin):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "照片收下了")
    await lin.says(BOT, "/cancel")
    assert (await lin.waits_for(BOT, "要放弃")).labels == ["放弃，全部删除", "接着写"]
    await lin.taps(BOT, "放弃，全部删除")
    await lin.waits_for(BOT, "写的内容已全部删除")
    await office.stored_everything()
    assert await office.count(drafts, pieces, downloads, dialogues) == [0, 0, 0, 0]


async def test_an_old_discard_button_does_not_say_that_a_submitted_petition_is_deleted(
    office, intake, lin
):
    await submits(lin)
    await lin.taps(BOT, "放弃，全部删除")
    await lin.waits_for(BOT, "这个按钮已经用过了")
    assert await office.count(cases) == [1]


async def test_an_old_button_to_go_on_leads_nowhere_once_all_is_discarded(intake, lin):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "/cancel")
    await lin.waits_for(BOT, "要放弃")
    await lin.taps(BOT, "放弃，全部删除")
    await lin.waits_for(BOT, "已全部删除")
    await lin.taps(BOT, "接着写")
    await lin.waits_for(BOT, "这个按钮已经用过了")


async def test_giving_up_what_was_added_does_not_claim_that_it_is_deleted(office, intake, lin):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给")
    await lin.says(BOT, "/cancel")
    await lin.waits_for(BOT, "随时可以用 /status")
    assert await office.count(dialogues) == [0]


async def test_with_nothing_begun_there_is_nothing_to_cancel(intake, lin):
    await lin.says(BOT, "/cancel")
    await lin.waits_for(BOT, "现在没有正在写的内容")
