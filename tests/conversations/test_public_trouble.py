"""What people send besides what was asked, and what a process does that was killed in between."""

import json

import pytest

from storage.ledger.age import open_sealed
from storage.sql.tables import cases, drafts, pieces, quarantine
from tests.conversations.public_office import BOT, number_in, submits, writes_up_to_the_account

ODDITIES = {
    "sticker": {
        "file_id": "S1",
        "file_unique_id": "s1",
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
    },
    "poll": {
        "id": "1",
        "question": "谁？",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
}


def message(person, **content):
    user = {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": "zh"}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    return {
        "message": {"message_id": 900, "date": 1562720400, "chat": chat, "from": user} | content
    }


async def test_writing_before_beginning_is_answered_and_not_kept(office, intake, lin):
    await lin.says(BOT, "有人占用了人防工程。")
    await lin.waits_for(BOT, "没有保存，因为还没有开始")
    assert (await lin.waits_for(BOT, "请选择语言")).labels == ["简体中文", "繁體中文", "English"]
    assert await office.count(drafts, pieces) == [0, 0]


@pytest.mark.parametrize("kind", ODDITIES)
async def test_what_cannot_be_kept_is_answered_wherever_it_comes(
    office, intake, lin, telegram, kind
):
    odd = message(lin, **{kind: ODDITIES[kind]})
    await lin.says(BOT, "/help")
    await lin.waits_for(BOT, "/status")
    await telegram.inject(BOT, odd)
    await lin.waits_for(BOT, "还没有开始")
    await writes_up_to_the_account(lin)
    await telegram.inject(BOT, odd)
    assert (await lin.waits_for(BOT, "这种消息这里存不了")).labels == ["检查"]
    assert await office.count(pieces) == [0]


async def test_an_unknown_command_in_the_middle_is_told_and_the_place_kept(office, intake, lin):
    await writes_up_to_the_account(lin)
    said = await lin.says(BOT, "/cancle")
    await lin.waits_for(BOT, "没有这个命令", "没有保存")
    await lin.waits_for(BOT, "什么时候", after=said)
    assert await office.count(pieces) == [0]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/help", "放弃正在写的内容"),
        ("/channels", "举报箱"),
        ("/privacy", "最多保留 30 天"),
        ("/status", "请发回执号"),
        ("/nonsense", "没有这个命令"),
    ],
)
async def test_commands_are_answered_at_any_moment(intake, lin, command, words):
    await lin.says(BOT, command)
    await lin.waits_for(BOT, words)


async def test_a_button_of_an_earlier_question_shows_where_things_stand(intake, lin):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始"):
        await lin.taps(BOT, word)
        seen = await lin.waits_for(BOT)
    await lin.presses(BOT, seen.id, 0, 0)
    await lin.waits_for(BOT, "哪个单位")
    await lin.presses(BOT, seen.id, 1, 0)
    await lin.waits_for(BOT, "哪个单位")


async def test_the_account_sent_before_the_notice_was_accepted_is_not_swallowed(intake, lin):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    await lin.taps(BOT, "中文")
    await lin.waits_for(BOT, "专项巡察")
    await lin.says(BOT, "有人占用了人防工程。")
    assert (await lin.waits_for(BOT, "还没有保存", "然后按“开始”")).labels == ["开始"]


async def test_who_went_back_to_the_notice_is_led_on_from_there(intake, lin):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始", "匿名", "‹ 上一步", "‹ 上一步"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "没写完")
    await lin.taps(BOT, "接着写")
    assert (await lin.waits_for(BOT, "请先看上面的说明")).labels == ["开始"]


async def test_in_a_group_the_bot_keeps_silent(office, intake, lin, telegram):
    group = await telegram.group("邻居", [lin, BOT])
    for words in ("/start", f"/help@{BOT}", f"/status@{BOT} LX-7K3M9-Q2TXA-W"):
        await lin.says(group, words)
    await office.is_idle()
    assert [seen for seen in await lin.sees(group) if seen.from_bot] == []


async def test_a_message_that_cannot_be_decoded_is_asked_for_again(office, intake, lin, telegram):
    await writes_up_to_the_account(lin)
    broken = message(lin, text="李主任")
    broken["message"]["date"] = "today"
    await telegram.inject(BOT, broken)
    await lin.waits_for(BOT, "没能读懂，也没有保存")
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    (row,) = await office.rows(quarantine)
    assert row.kind == "undecodable: message.date"
    kept = json.loads(open_sealed(row.sealed, [office.readers["leader"]]))
    assert kept["message"] == {"message_id": "int", "date": "str", "text": "str"}


@pytest.mark.parametrize("spoiled", ["forged", "rolled back"])
async def test_while_the_roster_is_refused_nothing_is_taken_in_and_the_draft_is_kept(
    office, intake, lin, caplog, spoiled
):
    await submits(lin)
    said = await writes_up_to_the_account(lin)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了", after=said)
    path = office.keys / "roster.note"
    if spoiled == "forged":
        path.write_text(path.read_text("utf-8").replace("leader", "deputy"), "utf-8")
    else:
        office.sign_roster(serial=1)
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    for _ in range(2):
        await lin.taps(BOT, "提交")
        assert (await lin.waits_for(BOT, "暂时收不了", "内容都在")).labels
    assert await office.count(cases, drafts, quarantine) == [1, 1, 0]
    told = [record for record in caplog.records if "roster-refused" in record.message]
    assert len(told) == 1
    office.sign_roster(serial=3)
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert await office.count(cases, drafts) == [2, 0]


async def test_the_intake_takes_up_an_edition_before_anybody_writes(office, intake, caplog):
    pin = office.keys / "pins" / "intake.json"
    intake.housekeeping.look_at_roster()
    assert json.loads(pin.read_bytes())["serial"] == 2
    office.sign_roster(serial=1)
    for _ in range(2):
        intake.housekeeping.look_at_roster()
    assert [r.message for r in caplog.records if "older edition than 2" in r.message] == [
        caplog.records[-1].message
    ]


@pytest.mark.parametrize("spoiled", ["rolled back", "gone"])
async def test_a_restarted_intake_refuses_an_older_roster_and_none(office, lin, spoiled):
    async with office.open():
        await submits(lin)
    if spoiled == "gone":
        (office.keys / "roster.note").unlink()
    else:
        office.sign_roster(serial=1)
    async with office.open():
        await writes_up_to_the_account(lin)
        await lin.says(BOT, "经过")
        await lin.waits_for(BOT, "记下了")
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "暂时收不了")


async def test_every_answer_survives_a_restart_at_any_step(office, lin):
    """Each step is answered by another process on the same database."""
    async with office.open():
        await lin.says(BOT, "/start")
        await lin.waits_for(BOT)
    for word in ("中文", "开始", "实名"):
        async with office.open():
            await lin.taps(BOT, word)
            await lin.waits_for(BOT)
    async with office.open():
        await lin.says(BOT, "林小梅")
        await lin.waits_for(BOT, "哪个单位")
    for word in ("办公室", "不是", "人防项目", "1. 可以"):
        async with office.open():
            await lin.taps(BOT, word)
            await lin.waits_for(BOT)
    async with office.open():
        await lin.says(BOT, "经过")
        await lin.waits_for(BOT, "记下了")
    async with office.open():
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "姓名电话：林小梅", "1 条，共 2 字")
        await lin.taps(BOT, "提交")
        number = number_in(await lin.waits_for(BOT, "回执号"))
    assert (await office.facts())["receipt"] == number
    assert await office.count(cases, drafts) == [1, 0]
