"""The office's figures: once a week, the same shape each week, missed ones later and in order."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.courier_weekly import FRIDAY, Hour
from casework.rules.totals import Totals
from storage.sql.courier_book import Planned

from .conftest import TEAM

FRI, A_WEEK = date(2026, 11, 27), timedelta(days=7)


@pytest.fixture
def friday(clock):
    clock.at = datetime(2026, 11, 27, 9, 45, tzinfo=UTC)  # a quarter to six there


async def read(actor):
    return [message.text for message in await actor.sees(TEAM) if not message.own]


async def planned(book):
    return await book.last_planned(Planned.WEEK, date(2030, 1, 1))


@pytest.mark.parametrize(
    ("day", "at", "last"),
    [(27, time(17, 45), FRI), (27, time(17, 44), FRI - A_WEEK), (30, time(9, 0), FRI)],
)
def test_the_hour_was_today_or_up_to_a_week_ago(day, at, last):
    now = datetime.combine(date(2026, 11, day), at, UTC)
    assert Hour(FRIDAY, time(17, 45)).last_before(now) == last


async def test_it_holds_the_seven_days_and_how_things_stand(outbox, weekly, delivery, wang, friday):
    totals = Totals().registered(FRI, "letter", "B4").registered(FRI, "telegram", "C")
    totals = totals.registered(FRI - timedelta(days=6), "telegram", "C").reviewed(FRI)
    totals = totals.registered(FRI - timedelta(days=7), "telegram", "C").closed(FRI).replied(FRI)
    totals = totals.term_opened(FRI - timedelta(days=1))
    await outbox.figures(totals, offices=[(wang, "en")])
    for _ in range(2):
        await weekly.plan_weeks()
        await delivery.deliver_due()
    (text,) = await read(wang)
    assert text.startswith("Saturday 21 November to Friday 27 November\n")
    assert "New: 3\nTelegram 2 · Letter 1" in text
    assert "Reviewed: 1\nWords to reporters: 1\nClosed: 1" in text
    assert "Open: 3\nWaiting for review: 3\nTerms overdue: 1" in text


async def test_what_comes_after_the_hour_stands_in_the_figures_of_the_next_week(
    outbox, weekly, delivery, wang, clock, friday
):
    totals = Totals().registered(FRI, "letter", "B4")
    await outbox.figures(totals, offices=[(wang, "en")])
    await weekly.plan_weeks()
    await outbox.figures(totals.registered(FRI, "telegram", "C"), offices=[(wang, "en")])
    clock.passes(days=7)
    await weekly.plan_weeks()
    await delivery.deliver_due()
    assert [text.splitlines()[2] for text in await read(wang)] == ["New: 1", "New: 1"]


async def test_missed_weeks_come_later_in_order_with_how_things_stood_then(
    outbox, weekly, delivery, wang, clock, friday
):
    """Three cases stand open at the first Friday, and four since the Tuesday after it."""
    totals, tuesday = Totals().at(FRI), FRI + timedelta(days=4)
    for _ in range(3):
        totals = totals.registered(FRI, "letter", "B4")
    await outbox.figures(totals, offices=[(wang, "en")])
    await weekly.plan_weeks()
    clock.passes(days=17)  # a Monday; two Fridays went by
    totals = totals.at(tuesday).registered(tuesday, "letter", "C")
    totals = totals.at(FRI + timedelta(days=8)).term_opened(tuesday)
    await outbox.figures(totals, offices=[(wang, "en")])
    await weekly.plan_weeks()
    await delivery.deliver_due()
    texts = [text.splitlines() for text in await read(wang)]
    assert [lines[0].partition(" to ")[2] for lines in texts] == [
        "Friday 27 November",
        "Friday 4 December, sent late",
        "Friday 11 December, sent late",
    ]
    assert [lines[lines.index("Closed: 0") + 2] for lines in texts] == [
        "Open: 3",
        "Open: 4",
        "Open: 4",
    ]
    assert [line for lines in texts for line in lines if line.startswith("Terms overdue")] == [
        "Terms overdue: 0",
        "Terms overdue: 0",  # the term was opened after that Friday
        "Terms overdue: 1",
    ]
    assert len({re.sub(r"[0-9]+", "N", "\n".join(lines[1:])) for lines in texts}) == 1


async def test_a_clock_that_ran_ahead_silences_no_week(
    outbox, weekly, wang, clock, friday, nothing
):
    await outbox.figures(nothing, offices=[(wang, "en")])
    clock.passes(days=364)
    await weekly.plan_weeks()
    assert len(await outbox.rows()) == 1
    clock.passes(days=-364)
    for _ in range(3):
        await weekly.plan_weeks()
        await weekly.plan_weeks()
        clock.passes(days=7)
    assert len(await outbox.rows()) == 1 + 3


async def test_what_is_too_old_to_be_counted_is_left_out(
    outbox, weekly, book, wang, clock, friday, nothing
):
    await outbox.figures(nothing, offices=[(wang, "en")])
    await weekly.plan_weeks()
    clock.passes(days=70)
    await weekly.plan_weeks()
    assert len(await outbox.rows()) == 1 + 4
    assert await planned(book) == FRI + timedelta(days=70)


async def test_nothing_is_planned_before_the_first_friday_or_for_nobody(
    outbox, weekly, book, wang, clock, friday, nothing
):
    await weekly.plan_weeks()  # the desk has sealed no figures yet
    await outbox.figures(nothing)
    await weekly.plan_weeks()
    assert await planned(book) is None
    clock.passes(days=1)
    await outbox.figures(nothing, offices=[(wang, "en")])
    await weekly.plan_weeks()
    assert await planned(book) is None
    clock.passes(days=6)
    await weekly.plan_weeks()
    assert await planned(book) == FRI + A_WEEK
