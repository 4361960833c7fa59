"""A reminder counts the working days that are left on the day on which it is sent."""

from datetime import UTC, date, datetime

import pytest

from bot.config import load

from .conftest import CONFIG, NUMBER

DUE = date(2026, 12, 1)

SENTENCES = [
    (
        (2026, 11, 26),
        f"{NUMBER}：受理告知，还剩 3 个工作日（12月1日 星期二）。",
        f"{NUMBER}: acceptance notice, 3 working days left (Tuesday 1 December).",
    ),
    (
        (2026, 11, 28),
        f"{NUMBER}：受理告知，还剩 2 个工作日（12月1日 星期二）。",
        f"{NUMBER}: acceptance notice, 2 working days left (Tuesday 1 December).",
    ),
    (
        (2026, 11, 30),
        f"{NUMBER}：受理告知，还剩 1 个工作日（12月1日 星期二）。",
        f"{NUMBER}: acceptance notice, 1 working day left (Tuesday 1 December).",
    ),
    (
        (2026, 12, 1),
        f"{NUMBER}：受理告知，今天到期（12月1日 星期二）。",
        f"{NUMBER}: acceptance notice, due today (Tuesday 1 December).",
    ),
    (
        (2026, 12, 2),
        f"{NUMBER}：受理告知，12月1日 星期二到期，已超 1 个工作日。",
        f"{NUMBER}: acceptance notice, was due Tuesday 1 December, 1 working day overdue.",
    ),
    (
        (2026, 12, 7),
        f"{NUMBER}：受理告知，12月1日 星期二到期，已超 4 个工作日。",
        f"{NUMBER}: acceptance notice, was due Tuesday 1 December, 4 working days overdue.",
    ),
]


def reminder(words, language, due=DUE, term="acceptance-notice"):
    return words.reminder(language, NUMBER, term, due)


@pytest.mark.parametrize(("day", "chinese", "english"), SENTENCES)
def test_a_reminder_says_how_much_time_is_left(words, clock, day, chinese, english):
    clock.at = datetime(*day, 1, 0, tzinfo=UTC)
    assert reminder(words, "zh-CN") == chinese
    assert reminder(words, "en") == english


def test_before_a_due_date_on_a_rest_day_the_last_working_day_is_named_as_such(words, clock):
    clock.at = datetime(2026, 12, 4, 1, 0, tzinfo=UTC)  # Friday, due on Sunday
    due = date(2026, 12, 6)
    assert reminder(words, "zh-CN", due) == (
        f"{NUMBER}：受理告知，12月6日 星期日到期，之前没有别的工作日了。"
    )
    assert reminder(words, "en", due) == (
        f"{NUMBER}: acceptance notice, due Sunday 6 December; "
        "no other working day is left before that."
    )


def test_the_day_is_the_one_in_li_county_and_not_in_greenwich(words, clock):
    clock.at = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # midnight there
    assert "今天到期" in reminder(words, "zh-CN")


def test_a_term_that_no_language_has_a_name_for_goes_by_its_id(words, clock):
    assert f"{NUMBER}: county-term, 3" in reminder(words, "en", term="county-term")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_configured_term_has_a_name(words, language):
    say = words.texts.say(language)
    assert all(say.knows(f"term-{term.id}") for term in load(CONFIG).terms)
