"""What the operator does with the calendar: enter a notice, look at a year, see what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from getpass import getuser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import clock_of
from bot.config import Config
from bot.rules import notices_of
from casework.rules.calendar import WorkCalendar
from casework.rules.notice_wording import read_wording
from casework.rules.notices import (
    Notice,
    NoticeRefusedError,
    changed_days,
    check_notice,
    in_order,
    missing_year,
    weekday_of,
)
from casework.rules.terms import local_date
from storage.notice_ics import parse_ics
from storage.notices import NoticeFolder, merged, parse_csv, parse_toml, read_text

FIRST_PART, MOST_PARTS = 2, 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice to be entered: its file, and what the operator says of it."""

    file: Path
    number: str
    year: int | None
    by: str
    part: bool = False
    replacing: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A notice that was checked, and the calendar before it and with it."""

    notice: Notice
    name: str
    folder: NoticeFolder
    before: WorkCalendar
    after: WorkCalendar

    def lines(self) -> Iterator[str]:
        """Say what the notice says, and which days are other than they were taken to be."""
        notice, year = self.notice, self.notice.year
        worked = sum(notice.days.values())
        yield f"{notice.number} for {year}: {len(notice.days)} days, {worked} of them worked."
        changed = changed_days(self.before, self.after, year)
        yield "Other than taken so far:" if changed else "No day is other than taken so far."
        for day in changed:
            to = "rest -> work" if self.after.is_workday(day) else "work -> rest"
            yield f"  {day} {weekday_of(day)}  {to}"
        if self.after.is_announced(year) and not self.before.is_announced(year):
            yield f"With it {year} is certain; until now it was provisional."

    def write(self) -> Path:
        """Put the notice into force; returns where it lies.

        Raises:
            OSError: It could not be written, and nothing has changed.
        """
        return self.folder.write(self.name, self.notice)


def prepare(config: Config, entry: Entry) -> Ready:
    """Read a notice and make sure that it can be believed.

    Raises:
        NoticeRefusedError: It is not clear, not whole, contradicts what is known, or is there.
    """
    folder, now = notices_of(config), clock_of(config)()
    before = folder.calendar()
    notice = _read(entry)
    if notice.year > now.year + 1:
        raise NoticeRefusedError([f"The notice for {notice.year} cannot be out yet."])
    at = now.astimezone(ZoneInfo(config.round.timezone)).replace(microsecond=0)
    part = entry.part or notice.part
    notice = replace(notice, part=part, entered_by=entry.by or _user(), entered_at=at)
    name = _name(folder, notice, replacing=entry.replacing)
    others = [each for there, each in folder.notices.items() if there != name]
    check_notice(notice, _over(config, others))
    if name in folder.notices and not entry.replacing:
        path = folder.folder / name
        raise NoticeRefusedError([f"{path} is there already; --replace puts this in its place."])
    return Ready(notice, name, folder, before, _over(config, [*others, notice]))


def days_of(config: Config, year: int) -> dict[str, Any]:
    """Return the days of rest and the make-up days of a year, and who says so."""
    folder = notices_of(config)
    calendar = folder.calendar()
    sources = sources_of(config, folder)
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    rows = (_row(date.fromordinal(n), calendar, sources) for n in range(first, last + 1))
    return {
        "year": year,
        "provisional": not calendar.is_announced(year),
        "days": [row for row in rows if row is not None],
    }


def sources_of(config: Config, folder: NoticeFolder) -> Mapping[date, tuple[str, str]]:
    """Return who says something of a day, and its name there; a later notice goes first."""
    found = dict.fromkeys(config.calendar.overrides, (f"{config.calendar.notice} (config)", ""))
    files = {id(notice): name for name, notice in folder.notices.items()}
    for notice in in_order(folder.notices.values()):
        source = f"{notice.number} ({files[id(notice)]})"
        found |= {day: (source, notice.names.get(day, "")) for day in notice.days}
    return found


def troubles(config: Config) -> list[str]:
    """Return what is not as it should be: a file that is not believed, a notice that is missing."""
    folder = notices_of(config)
    missing = missing_year(local_date(clock_of(config)(), config.round.timezone), folder.calendar())
    found = [f"{folder.folder / name}: {why}" for name, why in folder.refused.items()]
    if missing is not None:
        found.append(missing_text(missing))
    return found


def missing_text(year: int) -> str:
    """Return what the operator is told when a year's notice is missing."""
    return f"The holidays of {year} are not known: dengwen calendar import FILE."


def _read(entry: Entry) -> Notice:
    text = read_text(entry.file)
    match entry.file.suffix.lower():
        case ".toml":
            notice = parse_toml(text)
            if entry.year not in {None, notice.year}:
                raise NoticeRefusedError([f"It is for {notice.year}, not for {entry.year}."])
            return replace(notice, number=entry.number or notice.number)
        case ".csv":
            return parse_csv(text, entry.year, entry.number)
        case ".ics":
            return parse_ics(text, entry.year, entry.number)
        case _:
            return read_wording(text, entry.year, entry.number)


def _user() -> str:
    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # a user id that has no name
        return ""


def _name(folder: NoticeFolder, notice: Notice, *, replacing: bool) -> str:
    """Return the name of the notice's file: the year, and for a part a number that is free."""
    whole = f"{notice.year}.toml"
    if not notice.part:
        if replacing and not (folder.folder / whole).exists():
            raise NoticeRefusedError([f"There is no {whole} to replace."])
        return whole
    for number in range(FIRST_PART, MOST_PARTS):
        name = f"{notice.year}-{number}.toml"
        if not (folder.folder / name).exists():
            return name
    raise NoticeRefusedError([f"There are too many files for {notice.year}."])


def _over(config: Config, notices: list[Notice]) -> WorkCalendar:
    return WorkCalendar(merged(config.calendar.overrides, notices))


def _row(
    day: date, calendar: WorkCalendar, sources: Mapping[date, tuple[str, str]]
) -> dict[str, Any] | None:
    """Return what is shown of a day; None for an ordinary one."""
    found = calendar.day(day)
    if day not in sources and found.why in {"weekday", "weekend"}:
        return None
    assumed = "assumed" if found.provisional else "chinesecalendar"
    source, name = sources.get(day, (assumed, found.name))
    return {
        "date": day.isoformat(),
        "weekday": weekday_of(day),
        "working": found.working,
        "name": name or "-",
        "source": source,
        "provisional": found.provisional,
    }
