"""What the machine has: a clock that is right, and room."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import MEBIBYTE
from bot.doctor.findings import Finding, Installation, note, wrong

OLDEST_NOW = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
MOST_AHEAD = timedelta(days=20 * 365)
FEW_BYTES, MIN_BYTES = 2048 * MEBIBYTE, 256 * MEBIBYTE
FEW_NODES = 10_000


def clock(here: Installation) -> Iterator[Finding]:
    """Find a clock that was never set, and one that is shifted on purpose."""
    if not OLDEST_NOW < here.now < OLDEST_NOW + MOST_AHEAD:
        yield wrong(
            f"The clock says {here.now:%Y-%m-%d %H:%M} UTC, which cannot be.",
            "Set it, and switch time synchronisation on (timedatectl set-ntp true): terms, keys of "
            "the day and the log go by it.",
        )
    if here.config.clock_offset_file is not None:
        yield note(
            "clock_offset_file is set, so dates are shifted.",
            "Take it out of the configuration; it is for demos and tests alone.",
        )


def disk(here: Installation) -> Iterator[Finding]:
    """Find a disk that is nearly full, where data and keys lie."""
    seen = set()
    for folder in (here.config.storage.data, here.config.storage.keys, here.config.storage.log):
        place = _nearest(folder)
        status = os.statvfs(place)
        if status.f_fsid in seen:
            continue
        seen.add(status.f_fsid)
        free = status.f_bavail * status.f_frsize
        remedy = "Make room or add a disk: without it nothing can be taken in."
        if free < MIN_BYTES:
            yield wrong(f"{place} has {free // MEBIBYTE} MB left.", remedy)
        elif free < FEW_BYTES:
            yield note(f"{place} has {free // MEBIBYTE} MB left.", remedy)
        if status.f_files > 0 and status.f_favail < FEW_NODES:
            yield wrong(f"{place} has room for {status.f_favail} more files only.", remedy)


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    folder = folder.absolute()
    return next(each for each in (folder, *folder.parents) if each.exists())
