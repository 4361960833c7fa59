"""A restore with its checks: everything is put in place, and then verified there and then."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from sqlalchemy import Connection, func, select

from bot.keys import load_verifier
from casework.rules.cases import State
from storage.backup.frame import Progress
from storage.backup.restoring import Restored, Target, restore_backup
from storage.blobs import FolderBlobs
from storage.fsck import Folders, FsckReport, fsck
from storage.ledger.age import KeyIdentity
from storage.ledger.errors import ForgedNoteError, LogError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.copied import checkpoint_in
from storage.ledger.log.cosignature import CosignatureVerifier
from storage.ledger.log.proof import LogProof
from storage.ledger.log.tiles import TileFolder
from storage.ledger.note import NoteVerifier
from storage.sql.tables import cases, log_entries
from storage.sql.work import open_database
from storage.verify import Keys, Places, Report, verify


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks of a restored installation say."""

    verified: Report
    looked: FsckReport
    cases: int
    receipts: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A checkpoint that somebody else has, beside the restored log.

    Attributes:
        name: The file in which it was given.
        size: How many entries it signs; None if it is no checkpoint of this log.
        ahead: How many of them the backup lacks.
        fits: Whether the restored log continues it, or is continued by it as far as one can tell.
    """

    name: str
    size: int | None
    ahead: int = 0
    fits: bool = True


async def restore_and_check(  # noqa: PLR0913  what, with which keys, where to
    file: BinaryIO,
    identity: KeyIdentity,
    target: Target,
    keys_identity: KeyIdentity | None,
    log_key: NoteVerifier | None,
    progress: Progress,
) -> tuple[Restored, Checked]:
    """Restore a backup, then run `verify` and `fsck` where it is; raises as `restore_backup`."""
    restored = await restore_backup(
        file, identity, target, keys_identity, log_key=log_key, progress=progress
    )
    witnesses = [CosignatureVerifier.parse(each) for each in restored.head["witnesses"]]
    keys = Keys(load_verifier(target.keys, "log"), load_verifier(target.keys, "root"), witnesses)
    log = target.data / "log"
    database = open_database(target.database)
    try:
        verified = await verify(database, Places(log, target.keys / "roster.note"), keys)
        looked = await fsck(
            database,
            Folders(target.keys, FolderBlobs(target.data / "blobs"), log),
            datetime.now(UTC),
            zone=restored.head["zone"],
        )
        return restored, Checked(verified, looked, *await database.read(_counts))
    finally:
        await database.close()


def _counts(connection: Connection) -> tuple[int, int]:
    alive = select(func.count()).select_from(cases).where(cases.c.state != State.SHREDDED)
    received = select(func.count()).where(log_entries.c.received.is_not(None))
    return connection.scalar(alive) or 0, connection.scalar(received) or 0


def compare(target: Target, restored: Restored, texts: Sequence[tuple[str, str]]) -> list[Seen]:
    """Compare checkpoints from outside, by the names of their files, with the restored log.

    Each text is what was posted, a cosigned checkpoint, a witness's file or a citizen's proof.
    """
    tiles = TileFolder(target.data / "log")
    return [_seen(tiles, restored, name, text) for name, text in texts]


def _seen(tiles: TileFolder, restored: Restored, name: str, text: str) -> Seen:
    try:
        checkpoint = Checkpoint.open(_note_in(text), restored.log_key)
    except (LogError, ForgedNoteError):
        return Seen(name, None)
    size = checkpoint.size
    if size > restored.log_size:
        return Seen(name, size, ahead=size - restored.log_size)
    return Seen(name, size, fits=tiles.root(size) == checkpoint.root)


def _note_in(text: str) -> str:
    with suppress(LogError, ForgedNoteError):
        return LogProof.parse(text).checkpoint
    return checkpoint_in(text)
