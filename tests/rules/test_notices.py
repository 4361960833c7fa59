"""A notice is believed when it is whole, and its wording is read without guessing."""

import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.calendar import WorkCalendar
from casework.rules.notice_wording import read_wording
from casework.rules.notices import (
    Notice,
    NoticeRefusedError,
    changed_days,
    check_notice,
    in_order,
    missing_year,
)

PLAIN = WorkCalendar({})
COVERED = max(chinese_calendar.holidays).year  # the package grows by a year each autumn
WORDINGS = {
    2014: """一、元旦：1月1日放假1天。
        二、春节：1月31日至2月6日放假调休，共7天。1月26日（星期日）、2月8日（星期六）上班。
        三、清明节：4月5日放假，4月7日（星期一）补休。
        四、劳动节：5月1日至3日放假调休，共3天。5月4日（星期日）上班。
        五、端午节：6月2日放假，与周末连休。
        六、中秋节：9月8日放假，与周末连休。
        七、国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）、10月11日（星期六）上班。""",
    2019: """一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
        二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
        三、清明节：4月5日放假，与周末连休。
        四、劳动节：5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。
        五、端午节：6月7日放假，与周末连休。
        六、中秋节：9月13日放假，与周末连休。
        七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2024: """一、元旦：1月1日放假，与周末连休。
        二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位安排职工在除夕（2月9日）休息。
        三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
        四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
        五、端午节：6月10日放假，与周末连休。
        六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
        七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
        二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
        三、清明节：4月4日（周五）至6日（周日）放假，共3天。
        四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
        五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
        六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
    2026: """国务院办公厅关于2026年
        部分节假日安排的通知
        国办发明电〔2025〕7号
        各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
        经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
        一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
        二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
        三、清明节：4月4日（周六）至6日（周一）放假，共3天。
        四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
        五、端午节：6月19日（周五）至21日（周日）放假，共3天。
        六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
        七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
        节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，确保人民群众祥和平安度过节日假期。
        国务院办公厅
        2025年11月4日""",
}
NOTICE = read_wording(WORDINGS[2026])


@pytest.mark.parametrize("year", WORDINGS)
def test_the_wording_of_a_year_says_what_was_published_for_it(year):
    notice = read_wording(WORDINGS[year], year, "x")
    check_notice(notice, PLAIN)
    assert {day: chinese_calendar.is_workday(day) for day in notice.days} == notice.days
    told_apart = {
        day
        for day in (date(year, 1, 1) + timedelta(days=n) for n in range(358))
        if chinese_calendar.is_workday(day) is not (day.weekday() < 5)
    }
    assert told_apart <= notice.days.keys()
    for known in (PLAIN, WorkCalendar(notice.days)):
        assert changed_days(known, WorkCalendar(notice.days), year) == []


def test_a_text_says_its_number_and_its_year_and_names_the_days():
    assert (NOTICE.number, NOTICE.year) == ("国办发明电〔2025〕7号", 2026)
    assert NOTICE.names[date(2026, 2, 14)] == "春节"
    assert read_wording(WORDINGS[2025], 2025).names[date(2025, 10, 8)] == "国庆节、中秋节"


@pytest.mark.parametrize(
    ("line", "of"),
    [
        ("八、建军节：8月1日放假，共1天。", "not clear"),
        ("七、国庆节：10月1日至7日左右放假。", "no form"),
        ("1月4日上班。", "not clear"),  # the rest of a line that was broken
        ("另行通知：12月31日放假", "not clear"),
        ("七、国庆节：10月1日（周三）至7日放假。", "2026-10-01 is no 周三"),
        ("七、国庆节：10月1日至7日放假，共8天。", "says 8 days and names 7"),
        ("七、国庆节：10月7日至1日放假。", "lies before"),
        ("七、国庆节：9月31日放假。", "no such date"),
        ("七、国庆节：1日至7日放假。", "no month"),
        ("一、元旦：12月30日至1月1日放假。", "lies before"),
        ("一、元旦：1月1日放假，与周末连休。", "no weekend"),
        ("七、国庆节：10月1日至2日、5日放假。", "no form"),
        ("七、国庆节：1月1日上班。", "both"),
        ("七、国庆节：10月1日放假，10月9日不上班。", "no form"),
    ],
)
def test_what_is_not_clear_is_refused_and_never_left_out(line, of):
    with pytest.raises(NoticeRefusedError, match=of):
        read_wording(f"{WORDINGS[2026]}\n{line}")


@given(st.text("一二春节元旦：、。，0123456789年月日至放假调休共天上班（周六）\n 〔", max_size=60))
def test_no_text_makes_the_reading_fail_otherwise(text):
    with contextlib.suppress(NoticeRefusedError):
        assert read_wording(text, 2027, "x").year == 2027


def test_the_year_of_a_text_is_asked_for_or_compared():
    with pytest.raises(NoticeRefusedError, match="--year"):
        read_wording(WORDINGS[2025])
    with pytest.raises(NoticeRefusedError, match="for 2026, not for 2027"):
        read_wording(WORDINGS[2026], 2027)


def without(*days):
    return {day: working for day, working in NOTICE.days.items() if day not in days}


def month(number):
    return [day for day in NOTICE.days if day.month == number]


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        (without(*month(2)), "Spring Festival.*missing"),
        (without(*month(6)), "Dragon Boat.*missing"),
        (without(*month(4)), "Tomb-sweeping.*missing"),
        (without(date(2026, 10, 2)), "2026-10-02 is National Day"),
        (without(date(2026, 1, 1)), "2026-01-01 is New Year"),
        (NOTICE.days | {date(2026, 5, 1): True}, "2026-05-01 is Labour Day"),
        (without(*(date(2026, 2, n) for n in range(16, 24))), "fewer than 4 days"),
        (NOTICE.days | {date(2026, 7, 2): False}, "far from any holiday"),
        (NOTICE.days | {date(2026, 8, 8): True}, "far from any rest"),
        (NOTICE.days | {date(2026, 10, 9): True}, "no weekend day"),
        (NOTICE.days | {date(2027, 1, 1): False}, "2027-01-01 does not belong to 2026"),
        (NOTICE.days | {date(2025, 12, 20): True}, "2025-12-20 does not belong"),
        ({}, "names no day"),
    ],
)
def test_a_yearly_notice_that_is_not_whole_is_refused(days, fault):
    with pytest.raises(NoticeRefusedError, match=fault):
        check_notice(replace(NOTICE, days=days))


def test_a_notice_without_a_number_is_refused():
    with pytest.raises(NoticeRefusedError, match="number"):
        check_notice(replace(NOTICE, number=" "))


def test_what_is_certain_is_not_contradicted_except_by_a_part():
    worked = NOTICE.days | {date(2026, 2, 24): False}
    contrary = replace(NOTICE, days=worked)
    with pytest.raises(NoticeRefusedError, match=r"2026-02-24 rested.*known to be worked"):
        check_notice(contrary, WorkCalendar(NOTICE.days))
    check_notice(replace(contrary, part=True), WorkCalendar(NOTICE.days))
    check_notice(Notice("县政府办1号", 2026, {date(2026, 6, 3): False}, part=True), PLAIN)


def test_the_december_before_may_be_otherwise_than_it_was_known():
    early = {date(2025, 12, 31): False, date(2025, 12, 27): True}
    check_notice(replace(NOTICE, days=NOTICE.days | early), PLAIN)


def test_the_notice_that_was_entered_later_holds():
    at = datetime(2026, 11, 5, tzinfo=UTC)
    first, last = replace(NOTICE, entered_at=at), replace(NOTICE, entered_at=at + timedelta(1))
    by_hand = replace(NOTICE, number="by hand")
    assert list(in_order([last, by_hand, first])) == [by_hand, first, last]


@pytest.mark.parametrize(
    ("month_and_day", "ahead", "missing"),
    [((10, 31), 0, None), ((11, 1), 0, 1), ((12, 31), 0, 1), ((1, 1), 1, 1), ((6, 1), 1, 1)],
)
def test_a_year_is_missing_from_november_before_until_it_is_known(month_and_day, ahead, missing):
    today = date(COVERED + ahead, *month_and_day)
    assert missing_year(today, PLAIN) == (missing and COVERED + missing)


def test_the_ends_of_time_miss_nothing_that_cannot_be_there():
    assert missing_year(date.max, PLAIN) == 9999
    assert missing_year(date.min, PLAIN) == 1
    for year in (1, 9999):
        with pytest.raises(NoticeRefusedError):
            check_notice(Notice("x", year, {date(year, 1, 1): False, date(year, 12, 31): False}))
        changed_days(PLAIN, WorkCalendar({date(year, 1, 1): True}), year)
