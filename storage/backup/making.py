"""Makes a backup while everything runs. Specified in docs/backup.md.

Rows come from one state of the database. The log is cut to the checkpoint that was signed before
that state, so it never runs ahead of the rows; blobs never change, so they can be read afterwards.
What is read is sealed at once: nothing of it rests anywhere else, and half a backup has no name.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, func, select

from casework.rules.cases import State
from storage.backup.archive import CONFIG, HEAD, SEALED_KEYS, ArchiveReader, ArchiveWriter
from storage.backup.errors import BackupError, DamagedBackupError, ShreddedMeanwhileError
from storage.backup.frame import Frame, FrameWriter, Progress, check_frame, sealed_body
from storage.backup.log_copy import SignedState, add_log
from storage.backup.process_keys import seal_process_keys
from storage.blobs import Blobs
from storage.findings import Findings
from storage.fsck_keys import PUBLIC
from storage.ledger.age import KeyIdentity, KeyRecipient, SealingWriter
from storage.ledger.errors import LogError, SealError
from storage.ledger.files import DurableFile
from storage.ledger.note import NoteVerifier
from storage.sql.audit import in_snapshot
from storage.sql.portable import export_rows
from storage.sql.schema import SchemaError, schema_of
from storage.sql.tables import cases, log_posts, pieces, rosters
from storage.sql.work import Database

FORMAT = 1
ROSTER = "roster.note"
TRIES = 5


@dataclass(frozen=True, slots=True)
class Source:
    """An installation: where everything of it lies, and what else a backup says about it."""

    database: Database
    blobs: Blobs
    log: Path
    keys: Path
    data: Path
    calendar: Path
    config: Path
    zone: str
    witnesses: Sequence[str]
    version: str
    log_key: NoteVerifier


@dataclass(frozen=True, slots=True)
class Sealing:
    """For whom a backup is.

    Attributes:
        recipients: Who can open it.
        keys_for: Who can besides open the keys of the processes in it; without any, it has none.
        identity: One of `recipients`, to read all of it back; without, digests are compared.
    """

    recipients: Sequence[KeyRecipient]
    keys_for: Sequence[KeyRecipient] = ()
    identity: KeyIdentity | None = None


@dataclass(slots=True)
class Made(Findings):
    """What a backup holds; a finding is something that it should hold and that was not right."""

    frame: Frame = field(default_factory=lambda: Frame(0, ""))
    cases: int = 0
    shredded: int = 0
    blobs: int = 0
    entries: int = 0
    begun_anew: int = 0
    opened: bool = False


async def make_backup(
    source: Source,
    sealing: Sealing,
    path: Path,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
) -> Made:
    """Put a backup of `source` at `path`, whole and checked, or nothing.

    Args:
        source: Only read; its processes may go on.
        sealing: For whom it is.
        path: A new file in a folder that is there.
        now: The present moment.
        progress: Told how many attachments of how many are in it.

    Raises:
        BackupError: It could not be made, or is not as it was written.
        SchemaError: The tables are of a version that did not count its revisions.
        StorageUnavailableError: The database does not answer.
        OSError: The disk is full or broken.
        SealError: A key could not be used.
    """
    for again in range(TRIES):
        try:
            made = await _make(source, sealing, path, now, progress)
        except (ShreddedMeanwhileError, _LogAheadError):
            continue
        made.begun_anew = again
        return made
    raise BackupError("cases are destroyed or checkpoints signed all the time; try again later")


class _LogAheadError(Exception):
    """A checkpoint was posted between two looks."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the rest of a backup follows from: one state of the database."""

    blobs: Sequence[tuple[str, bytes | None]]
    posts: Sequence[str]
    shredded: int
    tables: dict[str, int]
    roster: bytes | None


async def _make(
    source: Source, sealing: Sealing, path: Path, now: datetime, progress: Progress
) -> Made:
    made = Made()
    with DurableFile(path) as file:
        framing = FrameWriter(file)
        with (
            SealingWriter(framing, sealing.recipients) as sealed,
            ArchiveWriter(sealed) as archive,
        ):
            signed = _signed(made, source)
            seen = await in_snapshot(
                source.database, lambda c: _add_rows(c, archive, source, signed, now)
            )
            _add_log(made, archive, source, signed, seen)
            _add_settings(made, archive, source, seen.roster)
            if sealing.keys_for:
                archive.add(SEALED_KEYS, seal_process_keys(source.keys, sealing.keys_for))
            _add_blobs(made, archive, source.blobs, seen, progress)
            archive.close(tables=seen.tables, findings=len(made.findings))
        made.frame = framing.close()
        made.cases = seen.tables["cases"] - seen.shredded
        made.shredded, made.entries = seen.shredded, seen.tables["log_entries"]
        with file.read_back() as back:
            _read_back(back, made, sealing.identity)
        # Last of all: reading back takes as long as writing did.
        if await source.database.read(_shredded) != seen.shredded:
            raise ShreddedMeanwhileError
    return made


def _signed(made: Made, source: Source) -> SignedState:
    """Return the newest checkpoint; rows that are read after it hold all that it signs."""
    try:
        return SignedState.read(source.log, source.log_key)
    except (LogError, SealError) as error:
        made.find("log", str(error))
        return SignedState(None, 0)


def _add_rows(
    connection: Connection,
    archive: ArchiveWriter,
    source: Source,
    signed: SignedState,
    now: datetime,
) -> _Seen:
    schema = schema_of(connection)
    if schema.revision is None:
        raise SchemaError(schema)
    posts = connection.execute(select(log_posts.c.day, log_posts.c.size)).all()
    if any(post.size > signed.size for post in posts) and signed.note is not None:
        raise _LogAheadError
    head = {
        "format": FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "version": source.version,
        "database": connection.dialect.name,
        "revision": schema.revision,
        "log": {"size": signed.size, "key": source.log_key.encode()},
        "zone": source.zone,
        "witnesses": list(source.witnesses),
    }
    archive.add(HEAD, json.dumps(head, indent=1).encode())
    tables = export_rows(connection, lambda name, part: archive.add(f"database/{name}.jsonl", part))
    of_cases = select(pieces.c.blob, pieces.c.blob_digest).where(
        pieces.c.blob.is_not(None), pieces.c.case_id.in_(select(cases.c.id))
    )
    found = connection.execute(of_cases.order_by(pieces.c.blob))
    note = connection.scalar(select(rosters.c.note).order_by(rosters.c.serial.desc()).limit(1))
    return _Seen(
        [(row.blob, row.blob_digest) for row in found],
        [post.day.isoformat() for post in posts],
        _shredded(connection),
        tables,
        note.encode() if note else None,
    )


def _shredded(connection: Connection) -> int:
    gone = select(func.count()).select_from(cases).where(cases.c.state == State.SHREDDED)
    return connection.scalar(gone) or 0


def _add_log(
    made: Made, archive: ArchiveWriter, source: Source, signed: SignedState, seen: _Seen
) -> None:
    try:
        add_log(archive, source.log, signed, seen.posts)
    except (LogError, OSError) as error:
        made.find("log", str(error) if isinstance(error, LogError) else "cannot be read")


def _add_settings(made: Made, archive: ArchiveWriter, source: Source, roster: bytes | None) -> None:
    """Add what is no secret: public keys, the roster, the configuration, the calendar, a pause."""
    for name in PUBLIC:
        if name == ROSTER and roster is not None:
            archive.add(f"keys/{name}", roster)  # the edition that the rows speak of
        else:
            _add_file(made, archive, f"keys/{name}", source.keys / name)
    _add_file(made, archive, CONFIG, source.config)
    for path in sorted(source.calendar.glob("[!.]*")):
        if path.is_file():
            _add_file(made, archive, f"calendar/{path.name}", path)
    for name, path in (
        ("data/pause.json", source.data / "pause.json"),
        ("keys/recovery-drill.json", source.keys / "recovery-drill.json"),
    ):
        if path.is_file():
            _add_file(made, archive, name, path)


def _add_file(made: Made, archive: ArchiveWriter, name: str, path: Path) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        made.find(name, f"is not in it: {error.strerror}")
    else:
        archive.add(name, data)


def _add_blobs(
    made: Made, archive: ArchiveWriter, blobs: Blobs, seen: _Seen, progress: Progress
) -> None:
    for number, (name, digest) in enumerate(seen.blobs, 1):
        try:
            size_bytes = blobs.path(name).stat().st_size  # of an object that never changes
            with blobs.path(name).open("rb") as file:
                found = archive.stream(f"blobs/{name}", file, size_bytes)
        except FileNotFoundError:
            made.find(f"blobs/{name}", "is missing")  # unless its case was just shredded
            continue
        if found == digest:
            made.blobs += 1
        else:
            made.find(f"blobs/{name}", "is not the one that its row names")
        progress(number, len(seen.blobs))


def _read_back(back: BinaryIO, made: Made, identity: KeyIdentity | None) -> None:
    """Compare what lies on the disk with what was written; with an identity, open all of it.

    Raises:
        DamagedBackupError: It is something else.
    """
    if check_frame(back) != made.frame:
        raise DamagedBackupError("what lies on the disk is not what was written")
    if identity is not None:
        reader = ArchiveReader(sealed_body(back, made.frame), [identity])
        for _member in reader.members():
            pass
        made.opened = True
