"""Notices of days of work and rest, one file each in a folder that every process looks at.

They are the operator's own settings, no secret, and may be written by hand as well as by
`dengwen calendar import`. Specified in docs/calendar.md.
"""

from __future__ import annotations

import csv
import json
import stat
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from casework.operator_log import OperatorLog
from casework.rules.calendar import WorkCalendar
from casework.rules.notices import Notice, NoticeRefusedError, check_notice, in_order
from storage.ledger.files import DurableFile

log = OperatorLog(__name__)

READABLE, READABLE_FOLDER = 0o644, 0o755
MOST_BYTES = 64 * 1024
LOOK_SECONDS = 1.0
_KEYS = {"notice", "year", "part", "entered_by", "entered_at", "days", "names"}
_WORKED = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_Stamp = tuple[int, int, int]


def parse_toml(text: str) -> Notice:
    """Return the notice that a file in TOML holds.

    Raises:
        NoticeRefusedError: It is no TOML, or holds something else; no value is quoted.
    """
    try:
        plain = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise NoticeRefusedError(["It is no TOML."]) from None
    strangers = sorted(plain.keys() - _KEYS)
    if strangers:
        raise NoticeRefusedError([f"It has a key that nobody knows: {strangers[0][:40]}."])
    year, part = plain.get("year"), plain.get("part", False)
    if not isinstance(year, int) or isinstance(year, bool):
        raise NoticeRefusedError(["Its year must be a number such as 2027."])
    if not isinstance(part, bool):
        raise NoticeRefusedError(["Its part must be true or false."])
    at = plain.get("entered_at")
    if at is not None and (not isinstance(at, datetime) or at.tzinfo is None):
        raise NoticeRefusedError(["Its entered_at must be a moment with its time zone."])
    return Notice(
        number=_text(plain, "notice"),
        year=year,
        days=_table(plain, "days", bool, "true or false"),
        names=_table(plain, "names", str, "a name in quotes"),
        part=part,
        entered_by=_text(plain, "entered_by"),
        entered_at=at,
    )


def parse_csv(text: str, year: int | None, number: str) -> Notice:
    """Return the notice that lines of `date,working` or `date,working,name` make up.

    The first line may be those very words. Without `year` it is that of the latest day.

    Raises:
        NoticeRefusedError: A line is not of that form, or a day stands there twice.
    """
    days: dict[date, bool] = {}
    names: dict[date, str] = {}
    for place, line in enumerate(csv.reader(StringIO(text.removeprefix("\ufeff"))), 1):
        cells = [cell.strip() for cell in line]
        if not any(cells) or (place == 1 and cells[:2] == ["date", "working"]):
            continue
        try:
            day, worked = date.fromisoformat(cells[0]), _WORKED[cells[1].lower()]
        except (ValueError, LookupError):
            raise NoticeRefusedError(
                [f"Line {place} is not date,working: write 2027-01-01,false or 2027-01-03,true."]
            ) from None
        if day in days:
            raise NoticeRefusedError([f"Line {place} names {day} a second time."])
        days[day] = worked
        names |= {day: cells[2]} if len(cells) > 2 and cells[2] else {}  # noqa: PLR2004
    if not days:
        raise NoticeRefusedError(["The file names no day."])
    return Notice(number, year or max(days).year, days, names)


def as_toml(notice: Notice) -> str:
    """Return a notice as the file of the folder that it becomes."""
    lines = [f"notice = {_quoted(notice.number)}", f"year = {notice.year}"]
    if notice.part:
        lines.append("part = true")
    if notice.entered_by:
        lines.append(f"entered_by = {_quoted(notice.entered_by)}")
    if notice.entered_at is not None:
        lines.append(f"entered_at = {notice.entered_at.isoformat(timespec='seconds')}")
    lines += ["", "[days]", *(f"{d} = {str(w).lower()}" for d, w in sorted(notice.days.items()))]
    if notice.names:
        lines += ["", "[names]", *(f"{d} = {_quoted(n)}" for d, n in sorted(notice.names.items()))]
    return "\n".join(lines) + "\n"


@dataclass(slots=True)
class _Known:
    """What was seen of a file: when it changed last, and the notice that it held when it did."""

    stamp: _Stamp
    notice: Notice | None


@dataclass(slots=True)
class NoticeFolder:
    """The calendar in force: the folder's notices over the overrides of the configuration.

    A file that is new, changed or gone is noticed within a second. One that cannot be believed is
    told in the log once, and what it held before stays in force; `refused` names such files.

    Attributes:
        folder: Where the notices lie; it need not exist.
        overrides: The days of the configuration; a notice goes before them.
        look_seconds: How long the folder is not looked at again.
    """

    folder: Path
    overrides: Mapping[date, bool] = field(default_factory=dict)
    look_seconds: float = LOOK_SECONDS
    _known: dict[str, _Known] = field(default_factory=dict, init=False)
    _refused: dict[str, str] = field(default_factory=dict, init=False)
    _looked: float = field(default=float("-inf"), init=False)
    _calendar: WorkCalendar | None = field(default=None, init=False)

    def calendar(self) -> WorkCalendar:
        """Return the calendar in force; the same object as long as nothing has changed."""
        if time.monotonic() - self._looked >= self.look_seconds or self._calendar is None:
            self._looked = time.monotonic()
            if self._look() or self._calendar is None:
                self._calendar = WorkCalendar(merged(self.overrides, self.notices.values()))
        return self._calendar

    @property
    def notices(self) -> Mapping[str, Notice]:
        """The notices in force by the names of their files, as of the last look."""
        held = {name: known.notice for name, known in sorted(self._known.items())}
        return {name: notice for name, notice in held.items() if notice is not None}

    @property
    def refused(self) -> Mapping[str, str]:
        """Why files are not believed, by their names, as of the last look."""
        return dict(self._refused)

    def write(self, name: str, notice: Notice) -> Path:
        """Put a notice into the folder, whole or not at all, for every process to read.

        Raises:
            OSError: It could not be written; what was there before still is.
        """
        # The processes may run under other users than whoever typed the command.
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True)
            self.folder.chmod(READABLE_FOLDER)
        path = self.folder / name
        with DurableFile(path) as file:
            file.write(as_toml(notice).encode())
        path.chmod(READABLE)
        self._looked = float("-inf")
        return path

    def _look(self) -> bool:
        """Read what has changed since the last look; says whether the notices in force did."""
        before = dict(self.notices)
        try:
            names = [path.name for path in self.folder.iterdir() if _is_notice(path.name)]
        except OSError as error:
            if self._known or not isinstance(error, FileNotFoundError):
                self._refuse("", f"it cannot be read ({error.strerror}); nothing changes")
            return False
        stamps = {name: _stamp(self.folder / name) for name in names}
        self._refused.pop("", None)
        for name in self._known.keys() - stamps.keys():
            del self._known[name]
            self._refused.pop(name, None)
            log.warning("notice-gone", file=name)
        for name, stamp in stamps.items():
            if stamp is not None and (name not in self._known or self._known[name].stamp != stamp):
                self._take_up(name, stamp)
        return before != dict(self.notices)

    def _take_up(self, name: str, stamp: _Stamp) -> None:
        known = self._known.get(name)
        held = None if known is None else known.notice
        try:
            notice = read_notice(self.folder / name)
            check_notice(notice)
        except NoticeRefusedError as error:
            self._known[name] = _Known(stamp, held)
            still = "what it held before stays in force" if held else "it is left out"
            self._refuse(name, f"{error.faults[0]} ({still})")
            return
        self._known[name] = _Known(stamp, notice)
        self._refused.pop(name, None)
        log_at = log.debug if self._calendar is None else log.warning
        log_at("notice-in-force", file=name, days=len(notice.days))

    def _refuse(self, name: str, why: str) -> None:
        if self._refused.get(name) != why:
            log.error("notice-refused", file=name or "folder", reason=why)
        self._refused[name] = why


def merged(overrides: Mapping[date, bool], notices: Iterable[Notice]) -> dict[date, bool]:
    """Return the days of notices over those of the configuration, the latest of them last."""
    days = dict(overrides)
    for notice in in_order(notices):
        days |= notice.days
    return days


def read_notice(path: Path) -> Notice:
    """Return the notice of a file in TOML.

    Raises:
        NoticeRefusedError: It cannot be read, or is no notice.
    """
    return parse_toml(read_text(path))


def read_text(path: Path) -> str:
    """Return the text of a file that somebody wrote a notice into.

    Raises:
        NoticeRefusedError: It cannot be read, is too large to be a notice, or is no text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NoticeRefusedError([f"It cannot be read: {error.strerror}."]) from error
    if len(content) > MOST_BYTES:
        raise NoticeRefusedError(["It is too large to be a notice."])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoticeRefusedError(["It is no text in UTF-8."]) from None


def _is_notice(name: str) -> bool:
    return name.endswith(".toml") and not name.startswith(".")


def _stamp(path: Path) -> _Stamp | None:
    """Return what changes when a file does; None for what is no file, or gone by now."""
    try:
        status = path.stat()
    except OSError:
        return None
    # ctime: a file that could not be read for its mode is tried again once that is mended.
    regular = stat.S_ISREG(status.st_mode)
    return (status.st_ctime_ns, status.st_ino, status.st_size) if regular else None


def _text(plain: Mapping[str, Any], key: str) -> str:
    value = plain.get(key, "")
    if not isinstance(value, str):
        raise NoticeRefusedError([f"Its {key} must be text in quotes."])
    return value


def _table(plain: Mapping[str, Any], key: str, kind: type, rule: str) -> dict[date, Any]:
    table = plain.get(key, {})
    if not isinstance(table, dict):
        raise NoticeRefusedError([f"[{key}] must be a table of dates."])
    found: dict[date, Any] = {}
    for name, value in table.items():
        try:
            day = date.fromisoformat(name)
        except ValueError:
            raise NoticeRefusedError([f"[{key}] has something that is no date."]) from None
        if not isinstance(value, kind):
            raise NoticeRefusedError([f"{day} in [{key}] must be {rule}."])
        found[day] = value
    return found


def _quoted(text: str) -> str:
    # A JSON string is a basic string of TOML, too, once DEL is escaped as well.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
