"""Submit pressed twice, late, on two devices: one petition, and the same receipt."""

from datetime import UTC, datetime

import pytest

from bot.keys import load_intake_keys
from storage.ledger.errors import SealError
from storage.ledger.local import LocalKey
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import cases, dialogues, drafts, repeats
from storage.sql.work import Work
from tests.conversations.public_office import BOT, number_in, until, writes_up_to_the_account
from tests.conversations.test_public_draft import presses, reviews, submits_it, writes

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)


async def test_pressing_submit_hours_later_shows_the_same_receipt(office, intake, lin, clock):
    await writes(lin, "第一句。")
    seen = await reviews(lin)
    number = await submits_it(lin)
    first = await lin.waits_for(BOT, number)
    assert await office.count(cases, drafts, dialogues) == [1, 0, 0]
    clock.passes(hours=5)
    said = await lin.says(BOT, "/help")
    await presses(lin, seen, "提交")
    again = await lin.waits_for(BOT, "回执号", after=said)
    assert again.text == first.text
    assert await office.count(cases, drafts, dialogues) == [1, 0, 0]


async def test_on_a_second_device_with_an_older_review_the_receipt_is_the_same(office, intake, lin):
    await writes(lin, "第一句。")
    older = await reviews(lin)
    await lin.says(BOT, "第二句。")
    await lin.waits_for(BOT, "记下了")
    await reviews(lin)
    number = await submits_it(lin)
    said = await lin.says(BOT, "/help")
    await presses(lin, older, "提交")
    assert number_in(await lin.waits_for(BOT, "回执号", after=said)) == number
    assert await office.count(cases) == [1]


async def test_submit_pressed_while_files_are_pending_and_after_gives_one_receipt(office, lin):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes(lin, "第一句。")
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        seen = await reviews(lin)
        for _ in range(2):
            said = await lin.says(BOT, "/help")
            await presses(lin, seen, "提交")
            await lin.waits_for(BOT, "自动提交", after=said)
        assert await intake.downloads.fetch_due()
        assert await office.count(cases, drafts, dialogues) == [1, 0, 0]
        (parcel,) = await office.parcels()
        said = await lin.says(BOT, "/help")
        await presses(lin, seen, "提交")
        receipt = await lin.waits_for(BOT, "回执号", after=said)
        assert number_in(receipt) in parcel["text"]
        assert await office.count(cases) == [1]


async def test_the_receipt_is_forgotten_with_the_next_day(office, intake, lin, clock):
    await writes(lin, "第一句。")
    seen = await reviews(lin)
    await submits_it(lin)
    clock.passes(days=2)
    said = await lin.says(BOT, "/help")
    await presses(lin, seen, "提交")
    await lin.waits_for(BOT, "没有提交新的内容", after=said)
    await intake.housekeeping.keep_house(clock().date())
    assert await office.count(repeats, cases) == [0, 1]


async def test_what_is_kept_of_the_receipt_opens_with_the_button_alone(office, intake, lin):
    await writes(lin, "第一句。")
    seen = await reviews(lin)
    number = await submits_it(lin)
    (row,) = await office.rows(repeats)
    local = LocalKey.load(office.keys / "intake.local")
    for purpose in ("again", "answers", "dialogue", "receipt again"):
        with pytest.raises(SealError):
            local.sealed(purpose).open(row.sealed, row.key)
    word = seen.buttons[0][0].data.removeprefix("submit:")
    kept = load_intake_keys(office.keys).open_again(word, row.sealed)
    assert number in kept["text"]
    assert "chat_id" not in kept
    for content in office.bytes_on_disk().values():
        assert word.encode() not in content


async def test_a_submit_button_of_a_discarded_draft_does_not_submit_the_next(office, intake, lin):
    await writes(lin, "第一份。")
    seen = await reviews(lin)
    await lin.taps(BOT, "放弃，全部删除")
    await lin.waits_for(BOT, "已全部删除")
    said = await lin.says(BOT, "/help")
    await presses(lin, seen, "提交")
    await lin.waits_for(BOT, "没有提交新的内容", after=said)
    await writes(lin, "第二份。")
    said = await lin.says(BOT, "/help")
    await presses(lin, seen, "提交")
    await lin.waits_for(BOT, "没有提交新的内容", after=said)
    await lin.waits_for(BOT, "将要提交", "第二份。", after=said)
    assert await office.count(cases, drafts) == [0, 1]


async def test_a_forged_word_finds_nothing(office, intake, lin, telegram):
    await writes(lin, "第一句。")
    await reviews(lin)
    await submits_it(lin)
    (row,) = await office.rows(repeats)
    book = SqlIntakeBook(Work(office.database))
    assert await book.repeat(b"\0" * 32, office.clock().date()) is None
    assert await book.repeat(row.key, office.clock().date()) == row.sealed


async def test_a_press_in_the_last_minute_of_the_last_day_counts(office, intake, lin, clock):
    clock.at = datetime(2019, 8, 10, 15, 0, tzinfo=UTC)  # eleven in the evening where the office is
    await writes(lin, "第一句。")
    await reviews(lin)
    clock.at = datetime(2019, 8, 10, 16, 0, 20, tzinfo=UTC)  # it reaches us after midnight
    await submits_it(lin)
    assert await office.count(cases) == [1]


async def test_ten_minutes_later_it_does_not(office, intake, lin, clock):
    clock.at = datetime(2019, 8, 10, 15, 0, tzinfo=UTC)
    await writes(lin, "第一句。")
    await reviews(lin)
    clock.at = datetime(2019, 8, 10, 16, 10, tzinfo=UTC)
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "本轮受理到", "没有提交")
    assert await office.count(cases, drafts) == [0, 1]


async def test_pressed_in_time_it_goes_out_when_its_files_are_stored(office, lin, clock):
    office.holds_downloads = True
    clock.at = datetime(2019, 8, 10, 15, 0, tzinfo=UTC)
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        seen = await reviews(lin)
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        clock.at = datetime(2019, 8, 10, 18, 0, tzinfo=UTC)
        said = await lin.says(BOT, "/help")
        await presses(lin, seen, "提交")
        await lin.waits_for(BOT, "自动提交", after=said)
        assert await intake.downloads.fetch_due()
        await until(office.parcels)
    assert await office.count(cases) == [1]
