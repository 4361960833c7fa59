"""Files are fetched side by side: one that is slow, or cannot be had, holds up nobody else."""

import asyncio
from dataclasses import replace

import pytest

from bot.downloads import Downloads
from bot.fetching import Fetching, UnreadableFileError
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import cases, downloads, drafts, pieces
from tests.conversations.public_office import BOT, until, writes_up_to_the_account

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3
MEBIBYTE = 1024 * 1024
FILM_BYTES = 30 * MEBIBYTE


async def submits_a_photo(citizen):
    await writes_up_to_the_account(citizen)
    await citizen.sends_photo(BOT, PNG)
    await citizen.waits_for(BOT, "照片收下了")
    await citizen.taps(BOT, "检查")
    await citizen.waits_for(BOT, "将要提交")
    await citizen.taps(BOT, "提交")


async def has_begun(fetched):
    return len(fetched) == 1


async def is_taken_in(office):
    return await office.count(cases) == [1]


async def test_films_that_take_an_hour_hold_up_no_petition_of_somebody_else(
    office, lin, telegram, monkeypatch
):
    find, never = Fetching.find, asyncio.Event()

    async def slow(self, file_id):
        if file_id in films:
            await never.wait()
        return await find(self, file_id)

    films = set()
    monkeypatch.setattr(Fetching, "find", slow)
    office.set(DENGWEN_INTAKE__MAX_FILE_MB="20")
    filmer = await telegram.user("周")
    async with office.open() as intake:
        await writes_up_to_the_account(filmer)
        open_own = intake.downloads.keys.open_own

        def announced(purpose, sealed, context):
            value = open_own(purpose, sealed, context)
            if purpose == "download" and value["meta"]["kind"] == "video":
                films.add(value["file_id"])
                value["size"] = FILM_BYTES
            return value

        monkeypatch.setattr(intake.downloads.keys, "open_own", announced)
        for _ in range(6):
            await filmer.sends_video(BOT, PNG)
            await filmer.waits_for(BOT, "视频收下了")
        await submits_a_photo(lin)
        try:
            await until(lambda: is_taken_in(office))
        finally:
            never.set()


@pytest.mark.parametrize("fault", [KeyError("odd"), FileNotFoundError()])
async def test_what_nobody_foresaw_of_some_files_holds_up_no_other(
    office, lin, telegram, clock, monkeypatch, fault
):
    find = Fetching.find
    bad = set()

    async def odd(self, file_id):
        file = await find(self, file_id)
        return spoiled(file) if file_id in bad else file

    def spoiled(file):
        if isinstance(fault, KeyError):
            raise fault
        return file.model_copy(update={"file_path": str(office.folder / "gone")})

    monkeypatch.setattr(Fetching, "find", odd)
    office.holds_downloads = True
    careless = [await telegram.user(f"人{n}") for n in range(5)]
    async with office.open() as intake:
        for each in careless:
            await writes_up_to_the_account(each)
            await each.sends_photo(BOT, PNG)
            await each.waits_for(BOT, "照片收下了")
        fetching = replace(intake.downloads.fetching, folder=office.folder)
        pool = replace(intake.downloads, fetching=fetching)
        for row in await office.rows(downloads):
            bad.add(pool.keys.open_own("download", row.pointer, row.piece_id)["file_id"])
        await submits_a_photo(lin)
        await lin.waits_for(BOT, "自动提交")

        async def all_told():
            await pool.fetch_due()
            clock.passes(seconds=3)
            return len(await office.parcels()) == 6

        await until(all_told)
    assert await office.count(cases, drafts, pieces) == [1, 5, 6]
    assert sum(row.failed for row in await office.rows(downloads)) == 5


async def test_a_file_that_ends_while_the_table_is_read_is_not_fetched_again(
    office, lin, monkeypatch
):
    """The look began before: what it shows of that file is over."""
    begun, ended, looks = asyncio.Event(), asyncio.Event(), 0
    due = SqlIntakeBook.downloads_due
    fetched = []

    async def broken(self, file_id):
        fetched.append(file_id)
        await begun.wait()
        raise UnreadableFileError

    async def slow_look(self, now, limit):
        nonlocal looks
        rows = await due(self, now, limit)
        looks += 1
        if looks == 2:
            begun.set()
            await ended.wait()
        return rows

    monkeypatch.setattr(Fetching, "find", broken)
    monkeypatch.setattr(SqlIntakeBook, "downloads_due", slow_look)
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        first = asyncio.create_task(intake.downloads.fetch_due())
        await until(lambda: has_begun(fetched))
        second = asyncio.create_task(intake.downloads.fetch_due())
        assert await first
        ended.set()
        assert not await second
        (row,) = await office.rows(downloads)
        assert (row.attempts, len(fetched)) == (1, 1)


async def test_a_petition_that_cannot_go_out_holds_up_no_other(office, lin, telegram, monkeypatch):
    office.holds_downloads = True
    broken, submit = [], Downloads._submit_if_complete

    async def odd(self, draft_id):
        broken.append(draft_id)
        if draft_id == broken[0]:
            raise TypeError("a plan of another version")
        return await submit(self, draft_id)

    monkeypatch.setattr(Downloads, "_submit_if_complete", odd)
    other = await telegram.user("周")
    async with office.open() as intake:
        for each in (other, lin):
            await submits_a_photo(each)
            await each.waits_for(BOT, "自动提交")
        assert await intake.downloads.fetch_due()
    assert await office.count(cases, drafts) == [1, 1]
