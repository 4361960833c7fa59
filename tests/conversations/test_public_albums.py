"""Albums: every item is kept at once, and one answer speaks for all of them."""

import json

import pytest

from storage.ledger.age import open_sealed
from storage.sql.tables import downloads, drafts, outbox, pieces
from tests.conversations.public_office import BOT, submits, writes_up_to_the_account

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3


async def sends_album(citizen, count, *, kind="photo", album="13000000000000001", **body):
    for _ in range(count):
        await citizen.sends_with(BOT, kind=kind, data=PNG, album=album, **body)


async def answers_to(citizen):
    """Return what the bot has said since the person stood at the account."""
    shown = [seen.text for seen in await citizen.sees(BOT) if not seen.own]
    asked = max(i for i, text in enumerate(shown) if "什么时候" in text)
    return shown[asked + 1 :]


async def test_ten_photos_at_once_are_answered_once_and_a_late_one_briefly(
    office, intake, lin, clock, tmp_path
):
    await writes_up_to_the_account(lin)
    await sends_album(lin, 10)
    await office.is_idle()
    await office.stored_everything()
    assert await office.count(pieces, downloads) == [10, 0]
    assert await answers_to(lin) == []
    (told,) = await office.parcels()
    assert "10 张照片收下了，正在加密存放" in told["text"]
    (row,) = await office.rows(outbox)
    assert row.due_at == int(clock().timestamp()) + 2

    clock.passes(seconds=9)
    await sends_album(lin, 1)
    await lin.waits_for(BOT, "又来了一个，现在共有 11 个")
    await office.stored_everything()
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "文件：11 个，已存好 11 个")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert set((await office.opened("leader", tmp_path)).values()) == {PNG}


@pytest.mark.parametrize("killed_after", [1, 3])
async def test_a_kill_in_the_middle_of_an_album_loses_neither_an_item_nor_the_answer(
    office, lin, telegram, killed_after
):
    async with office.open():
        await writes_up_to_the_account(lin)
        await sends_album(lin, killed_after)
        await office.is_idle()
    async with office.open():
        await sends_album(lin, 5 - killed_after)
        await office.is_idle()
        await office.stored_everything()
    assert await office.count(pieces, outbox) == [5, 1]
    (told,) = await office.parcels()
    assert "5 张照片" in told["text"]


async def test_an_item_that_comes_five_times_is_one_item(office, intake, lin, telegram):
    await writes_up_to_the_account(lin)
    await sends_album(lin, 2)
    await office.is_idle()
    drawn = {
        "message_id": 7000,
        "date": 1562720400,
        "chat": {"id": lin.id, "type": "private", "first_name": "林"},
        "from": {"id": lin.id, "is_bot": False, "first_name": "林"},
        "location": {"latitude": 1.0, "longitude": 2.0},
        "media_group_id": "13000000000000001",
    }
    for _ in range(5):
        await telegram.inject(BOT, {"update_id": 950_000_000, "message": drawn})
    await office.is_idle()
    assert await office.count(pieces, outbox) == [3, 1]
    assert "3 个文件" in (await office.parcels())[0]["text"]


async def test_of_an_album_that_is_too_much_the_reason_is_told_once(office, lin, telegram):
    office.set(DENGWEN_INTAKE__MAX_ATTACHMENTS="4")
    office.holds_downloads = True
    async with office.open():
        await writes_up_to_the_account(lin)
        await sends_album(lin, 7)
        await office.is_idle()
        told = await answers_to(lin)
        assert ["最多 4 个文件" in text for text in told] == [True]
        (parcel,) = await office.parcels()
        assert "4 张照片" in parcel["text"]
        assert "另有 3 个没有保存" in parcel["text"]
    assert await office.count(pieces) == [4]


async def test_two_albums_and_words_between_them_are_kept_apart(office, intake, lin, tmp_path):
    await writes_up_to_the_account(lin)
    await sends_album(lin, 2, album="1")
    await lin.says(BOT, "中间的一句。")
    await lin.waits_for(BOT, "记下了")
    await sends_album(lin, 3, album="2", text="第二组")
    await office.is_idle()
    assert sorted(p["text"][:7] for p in await office.parcels()) == ["2 张照片收下", "3 张照片收下"]
    assert await office.count(pieces) == [6]


async def test_an_album_added_after_submission_is_passed_on_with_one_answer(
    office, intake, lin, tmp_path
):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员")
    await sends_album(lin, 3)
    await office.is_idle()
    await office.stored_everything()
    (told,) = await office.parcels()
    assert "3 张照片收下了，正在加密交给办案人员" in told["text"]
    assert [row[0]["callback_data"] for row in told["reply_markup"]["inline_keyboard"]] == ["done"]
    assert list((await office.opened("leader", tmp_path)).values())[1:] == [PNG] * 3


async def test_an_album_of_somebody_who_has_not_begun_is_answered_once(office, intake, lin):
    await sends_album(lin, 4)
    await office.is_idle()
    texts = [seen.text for seen in await lin.sees(BOT) if not seen.own]
    assert sum("还没有开始" in text for text in texts) == 1
    assert await office.count(drafts, pieces, outbox) == [0, 0, 0]


async def test_the_pieces_of_an_album_bear_a_label_that_comes_from_nobody(office, intake, lin):
    await writes_up_to_the_account(lin)
    await sends_album(lin, 2)
    await office.is_idle()
    (draft,) = await office.rows(drafts)
    labels = set()
    for row in await office.rows(pieces):
        identity = intake.downloads.keys.draft_identity(draft)
        meta = json.loads(open_sealed(row.meta, [identity]))
        labels.add(meta["album"])
        assert "13000000000000001" not in json.dumps(meta)
    assert len(labels) == 1
