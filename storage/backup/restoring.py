"""Makes an installation out of a backup, in an empty folder. Specified in docs/backup.md.

`restored.json` is the first file and says that the rest is not whole yet, so a restore that was
broken off is known as one, and begun again from nothing. Rows are committed after everything else.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.backup.archive import CONFIG, SEALED_KEYS, ArchiveReader, Member
from storage.backup.archive import HEAD as FIRST
from storage.backup.errors import (
    BackupError,
    DamagedBackupError,
    ForeignBackupError,
    NotEmptyError,
)
from storage.backup.frame import Progress, check_frame, sealed_body
from storage.backup.hold import NAME, Hold
from storage.backup.making import FORMAT
from storage.backup.process_keys import restore_process_keys
from storage.blobs import FolderBlobs
from storage.ledger.age import KeyIdentity
from storage.ledger.note import NoteVerifier
from storage.sql.portable import Importer, is_empty
from storage.sql.raw import SQLITE
from storage.sql.schema import HEAD, Standing, create, known_revisions, schema_of

_PUBLIC_FILE, _PUBLIC_FOLDER = 0o644, 0o755


@dataclass(frozen=True, slots=True)
class Target:
    """Where a backup goes: a folder, and the database in it or elsewhere."""

    folder: Path
    database: str

    @classmethod
    def in_folder(cls, folder: Path, database: str | None) -> Target:
        """Return the target with a database of SQLite in the folder, unless another is named."""
        return cls(folder, database or f"sqlite+aiosqlite:///{folder}/data/dengwen.db")

    @property
    def data(self) -> Path:
        """Where the data go."""
        return self.folder / "data"

    @property
    def keys(self) -> Path:
        """Where public keys go, and those of the processes if they are asked for."""
        return self.folder / "keys"


@dataclass(slots=True)
class Restored:
    """What a backup was, and how much of it is there now."""

    head: dict[str, Any] = field(default_factory=dict)
    rows: int = 0
    files: int = 0
    has_keys: bool = False
    keys: list[str] = field(default_factory=list)

    @property
    def log_size(self) -> int:
        """How many entries the newest checkpoint in it signs."""
        return int(self.head["log"]["size"])

    @property
    def log_key(self) -> NoteVerifier:
        """Who signs its log, as it says itself."""
        return NoteVerifier.parse(self.head["log"]["key"])


async def restore_backup(  # noqa: PLR0913  what, with which keys, where to
    file: BinaryIO,
    identity: KeyIdentity,
    target: Target,
    keys_identity: KeyIdentity | None = None,
    *,
    log_key: NoteVerifier | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Restored:
    """Put everything in a backup into `target`; the processes do not start there yet.

    Args:
        file: The backup.
        identity: One of those for whom it is sealed.
        target: An empty folder, or one in which a restore was broken off; an empty database.
        keys_identity: Who can open the keys of the processes in it; without, they are left out.
        log_key: Whose log it must be, if that is known.
        progress: Told how many bytes of how many were checked, before anything is written.

    Raises:
        BackupError: It is damaged, is of a kind that is not known, or there is something already.
        SealError: It is not sealed to the identity, or was changed.
        OSError: The disk is full or broken.
    """
    frame = check_frame(file, progress)
    _make_room(target, frame.digest)
    reader = ArchiveReader(sealed_body(file, frame), [identity])
    members, restored = reader.members(), Restored()
    restored.head = _head(members, log_key)
    engine = create_async_engine(target.database, hide_parameters=True)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_take_all, members, restored, target, keys_identity)
            os.sync()
    except SQLAlchemyError as error:
        # It would quote the address, and a statement.
        raise BackupError(
            f"the database {_place_of(target)} does not take it ({type(error).__name__}): see "
            "whether it is there, may be written and has space"
        ) from None
    finally:
        await engine.dispose()
    said = sum(reader.manifest.get("tables", {}).values())
    if said != restored.rows:
        raise DamagedBackupError(f"it has {restored.rows} rows, and its manifest says {said}")
    _rest_of_folders(target)
    os.sync()
    Hold(True, frame.digest, restored.head["made_at"], restored.log_size).write(target.data)
    return restored


def _make_room(target: Target, digest: str) -> None:
    """Make the folder, which holds nothing or what a restore left that was broken off.

    Raises:
        NotEmptyError: It holds something else.
    """
    folder = target.folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    there = {path.name for path in folder.iterdir()}
    hold = Hold.read(target.data)
    begun = not hold.whole if hold is not None else not _has_files(folder)
    if not (begun and there <= {"data", "keys", CONFIG}):
        raise NotEmptyError(f"{folder} is not empty: name a new folder")
    for name in there - {"data"}:
        _remove(folder / name)
    # The file that says so goes last, as it came first.
    for path in target.data.iterdir() if "data" in there else ():
        if path.name != NAME:
            _remove(path)
    target.data.mkdir(mode=0o700, exist_ok=True)
    Hold(False, digest).write(target.data)
    target.keys.mkdir(mode=0o700)


def _has_files(folder: Path) -> bool:
    """Say whether there is a file, but for one that was to become the first of a restore."""
    files = (path for path in folder.rglob("*") if not path.is_dir())
    return any(not path.name.startswith(f".{NAME}.") for path in files)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _head(members: Iterator[Member], log_key: NoteVerifier | None) -> dict[str, Any]:
    first = next(members, None)
    if first is None or first.name != FIRST:
        raise DamagedBackupError("it does not say what it is")
    head: dict[str, Any] = json.loads(first.read_all())
    if head.get("format") != FORMAT:
        raise ForeignBackupError("it was made by a newer version; restore it with that one")
    if log_key is not None and log_key.encode() != head["log"]["key"]:
        raise ForeignBackupError("it is of another log than the one that --log-key names")
    return head


def _make_tables(connection: Connection, revision: str, place: str) -> None:
    """Make the tables as the rows need them, where there are none, or the newest without rows.

    Raises:
        NotEmptyError: There is something already.
        ForeignBackupError: No program of this version knows such tables.
    """
    if revision not in known_revisions():
        raise ForeignBackupError(
            f"its tables are of the schema {revision}, newer than {HEAD}, which this program has"
        )
    there = schema_of(connection)
    if there.standing is Standing.EMPTY:
        if revision == HEAD:
            create(connection)
        else:
            _upgrade(connection, revision)
    elif there.revision != revision or not is_empty(connection):
        raise NotEmptyError(f"the database {place} is not empty: make a new one")


def _upgrade(connection: Connection, to: str) -> None:
    # To import Alembic takes as long as all the rest, and most backups are of this schema.
    from storage.sql.migrating import upgrade  # noqa: PLC0415

    upgrade(connection, to)


def _take_all(
    connection: Connection,
    members: Iterator[Member],
    restored: Restored,
    target: Target,
    keys_identity: KeyIdentity | None,
) -> None:
    """Put rows into the tables, and files where they belong, one after the other."""
    is_sqlite = connection.dialect.name == SQLITE
    _make_tables(connection, restored.head["revision"], _place_of(target))
    rows = Importer(connection, renumbered=is_sqlite and restored.head["database"] != SQLITE)
    blobs = FolderBlobs(target.data / "blobs")
    for member in members:
        kind, _, name = member.name.partition("/")
        if kind == "database":
            try:
                restored.rows += rows.take(name.partition(".")[0], member.read_all())
            except ValueError as error:
                raise ForeignBackupError(f"its rows do not fit: {error}") from error
        elif kind == SEALED_KEYS:
            restored.has_keys = True
            if keys_identity is not None:
                sealed = member.read_all()
                restored.keys = restore_process_keys(sealed, keys_identity, target.keys)
        else:
            path = blobs.path(name) if kind == "blobs" else _place(target, member.name)
            _put(member, path)
            restored.files += 1
    rows.finish()
    if restored.head["revision"] != HEAD:
        _upgrade(connection, HEAD)


def _place_of(target: Target) -> str:
    return make_url(target.database).render_as_string(hide_password=True)


def _place(target: Target, name: str) -> Path:
    if name == CONFIG or name.startswith(("keys/", "data/")):
        return target.folder / name
    return target.data / name  # log/, calendar/


def _put(member: Member, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("xb") as file:
        for chunk in member.chunks():
            file.write(chunk)


def _rest_of_folders(target: Target) -> None:
    """Make the folders that an installation has though they are empty; the log is public.

    So are the public halves of keys: each process reads them under a user of its own.
    """
    (target.data / "blobs").mkdir(mode=0o700, exist_ok=True)
    log = target.data / "log"
    for name in ("", "posted", "witnessed"):
        (log / name).mkdir(parents=True, exist_ok=True)
    for path in [log, *log.rglob("*"), *_public_keys(target.keys)]:
        path.chmod(_PUBLIC_FOLDER if path.is_dir() else _PUBLIC_FILE)


def _public_keys(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.suffix in {".pub", ".note", ".json"})
