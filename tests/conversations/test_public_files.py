"""Photos, documents, videos and voices: fetched, sealed, and refused without losing the rest."""

import asyncio

import pytest

from bot.downloads import Downloads
from emulator.files import FileStore
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import cases, dialogues, downloads, drafts, outbox, pieces
from storage.sql.work import Work
from tests.conversations.public_office import BOT, submits, until, writes_up_to_the_account

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3
PDF = b"ledger of " + "账本".encode() * 40_000
MP4, OGG, MP3 = b"ftypisom" * 999, b"OggS" * 500, b"ID3" * 700
MEBIBYTE = 1024 * 1024


async def test_every_kind_of_file_is_taken_and_opens_with_equal_bytes(
    office, intake, lin, tmp_path
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "见附件。")
    await lin.waits_for(BOT, "记下了")
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "照片收下了")
    await lin.sends_document(BOT, PDF, "../账本 2018.pdf", "application/pdf", "十二月")
    await lin.waits_for(BOT, "文件收下了")
    await lin.sends_video(BOT, MP4)
    await lin.waits_for(BOT, "视频收下了")
    await lin.sends_voice(BOT, OGG)
    await lin.waits_for(BOT, "语音收下了")
    await lin.sends_audio(BOT, MP3)
    await lin.waits_for(BOT, "录音收下了")
    await office.stored_everything()
    await lin.taps(BOT, "检查")
    assert "文件：5 个，已存好 5 个" in (await lin.waits_for(BOT, "将要提交")).text
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")

    for reader in office.readers:
        assert await office.opened(reader, tmp_path) == {
            "001-text.txt": "见附件。".encode(),
            "002-photo.jpg": PNG,
            "003-账本 2018.pdf": PDF,
            "003-about.json": '{\n  "caption": "十二月"\n}\n'.encode(),
            "004-video.bin": MP4,
            "005-voice.ogg": OGG,
            "006-audio.bin": MP3,
        }
    facts = await office.facts()
    assert (facts["messages"], facts["attachments"]) == (1, 5)


async def test_submitted_while_files_are_on_their_way_the_receipt_comes_by_itself(
    office, lin, telegram
):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_document(BOT, PDF, "a.pdf")
        await lin.waits_for(BOT, "文件收下了")
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "已存 0 个，共 2 个", "自动提交")
        assert await office.count(cases, drafts) == [0, 1]

        assert await intake.downloads.fetch_due()
        assert await office.count(cases, drafts, downloads, dialogues) == [1, 0, 0, 0]
    (receipt,) = await office.parcels()
    number = (await office.facts())["receipt"]
    assert receipt["chat_id"] == lin.id
    assert f"<code>{number}</code>" in receipt["text"]


async def test_a_petition_that_waits_for_its_files_is_handed_back_while_the_roster_is_refused(
    office, lin, telegram
):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_document(BOT, PDF, "a.pdf")
        await lin.waits_for(BOT, "文件收下了")
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "正在存")
        (office.keys / "roster.note").write_text("nonsense")
        stop = asyncio.Event()
        running = asyncio.create_task(intake.downloads.run(stop))

        async def is_told():
            return "暂时收不了" in str(await office.parcels())

        await until(is_told)
        stop.set()
        await running
    assert await office.count(cases, drafts) == [0, 1]


async def test_who_adds_something_while_files_are_on_their_way_presses_submit_again(office, lin):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        await lin.says(BOT, "还有一句。")
        await lin.waits_for(BOT, "记下了")
        assert await intake.downloads.fetch_due()
        assert await office.count(cases, drafts) == [0, 1]
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "已存好 1 个")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "回执号")


async def test_what_became_complete_before_a_kill_is_submitted_by_the_next_process(
    office, lin, monkeypatch
):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        # Killed between storing the file and submitting.
        with monkeypatch.context() as patch:
            patch.setattr(Downloads, "_submit_if_complete", _nothing)
            assert await intake.downloads.fetch_due()
    async with office.open() as intake:
        await intake.downloads.submit_waiting()
        await intake.downloads.submit_waiting()
    assert await office.count(cases, outbox, dialogues) == [1, 1, 0]


async def _nothing(downloads, draft_id):
    return None


async def test_too_large_a_file_is_refused_with_the_rest_untouched(office, intake, lin, tmp_path):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "前面的内容。")
    await lin.waits_for(BOT, "记下了")
    await lin.sends_document(BOT, bytes(21 * MEBIBYTE), "录像.mp4")
    await lin.waits_for(BOT, "21 MB", "最多能收 20 MB", "前面写的内容都在")
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "照片收下了")
    await office.stored_everything()
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "文件：1 个，已存好 1 个")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert set(await office.opened("leader", tmp_path)) == {"001-text.txt", "002-photo.jpg"}


async def test_a_file_that_cannot_be_had_is_told_and_left_out_on_request(
    office, intake, lin, telegram, clock, tmp_path
):
    await telegram.fault("500", method="file", times=None)
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.sends_document(BOT, PDF, "a.pdf")
    await lin.waits_for(BOT, "文件收下了")
    await _tries(office, 1)
    clock.passes(seconds=3)
    await _tries(office, 2)
    (told,) = await office.parcels()
    assert "没能从 Telegram 取到" in told["text"]
    assert told["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "submit-without"

    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "已存好 0 个")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "有 1 个文件没能取到")
    await lin.taps(BOT, "去掉没取到的文件")
    await lin.waits_for(BOT, "没取到的文件已去掉")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert set(await office.opened("leader", tmp_path)) == {"001-text.txt"}
    assert await office.count(downloads) == [0]


async def _tries(office, count):
    async def are_counted():
        return [row.attempts for row in await office.rows(downloads)] == [count]

    await until(are_counted)


@pytest.mark.parametrize("fault", ["500", "502", "reset_after"])
async def test_a_download_that_breaks_off_is_tried_again(
    office, intake, lin, telegram, clock, tmp_path, fault
):
    await telegram.fault(fault, method="file")
    await writes_up_to_the_account(lin)
    await lin.sends_document(BOT, PDF, "a.pdf")
    await lin.waits_for(BOT, "文件收下了")
    await _tries(office, 1)
    assert not [name for name in office.bytes_on_disk() if name.endswith(".part")]
    clock.passes(seconds=3)
    await office.stored_everything()
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "已存好 1 个")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert await office.opened("fifth-1", tmp_path) == {"001-a.pdf": PDF}


async def test_a_file_of_another_length_than_announced_is_not_kept(
    office, intake, lin, clock, monkeypatch, tmp_path
):
    announces = FileStore.get_file

    def announces_more(store, bot, file_id):
        answer = announces(store, bot, file_id)
        return answer | {"file_size": answer["file_size"] + 1}

    await writes_up_to_the_account(lin)
    with monkeypatch.context() as patch:
        patch.setattr(FileStore, "get_file", announces_more)
        await lin.sends_document(BOT, PDF, "a.pdf")
        await lin.waits_for(BOT, "文件收下了")
        await _tries(office, 1)
    assert not [name for name in office.bytes_on_disk() if name.endswith(".age")]
    clock.passes(seconds=3)
    await office.stored_everything()


async def test_telegram_s_own_pause_is_kept_between_two_tries(office, intake, lin, telegram, clock):
    await telegram.fault("429", method="getFile", retry_after=60)
    await writes_up_to_the_account(lin)
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "照片收下了")
    await _tries(office, 1)
    (row,) = await office.rows(downloads)
    assert row.next_at == int(clock().timestamp()) + 60


async def test_a_full_disk_counts_no_try(office, lin, monkeypatch, caplog):
    """It is not Telegram's fault, and the person is not told to send the file again."""
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        stop = asyncio.Event()
        with monkeypatch.context() as patch:
            patch.setattr("storage.ledger.files.os.fsync", _no_space)
            running = asyncio.create_task(intake.downloads.run(stop))

            async def has_failed_often():
                return caplog.text.count("storage-silent") > 2

            await until(has_failed_often)
            assert [row.attempts for row in await office.rows(downloads)] == [0]
        await office.stored_everything()
        stop.set()
        await running
    assert await office.count(outbox) == [0]


def _no_space(descriptor):
    raise OSError(28, "No space left on device")


async def test_more_files_than_allowed_are_refused(office, lin):
    office.holds_downloads = True
    async with office.open():
        await writes_up_to_the_account(lin)
        for _ in range(50):
            await lin.sends_photo(BOT, PNG)
        await office.is_idle()
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "最多 50 个文件", "没有保存")
    assert await office.count(pieces) == [50]


async def test_a_file_of_a_discarded_draft_is_not_kept(office, lin):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        due = await office.rows(downloads)
        await lin.says(BOT, "/cancel")
        await lin.waits_for(BOT, "要放弃")
        await lin.taps(BOT, "放弃，全部删除")
        await lin.waits_for(BOT, "全部删除")
        assert not await intake.downloads.fetch_due()
    assert len(due) == 1
    assert not [name for name in office.bytes_on_disk() if name.endswith(".age")]


async def test_an_added_file_that_cannot_be_had_leaves_no_pointer_to_the_chat(
    office, intake, lin, telegram, clock
):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员")
    await telegram.fault("500", method="file", times=None)
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "已加密交给办案人员")
    await _tries(office, 1)
    clock.passes(seconds=3)
    await until(office.parcels)
    (told,) = await office.parcels()
    assert "没有交给办案人员" in told["text"]
    assert "reply_markup" not in told
    assert await office.count(downloads, pieces) == [0, 1]


async def test_what_another_intake_has_stored_is_not_given_up(
    office, intake, lin, telegram, clock, monkeypatch
):
    is_wanted, stored = Downloads._is_wanted, asyncio.Event()

    async def at_the_last_moment(self, row):
        wanted = await is_wanted(self, row)
        if row.attempts + 1 == self.attempts:
            work = Work(self.database)
            book = SqlIntakeBook(work)
            book.piece_stored(row.piece_id, "of-another", bytes(32))
            book.log({"event": "attachment", "case": row.case_id})
            await work.commit()
            stored.set()
        return wanted

    monkeypatch.setattr(Downloads, "_is_wanted", at_the_last_moment)
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员")
    await telegram.fault("500", method="file", times=None)
    await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "已加密交给办案人员")
    await _tries(office, 1)
    clock.passes(seconds=3)
    async with asyncio.timeout(5):
        await stored.wait()
        while intake.downloads._under_way:
            await asyncio.sleep(0.01)
    assert [row.blob for row in await office.rows(pieces) if row.stored and row.blob] == [
        "of-another"
    ]
    assert await office.count(downloads, pieces) == [0, 2]
    assert await office.parcels() == []


async def test_going_on_writing_takes_a_planned_submission_back(office, lin):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        await lin.taps(BOT, "继续写")
        await lin.waits_for(BOT, "请接着写")
        assert await intake.downloads.fetch_due()
        assert await office.count(cases, drafts) == [0, 1]
