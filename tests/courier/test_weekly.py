"""The office's figures: once a week, the same shape each week, missed ones later and in order."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.courier_weekly import FRIDAY, Hour
from casework.rules.totals import Totals

from .conftest import TEAM

FRI, A_WEEK = date(2026, 11, 27), timedelta(days=7)


@pytest.fixture
def friday(clock):
    clock.at = datetime(2026, 11, 27, 9, 45, tzinfo=UTC)  # a quarter to six there


async def read(actor):
    return [message.text for message in await actor.sees(TEAM) if not message.own]


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
    assert "Open now: 3\nWaiting for review now: 3\nTerms overdue now: 1" in text


async def test_missed_weeks_come_later_in_order_and_in_the_same_shape(
    outbox, weekly, delivery, wang, clock, friday, nothing
):
    await outbox.figures(nothing, offices=[(wang, "en")])
    await weekly.plan_weeks()
    clock.passes(days=17)  # a Monday; two Fridays went by
    await weekly.plan_weeks()
    await delivery.deliver_due()
    texts = await read(wang)
    assert [text.splitlines()[0].partition(" to ")[2] for text in texts] == [
        "Friday 27 November",
        "Friday 4 December",
        "Friday 11 December",
    ]
    assert len({re.sub(r"[0-9]+", "N", "\n".join(text.splitlines()[1:])) for text in texts}) == 1


async def test_what_is_too_old_to_be_counted_is_left_out(
    outbox, weekly, book, wang, clock, friday, nothing
):
    await outbox.figures(nothing, offices=[(wang, "en")])
    await weekly.plan_weeks()
    clock.passes(days=70)
    await weekly.plan_weeks()
    assert len(await outbox.rows()) == 1 + 4
    assert await book.last_week() == FRI + timedelta(days=70)


async def test_nothing_is_planned_before_the_first_friday_or_for_nobody(
    outbox, weekly, book, wang, clock, friday, nothing
):
    await weekly.plan_weeks()  # the desk has sealed no figures yet
    await outbox.figures(nothing)
    await weekly.plan_weeks()
    assert await book.last_week() is None
    clock.passes(days=1)
    await outbox.figures(nothing, offices=[(wang, "en")])
    await weekly.plan_weeks()
    assert await book.last_week() is None
    clock.passes(days=6)
    await weekly.plan_weeks()
    assert await book.last_week() == FRI + A_WEEK
