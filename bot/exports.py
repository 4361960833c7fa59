"""Cases as plain folders of age files, and the way to open them with one's own key."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from casework.ports import PieceRow
from storage.blobs import FolderBlobs
from storage.ledger.age import KeyIdentity, OpeningReader, parse_identity
from storage.ledger.age_armor import unarmored_if_needed
from storage.ledger.errors import WrongRecipientError
from storage.ledger.files import DurableFile, write_durably
from storage.ledger.padding import unpadded
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Database, Work


class CaseNotFoundError(LookupError):
    """There is no case of that id, or this identity may not open it."""


async def export_case(database: Database, blobs: FolderBlobs, case_id: str, out: Path) -> int:
    """Copy a case as it lies into `out`; no key is needed, and `age` opens every file of it.

    `wraps/READER.age` holds the case's key for one reader; `NNN.age` a piece, `NNN-meta.age` what
    is known of it. Returns how many pieces there are.
    """
    book = SqlDeskBook(Work(database))
    pieces = await book.pieces(case_id)
    readers = await book.readers_of(case_id)
    if not pieces or not readers:
        raise CaseNotFoundError(case_id)
    (out / "wraps").mkdir(mode=0o700, parents=True, exist_ok=True)
    for reader_id in sorted(readers):
        write_durably(
            out / "wraps" / f"{reader_id}.age", await book.wrap(case_id, reader_id) or b""
        )
    for piece in pieces:
        _copy(piece, blobs, out)
    return len(pieces)


def open_export(folder: Path, identity: KeyIdentity, out: Path) -> list[Path]:
    """Open an exported case with a reader's identity into `out`; returns the files written.

    Raises:
        CaseNotFoundError: No wrap in the folder opens with this identity.
    """
    case_key = _case_key(folder, identity)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = []
    for sealed in sorted(folder.glob("[0-9][0-9][0-9].age")):
        meta = json.loads(b"".join(_opened(folder / f"{sealed.stem}-meta.age", case_key)))
        target = out / f"{sealed.stem}-{_safe_name(meta)}"
        with DurableFile(target) as file:
            for chunk in unpadded(_opened(sealed, case_key)):
                file.write(chunk)
        written.append(target)
    return written


def _case_key(folder: Path, identity: KeyIdentity) -> KeyIdentity:
    for wrap in sorted((folder / "wraps").glob("*.age")):
        try:
            return parse_identity(b"".join(_opened(wrap, identity)).decode().strip())
        except WrongRecipientError:
            continue
    raise CaseNotFoundError(folder.name)


def _opened(path: Path, identity: KeyIdentity) -> Iterator[bytes]:
    """Yield the plaintext of a file, which people may have armored to send it on."""
    with path.open("rb") as source:
        yield from OpeningReader(unarmored_if_needed(source), [identity])


def _copy(piece: PieceRow, blobs: FolderBlobs, out: Path) -> None:
    stem = f"{piece.sequence:03}"
    write_durably(out / f"{stem}-meta.age", piece.meta)
    if piece.content is not None:
        write_durably(out / f"{stem}.age", piece.content)
    elif piece.blob is not None:
        shutil.copyfile(blobs.path(piece.blob), out / f"{stem}.age")


def _safe_name(meta: dict[str, str]) -> str:
    """Return a file name that stays in its folder, whatever the sender called the file."""
    endings = {
        "text": "txt",
        "contact": "txt",
        "note": "txt",
        "reply": "txt",
        "photo": "jpg",
        "voice": "ogg",
    }
    given = Path(meta.get("name") or "").name
    kept = "".join(c for c in given if c.isalnum() or c in "._- ").lstrip(".")[-100:]
    return kept or f"{meta['kind']}.{endings.get(meta['kind'], 'bin')}"
