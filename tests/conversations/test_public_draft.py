"""A draft in the hands of its writer: taking single pieces back, changing answers."""

import json

import pytest

from storage.ledger.local import LocalKey
from storage.sql.tables import cases, dialogues, downloads, drafts, pieces
from tests.conversations.public_office import (
    BOT,
    number_in,
    writes_up_to_the_account,
)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)


async def writes(citizen, *texts):
    """Stand at the account and write; return the confirmations."""
    await writes_up_to_the_account(citizen)
    seen = []
    for text in texts:
        await citizen.says(BOT, text)
        seen.append(await citizen.waits_for(BOT, "记下了"))
    return seen


async def reviews(citizen):
    await citizen.taps(BOT, "检查")
    return await citizen.waits_for(BOT, "将要提交")


async def submits_it(citizen):
    await citizen.taps(BOT, "提交")
    return number_in(await citizen.waits_for(BOT, "回执号"))


async def presses(citizen, message, label):
    """Press the button of a message that may have scrolled away."""
    for row, buttons in enumerate(message.buttons):
        for column, button in enumerate(buttons):
            if label in button.label:
                return await citizen.presses(BOT, message.id, row, column)
    raise AssertionError(message.labels)


def blobs(office):
    return [name for name in office.bytes_on_disk() if name.endswith(".age")]


async def test_taking_back_removes_what_was_pressed_and_nothing_else(office, intake, lin, tmp_path):
    _first, second, _third = await writes(lin, "第一句。", "第二句，不该写的。", "第三句。")
    assert second.labels == ["检查", "撤下这条"]
    await presses(lin, second, "撤下这条")
    seen = await lin.waits_for(BOT, "已撤下并删除：文字“第二句，不该写的。”")
    assert seen.labels == ["检查"]
    seen = await reviews(lin)
    assert "消息：2 条，共 8 字" in seen.text
    assert seen.text.splitlines()[-4:-2] == ["1. 文字，4 字：第一句。", "2. 文字，4 字：第三句。"]
    await submits_it(lin)
    opened = await office.opened("leader", tmp_path)
    assert sorted(opened.values()) == sorted(["第一句。".encode(), "第三句。".encode()])
    assert (await office.facts())["messages"] == 2


async def test_a_second_press_takes_nothing_else_back(office, intake, lin):
    _first, second = await writes(lin, "第一句。", "第二句。")
    await presses(lin, second, "撤下这条")
    await lin.waits_for(BOT, "已撤下")
    said = await lin.says(BOT, "第三句。")  # has the place in the row that the second had
    await lin.waits_for(BOT, "记下了", after=said)
    await presses(lin, second, "撤下这条")
    await lin.waits_for(BOT, "那一条已经撤下过", after=said)
    assert "消息：2 条，共 8 字" in (await reviews(lin)).text
    assert await office.count(pieces) == [2]


async def test_a_photo_taken_back_leaves_no_row_and_no_file(office, intake, lin):
    await writes(lin, "第一句。")
    await lin.sends_photo(BOT, PNG)
    seen = await lin.waits_for(BOT, "照片收下了")
    await office.stored_everything()
    assert len(blobs(office)) == 1
    await presses(lin, seen, "撤下这条")
    await lin.waits_for(BOT, "已撤下并删除：照片。")
    assert await office.count(pieces, downloads) == [1, 0]
    assert blobs(office) == []


async def test_a_file_taken_back_while_it_is_fetched_is_not_kept_and_not_complained_about(
    office, lin
):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes(lin, "第一句。")
        await lin.sends_photo(BOT, PNG)
        seen = await lin.waits_for(BOT, "照片收下了")
        (due,) = await office.rows(downloads)
        fetch = intake.downloads._seal_file
        tries = []

        async def taken_back_meanwhile(self, *args):
            if not tries:
                tries.append(1)
                await presses(lin, seen, "撤下这条")
                await lin.waits_for(BOT, "已撤下")
            return await fetch(*args)

        original = type(intake.downloads)._seal_file
        type(intake.downloads)._seal_file = taken_back_meanwhile
        try:
            await intake.downloads.fetch_due()
        finally:
            type(intake.downloads)._seal_file = original
        assert due
        assert await office.count(pieces, downloads) == [1, 0]
        assert blobs(office) == []
        assert not await office.parcels()
        assert "文件：没有" in (await reviews(lin)).text


async def test_pieces_are_taken_back_from_a_numbered_list_with_pages(office, intake, lin):
    await writes(lin, *(f"第{number}句。" for number in range(1, 10)))
    await lin.sends_document(BOT, PNG, "账本<b>.png", "image/png")
    await lin.waits_for(BOT, "文件收下了")
    await lin.says(BOT, "最后一句。")
    await lin.waits_for(BOT, "记下了")
    await office.stored_everything()
    seen = await reviews(lin)
    assert "10. 文件，608 B：账本<b>.png" in seen.text
    assert "还有 1 条" in seen.text
    await lin.taps(BOT, "撤下一条")
    seen = await lin.waits_for(BOT, "按哪个号码", "8. 文字，4 字：第8句。")
    assert seen.labels == [*(f"✕ {n}" for n in range(1, 9)), "后面的 ›", "检查"]
    await lin.taps(BOT, "后面的 ›")
    seen = await lin.waits_for(BOT, "按哪个号码", "11. 文字，5 字：最后一句。")
    assert seen.labels == ["✕ 9", "✕ 10", "✕ 11", "‹ 前面的", "检查"]
    await lin.taps(BOT, "✕ 10")
    await lin.waits_for(BOT, "已撤下并删除：文件“账本<b>.png”")
    await lin.taps(BOT, "撤下一条")
    await lin.waits_for(BOT, "8. 文字")
    await lin.taps(BOT, "‹ 前面的")  # of the older list: a page that there is
    await lin.waits_for(BOT, "1. 文字")
    assert await office.count(pieces) == [10]
    assert blobs(office) == []


async def test_no_button_names_a_row_of_the_ledger_and_none_is_too_long(office, intake, lin):
    (seen,) = await writes(lin, "第一句。")
    await reviews(lin)
    await lin.taps(BOT, "撤下一条")
    listed = await lin.waits_for(BOT, "按哪个号码")
    (piece,) = await office.rows(pieces)
    data = [b.data for m in (seen, listed) for row in m.buttons for b in row]
    assert max(len(each.encode()) for each in data) <= 64
    assert not [each for each in data if piece.id[:8] in each or piece.case_id[:8] in each]


async def test_taking_back_after_submission_says_so_and_what_can_be_done(office, intake, lin):
    (seen,) = await writes(lin, "第一句。")
    await reviews(lin)
    await submits_it(lin)
    await presses(lin, seen, "撤下这条")
    await lin.waits_for(BOT, "那份反映已经提交", "/status 补充")
    assert await office.count(cases, pieces) == [1, 1]


async def test_a_button_of_an_earlier_petition_takes_nothing_from_the_next(office, intake, lin):
    (seen,) = await writes(lin, "第一份。")
    await reviews(lin)
    await submits_it(lin)
    await writes(lin, "第二份。")
    await presses(lin, seen, "撤下这条")
    await lin.waits_for(BOT, "属于以前的反映", "没有变")
    assert await office.count(pieces) == [2]


async def test_taking_back_the_last_piece_leaves_an_empty_draft(office, intake, lin):
    (seen,) = await writes(lin, "第一句。")
    await presses(lin, seen, "撤下这条")
    await lin.waits_for(BOT, "已撤下")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "还没有内容")
    assert await office.count(drafts, pieces) == [1, 0]


async def test_taking_back_holds_back_what_was_about_to_go_out(office, lin):
    office.holds_downloads = True
    async with office.open() as intake:
        (seen,) = await writes(lin, "第一句。")
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        await reviews(lin)
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        await presses(lin, seen, "撤下这条")
        await lin.waits_for(BOT, "已撤下")
        assert await intake.downloads.fetch_due()
        assert await office.count(cases, drafts) == [0, 1]
        assert "消息：没有" in (await reviews(lin)).text


async def test_the_words_that_turn_a_line_around_are_shown_without_turning_it(intake, lin):
    await writes(lin, "abc\u202efed\n\n<b>x</b>\u200b")
    assert "1. 文字，18 字：abcfed <b>x</b>" in (await reviews(lin)).text


@pytest.mark.parametrize(
    ("answer", "words", "shown"),
    [
        ("单位", ("哪个单位", "不清楚"), "单位：不清楚或其他单位"),
        ("是否关系", ("那一方不会看到", "巡察办"), "是否关系到办案人员：巡察办的人"),
        ("类别", ("哪一类", "不确定"), "类别：不确定"),
        ("可不可以联系我", ("给您发消息吗", "不要给我发"), "可以联系我：不可以"),
    ],
)
async def test_an_answer_is_changed_from_the_review_and_back(intake, lin, answer, words, shown):
    await writes(lin, "第一句。")
    await reviews(lin)
    await lin.taps(BOT, "改一项")
    await lin.waits_for(BOT, "您想改哪一项")
    await lin.taps(BOT, answer)
    asked, option = words
    await lin.waits_for(BOT, asked)
    await lin.taps(BOT, option)
    seen = await lin.waits_for(BOT, "将要提交", shown)
    assert "1. 文字，4 字：第一句。" in seen.text


async def test_turning_back_from_a_change_changes_nothing(intake, lin):
    await writes(lin, "第一句。")
    before = await reviews(lin)
    await lin.taps(BOT, "改一项")
    await lin.waits_for(BOT, "您想改哪一项")
    await lin.taps(BOT, "单位")
    await lin.waits_for(BOT, "哪个单位")
    await lin.taps(BOT, "‹ 上一步")
    seen = await lin.waits_for(BOT, "将要提交")
    assert seen.text == before.text
    await lin.says(BOT, "还有一句。")
    await lin.waits_for(BOT, "记下了")


async def test_from_anonymous_to_a_name_and_back_forgets_the_name_at_once(
    office, intake, lin, tmp_path
):
    await writes(lin, "第一句。")
    await reviews(lin)
    await lin.taps(BOT, "改一项")
    assert "姓名电话" not in (await lin.waits_for(BOT, "您想改哪一项")).labels
    await lin.taps(BOT, "匿名还是实名")
    await lin.waits_for(BOT, "您想怎样反映")
    await lin.taps(BOT, "2. 实名")
    await lin.waits_for(BOT, "您的姓名和联系电话")
    await lin.says(BOT, "林小梅 13800000000")
    await lin.waits_for(BOT, "将要提交", "姓名电话：林小梅 13800000000")
    await lin.taps(BOT, "改一项")
    assert "姓名电话" in (await lin.waits_for(BOT, "您想改哪一项")).labels
    await lin.taps(BOT, "匿名还是实名")
    await lin.waits_for(BOT, "您想怎样反映")
    await lin.taps(BOT, "1. 匿名")
    await lin.waits_for(BOT, "将要提交", "姓名电话：—")
    assert "contact" not in await dialogue(office)
    await submits_it(lin)
    assert await office.opened("leader", tmp_path) == {"001-text.txt": "第一句。".encode()}


async def test_who_turns_back_before_giving_a_name_stays_anonymous(office, intake, lin):
    await writes(lin, "第一句。")
    await reviews(lin)
    await lin.taps(BOT, "改一项")
    await lin.waits_for(BOT, "您想改哪一项")
    await lin.taps(BOT, "匿名还是实名")
    await lin.waits_for(BOT, "您想怎样反映")
    await lin.taps(BOT, "2. 实名")
    await lin.waits_for(BOT, "您的姓名和联系电话")
    await lin.taps(BOT, "‹ 上一步")
    await lin.waits_for(BOT, "将要提交", "反映方式：匿名")


async def dialogue(office):
    """Return what the only conversation remembers, opened as the intake opens it."""
    (row,) = await office.rows(dialogues)
    local = LocalKey.load(office.keys / "intake.local")
    return json.loads(local.sealed("dialogue").open(row.sealed, row.key))["data"]
