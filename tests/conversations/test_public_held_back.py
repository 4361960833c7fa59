"""Submitted, and waiting for files: whoever does anything then knows whether it still goes out."""

from dataclasses import replace

import pytest

from bot import downloads as downloads_module
from casework.cleaning import keep_original
from handlers.public import start
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import cases, downloads, drafts, looks, pieces
from storage.sql.work import Work
from tests import samples
from tests.conversations.public_office import BOT, until, writes_up_to_the_account

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3
LAST_EVENING = {"days": 31, "hours": 14}  # 10 August, eleven at night where the office is
OVER = {"hours": 2}


@pytest.fixture
async def waiting(office, lin):
    """A petition with a text and a file that were submitted; the file is not stored yet."""
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.says(BOT, "有人占用了人防工程。")
        await lin.waits_for(BOT, "记下了")
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await presses_submit(lin)
        yield intake


async def presses_submit(lin):
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "自动提交")


async def is_planned(office):
    (draft,) = await office.rows(drafts)
    return draft.submission is not None


async def test_one_more_message_says_that_the_petition_waits_for_submit_again(office, waiting, lin):
    said = await lin.says(BOT, "谢谢。")
    await lin.waits_for(BOT, "记下了", "还没有提交", after=said)
    assert not await is_planned(office)


async def test_an_album_says_that_the_petition_waits_for_submit_again(office, waiting, lin):
    for _ in range(2):
        await lin.sends_with(BOT, kind="photo", data=PNG, album="1300000001")
    await office.is_idle()
    assert not await is_planned(office)
    assert "还没有提交" in (await office.parcels())[-1]["text"]


async def test_taking_back_says_that_the_petition_waits_for_submit_again(office, waiting, lin):
    await lin.taps(BOT, "撤下这条")
    await lin.waits_for(BOT, "已撤下", "还没有提交")
    assert not await is_planned(office)


async def test_what_is_said_of_names_after_submit_holds_for_what_goes_out(office, waiting, lin):
    """The plan was made before: a press that changes an answer holds it back, as any other."""
    said = await lin.says(BOT, "谢谢。")
    await lin.waits_for(BOT, "记下了", after=said)
    await lin.sends_with(BOT, kind="text", text="转来的话。", forwarded_from="张三")
    await presses_submit(lin)
    await lin.taps(BOT, "保留消息来自谁")
    await lin.waits_for(BOT, "消息来自谁", "还没有提交")
    assert not await is_planned(office)


async def test_another_language_after_submit_is_that_of_the_receipt(office, waiting, lin):
    said = await lin.says(BOT, "/language")
    await lin.waits_for(BOT, "选择语言", after=said)
    await lin.taps(BOT, "English")
    await lin.waits_for(BOT, "when, where")
    assert await is_planned(office)
    assert await waiting.downloads.fetch_due()
    assert "Your receipt number" in (await office.parcels())[-1]["text"]


async def test_a_button_of_the_beginning_changes_nothing_in_what_goes_out(office, waiting, lin):
    said = await lin.says(BOT, "/help")
    await lin.taps(BOT, "开始")
    await lin.waits_for(BOT, "什么时候", after=said)
    assert await is_planned(office)


async def test_a_press_on_its_way_when_the_petition_goes_out_brings_no_conversation_back(
    office, waiting, lin, monkeypatch
):
    """Whoever reads a conversation and writes it later must not undo what was done between."""
    fetched = []

    async def meanwhile(query, state, *args, **names):
        answers = await chosen(query, state, *args, **names)
        if not fetched:
            fetched.append(await waiting.downloads.fetch_due())
        return answers

    chosen = start.language_chosen
    said = await lin.says(BOT, "/language")
    await lin.waits_for(BOT, "选择语言", after=said)
    router = next(r for r in waiting.loop.dispatcher.sub_routers if r.name == "start")
    handlers = router.callback_query.handlers
    handler = next(h for h in handlers if h.callback is chosen)
    monkeypatch.setattr(handler, "callback", meanwhile)
    await lin.taps(BOT, "English")
    await office.is_idle()
    assert fetched == [True]
    assert await office.count(cases, drafts) == [1, 0]
    said = await lin.says(BOT, "Thank you.")
    told = await lin.waits_for(BOT, after=said)
    assert "deleted" not in told.text


async def test_after_the_round_who_pressed_in_time_is_told_that_it_waits_for_them(
    office, lin, clock, telegram
):
    """The file cannot be had: nothing goes out by itself any more, so nobody may say so."""
    office.holds_downloads = True
    clock.passes(**LAST_EVENING)
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.says(BOT, "有人占用了人防工程。")
        await lin.waits_for(BOT, "记下了")
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await presses_submit(lin)
        await telegram.fault("500", method="file", times=None)
        clock.passes(**OVER)

        async def is_given_up():
            await intake.downloads.fetch_due()
            clock.passes(seconds=3)
            return not await is_planned(office)

        await until(is_given_up)
        said = await lin.sends_photo(BOT, PNG)
        told = await lin.waits_for(BOT, "还没有提交", after=said)
        assert told.labels == ["检查"]
        await lin.taps(BOT, "继续写")
        await lin.waits_for(BOT, "还没有提交", after=told)
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交", after=told)
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "也可以不带它们提交", after=told)
        await lin.taps(BOT, "去掉没取到的文件")
        await lin.waits_for(BOT, "现在可以提交", after=told)
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "回执号", after=told)
    assert await office.count(cases, drafts, pieces, downloads) == [1, 0, 1, 0]


async def test_an_original_asked_for_as_the_petition_goes_out_is_stored_before_it_does(
    office, lin, monkeypatch
):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_document(BOT, samples.jpeg(), "门口.jpg")
        await lin.waits_for(BOT, "文件收下了")
        assert await intake.downloads.fetch_due()
        (look,) = await office.rows(looks)
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await presses_submit(lin)
        count, asked = downloads_module.submit_petition, []

        async def asks_meanwhile(scope, draft_id, *args, **names):
            receipt = await count(scope, draft_id, *args, **names)
            if not asked:
                work = Work(office.database)
                other = replace(scope, book=SqlIntakeBook(work))
                draft = await other.book.draft(draft_id)
                asked.append(await keep_original(other, draft, look.piece_id))
                await work.commit()
            return receipt

        monkeypatch.setattr(downloads_module, "submit_petition", asks_meanwhile)
        assert await intake.downloads.fetch_due()
        assert asked == [True]
        assert await office.count(cases, drafts, downloads) == [0, 1, 1]
        assert await intake.downloads.fetch_due()
        assert await office.count(cases, drafts, downloads) == [1, 0, 0]
