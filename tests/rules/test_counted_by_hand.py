"""Due dates counted by hand on the published calendars; each line says how it comes out.

The days of rest and of work are those of the State Council's notices. "Rest" includes weekends;
a number behind a date is the count on that day.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from casework.rules.calendar import WorkCalendar
from casework.rules.terms import DueDate, Term, due_date, local_date

ROLLED = {"roll": True}
PROVISIONAL = {"provisional": True}
BOTH = ROLLED | PROVISIONAL


@dataclass(frozen=True)
class Case:
    """A term; its end; the day of the reminder, unless it is the end; and how one counts."""

    start: str
    term: str
    due: str
    why: str
    remind: str | None = None
    roll: bool = False
    provisional: bool = False
    overrides: dict[str, bool] = field(default_factory=dict)

    def __str__(self):
        return f"{self.start} + {self.term}{' rolled' if self.roll else ''} = {self.due}"


def counted(start, term, due, why, remind=None, **more):
    return Case(start, term, due, why, remind, **more)


WORKING_DAYS = [
    counted("2019-07-01", "1 workday", "2019-07-02", "Monday does not count; Tuesday 1."),
    counted("2019-07-05", "1 workday", "2019-07-08", "Friday; a weekend; Monday 1."),
    counted("2019-07-01", "10 workdays", "2019-07-15", "2-5 July 1-4, 8-12 5-9, Monday 15th 10."),
    counted(
        "2019-09-20",
        "10 workdays",
        "2019-10-10",
        "23-27 September 1-5, Sunday 29th made up 6, 30th 7, 1-7 October rest, 8th-10th 8-10.",
    ),
    counted(
        "2024-09-13",
        "10 workdays",
        "2024-09-29",
        "Saturday 14th made up 1, 15-17 Mid-Autumn, 18-20 2-4, 23-27 5-9, Sunday 29th made up 10.",
    ),
    counted(
        "2020-01-17",
        "10 workdays",
        "2020-02-07",
        "Sunday 19th made up 1, 20-23 2-5, 24 January to 2 February rest, 3-7 February 6-10.",
    ),
]
SPRING_FESTIVAL = [
    counted("2019-02-01", "1 workday", "2019-02-02", "Saturday 2nd is made up in advance: 1."),
    counted(
        "2019-02-01",
        "3 workdays",
        "2019-02-11",
        "Saturday 2nd 1, Sunday 3rd 2, rest from 4th to 10th, Monday 11th 3.",
    ),
    counted(
        "2020-01-31",
        "1 workday",
        "2020-02-03",
        "Saturday 1 February was to be made up until the epidemic prolonged the rest to the 2nd.",
    ),
    counted(
        "2021-02-06",
        "5 workdays",
        "2021-02-18",
        "A Saturday; Sunday 7th made up 1, 8-10 2-4, rest from 11th to 17th, Thursday 18th 5.",
    ),
    counted(
        "2022-01-28", "2 workdays", "2022-01-30", "Saturday 29th 1, Sunday 30th 2, both made up."
    ),
    counted(
        "2022-01-28", "3 workdays", "2022-02-07", "The same, rest to 6 February, Monday 7th 3."
    ),
    counted(
        "2024-02-08",
        "1 workday",
        "2024-02-09",
        "New Year's Eve was no holiday that year: staff were only encouraged to take leave.",
    ),
    counted(
        "2024-02-09", "1 workday", "2024-02-18", "Rest from 10th to 17th, Sunday 18th made up 1."
    ),
    counted(
        "2025-01-24",
        "6 workdays",
        "2025-02-08",
        "Sunday 26th 1, 27th 2, 28 January to 4 February rest, 5-7 3-5, Saturday 8th made up 6.",
    ),
    counted(
        "2026-02-13",
        "2 workdays",
        "2026-02-24",
        "Saturday 14th made up 1, nine days of rest from 15th to 23rd, Tuesday 24th 2.",
    ),
]
MAKE_UP_DAYS = [
    counted(
        "2015-09-02",
        "2 workdays",
        "2015-09-07",
        "Thursday 3rd Victory Day, Friday 4th in exchange for Sunday 6th: that is 1, Monday 2.",
    ),
    counted(
        "2018-12-28",
        "2 workdays",
        "2019-01-02",
        "Saturday 29th made up 1, Sunday 30th to Tuesday 1 January rest, Wednesday 2nd 2.",
    ),
    counted(
        "2018-12-29",
        "1 workday",
        "2019-01-02",
        "A Saturday that is worked is the start, so it does not count; Wednesday 2nd 1.",
    ),
    counted("2019-10-11", "1 workday", "2019-10-12", "Saturday 12th, made up for the 7th: 1."),
    counted("2020-04-24", "1 workday", "2020-04-26", "Saturday 25th rest, Sunday 26th made up 1."),
    counted(
        "2021-09-17", "1 workday", "2021-09-18", "Saturday 18th is made up for Monday 20th: 1."
    ),
    counted("2021-09-17", "2 workdays", "2021-09-22", "The same, 19-21 rest, Wednesday 22nd 2."),
    counted("2023-05-05", "1 workday", "2023-05-06", "Saturday 6th is made up for Labour Day: 1."),
    counted(
        "2023-06-21",
        "2 workdays",
        "2023-06-26",
        "22-24 rest, Sunday 25th made up 1, Monday 26th 2.",
    ),
    counted(
        "2023-09-28",
        "2 workdays",
        "2023-10-08",
        "29 September to 6 October rest, Saturday 7th 1, Sunday 8th 2, both made up.",
    ),
    counted("2025-12-31", "1 workday", "2026-01-04", "1-3 January rest, Sunday 4th made up 1."),
]
MONTHS = [
    counted("2019-07-15", "2 months", "2019-09-15", "The same day-number, a Sunday.", "2019-09-12"),
    counted("2019-01-31", "1 month", "2019-02-28", "February has 28 days; a Thursday."),
    counted(
        "2020-01-31", "1 month", "2020-02-29", "A leap year; Saturday, so Friday.", "2020-02-28"
    ),
    counted("2019-12-31", "2 months", "2020-02-29", "The month's last day, leap.", "2020-02-28"),
    counted("2019-11-30", "3 months", "2020-02-29", "No 30 February; leap year.", "2020-02-28"),
    counted("2020-11-30", "3 months", "2021-02-28", "No leap year; a Sunday.", "2021-02-26"),
    counted("2019-03-31", "1 month", "2019-04-30", "April has 30 days; a Tuesday."),
    counted("2019-07-31", "2 months", "2019-09-30", "September has 30 days; Monday, worked."),
    counted(
        "2020-02-29", "1 month", "2020-03-29", "29 again, not the last day; Sunday.", "2020-03-27"
    ),
    counted("2020-02-29", "12 months", "2021-02-28", "No 29th in 2021; a Sunday.", "2021-02-26"),
    counted("2020-02-29", "48 months", "2024-02-29", "Leap year to leap year; a Thursday."),
    counted("2019-02-28", "1 month", "2019-03-28", "28 again, not the last day; a Thursday."),
    counted("2019-12-01", "1 month", "2020-01-01", "A day of rest: New Year.", "2019-12-31"),
    counted("2019-12-31", "60 months", "2024-12-31", "Five years; a Tuesday."),
    counted(
        "2100-01-31",
        "1 month",
        "2100-02-28",
        "2100 is no leap year, though four divides it; a Sunday.",
        "2100-02-26",
        provisional=True,
    ),
]
DAYS = [
    counted("2019-07-01", "15 days", "2019-07-16", "1 + 15; a Tuesday."),
    counted("2019-07-01", "60 days", "2019-08-30", "31 days to 1 August, 29 more; a Friday."),
    counted("2020-02-14", "15 days", "2020-02-29", "14 + 15, and there is a 29th.", "2020-02-28"),
    counted("2019-02-14", "15 days", "2019-03-01", "28 February is 14, 1 March 15; a Friday."),
    counted("2019-12-20", "15 days", "2020-01-04", "Into the next year; a Saturday.", "2020-01-03"),
]
THE_SAME_DAY = [
    counted("2019-07-03", "same day", "2019-07-03", "A Wednesday."),
    counted("2019-07-06", "same day", "2019-07-06", "A Saturday: what is urgent does not wait."),
    counted("2019-07-06", "same day", "2019-07-08", "The same, rolled to Monday.", **ROLLED),
    counted("2019-09-29", "same day", "2019-09-29", "A Sunday that is worked stays.", **ROLLED),
]
NOTHING_COULD_MOVE_IT = [
    counted("2027-03-01", "same day", "2027-03-01", "A Monday; a notice says nothing of this."),
    counted("2027-03-01", "same day", "2027-03-01", "But it might become a rest day.", **BOTH),
]
STARTS_ON_A_DAY_OF_REST = [
    counted("2019-07-06", "1 workday", "2019-07-08", "Saturday; Sunday; Monday 1."),
    counted("2019-07-07", "1 workday", "2019-07-08", "Sunday; Monday 1, as from Saturday."),
    counted("2019-10-03", "1 workday", "2019-10-08", "Within National Day; Tuesday 8th 1."),
    counted("2019-10-03", "5 workdays", "2019-10-12", "8-11 October 1-4, Saturday 12th made up 5."),
    counted("2019-07-06", "15 days", "2019-07-21", "6 + 15; Sunday, so Friday.", "2019-07-19"),
    counted("2019-10-01", "3 days", "2019-10-04", "Rest throughout: not before it.", "2019-10-01"),
]
ROLLED_AND_NOT = [
    counted("2019-09-20", "15 days", "2019-10-05", "Last worked: Monday 30th.", "2019-09-30"),
    counted("2019-09-20", "15 days", "2019-10-08", "Rest to the 7th.", **ROLLED),
    counted("2019-09-14", "15 days", "2019-09-29", "The Sunday is made up.", "2019-09-29"),
    counted("2019-09-14", "15 days", "2019-09-29", "The Sunday is made up.", **ROLLED),
    counted("2019-08-12", "2 months", "2019-10-12", "The Saturday is made up.", **ROLLED),
    counted("2019-08-05", "2 months", "2019-10-05", "Last worked: 30 September.", "2019-09-30"),
    counted("2019-08-05", "2 months", "2019-10-08", "Rest to the 7th.", **ROLLED),
    counted("2020-01-10", "15 days", "2020-01-25", "Last worked: Thursday 23rd.", "2020-01-23"),
    counted("2020-01-10", "15 days", "2020-02-03", "Rest to 2 February.", **ROLLED),
    counted("2019-12-31", "2 months", "2020-03-02", "Saturday to Monday.", **ROLLED),
]
NOT_PUBLISHED_YET = [
    counted("2026-12-21", "8 workdays", "2026-12-31", "22-25 1-4, 28-31 5-8: all published."),
    counted(
        "2026-12-21",
        "9 workdays",
        "2027-01-04",
        "Friday 1 January is assumed to be rest, Monday 4th 9; a notice may say otherwise.",
        **PROVISIONAL,
    ),
    counted("2026-12-15", "15 days", "2026-12-30", "A Wednesday that is published."),
    counted(
        "2026-12-17",
        "15 days",
        "2027-01-01",
        "The day stands, but whether it is worked decides on which day people are reminded.",
        "2026-12-31",
        **PROVISIONAL,
    ),
    counted("2026-12-17", "15 days", "2027-01-04", "From Friday 1st to Monday.", **BOTH),
    counted("2026-11-23", "2 months", "2027-01-23", "A Saturday.", "2027-01-22", **PROVISIONAL),
    counted(
        "2027-04-28",
        "3 workdays",
        "2027-05-03",
        "29th 1, 30th 2; 1 and 2 May, both fixed by law, on a weekend; Monday 3rd 3 as assumed.",
        **PROVISIONAL,
    ),
    counted(
        "2027-09-30",
        "1 workday",
        "2027-10-04",
        "1-3 October are fixed by law; Monday 4th 1, though it will hardly be worked.",
        **PROVISIONAL,
    ),
    counted("2003-12-30", "1 workday", "2003-12-31", "The table begins in 2004.", **PROVISIONAL),
    counted("2003-12-31", "1 workday", "2004-01-02", "All that counts lies in 2004."),
]
OF_THE_COUNTY = [
    counted(
        "2019-07-12",
        "1 workday",
        "2019-07-16",
        "Friday; the county rests on Monday 15th; Tuesday 1.",
        overrides={"2019-07-15": False},
    ),
    counted(
        "2019-07-12",
        "1 workday",
        "2019-07-13",
        "The county works on this Saturday.",
        overrides={"2019-07-13": True},
    ),
    counted(
        "2019-09-30",
        "1 workday",
        "2019-10-05",
        "An override goes before the State Council's notice, too.",
        overrides={"2019-10-05": True},
    ),
    counted(
        "2019-07-01",
        "15 days",
        "2019-07-16",
        "The end stands; the day before is the last that is worked.",
        "2019-07-15",
        overrides={"2019-07-16": False},
    ),
    counted(
        "2026-12-31",
        "1 workday",
        "2027-01-05",
        "Rest on the 4th, too, so Tuesday 5th 1; one override is no notice.",
        overrides={"2027-01-04": False},
        **PROVISIONAL,
    ),
]
THE_END_OF_TIME = [
    counted("9999-12-30", "10 workdays", "9999-12-31", "A Friday, and the last.", **PROVISIONAL),
    counted("9999-06-30", "12 months", "9999-12-31", "It ends with the calendar.", **PROVISIONAL),
    counted("9999-12-31", "1 day", "9999-12-31", "No day is left to be unsure of."),
]
CASES = [
    *WORKING_DAYS,
    *SPRING_FESTIVAL,
    *MAKE_UP_DAYS,
    *MONTHS,
    *DAYS,
    *THE_SAME_DAY,
    *NOTHING_COULD_MOVE_IT,
    *STARTS_ON_A_DAY_OF_REST,
    *ROLLED_AND_NOT,
    *NOT_PUBLISHED_YET,
    *OF_THE_COUNTY,
    *THE_END_OF_TIME,
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_term_ends_where_counting_by_hand_ends(case):
    overrides = {date.fromisoformat(day): worked for day, worked in case.overrides.items()}
    calendar = WorkCalendar(overrides)
    start, term = date.fromisoformat(case.start), Term.parse(case.term)
    due, remind = (date.fromisoformat(day) for day in (case.due, case.remind or case.due))
    found = due_date(start, term, calendar, roll=case.roll)
    assert found == DueDate(due, case.provisional, remind), case.why


PACIFIC = timezone(timedelta(hours=-8))


@pytest.mark.parametrize(
    ("instant", "term", "due", "why"),
    [
        (
            datetime(2019, 7, 1, 15, 59, 59, tzinfo=UTC),
            "1 workday",
            "2019-07-02",
            "One second before midnight in Shanghai it is still Monday 1 July.",
        ),
        (
            datetime(2019, 7, 1, 16, 0, 0, tzinfo=UTC),
            "1 workday",
            "2019-07-03",
            "At midnight it is the 2nd, which does not count.",
        ),
        (
            datetime(2019, 9, 28, 15, 59, 59, tzinfo=UTC),
            "1 workday",
            "2019-09-29",
            "Saturday, at rest; the Sunday behind it is made up.",
        ),
        (
            datetime(2019, 9, 28, 16, 0, 0, tzinfo=UTC),
            "1 workday",
            "2019-09-30",
            "That Sunday itself; Monday 30th 1.",
        ),
        (
            datetime(2019, 12, 31, 15, 59, 59, tzinfo=UTC),
            "2 months",
            "2020-02-29",
            "31 December there, so the last day of February.",
        ),
        (
            datetime(2019, 12, 31, 16, 0, 0, tzinfo=UTC),
            "2 months",
            "2020-03-01",
            "New Year there, while it is still 2019 in Greenwich.",
        ),
        (
            datetime(2019, 7, 5, 9, 0, tzinfo=PACIFIC),
            "same day",
            "2019-07-06",
            "Friday morning in California is one o'clock on Saturday.",
        ),
    ],
)
def test_a_term_counts_from_the_date_in_shanghai(instant, term, due, why):
    found = due_date(local_date(instant), Term.parse(term), WorkCalendar({}), roll=False)
    assert found.date == date.fromisoformat(due), why
