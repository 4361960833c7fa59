"""The liaison's summary: once a day, the same shape each day, numbers alone."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from casework.ports import TotalsRow
from casework.rules.standing import Overdue, Posted
from casework.rules.totals import Totals
from storage.sql.courier_book import Planned
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Work

from .conftest import TEAM, met

TODAY = date(2026, 11, 26)


@pytest.fixture
def evening(clock):
    clock.at = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)  # half past five there


async def read(actor):
    return [message.text for message in await actor.sees(TEAM) if not message.own]


async def planned(book):
    return await book.last_planned(Planned.SUMMARY, date(2030, 1, 1))


async def test_it_comes_at_its_hour_and_only_once(outbox, summary, delivery, wang, clock, nothing):
    await outbox.figures(nothing, (wang, "zh-CN"))
    clock.at = datetime(2026, 11, 26, 9, 29, 59, tzinfo=UTC)
    await summary.plan_summary()
    assert await outbox.rows() == []
    clock.passes(seconds=1)
    for _ in range(3):
        await summary.plan_summary()
        await delivery.deliver_due()
        clock.passes(hours=1)
    assert len(await read(wang)) == 1
    clock.passes(days=1)
    await summary.plan_summary()
    await delivery.deliver_due()
    first, second = await read(wang)
    assert first.startswith("11月26日 星期四 日报")
    assert second.startswith("11月27日 星期五 日报")


async def test_two_ticks_at_the_same_time_plan_it_once(
    outbox, summary, delivery, wang, nothing, evening
):
    await outbox.figures(nothing, (wang, "zh-CN"))
    await asyncio.gather(summary.plan_summary(), summary.plan_summary())
    assert len(await outbox.rows()) == 1


async def test_a_courier_that_starts_again_does_not_plan_it_again(
    outbox, summary, delivery, wang, nothing, evening
):
    await outbox.figures(nothing, (wang, "zh-CN"))
    await summary.plan_summary()
    await delivery.deliver_due()
    summary._looked = None
    await summary.plan_summary()
    assert await outbox.rows() == []


async def test_each_liaison_gets_it_in_their_language(
    outbox, summary, delivery, wang, control, evening
):
    joe = await met(await control.user("Joe"), TEAM)
    totals = Totals().registered(TODAY, "telegram", "B4").registered(TODAY, "telegram", "unsure")
    totals = totals.registered(TODAY, "fax", "G").reviewed(TODAY).closed(TODAY)
    totals = totals.term_opened(date(2026, 11, 25)).term_opened(TODAY)
    totals = totals.term_opened(date(2026, 12, 1))
    overdue = Overdue(TODAY, (("礼巡信〔2026〕002号", date(2026, 11, 25)),))
    posted = Posted(TODAY, 412, "zXy9QmFzZTY0aGFzaG9mdGhlcm9vdA==")
    people = (wang, "zh-CN"), (joe, "en")
    await outbox.figures(totals, *people, overdue=overdue, posted=posted)
    await summary.plan_summary()
    await delivery.deliver_due()
    (chinese,), (english,) = await read(wang), await read(joe)
    sources = (
        "Telegram 2 · 来信 0 · 来电 0 · 来访 0 · 举报箱 0 · 电子邮件 0 · 上级转交 0 · 函询 0 · "
        "其他来源 1"
    )
    for line in (
        "新收 3 件",
        sources,
        "B 人防项目违规审批验收：1",
        "未分类：1",
        "在办 2 件",
        "待第五组审阅 2 件",
        "办结 1 件",
        "已超期 1 项",
        "礼巡信〔2026〕002号",
        "11月26日 星期四 到期 1 项",
        "下一个到期日：12月1日 星期二",
        "台账校验点：412 条，zXy9QmFzZTY0…，11月26日 星期四",
    ):
        assert line in chinese.splitlines()
    for line in ("New: 3", "G Something else: 1", "Terms overdue: 1", "Open: 2"):
        assert line in english.splitlines()
    assert len(chinese.splitlines()) == len(english.splitlines())


@pytest.mark.parametrize("figures", [False, True])
async def test_without_a_liaison_it_waits_and_says_so_once_a_day(
    figures, outbox, summary, book, wang, nothing, clock, evening, caplog
):
    if figures:
        await outbox.figures(nothing)
    for _ in range(3):
        await summary.plan_summary()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert await planned(book) is None
    await outbox.figures(nothing, (wang, "zh-CN"))
    await summary.plan_summary()
    assert await planned(book) == TODAY
    clock.passes(days=1)


async def test_figures_that_cannot_be_read_stop_nothing(
    outbox, summary, keys, database, evening, caplog
):
    work = Work(database)
    SqlDeskBook(work).set_totals(TotalsRow(0, b"", keys.seal_for_self({"totals": "secret"})))
    work.log({"event": "figures"})
    await work.commit()
    await summary.plan_summary()
    assert "why=figures-not-readable" in caplog.text
    assert "secret" not in caplog.text
