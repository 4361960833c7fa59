"""Due dates as a calendar file (iCalendar): a day, a number and the kind of term, and no more.

Each is an event of one whole day. Its UID is always the same for the same term, so a calendar that
takes the file in again puts the new day in the place of the old one.

Source: RFC 5545 (sections 3.6.1, 3.6.6, 3.8.2.2, 3.8.4.7, 3.8.7); RFC 5546, section 2.1.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event
from icalendar.enums import CLASS, STATUS, TRANSP

PRODUCT = "-//Dengwen//Due dates//EN"
DAY = timedelta(days=1)
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One due date.

    Attributes:
        uid: What the calendar knows it by; it tells nothing to anybody else.
        day: The due day.
        title: The registration number and the kind of term.
        provisional: Whether the day may still move.
    """

    uid: str
    day: date
    title: str
    provisional: bool = False


def calendar_file(entries: Sequence[Entry], made: datetime, alarm_at: time) -> bytes:
    """Return the calendar file; `alarm_at` is the time of day of the alarm on the morning before.

    The file names no organiser: RFC 5546 wants one in what is published, and it would be a person.
    """
    calendar = Calendar.new(prodid=PRODUCT, method="PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, made, alarm_at))
    return bytes(calendar.to_ical())


def _event(entry: Entry, made: datetime, alarm_at: time) -> Event:
    event = Event.new(
        uid=entry.uid,
        stamp=made,
        last_modified=made,
        # Of two versions the later one has the higher number, whatever moved the day.
        sequence=int(made.timestamp()) // MINUTE,
        start=entry.day,
        end=entry.day + DAY,  # the end is not part of the event
        summary=entry.title,
        status=STATUS.TENTATIVE if entry.provisional else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,  # a due date does not keep anybody busy
        classification=CLASS.PRIVATE,
    )
    event.add_component(_alarm(entry, alarm_at))
    return event


def _alarm(entry: Entry, alarm_at: time) -> Alarm:
    """Return the alarm: it counts from the midnight with which the due day begins."""
    alarm = Alarm.new(description=entry.title)
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta(hours=alarm_at.hour, minutes=alarm_at.minute) - DAY)
    return alarm
