"""A due day whose calendar is not announced yet is marked wherever the courier names one."""

from datetime import UTC, date, datetime

import chinese_calendar
import pytest

COVERED = max(chinese_calendar.holidays).year
NUMBER = "礼巡信〔2026〕012号"
OWED = {"number": NUMBER}


@pytest.fixture
def december(clock):
    """The last days of the last year that is announced."""
    clock.at = datetime(COVERED, 12, 28, 2, tzinfo=UTC)
    return clock


def test_a_reminder_past_new_year_says_that_the_day_may_move(words, december):
    due = date(COVERED + 1, 1, 8)
    assert "8 January (for now)" in words.reminder("en", NUMBER, "acceptance-notice", due)
    assert "1月8日" in words.reminder("zh-CN", NUMBER, "acceptance-notice", due)
    assert "（暂定）" in words.reminder("zh-CN", NUMBER, "acceptance-notice", due)
    assert "（暫定）" in words.reminder("zh-Hant", NUMBER, "acceptance-notice", due)
    before = words.reminder("en", NUMBER, "acceptance-notice", date(COVERED, 12, 31))
    assert "for now" not in before


def test_announcements_mark_the_day_of_a_term_and_no_other(words, december):
    due = date(COVERED + 1, 1, 8)
    assert "(for now)" in words.sentence("en", "announce-review", OWED, due)
    assert "(for now)" not in words.sentence("en", "announce-leave", {}, due)
    days = (date(COVERED + 1, 1, 7), due)
    moved = words.moved("en", NUMBER, "acceptance-notice", days)
    assert "now due" in moved
    assert "8 January (for now) (it was" in moved


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(1970, 1, 2), date(1969, 12, 31)),
        (date(2003, 12, 31), date(2004, 1, 1)),
        (date(2004, 1, 1), date(1994, 2, 28)),
        (date(9998, 12, 31), date.max),
        (date(9999, 12, 30), date(9997, 1, 1)),
    ],
)
def test_no_day_makes_the_words_fail(words, clock, today, due):
    clock.at = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)
    assert NUMBER in words.reminder("en", NUMBER, "acceptance-notice", due)
