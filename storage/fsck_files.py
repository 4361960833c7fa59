"""`fsck` of files: every blob has its row and its digest, and nothing is half-written.

Specified in docs/spec/ledger.md §10.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from storage.blobs import TEMPORARY, Blobs, Stray
from storage.findings import Findings
from storage.fsck_look import FsckReport
from storage.ledger.age import KeyIdentity, OpeningReader
from storage.ledger.blob_files import BlobFile
from storage.ledger.errors import SealError
from storage.ledger.padding import unpadded

ORPHAN_AGE = timedelta(days=1)
"""A younger blob may still be on its way into its row."""
WRITING = timedelta(hours=1)
"""A younger temporary name may still be written to."""
CHUNK_BYTES = 1024 * 1024

Progress = Callable[[int, int], None]


def check_blobs(
    report: FsckReport,
    blobs: Blobs,
    pieces: Mapping[str, Mapping[str, Any]],
    keys: Mapping[str, KeyIdentity],
    progress: Progress,
) -> list[str]:
    """Check the blob of every stored attachment; returns the pieces whose blob is not there.

    Args:
        report: Takes the findings.
        blobs: Where they lie.
        pieces: The stored attachments, by id.
        keys: The keys of those that belong to drafts.
        progress: Told how many of how many were read.
    """
    missing = []
    for number, (piece_id, row) in enumerate(sorted(pieces.items()), 1):
        if not row["blob"].isalnum():
            report.find(f"pieces/{piece_id}", "names a blob that cannot be one")
            continue
        path = blobs.path(row["blob"])
        try:
            digest = _digest(path)
        except FileNotFoundError:
            missing.append(piece_id)
            continue
        except OSError as error:
            report.find(f"blobs/{row['blob']}", f"cannot be read: {error.strerror}")
            continue
        if digest != row["blob_digest"]:
            report.find(f"blobs/{row['blob']}", f"is not the one that pieces/{piece_id} names")
        elif piece_id in keys and not _opens(path, keys[piece_id]):
            report.find(f"blobs/{row['blob']}", "does not open with the key of its draft")
        else:
            report.blobs += 1
        progress(number, len(pieces))
    return missing


def orphans(blobs: Blobs, owned: frozenset[str], now: datetime) -> Iterator[Stray]:
    """Yield what no piece owns among the blobs and what is older than a day."""
    for stray in blobs.strays(owned):
        if now - stray.written_at >= ORPHAN_AGE:
            yield stray


def leftovers(folders: list[Path], now: datetime) -> Iterator[Path]:
    """Yield temporary names that a killed process left."""
    found = {path for folder in folders for path in folder.rglob(f".*{TEMPORARY}")}
    for path in sorted(found):
        if path.is_file() and _age(path, now) >= WRITING:
            yield path


def settle(
    report: Findings, remove: Callable[[], None], name: str, what: str, *, repair: bool
) -> str | None:
    """Remove what nothing needs, or say that it is there."""
    if not repair:
        report.find(name, what)
        return None
    remove()
    return name


def _digest(path: BlobFile) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.digest()


def _opens(path: BlobFile, identity: KeyIdentity) -> bool:
    try:
        with path.open("rb") as file:
            for _chunk in unpadded(OpeningReader(file, [identity])):
                pass
    except SealError:
        return False
    return True


def _age(path: Path, now: datetime) -> timedelta:
    try:
        return now - datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:  # It got its name meanwhile.
        return timedelta(0)
