"""The calendar file, read back as a calendar reads it."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar

from handlers.papers.calendar import Entry, calendar_file

MADE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TITLE = "礼巡信〔2026〕012号 受理告知"


def events_of(content):
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    return calendar, calendar.walk("VEVENT")


def test_a_due_date_is_one_whole_day_with_an_alarm_on_the_morning_before():
    made = calendar_file([Entry("ab" * 16, date(2026, 11, 30), TITLE)], MADE, time(8, 30))
    calendar, (event,) = events_of(made)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert "Dengwen" in calendar["PRODID"]
    # The end of an event is not part of it: RFC 5545, section 3.6.1.
    assert (event.start, event.end) == (date(2026, 11, 30), date(2026, 12, 1))
    assert b"DTSTART;VALUE=DATE:20261130" in made
    assert b"DTEND;VALUE=DATE:20261201" in made
    assert b"DTSTAMP:20261123T020000Z" in made
    assert (event["UID"], event["SUMMARY"]) == ("ab" * 16, TITLE)
    assert (event["STATUS"], event["TRANSP"], event["CLASS"]) == (
        "CONFIRMED",
        "TRANSPARENT",
        "PRIVATE",
    )
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", TITLE)
    midnight = datetime(2026, 11, 30)  # noqa: DTZ001  a day of no zone, as the event is
    assert midnight + alarm.TRIGGER == datetime(2026, 11, 29, 8, 30)  # noqa: DTZ001


def test_a_day_that_was_put_off_is_a_later_version_of_the_same_event():
    first = Entry("ab" * 16, date(2026, 11, 30), TITLE, provisional=True)
    later = Entry("ab" * 16, date(2026, 12, 7), TITLE)
    (_, (one,)), (_, (two,)) = [
        events_of(calendar_file([each], MADE + timedelta(days=n), time(9)))
        for n, each in enumerate((first, later))
    ]
    assert one["UID"] == two["UID"]
    assert 0 < one["SEQUENCE"] < two["SEQUENCE"] < 2**31
    assert one.DTSTAMP < two.DTSTAMP
    assert (one["STATUS"], two["STATUS"]) == ("TENTATIVE", "CONFIRMED")


def test_long_lines_are_folded_between_characters_and_nobody_is_named():
    title = "礼巡信〔2026〕012号 " + "受理告知，" * 20 + "a;b\\c"
    made = calendar_file([Entry("cd" * 16, date(2026, 11, 30), title)], MADE, time(9))
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75  # octets: RFC 5545, section 3.1
    for line in lines:
        line.decode()
    _, (event,) = events_of(made)
    assert event["SUMMARY"] == title
    assert not {"ORGANIZER", "ATTENDEE", "DESCRIPTION", "LOCATION", "CONTACT"} & {*event}


def test_nothing_owed_is_an_empty_calendar():
    _, events = events_of(calendar_file([], MADE, time(9)))
    assert events == []
