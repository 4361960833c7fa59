"""A calendar file is a notice if its titles say plainly what is rested and what is worked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.notices import NoticeRefusedError
from storage.notice_ics import parse_ics


def event(title, first, end="", more=""):
    stop = f"DTEND;VALUE=DATE:{end}\r\n" if end else ""
    return (
        f"BEGIN:VEVENT\r\nUID:{title}{first}\r\nSUMMARY:{title}\r\n"
        f"DTSTART;VALUE=DATE:{first}\r\n{stop}{more}END:VEVENT\r\n"
    )


def calendar(*events):
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{''.join(events)}END:VCALENDAR\r\n"


WHOLE = calendar(
    event("元旦假期 第1天", "20261231", "20270104"),
    event("春节（休）", "20270205", "20270212"),
    event("春节 补班", "20270220"),
    event("元旦假期", "20260101"),
    event("元旦假期", "20271231"),
)


def test_titles_say_what_is_rested_and_what_is_worked():
    notice = parse_ics(WHOLE, 2027, "x")
    rests = [date(2026, 12, 31), *(date(2027, 1, n) for n in (1, 2, 3))]
    rests += [date(2027, 2, n) for n in range(5, 12)]
    assert notice.days == dict.fromkeys(rests, False) | {date(2027, 2, 20): True}
    assert notice.names[date(2027, 2, 20)] == "春节 补班"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no calendar"),
        ("BEGIN:VCALENDAR", "no calendar|no year"),
        (WHOLE, "several; give --year"),
        (calendar(event("春节", "20270205")), "does not say"),
        (calendar(event("春节假期调休上班", "20270205")), "does not say"),
        (calendar(event("休假", "20270205")), "does not say"),
        (calendar(event("放假", "20270205T090000")), "no day|whole days"),
        (calendar(event("放假", "20270205", "20270205")), "before it begins"),
        (calendar(event("放假", "20270205", "20280205")), "too long"),
        (calendar(event("放假", "20270205", more="RRULE:FREQ=YEARLY\r\n")), "again and again"),
        (calendar(event("放假", "20270205"), event("上班", "20270205")), "both"),
        (calendar(event("放假", "20279905")), "no day|no calendar"),
        (calendar("BEGIN:VEVENT\r\nSUMMARY:放假\r\nEND:VEVENT\r\n"), "no day"),
    ],
)
def test_what_is_not_plain_is_refused(text, fault):
    with pytest.raises(NoticeRefusedError, match=fault):
        parse_ics(text, None, "x")


@given(st.text(st.sampled_from("\r\n:;=放假20270205TBEGIN:VEVENTDSUMRY"), max_size=200))
def test_no_text_makes_the_reading_fail_otherwise(text):
    with pytest.raises(NoticeRefusedError):
        parse_ics(calendar(text + "\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\n"), 2027, "x")
