"""The backup of a configured installation: for whom, where to, and what is noted of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import make_url

from bot.blob_store import blobs_of
from bot.clock import clock_of
from bot.config import PREFIX, Config
from bot.keys import load_verifier
from bot.rules import FOLDER
from storage.backup.errors import BackupError
from storage.backup.frame import Progress, read_frame
from storage.backup.last import LastBackup
from storage.backup.making import Made, Sealing, Source, make_backup
from storage.ledger.age import KeyRecipient, parse_recipient
from storage.ledger.errors import MalformedKeyError
from storage.sql.work import open_database

ABANDONED = timedelta(hours=1)
"""No backup is written for so long without a byte."""
_NAME = re.compile(r"dengwen-([0-9]{8}T[0-9]{6}Z)\.backup")
_HALF = re.compile(r"\.dengwen-[0-9]{8}T[0-9]{6}Z\.backup\..*\.part")


def recipients_of(texts: Sequence[str], where: str) -> list[KeyRecipient]:
    """Return the recipients that are spelled in `texts`.

    Raises:
        BackupError: One of them is none; says which, and where it stands.
    """
    found = []
    for number, text in enumerate(texts, 1):
        try:
            found.append(parse_recipient(text))
        except MalformedKeyError:
            raise BackupError(f"number {number} of {where} is no recipient of age") from None
    return found


def place_of(to: Path, now: datetime) -> Path:
    """Return the file that a backup goes to: `to`, or one named by the moment in that folder."""
    if not to.is_dir():
        return to
    return to / f"dengwen-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.backup"


async def back_up(config: Config, sealing: Sealing, path: Path, progress: Progress) -> Made:
    """Make a backup at `path` and note that it was made; raises as `make_backup`."""
    storage, now = config.storage, clock_of(config)()
    _require_database(storage.database)
    database = open_database(storage.database)
    source = Source(
        database=database,
        blobs=blobs_of(config),
        log=storage.log,
        keys=storage.keys,
        data=storage.data,
        calendar=config.calendar.folder or storage.data / FOLDER,
        config=Path(os.environ.get(f"{PREFIX}CONFIG") or "config.toml"),
        zone=config.round.timezone,
        witnesses=config.log.witnesses,
        version=version("dengwen"),
        log_key=load_verifier(storage.keys, "log"),
    )
    try:
        made = await make_backup(source, sealing, path, now, progress)
    finally:
        await database.close()
    note = LastBackup(
        now.isoformat(timespec="seconds"), made.frame.digest, made.frame.body_bytes, made.shredded
    )
    note.write(storage.data)
    return made


def _require_database(address: str) -> None:
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise BackupError(f"there is no database at {url.database} yet")


def sweep(folder: Path, now: datetime) -> list[str]:
    """Remove what backups that were killed have left in `folder`; returns the names."""
    gone = []
    for path in sorted(folder.iterdir()):
        if _HALF.fullmatch(path.name):
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if now - modified > ABANDONED:
                path.unlink(missing_ok=True)
                gone.append(path.name)
    return gone


def older_backups(folder: Path, newest: Path) -> list[Path]:
    """Return the whole backups in `folder` besides `newest`, the newest of them first."""
    found = [path for path in folder.iterdir() if path != newest and _NAME.fullmatch(path.name)]
    return [path for path in sorted(found, reverse=True) if _has_its_end(path)]


def expire(folder: Path, newest: Path, keep: int) -> Iterator[Path]:
    """Remove whole backups but the newest `keep`, `newest` among them; yields those removed."""
    for path in older_backups(folder, newest)[keep - 1 :]:
        path.unlink(missing_ok=True)
        yield path


def _has_its_end(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            read_frame(file)
    except (BackupError, OSError):
        return False
    return True
