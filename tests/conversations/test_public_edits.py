"""Edited messages: replaced in a draft, corrected with a date afterwards, never silently lost."""

import json

import pytest

from storage.sql.tables import cases, dialogues, downloads, drafts, pieces
from tests.conversations.public_office import BOT, number_in, submits, writes_up_to_the_account

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3
PDF = b"%PDF-1.4 " + b"x" * 999


async def submits_now(citizen):
    await citizen.taps(BOT, "检查")
    await citizen.waits_for(BOT, "将要提交")
    await citizen.taps(BOT, "提交")
    return number_in(await citizen.waits_for(BOT, "回执号"))


async def test_an_edited_text_takes_the_place_of_what_it_was(office, intake, lin, tmp_path):
    await writes_up_to_the_account(lin)
    first = await lin.says(BOT, "第一句。")
    await lin.waits_for(BOT, "记下了")
    await lin.says(BOT, "第二句。")
    await lin.waits_for(BOT, "记下了")
    await lin.edits(BOT, first.id, "改过的第一句。")
    assert (await lin.waits_for(BOT, "改动已存好")).labels == ["检查", "撤下这条"]
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "2 条，共 11 字")
    await submits_now(lin)
    opened = await office.opened("leader", tmp_path)
    assert opened == {
        "001-text.txt": "改过的第一句。".encode(),
        "002-text.txt": "第二句。".encode(),
    }


async def test_an_edit_that_changes_nothing_is_passed_over(office, lin):
    office.holds_downloads = True
    async with office.open():
        await writes_up_to_the_account(lin)
        said = await lin.says(BOT, "第一句。")
        await lin.waits_for(BOT, "记下了")
        sent = await lin.sends_photo(BOT, PNG, "十二月")
        await lin.waits_for(BOT, "照片收下了")
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        last = await lin.waits_for(BOT, "正在存放")
        await lin.edits(BOT, said.id, "第一句。")
        await lin.edits(BOT, sent.id, "十二月")
        await office.is_idle()
        assert (await lin.sees(BOT))[-1].id == last.id
        (draft,) = await office.rows(drafts)
        assert draft.submission is not None


async def test_an_edit_that_would_be_too_long_leaves_what_was_there(office, intake, lin, tmp_path):
    office_limit = 100_000
    await writes_up_to_the_account(lin)
    for _ in range(office_limit // 4096):
        await lin.says(BOT, "字" * 4096)
        await lin.waits_for(BOT, "记下了")
    last = await lin.says(BOT, "短。")
    await lin.waits_for(BOT, "记下了")
    await lin.edits(BOT, last.id, "长" * 4096)
    await lin.waits_for(BOT, "最多", "没有保存")
    await submits_now(lin)
    opened = await office.opened("leader", tmp_path)
    assert list(opened.values())[-1] == "短。".encode()


async def test_an_edited_caption_leaves_the_file_where_it_is(office, lin):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        sent = await lin.sends_photo(BOT, PNG, "十二月")
        await lin.waits_for(BOT, "照片收下了")
        await lin.edits(BOT, sent.id, "十一月")
        await lin.waits_for(BOT, "改动已存好")
        assert await office.count(pieces, downloads) == [1, 1]
        assert await intake.downloads.fetch_due()
        await lin.edits(BOT, sent.id, "十月")
        await lin.waits_for(BOT, "改动已存好")
        (draft,), (piece,) = await office.rows(drafts), await office.rows(pieces)
        opened = intake.downloads.keys.open_draft(draft)
        assert opened.open_meta(piece)["caption"] == "十月"
        assert piece.stored


async def test_another_file_takes_the_place_of_the_first(office, intake, lin, tmp_path):
    await writes_up_to_the_account(lin)
    sent = await lin.sends_document(BOT, PDF, "a.pdf")
    await lin.waits_for(BOT, "文件收下了")
    await lin.says(BOT, "之后。")
    await lin.waits_for(BOT, "记下了")
    await office.stored_everything()
    await lin.edits(BOT, sent.id, kind="document", data=PDF * 2, file_name="b.pdf")
    await lin.waits_for(BOT, "改动已存好")
    await office.stored_everything()
    await submits_now(lin)
    opened = await office.opened("leader", tmp_path)
    assert opened == {"001-b.pdf": PDF * 2, "002-text.txt": "之后。".encode()}
    assert len([name for name in office.bytes_on_disk() if "blobs" in name]) == 1


async def test_an_edit_holds_back_a_petition_that_is_about_to_go_out(office, lin):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        said = await lin.says(BOT, "第一句。")
        await lin.waits_for(BOT, "记下了")
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        await lin.edits(BOT, said.id, "改过。")
        await lin.waits_for(BOT, "这次还没有提交")
        assert await intake.downloads.fetch_due()
        assert await office.count(cases, drafts) == [0, 1]


async def test_after_the_receipt_the_chat_knows_no_piece_and_says_how_to_correct(
    office, intake, lin
):
    await writes_up_to_the_account(lin, route="no")
    said = await lin.says(BOT, "第一句。")
    await lin.waits_for(BOT, "记下了")
    await submits_now(lin)
    assert await office.count(dialogues) == [0]
    await lin.edits(BOT, said.id, "另一句。")
    await lin.waits_for(BOT, "存下的内容没有变", "/status", "补充内容")
    assert await office.count(pieces, dialogues) == [1, 0]


async def test_an_edit_while_adding_becomes_a_dated_correction(
    office, intake, lin, clock, tmp_path
):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员")
    said = await lin.says(BOT, "是三月。")
    await lin.waits_for(BOT, "已加密交给办案人员")
    photo = await lin.sends_photo(BOT, PNG, "三月")
    await lin.waits_for(BOT, "已加密交给办案人员")
    clock.passes(hours=2)
    await lin.edits(BOT, said.id, "是四月。")
    await lin.waits_for(BOT, "改动已注明日期")
    await lin.edits(BOT, photo.id, "四月")
    await lin.waits_for(BOT, "改动已注明日期")
    await office.stored_everything()
    opened = await office.opened("leader", tmp_path)
    assert opened["002-text.txt"] == "是三月。".encode()
    assert opened["004-text.txt"] == "是四月。".encode()
    assert opened["005-text.txt"] == "四月".encode()
    about = json.loads(opened["004-about.json"])
    assert (about["corrects"], about["edited_at"]) == (2, "2019-07-10T03:00:00+00:00")
    assert json.loads(opened["005-about.json"])["corrects"] == 3


async def test_an_edit_of_what_was_taken_back_or_never_kept_is_answered(office, intake, lin):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "请选择语言")
    early = await lin.says(BOT, "还没开始。")
    await lin.waits_for(BOT, "还没有开始")
    await writes_up_to_the_account(lin)
    await lin.edits(BOT, early.id, "改。")
    await lin.waits_for(BOT, "找不到了", "作为新消息发来")
    said = await lin.says(BOT, "一句。")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "撤下这条")
    await lin.waits_for(BOT, "撤下")
    await lin.edits(BOT, said.id, "改。")
    await lin.waits_for(BOT, "找不到了")
    assert await office.count(pieces) == [0]


@pytest.mark.parametrize("sending", [False, True])
async def test_a_live_place_does_not_follow_anybody_home(office, lin, sending):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        place = await lin.sends(BOT, "location", latitude=1.0, longitude=2.0, live_period=900)
        await lin.waits_for(BOT, "位置记下了")
        if sending:
            await lin.sends_photo(BOT, PNG)
            await lin.waits_for(BOT, "照片收下了")
            await lin.taps(BOT, "检查")
            await lin.waits_for(BOT, "将要提交")
            await lin.taps(BOT, "提交")
            await lin.waits_for(BOT, "自动提交")
        before = len(await lin.sees(BOT))
        moved = {"latitude": 3.0, "longitude": 4.0, "live_period": 900}
        await lin.edits(BOT, place.id, kind="location", about=moved)
        await office.is_idle()
        assert len(await lin.sees(BOT)) == before
        (draft,) = await office.rows(drafts)
        assert (draft.submission is not None) == sending
        piece = (await office.rows(pieces))[0]
        words = intake.downloads.keys.open_draft(draft).open_content(piece).decode()
        assert words == "1.000000, 2.000000"
