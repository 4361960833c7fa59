"""Is everything around the log in its place? Specified in docs/spec/ledger.md §10.

It looks at one state of the database with whatever keys are at hand, and at the files after that.
Nothing is changed, but that `repair` removes what nothing needs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from casework.desk.index import ZONE
from storage.blobs import Blobs
from storage.findings import Findings
from storage.fsck_cases import check_cases
from storage.fsck_figures import check_figures
from storage.fsck_files import Progress, check_blobs, leftovers, orphans, settle
from storage.fsck_keys import KeysAtHand, keys_at_hand
from storage.fsck_look import FsckReport, Look
from storage.fsck_reminders import check_reminders
from storage.fsck_transit import check_transit
from storage.ledger.age import KeyIdentity
from storage.ledger.errors import ForgedNoteError
from storage.ledger.roster import SignedRoster, parse_roster
from storage.sql.audit import in_snapshot
from storage.sql.work import Database

__all__ = ["Folders", "FsckReport", "fsck"]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where an installation keeps its files, and its blobs, which may lie elsewhere."""

    keys: Path
    blobs: Blobs
    log: Path


async def fsck(  # noqa: PLR0913  where everything lies, and what is done about it
    database: Database,
    folders: Folders,
    now: datetime,
    *,
    repair: bool = False,
    zone: str = ZONE,
    progress: Progress = lambda _done, _all: None,
) -> FsckReport:
    """Check rows against files, cases against their readers, and every seal that can be opened.

    Args:
        database: Only read.
        folders: Where the files lie; the keys in it that can be read are used.
        now: The present moment: what is young may be under way.
        repair: Remove temporary names, and blobs of no row that are older than a day.
        zone: Where the office is, whose days the figures count.
        progress: Told how many blobs of how many were read.

    Raises:
        StorageUnavailableError: The database does not answer.
    """
    report = FsckReport()
    keys = keys_at_hand(report, folders.keys)
    report.unseen = keys.unseen
    roster = _roster(report, folders.keys, keys)
    seen = await in_snapshot(
        database, lambda c: _check_rows(Look(c, report, keys, roster), zone, now)
    )
    blobs = folders.blobs
    missing = await asyncio.to_thread(check_blobs, report, blobs, seen.stored, seen.keys, progress)
    later = await in_snapshot(database, lambda c: _stored(Look(c, report, keys, roster)))
    for piece_id in missing:
        # A piece may have been discarded or shredded while we read.
        if piece_id in later.stored:
            report.find(f"pieces/{piece_id}", f"its blob {blobs.path(piece_id).name} is missing")
    owned = seen.owned | later.owned
    await asyncio.to_thread(_sweep, report, folders, owned, now, repair=repair)
    return report


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the files are compared with: stored attachments, all that may own a blob, draft keys."""

    stored: Mapping[str, Mapping[str, Any]]
    owned: frozenset[str]
    keys: Mapping[str, KeyIdentity]


def _check_rows(look: Look, zone: str, now: datetime) -> _Seen:
    check_cases(look)
    check_transit(look)
    check_reminders(look, now)
    check_figures(look, zone)
    return _stored(look)


def _stored(look: Look) -> _Seen:
    files = {id_: row for id_, row in look.pieces.items() if row["content"] is None}
    stored = {id_: row for id_, row in files.items() if row["blob"] is not None}
    owned = frozenset(files) | {str(row["blob"]) for row in stored.values()}
    keys = {}
    for id_, row in stored.items():
        identity = _key_of_unfinished(look, row["case_id"])
        if identity is not None:
            keys[id_] = identity
    plain = {
        id_: {"blob": row["blob"], "blob_digest": row["blob_digest"]} for id_, row in stored.items()
    }
    return _Seen(plain, owned, keys)


def _key_of_unfinished(look: Look, case_id: str) -> KeyIdentity | None:
    """Return the key of a draft or a letter, if it can be had."""
    if (draft := look.drafts.get(case_id)) is not None:
        return look.draft_identity(draft)
    letter = look.letters.get(case_id)
    return None if letter is None else look.letter_identity(letter)


def _roster(report: Findings, folder: Path, keys: KeysAtHand) -> SignedRoster | None:
    if keys.root is None:
        return None
    try:
        note = (folder / "roster.note").read_bytes().decode("utf-8", "replace")
        return parse_roster(note, keys.root)
    except ForgedNoteError as error:
        report.find("keys/roster.note", str(error))
    except OSError:
        pass  # That it is missing was said.
    return None


def _sweep(
    report: FsckReport, folders: Folders, owned: frozenset[str], now: datetime, *, repair: bool
) -> None:
    gone = [
        settle(
            report,
            stray.remove,
            f"blobs/{stray.label}",
            "belongs to no row, and is older than a day",
            repair=repair,
        )
        for stray in orphans(folders.blobs, owned, now)
    ]
    for label, folder in _folders(folders):
        for path in leftovers([folder], now):
            name = f"{label}/{path.relative_to(folder)}"
            remove = partial(path.unlink, missing_ok=True)
            gone.append(settle(report, remove, name, "is a temporary name", repair=repair))
    report.removed = [name for name in gone if name]


def _folders(folders: Folders) -> list[tuple[str, Path]]:
    """Return the folders in which a killed process may have left temporary names."""
    named = (("blobs", folders.blobs.folder), ("log", folders.log), ("keys", folders.keys))
    return [(label, folder) for label, folder in named if folder is not None]
