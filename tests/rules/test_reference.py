"""Every due date of 2004-2026, counted once more upon the package `holidays`.

`holidays` reads the yearly notices for itself, the make-up days among them: a Saturday or Sunday
from which a day of rest was taken is among its `weekend_workdays`. The counting below shares no
line with ours. Wherever the two differ, it stands here with its reason; another difference fails.
"""

from calendar import monthrange
from datetime import date, timedelta
from itertools import accumulate

import holidays
import pytest
from holidays.constants import PUBLIC

from casework.rules.calendar import WorkCalendar
from casework.rules.terms import Term, Unit, due_date

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
FAR = date(2032, 2, 28)  # sixty months after the last start, and the rest behind it
ONE_DAY = timedelta(days=1)

# A day of a published year: whether it is worked for `holidays`, for us, and who is right and why.
DIFFERENCES = {
    date(2005, 12, 31): (
        True,
        False,
        """holidays is right. 国办发明电〔2005〕35号, item 1: the rest of Saturday 31 December 2005
        and of Sunday 1 January is moved to the 2nd and 3rd, and that Saturday is worked.
        chinesecalendar has the two days of rest and forgets the Saturday, as was reported to it
        in 2025. Whoever counts so far back adds the override 2005-12-31 = true, as CORRECTED.""",
    ),
}

# Of years that no notice covers, holidays computes what the moon and the sun say and adds days
# for those that fall on a weekend. We assume the fixed dates alone, and say `provisional`.
COMPUTED = {
    "农历除夕": "New Year's Eve follows the moon",
    "春节": "Spring Festival follows the moon",
    "清明节": "Tomb-sweeping Day follows the sun, on 4, 5 or 6 April",
    "端午节": "Dragon Boat Festival follows the moon",
    "中秋节": "Mid-Autumn Festival follows the moon",
    "元旦（补假）": "a day for one that fell on a weekend; only a notice gives it",
    "劳动节（补假）": "the same",
    "国庆节（补假）": "the same",
}
COMPUTED |= {f"{name}（补假）": why for name, why in COMPUTED.items() if "补假" not in name}

# How many of the 504,060 due dates or reminder days in each row that one Saturday moves.
MOVED = {
    (Unit.WORKDAYS, False): 2490,  # every term that counts past it
    (Unit.WORKDAYS, True): 2490,  # rolling changes nothing of a term that ends on a working day
    (Unit.DAYS, False): 234,  # reminders of ends on that day and the three after it, less 1 + 2 + 3
    (Unit.DAYS, True): 60,  # ends on that day, which do not move on to the 4th
    (Unit.MONTHS, False): 85,  # reminders, as for days
    (Unit.MONTHS, True): 13,  # the 31sts from January 2004 to October 2005
}

CHINA = holidays.country_holidays(
    "CN", years=range(FIRST.year - 1, FAR.year + 2), categories=(PUBLIC,), language="zh_CN"
)
PLAIN = WorkCalendar({})
CORRECTED = WorkCalendar({day: theirs for day, (theirs, _, _) in DIFFERENCES.items()})


# What follows is the second counting: flags of days, a running sum of them, and their list.
BEGIN = FIRST.toordinal() - 40
DATES = [date.fromordinal(n) for n in range(BEGIN, FAR.toordinal() + 1)]
WORKED = [CHINA.is_working_day(day) for day in DATES]
UP_TO = list(accumulate(WORKED))
WORKDAYS = [at for at, worked in enumerate(WORKED) if worked]
MONTHS = [(year, month) for year in range(FIRST.year, FAR.year + 1) for month in range(1, 13)]
MONTH_STARTS = [date(year, month, 1).toordinal() - BEGIN for year, month in MONTHS]
MONTH_LENGTHS = [monthrange(year, month)[1] for year, month in MONTHS]


def nominal_ends(start, unit):
    """Return where terms of 1 to 60 end that start on a day, as places in WORKED; by the book.

    Source: 民法典 arts. 201 and 202.
    """
    at = start.toordinal() - BEGIN
    if unit is Unit.DAYS:
        return [at + n for n in range(1, 61)]
    if unit is Unit.WORKDAYS:
        return WORKDAYS[UP_TO[at] : UP_TO[at] + 60]
    first = (start.year - FIRST.year) * 12 + start.month - 1
    following = range(first + 1, first + 61)
    return [MONTH_STARTS[n] + min(start.day, MONTH_LENGTHS[n]) - 1 for n in following]


def days(first, last):
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def test_the_working_days_differ_on_the_days_listed_and_on_no_other():
    found = {
        day: (CHINA.is_working_day(day), PLAIN.is_workday(day))
        for day in days(FIRST, LAST)
        if CHINA.is_working_day(day) != PLAIN.is_workday(day)
    }
    assert found == {day: (theirs, ours) for day, (theirs, ours, _) in DIFFERENCES.items()}


def test_the_make_up_days_are_the_same():
    """The part in which a package that knew of holidays alone would be wrong."""
    theirs = {day for day in CHINA.weekend_workdays if FIRST <= day <= LAST}
    ours = {day for day in days(FIRST, LAST) if PLAIN.day(day).why == "make-up"}
    assert theirs ^ ours == DIFFERENCES.keys()


def test_in_years_without_a_notice_they_differ_where_holidays_computes():
    """Each of these days is provisional with us: nobody is told that it is certain."""
    for day in days(LAST + ONE_DAY, FAR):
        if CHINA.is_working_day(day) == PLAIN.is_workday(day):
            continue
        assert not CHINA.is_working_day(day)
        assert set(CHINA.get_list(day)) & COMPUTED.keys(), (day, CHINA.get_list(day))
        assert PLAIN.is_provisional(day)


@pytest.mark.parametrize("roll", [False, True], ids=["as it falls", "rolled"])
@pytest.mark.parametrize("unit", [Unit.WORKDAYS, Unit.DAYS, Unit.MONTHS])
def test_every_due_date_is_where_the_other_counting_has_it(unit, roll):
    """From each day of 2004-2026, terms of 1 to 60, and the day of the reminder: half a million."""
    terms = [Term(n, unit) for n in range(1, 61)]
    different = []
    for start in days(FIRST, LAST):
        at = start.toordinal() - BEGIN
        for term, nominal in zip(terms, nominal_ends(start, unit), strict=True):
            end = WORKDAYS[UP_TO[nominal - 1]] if roll else nominal
            remind = max(at, WORKDAYS[UP_TO[end] - 1])
            ours = due_date(start, term, PLAIN, roll=roll)
            if ours.date != DATES[end] or ours.remind_on != DATES[remind]:
                different.append((start, term, ours, DATES[end], DATES[remind]))
    published = 0
    for start, term, ours, end, remind in different:
        last = max(ours.date, end)
        if last > LAST:  # nobody knows yet, and we say so
            assert ours.provisional, (start, term, ours, end)
            continue
        published += 1
        # It passes or meets a day of the list, and is the same once that day is put right.
        assert any(min(start, remind) <= day <= last for day in DIFFERENCES), (start, term, ours)
        again = due_date(start, term, CORRECTED, roll=roll)
        assert (again.date, again.remind_on) == (end, remind)
    assert published == MOVED[unit, roll]


def test_the_list_of_differences_is_all_that_stands_between_us():
    """With the days of the list put right, every published working day is the same."""
    assert not [
        day for day in days(FIRST, LAST) if CHINA.is_working_day(day) != CORRECTED.is_workday(day)
    ]
