"""What the operator is told of: each look finds one kind of trouble, in numbers alone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError

from bot.config import Config
from bot.inside.operator_chat import Look, Trouble, passed
from bot.inside.reach import Reach
from bot.inside.watch import QUIET_SECONDS, free_ratio
from casework.ports import RosterRefusedError
from casework.rules.calendar import WorkCalendar
from casework.rules.notices import missing_year
from storage.backup.last import LastBackup
from storage.sql.watching import count_quarantined, late
from storage.sql.work import Database

AWAY_MINUTES = (15, 20 * 60)
"""Telegram keeps what people write for 24 hours: after 20 it is told a second time."""
FREE_PERCENT = (10, 5, 2)
ROSTER_DAYS = (14, 7, 3, 1)
STUCK = timedelta(hours=1)
UNSIGNED = timedelta(hours=1)
OLD_BACKUP = timedelta(days=3)
UNWITNESSED = timedelta(days=4)
GROUPS_AGAIN = timedelta(hours=1)
_OUT = frozenset({"left", "kicked"})


def of_storage(config: Config) -> Mapping[str, Look]:
    """Return the looks at the disk, the backups and the witnesses."""
    storage = config.storage

    async def disk(_now: datetime) -> Iterable[Trouble]:
        percent = round(free_ratio((storage.data, storage.log)) * 100)
        step = sum(percent < each for each in FREE_PERCENT)
        return [Trouble("disk", "operator-disk", {"percent": percent}, step)] if step else []

    async def backup(now: datetime) -> Iterable[Trouble]:
        if not config.backup.recipients:
            return []
        last = LastBackup.read(storage.data)
        if last is not None and now - last.moment < OLD_BACKUP:
            return []
        return [Trouble("backup", "operator-backup")]

    async def witness(now: datetime) -> Iterable[Trouble]:
        if not config.log.witnesses or not (storage.log / "checkpoint").exists():
            return []
        newest = max(map(_changed_at, (storage.log / "witnessed").glob("*.txt")), default=0.0)
        if now.timestamp() - newest < UNWITNESSED.total_seconds():
            return []
        return [Trouble("witness", "operator-witness")]

    return {"disk": disk, "backup": backup, "witness": witness}


def of_database(database: Database) -> Mapping[str, Look]:
    """Return the looks at what waits in the database."""

    async def outbox(now: datetime) -> Iterable[Trouble]:
        found = await late(database, now - STUCK)
        if found.since is None or not found.items:
            return []
        minutes = int((now - found.since).total_seconds()) // 60
        return [Trouble("outbox", "operator-outbox", {"minutes": minutes})]

    async def quarantine(_now: datetime) -> Iterable[Trouble]:
        count = await count_quarantined(database)
        found = Trouble("quarantine", "operator-quarantine", {"count": count}, count)
        return [found] if count else []

    return {"outbox": outbox, "quarantine": quarantine}


def of_days(
    signed_through: Callable[[], datetime | None],
    calendar: Callable[[], WorkCalendar],
    roster_ends: Callable[[], date | None],
    today: Callable[[], date],
) -> Mapping[str, Look]:
    """Return the looks at what has to be done by a day or an hour."""

    async def signed(now: datetime) -> Iterable[Trouble]:
        through = signed_through()
        if through is None or now - through < UNSIGNED:
            return []
        return [Trouble("log", "operator-log")]

    async def holidays(_now: datetime) -> Iterable[Trouble]:
        year = missing_year(today(), calendar())
        return (
            [] if year is None else [Trouble("calendar", "operator-calendar", {"year": str(year)})]
        )

    async def roster(_now: datetime) -> Iterable[Trouble]:
        try:
            last = roster_ends()
        except RosterRefusedError:
            return [Trouble("roster", "operator-roster-refused", step=-1)]
        left = ROSTER_DAYS[0] + 1 if last is None else max(0, (last - today()).days)
        step = sum(left <= each for each in ROSTER_DAYS)
        return [Trouble("roster", "operator-roster", {"days": left}, step)] if step else []

    return {"log": signed, "calendar": holidays, "roster": roster}


def of_telegram(bot: Bot, reach: Reach, chats: Sequence[int]) -> Mapping[str, Look]:
    """Return the looks at Telegram, and at the groups that the bot should be in."""
    looked_at: datetime | None = None
    out = 0

    async def telegram(_now: datetime) -> Iterable[Trouble]:
        with contextlib.suppress(TelegramAPIError):
            await reach.look(QUIET_SECONDS)
        minutes = int(reach.silent_seconds()) // 60
        step = passed(minutes, AWAY_MINUTES)
        args = {"minutes": minutes}
        return [Trouble("telegram", "operator-telegram", args, step)] if step else []

    async def groups(now: datetime) -> Iterable[Trouble]:
        nonlocal looked_at, out
        if looked_at is None or not timedelta() <= now - looked_at < GROUPS_AGAIN:
            out = sum([await _is_out(bot, chat) for chat in chats])
            looked_at = now
        return [Trouble("group", "operator-group", {"count": out}, out)] if out else []

    return {"telegram": telegram, "group": groups}


async def _is_out(bot: Bot, chat: int) -> bool:
    try:
        itself = await bot.get_chat_member(chat, bot.id)
    except (TelegramForbiddenError, TelegramBadRequest):
        return True
    muted = getattr(itself, "can_send_messages", True) is False
    return itself.status in _OUT or muted


def _changed_at(path: Path) -> float:
    return path.stat().st_mtime
