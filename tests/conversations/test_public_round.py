"""Before the round, in a pause, and after it: who comes is told where to turn and loses nothing."""

from datetime import date

import pytest

from casework.rules.rounds import Pause
from storage.pause import PauseFile
from storage.sql.tables import cases, downloads, drafts, pieces
from tests.conversations.public_office import (
    BOT,
    submits,
    until,
    writes_up_to_the_account,
)
from tests.conversations.test_commands import command

LAST_EVENING = {"days": 31, "hours": 14}  # 10 August, eleven at night where the office is
OVER = {"hours": 2}
ACCOUNT = "有人占用了人防工程。"


@pytest.fixture
def pauses(office):
    """Do as `dengwen pause` does."""
    file = PauseFile(office.config.storage.data)

    def pause(reason=None, until=None):
        file.write(Pause(reason or {}, until))

    pause.ends = file.remove
    return pause


async def writes_a_draft(citizen):
    await writes_up_to_the_account(citizen)
    await citizen.says(BOT, ACCOUNT)
    await citizen.waits_for(BOT, "记下了")


async def comes_to_submit(citizen):
    await citizen.taps(BOT, "检查")
    await citizen.waits_for(BOT, "将要提交")
    await citizen.taps(BOT, "提交")


async def test_before_the_round_the_other_ways_are_told(office, intake, lin, clock):
    clock.passes(days=-30)
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "选择语言")
    await lin.taps(BOT, "中文")
    await lin.waits_for(BOT, "7月1日", "举报箱")


async def test_until_the_last_midnight_where_the_office_is_petitions_are_taken_in(
    office, intake, lin, clock
):
    clock.passes(**LAST_EVENING)
    await writes_a_draft(lin)
    clock.passes(minutes=59)
    await comes_to_submit(lin)
    await lin.waits_for(BOT, "回执号")


async def test_when_the_round_ends_half_way_the_draft_is_kept_and_told_where_to_turn(
    office, intake, lin, clock
):
    clock.passes(**LAST_EVENING)
    await writes_a_draft(lin)
    clock.passes(**OVER)
    said = await lin.says(BOT, "还有一件事。")
    told = await lin.waits_for(BOT, "8月10日", "保留 30 天", "举报箱", after=said)
    assert told.labels == ["放弃，全部删除"]
    assert await office.count(drafts, pieces) == [1, 1]
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "没有提交", after=told)
    for command_, words in {"/help": "/status", "/channels": "举报箱", "/about": "主办"}.items():
        said = await lin.says(BOT, command_)
        await lin.waits_for(BOT, words, after=said)
    assert await office.count(drafts, pieces, cases) == [1, 1, 0]


async def test_after_the_round_a_draft_can_be_discarded(office, intake, lin, clock):
    clock.passes(**LAST_EVENING)
    await writes_a_draft(lin)
    clock.passes(**OVER)
    await lin.says(BOT, "还有一件事。")
    await lin.waits_for(BOT, "没有提交")
    await lin.taps(BOT, "放弃，全部删除")
    await lin.waits_for(BOT, "已全部删除")
    assert await office.count(drafts, pieces) == [0, 0]


async def test_who_had_only_answered_questions_is_told_that_the_round_is_over(
    office, intake, lin, clock
):
    clock.passes(**LAST_EVENING)
    await writes_up_to_the_account(lin)
    clock.passes(**OVER)
    await lin.says(BOT, ACCOUNT)
    await lin.waits_for(BOT, "举报箱")
    assert await office.count(drafts, pieces) == [0, 0]


async def test_a_draft_goes_on_when_the_round_is_prolonged(office, lin, clock):
    async with office.open():
        clock.passes(**LAST_EVENING)
        await writes_a_draft(lin)
        clock.passes(**OVER)
        await lin.says(BOT, "还有一件事。")
        await lin.waits_for(BOT, "没有提交")
    office.set(DENGWEN_ROUND__CLOSES="2019-08-20")
    async with office.open():
        await lin.says(BOT, "还有一件事。")
        await lin.waits_for(BOT, "记下了")
        await comes_to_submit(lin)
        await lin.waits_for(BOT, "回执号")


async def test_who_pressed_submit_in_time_gets_a_receipt_when_the_file_comes_after_midnight(
    office, lin, clock
):
    office.holds_downloads = True
    clock.passes(**LAST_EVENING)
    async with office.open():
        await writes_up_to_the_account(lin)
        await lin.sends_document(BOT, b"%PDF", "账本.pdf")
        await lin.waits_for(BOT, "文件")
        await comes_to_submit(lin)
        await lin.waits_for(BOT, "自动提交")
        clock.passes(**OVER)
        said = await lin.says(BOT, "还有一件事。")
        await lin.waits_for(BOT, "截止前", after=said)
        await lin.taps(BOT, "继续写")
        await lin.waits_for(BOT, "截止前", after=said)
    office.holds_downloads = False
    async with office.open():
        await office.stored_everything()

        async def is_taken_in():
            return await office.count(cases) == [1]

        await until(is_taken_in)
    assert await office.count(cases, drafts, downloads) == [1, 0, 0]


async def test_after_the_round_submitted_petitions_are_looked_up_and_added_to(
    office, intake, lin, clock
):
    number = await submits(lin)
    clock.passes(days=60)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number, "7月10日")
    await lin.taps(BOT, "补充")
    await lin.waits_for(BOT, "办案人员")
    said = await lin.says(BOT, "又想起一件事。")
    await lin.waits_for(BOT, "交给", after=said)
    assert await office.count(pieces) == [2]


async def test_in_a_pause_the_draft_is_kept_and_goes_out_afterwards(office, intake, lin, pauses):
    await writes_a_draft(lin)
    pauses({"zh-CN": "系统检修", "en": "maintenance"}, date(2019, 7, 12))
    await comes_to_submit(lin)
    told = await lin.waits_for(BOT, "7月12日", "原因：系统检修", "举报箱")
    assert "提交" in told.labels
    said = await lin.says(BOT, "还有一件事。")
    await lin.waits_for(BOT, "记下了", after=said)
    assert await office.count(drafts, pieces, cases) == [1, 2, 0]
    pauses.ends()
    await comes_to_submit(lin)
    await lin.waits_for(BOT, "回执号")


async def test_who_begins_in_a_pause_is_told_first_and_may_write(office, intake, ann, pauses):
    pauses({"zh-CN": "系统检修", "en": "We are <moving>."})
    await ann.says(BOT, "/start")
    await ann.waits_for(BOT)
    await ann.taps(BOT, "English")
    told = await ann.waits_for(BOT, "at present. The reason: We are <moving>.")
    assert told.labels == ["Begin"]
    await ann.taps(BOT, "Begin")
    await ann.waits_for(BOT, "How do you want")


async def test_a_pause_ends_by_itself_on_the_day_that_it_named(office, intake, lin, clock, pauses):
    pauses({"zh-CN": "系统检修"}, date(2019, 7, 12))
    await writes_a_draft(lin)
    clock.passes(days=2)
    await comes_to_submit(lin)
    await lin.waits_for(BOT, "回执号")


async def test_in_a_pause_petitions_are_looked_up_and_added_to(office, intake, lin, pauses):
    number = await submits(lin)
    pauses({"zh-CN": "系统检修"})
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number, "7月10日")
    await lin.taps(BOT, "补充")
    await lin.waits_for(BOT, "办案人员")
    said = await lin.says(BOT, "又想起一件事。")
    await lin.waits_for(BOT, "交给", after=said)


async def test_the_operator_pauses_and_resumes_by_command(office, intake, lin):
    await writes_a_draft(lin)
    done = await command(office, "pause", "系统检修", "--in", "en", "maintenance")
    assert (done.exit_code, done.output) == (
        0,
        "Paused until dengwen resume. Nothing that people wrote is lost.\n",
    )
    await comes_to_submit(lin)
    await lin.waits_for(BOT, "系统检修")
    assert (await command(office, "resume")).output == "Petitions are taken in again.\n"
    assert (await command(office, "resume")).exit_code == 1
    await comes_to_submit(lin)
    await lin.waits_for(BOT, "回执号")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["pause", " "], "must not be empty"),
        (["pause", "x", "--until", "soon"], "must be a date"),
        (["pause", "x", "--until", "2019-07-10"], "must lie in the future"),
        (["pause", "x", "--in", "tlh", "y"], "does not speak tlh"),
    ],
)
async def test_a_pause_that_makes_no_sense_is_refused(office, words, sentence):
    done = await command(office, *words)
    assert done.exit_code == 2
    assert sentence in done.output
    assert PauseFile(office.config.storage.data).read() is None


async def test_about_says_who_runs_it_and_who_reads(office, intake, lin):
    await lin.says(BOT, "/about")
    shown = await lin.waits_for(BOT, "县委巡察办", "县委第五巡视组", "7月1日", "8月10日", "登闻 0.")
    assert "源代码" not in shown.text
