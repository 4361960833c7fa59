"""Files beyond 20 MB: from a local Bot API server, or kindly refused; never left in the clear."""

import os

import pytest

from casework.ports import StorageUnavailableError
from storage.blobs import FolderBlobs
from storage.sql.tables import downloads, pieces
from tests.conversations.public_office import BOT, until, writes_up_to_the_account

MEBIBYTE = 1024 * 1024
FILM = os.urandom(MEBIBYTE) * 25


def in_the_clear(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def with_local_server(office, telegram, folder, **limits):
    settings = telegram.emulator.world.settings
    settings.local_files, settings.download_limit_bytes = folder, 2000 * MEBIBYTE
    office.set(
        DENGWEN_TELEGRAM__FILES=str(folder), DENGWEN_INTAKE__MAX_FILE_MB=limits.get("most", "30")
    )


async def submits_now(citizen):
    await citizen.taps(BOT, "检查")
    await citizen.waits_for(BOT, "将要提交")
    await citizen.taps(BOT, "提交")
    await citizen.waits_for(BOT, "回执号")


async def test_25_mb_from_a_local_server_are_sealed_and_its_folder_is_emptied(
    office, lin, telegram, tmp_path
):
    folder = tmp_path / "bot-api"
    with_local_server(office, telegram, folder)
    async with office.open():
        await writes_up_to_the_account(lin)
        await lin.sends_video(BOT, FILM)
        await lin.waits_for(BOT, "视频收下了")
        await office.stored_everything()

        async def is_empty():
            return not in_the_clear(folder)

        await until(is_empty)
        await submits_now(lin)
    assert FILM in (await office.opened("leader", tmp_path)).values()


async def test_a_file_whose_length_nobody_told_is_refused_when_it_is_too_large(
    office, intake, lin, telegram
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "前面的内容。")
    await lin.waits_for(BOT, "记下了")
    await lin.sends_with(BOT, kind="document", data=FILM, file_name="a.bin", tells_size=False)
    await lin.waits_for(BOT, "文件收下了")
    await until(office.parcels)
    (told,) = await office.parcels()
    assert "超过 20 MB" in told["text"]
    assert told["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "submit-without"
    assert [row.failed for row in await office.rows(downloads)] == [True]


async def test_a_local_server_s_file_beyond_our_own_limit_is_not_left_lying(
    office, lin, telegram, tmp_path
):
    folder = tmp_path / "bot-api"
    with_local_server(office, telegram, folder, most="21")
    async with office.open():
        await writes_up_to_the_account(lin)
        await lin.sends_with(BOT, kind="video", data=FILM, tells_size=False)
        await lin.waits_for(BOT, "视频收下了")
        await until(office.parcels)
        assert "超过 21 MB" in (await office.parcels())[0]["text"]
    assert in_the_clear(folder) == []


async def test_a_file_that_could_not_be_stored_does_not_lie_in_the_clear_till_midnight(
    office, lin, telegram, tmp_path, monkeypatch
):
    def full(*_args):
        raise OSError(28, "the disk is full")

    folder = tmp_path / "bot-api"
    with_local_server(office, telegram, folder)
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_document(BOT, b"x" * 999, "a.bin")
        await lin.waits_for(BOT, "文件收下了")
        monkeypatch.setattr(FolderBlobs, "seal", full)
        with pytest.raises(StorageUnavailableError):
            await intake.downloads.fetch_due()
        assert in_the_clear(folder) == []


async def test_a_path_outside_of_the_folder_is_never_opened(office, lin, telegram, tmp_path):
    with_local_server(office, telegram, tmp_path / "elsewhere")
    office.set(DENGWEN_TELEGRAM__FILES=str(tmp_path / "bot-api"))
    async with office.open():
        await writes_up_to_the_account(lin)
        await lin.sends_document(BOT, b"x" * 999, "a.bin")
        await lin.waits_for(BOT, "文件收下了")

        async def was_tried():
            return [row.attempts for row in await office.rows(downloads)] == [1]

        await until(was_tried)
    assert await office.count(pieces) == [1]
    assert len(in_the_clear(tmp_path / "elsewhere")) == 1


async def test_how_far_the_files_are_is_told_to_who_asks(office, lin):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        for name in ("a.bin", "b.bin", "c.bin"):
            await lin.sends_document(BOT, b"x" * 99, name)
            await lin.waits_for(BOT, "文件收下了")
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        await lin.taps(BOT, "看看进度")
        await office.is_idle()
        assert (await lin.toasts())[-1] == "文件已存 0 个，共 3 个。"
        assert await intake.downloads.fetch_due()
        await lin.taps(BOT, "看看进度")
        await office.is_idle()
        assert (await lin.toasts())[-1] == "这里没有在等的内容了。"
