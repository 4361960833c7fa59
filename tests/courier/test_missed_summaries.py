"""Summaries that the courier missed, and that all of them look alike to whoever sees the rows."""

import asyncio
import itertools
import random
import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import update

from bot.courier_figures import Figures
from bot.courier_summary import DailySummary, Planning
from casework.rules.calendar import WorkCalendar
from casework.rules.standing import LISTED, Overdue, Posted
from casework.rules.summaries import Span
from casework.rules.totals import Totals
from storage.sql.tables import summaries

from .conftest import TEAM, ZONE

THURSDAY = date(2026, 11, 26)
DAY = timedelta(days=1)


@pytest.fixture
def evening(clock):
    clock.at = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)  # half past five there


async def read(actor):
    return [message.text for message in await actor.sees(TEAM) if not message.own]


def courier(book, keys, clock, words, **how):
    """Return a courier that has just started."""
    ids = itertools.count(random.getrandbits(64))
    planning = Planning(book, keys, clock, lambda: f"{next(ids):032x}")
    return DailySummary(planning, words, ZONE, time(17, 30), **how)


def numbered(many):
    terms = ((f"礼巡信〔2026〕{n:03}号", THURSDAY - DAY * (many - n)) for n in range(many))
    return Overdue(THURSDAY, tuple(terms)[:LISTED])


async def test_missed_days_come_late_in_order_with_their_own_figures(
    outbox, summary, delivery, wang, clock, evening
):
    totals = Totals().at(THURSDAY).registered(THURSDAY, "letter", "A1")
    await outbox.figures(totals, (wang, "en"))
    await summary.plan_summary()
    friday, saturday = THURSDAY + DAY, THURSDAY + 2 * DAY
    totals = totals.at(friday).registered(friday, "call", "B4").registered(friday, "visit", "B4")
    totals = totals.at(saturday).reviewed(saturday).closed(saturday).term_opened(friday)
    await outbox.figures(totals, (wang, "en"))
    clock.passes(days=3, hours=-8)  # Sunday, half past nine in the morning
    await summary.plan_summary()
    await summary.plan_summary()
    clock.passes(hours=8)
    await summary.plan_summary()
    await delivery.deliver_due()
    texts = [text.splitlines() for text in await read(wang)]
    assert [lines[0] for lines in texts] == [
        "Summary of Thursday 26 November",
        "Summary of Friday 27 November, sent late",
        "Summary of Saturday 28 November, sent late",
        "Summary of Sunday 29 November",
    ]
    of = [dict(line.split(": ", 1) for line in lines if ": " in line) for lines in texts]
    assert [each["New"] for each in of] == ["1", "2", "0", "0"]
    assert [each["Closed"] for each in of] == ["0", "0", "1", "0"]
    assert [each["Open"] for each in of] == ["1", "3", "2", "2"]
    assert [each["Terms overdue"] for each in of] == ["0", "0", "1", "1"]
    assert "Their numbers stand in the newest summary." in texts[2]
    assert len({len(lines) for lines in texts}) == 1


async def test_what_comes_after_the_hour_stands_in_the_next_summary(
    outbox, summary, delivery, wang, clock, evening
):
    friday = THURSDAY + DAY
    totals = Totals().at(THURSDAY).registered(THURSDAY, "letter", "A1").reviewed(THURSDAY)
    await outbox.figures(totals, (wang, "en"))
    await summary.plan_summary()
    totals = totals.registered(THURSDAY, "call", "B4").closed(THURSDAY)  # in the evening
    totals = totals.at(friday).registered(friday, "call", "B4")
    await outbox.figures(totals, (wang, "en"))
    clock.passes(days=1)
    await summary.plan_summary()
    clock.passes(days=1)
    await summary.plan_summary()
    await delivery.deliver_due()
    texts = [text.splitlines() for text in await read(wang)]
    of = [dict(line.split(": ", 1) for line in lines if ": " in line) for lines in texts]
    assert [each["New"] for each in of] == ["1", "2", "0"]
    assert [each["Reviewed"] for each in of] == ["1", "0", "0"]
    assert [each["Closed"] for each in of] == ["0", "1", "0"]
    assert "Call 2" in texts[1][3]


async def test_damage_to_what_was_said_of_a_day_stops_no_summary(
    outbox, summary, delivery, wang, clock, evening
):
    totals = Totals().at(THURSDAY).registered(THURSDAY, "letter", "A1")
    await outbox.figures(totals, (wang, "en"))
    await summary.plan_summary()
    damaged = update(summaries).values(told=b"damaged")
    await outbox.database.write([lambda c: c.execute(damaged)])
    clock.passes(days=1)
    await summary.plan_summary()
    await delivery.deliver_due()
    assert [text.splitlines()[2] for text in await read(wang)] == ["New: 1", "New: 0"]


async def test_after_a_long_absence_the_older_days_are_one_message(
    outbox, summary, delivery, wang, clock, evening
):
    totals = Totals()
    for n in range(20):
        day = THURSDAY + n * DAY
        totals = totals.at(day).registered(day, "letter", "A1")
        if n == 0:
            await outbox.figures(totals, (wang, "en"))
            await summary.plan_summary()
            await delivery.deliver_due()
    await outbox.figures(totals, (wang, "en"))
    clock.passes(days=19)
    await summary.plan_summary()
    await delivery.deliver_due()
    texts = (await read(wang))[1:]
    assert texts[0].startswith("Summary of Friday 27 November to Monday 7 December, sent late\n")
    assert "New: 11\nTelegram 0 · Letter 11" in texts[0]
    assert "\nOpen: 12\n" in texts[0]
    assert [text.splitlines()[0] for text in texts[1:]] == [
        "Summary of Tuesday 8 December, sent late",
        "Summary of Wednesday 9 December, sent late",
        "Summary of Thursday 10 December, sent late",
        "Summary of Friday 11 December, sent late",
        "Summary of Saturday 12 December, sent late",
        "Summary of Sunday 13 December, sent late",
        "Summary of Monday 14 December, sent late",
        "Summary of Tuesday 15 December",
    ]


async def test_on_working_days_alone_monday_covers_the_days_off(
    outbox, book, keys, clock, figure_words, delivery, wang, evening
):
    totals, saturday = Totals().at(THURSDAY), THURSDAY + 2 * DAY
    await outbox.figures(totals.registered(saturday, "visit", "A1"), (wang, "zh-CN"))
    summary = courier(book, keys, clock, figure_words, has_one=WorkCalendar({}).is_workday)
    for _ in range(5):
        await summary.plan_summary()
        clock.passes(days=1)
    await delivery.deliver_due()
    texts = await read(wang)
    assert [text.splitlines()[0] for text in texts] == [
        "11月26日 星期四 日报",
        "11月27日 星期五 日报",
        "11月28日 星期六 至 11月30日 星期一 日报",
    ]
    assert "新收 1 件" in texts[2]


async def test_kills_restarts_two_couriers_and_a_restless_clock_make_no_second_summary(
    outbox, book, keys, clock, figure_words, database, wang, nothing, evening
):
    """Ninety looks at random moments, by one courier or two at once, new ones and old ones."""
    await outbox.figures(nothing, (wang, "en"))
    draw = random.Random(6)  # noqa: S311  the same each time
    couriers = [courier(book, keys, clock, figure_words) for _ in range(2)]
    for _ in range(90):
        clock.passes(hours=draw.choice([1, 5, 14, 24, 30, -3, -25, 100, -100]))
        if draw.random() < 0.3:
            couriers[draw.randrange(2)] = courier(book, keys, clock, figure_words)
        at_work = couriers if draw.random() < 0.5 else couriers[:1]
        done = await asyncio.gather(*(each.plan_summary() for each in at_work))
        assert done == [None] * len(at_work)
    planned = await database.read(lambda c: c.scalars(summaries.select()).all())
    items = [keys.open_item(row.sealed) for row in await outbox.rows()]
    titles = Counter(item["params"]["text"].splitlines()[0] for item in items)
    assert set(titles.values()) == {1}
    alone = [title for title in titles if " to " not in title]
    together = [title for title in titles if " to " in title]
    assert len(planned) >= len(alone) + 2 * len(together)
    # Every day from the first on is there: none was left out either.
    assert {min(planned) + n * DAY for n in range(len(planned))} == set(planned)


@pytest.mark.parametrize("language", ["zh-CN", "zh-Hant", "en"])
def test_every_summary_has_the_same_lines_and_the_same_size(language, figure_words, keys, planning):
    busy = Totals().at(THURSDAY)
    for n in range(300):
        busy = busy.registered(THURSDAY, "passed-down", "A1").replied(THURSDAY)
        busy = busy.term_opened(THURSDAY - DAY * (n + 1)).term_opened(THURSDAY + DAY)
    posted = Posted(THURSDAY, 1_234_567, "zXy9QmFzZTY0aGFzaG9mdGhlcm9vdA==")
    full = Figures(busy, numbered(LISTED), posted, (), ())
    empty = Figures(Totals(), Overdue(), None, (), ())
    spans = [
        Span(THURSDAY, THURSDAY),
        Span(THURSDAY, THURSDAY, late=True),
        Span(THURSDAY - 9 * DAY, THURSDAY, late=True),
    ]
    texts = [
        figure_words.summary(language, span, figures) for figures in (full, empty) for span in spans
    ]
    assert len({len(text.splitlines()) for text in texts}) == 1
    assert len({re.sub(r"[0-9]+", "N", text.splitlines()[5]) for text in texts}) == 1
    rows = [planning._row({"params": {"text": text}}, planning.clock()) for text in texts]
    assert len({len(row.sealed) for row in rows}) == 1


@pytest.mark.parametrize(
    ("many", "end"), [(3, "002号"), (LISTED, "014号"), (40, "014号 and 25 more")]
)
def test_the_oldest_numbers_stand_on_one_line_and_the_rest_is_counted(many, end, figure_words):
    totals = Totals().at(THURSDAY)
    for n in range(many):
        totals = totals.term_opened(THURSDAY - DAY * (many - n))
    figures = Figures(totals, numbered(many), None, (), ())
    text = figure_words.summary("en", Span(THURSDAY, THURSDAY), figures)
    lines = text.splitlines()
    line = lines[lines.index(f"Terms overdue: {many}") + 1]
    assert line.startswith("礼巡信〔2026〕000号, 礼巡信〔2026〕001号, ")
    assert line.endswith(end)


def test_a_case_with_two_overdue_terms_is_named_once(figure_words):
    yesterday = THURSDAY - DAY
    totals = Totals().term_opened(yesterday).term_opened(yesterday)
    overdue = Overdue(THURSDAY, (("礼巡信〔2026〕001号", yesterday),) * 2)
    text = figure_words.summary(
        "en", Span(THURSDAY, THURSDAY), Figures(totals, overdue, None, (), ())
    )
    assert "Terms overdue: 2\n礼巡信〔2026〕001号\n" in text


def test_without_a_list_the_line_says_where_the_numbers_are(figure_words):
    """The desk of the county stood still since the term ran out."""
    totals = Totals().term_opened(THURSDAY - DAY)
    figures = Figures(totals, Overdue(), None, (), ())
    text = figure_words.summary("en", Span(THURSDAY, THURSDAY), figures)
    assert "Terms overdue: 1\nTheir numbers stand in the newest summary.\n" in text
