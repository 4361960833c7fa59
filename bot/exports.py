"""Cases as plain folders of age files, and the way to open them with one's own key.

The layout is that of docs/spec/ledger.md §11: `wraps/EPOCH/READER.age` holds the key of an epoch
for one reader, `pieces/NNN.age` a piece and `pieces/NNN-meta.age` what is known of it.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from casework.desk.read import BESIDES
from casework.ports import PieceRow
from casework.rules.display import file_name
from storage.blobs import Blobs
from storage.ledger.age import KeyIdentity, OpeningReader, parse_identity, seal
from storage.ledger.age_armor import unarmored_if_needed
from storage.ledger.blob_files import BlobFile
from storage.ledger.errors import WrongRecipientError
from storage.ledger.files import DurableFile
from storage.ledger.padding import unpadded
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Database, Work

CHUNK_BYTES = 64 * 1024
OPERATOR = "operator"
ABOUT = "about.json"
"""How a piece came about, beside what it is: its caption, a quote, whom it was forwarded from."""
README, MANIFEST = "README.txt", "MANIFEST"
ENDINGS = {
    "text": "txt",
    "location": "txt",
    "venue": "txt",
    "card": "txt",
    "contact": "txt",
    "note": "txt",
    "reply": "txt",
    "recusal": "txt",
    "photo": "jpg",
    "live-photo": "mp4",
    "video-note": "mp4",
    "animation": "mp4",
    "voice": "ogg",
}


PADDED, EXACT = ".age", ".exact.age"
"""How content is named as it lies in the ledger, and sealed anew in its exact length."""


class CaseNotFoundError(LookupError):
    """There is no case of that id, or this identity may not open it."""


class ClosedEpochsError(LookupError):
    """The identity opens some of the case's content, and not that of `epochs`."""

    def __init__(self, epochs: Sequence[int]) -> None:
        super().__init__(epochs)
        self.epochs = epochs


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export: where it goes, and its bytes or the blob that holds them.

    Content knows the `epoch` to whose key it is sealed. With `again`, it is opened with these
    identities and sealed anew, in its exact length, to the one that opens it.
    """

    path: str
    content: bytes | BlobFile
    epoch: int | None = None
    again: tuple[KeyIdentity, ...] = ()

    def chunks(self) -> Iterator[bytes]:
        """Return the bytes that the export holds, piece by piece."""
        return _resealed(self._raw(), self.again) if self.again else self._raw()

    def size_bytes(self) -> int:
        """Return how many bytes there are before anything is sealed anew."""
        if isinstance(self.content, bytes):
            return len(self.content)
        return self.content.stat().st_size

    def opens_with(self, keys: Sequence[KeyIdentity]) -> bool:
        """Say whether one of `keys` opens the content; only its header is read."""
        with self._source() as source:
            try:
                OpeningReader(source, keys)
            except WrongRecipientError:
                return False
        return True

    def _raw(self) -> Iterator[bytes]:
        with self._source() as source:
            while chunk := source.read(CHUNK_BYTES):
                yield chunk

    def _source(self) -> BinaryIO:
        if isinstance(self.content, bytes):
            return io.BytesIO(self.content)
        return self.content.open("rb")


async def files_of(
    database: Database, blobs: Blobs, case_id: str, readme: str, *, reader_id: str | None
) -> list[ExportedFile]:
    """Return the files of a case as they lie, with everybody's wraps or those of one reader.

    Raises:
        CaseNotFoundError: There is no such case, or it is not wrapped to this reader.
    """
    book = SqlDeskBook(Work(database))
    pieces = await book.pieces(case_id)
    wraps = [w for w in await book.wraps(case_id) if reader_id in (None, w.reader_id)]
    if not pieces or not wraps:
        raise CaseNotFoundError(case_id)
    return [
        ExportedFile(README, readme.encode()),
        *(ExportedFile(f"wraps/{w.epoch}/{w.reader_id}.age", w.wrap) for w in wraps),
        *(file for piece in pieces for file in _piece_files(piece, blobs)),
    ]


async def export_case(  # noqa: PLR0913  a command line's worth of choices
    database: Database,
    blobs: Blobs,
    case_id: str,
    out: Path,
    *,
    readme: str,
    at: datetime,
    identity: KeyIdentity | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> int:
    """Copy a case as it lies into `out`; no key is needed, and `age` opens every file of it.

    With a reader's `identity` the content is sealed anew, to the same keys, in its exact length.
    Returns how many pieces there are.

    Raises:
        CaseNotFoundError: There is no such case, or the identity opens no key of it.
        ClosedEpochsError: The identity opens a part of the content alone; nothing was written.
    """
    files = await files_of(database, blobs, case_id, readme, reader_id=None)
    if identity is not None:
        files = _again(files, identity)
    work = Work(database)
    event = {"event": "exported", "at": at.isoformat(), "case": case_id, "by": OPERATOR}
    SqlDeskBook(work).log(event)
    await work.commit()  # an export is an entry before it is an export
    digests = dict[str, str]()
    for done, file in enumerate(files, 1):
        digests[file.path] = _write(out / file.path, file.chunks())
        progress(done, len(files))
    _write(out / MANIFEST, [_manifest(digests)])
    return sum(1 for path in digests if path.endswith("-meta.age"))


def tar_chunks(files: Iterable[ExportedFile]) -> Iterator[bytes]:
    """Yield the files and their manifest as one tar archive, which tells nothing of this host."""
    digests = dict[str, str]()
    for file in files:
        digest, size = hashlib.sha256(), 0
        yield _header(file.path, file.size_bytes())
        for chunk in file.chunks():
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        digests[file.path] = digest.hexdigest()
        yield bytes(-size % tarfile.BLOCKSIZE)
    manifest = _manifest(digests)
    yield _header(MANIFEST, len(manifest)) + manifest + bytes(-len(manifest) % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


def tar_bytes(files: Sequence[ExportedFile]) -> int:
    """Return about how long the archive of files will be."""
    return sum(file.size_bytes() + 2 * tarfile.BLOCKSIZE for file in files)


def open_export(folder: Path, identity: KeyIdentity, out: Path) -> list[Path]:
    """Open an exported case with a reader's identity into `out`; returns the files written.

    What belongs to an epoch that this identity does not open is left out.

    Raises:
        CaseNotFoundError: No wrap in the folder opens with this identity.
    """
    wraps = [path.read_bytes() for path in sorted((folder / "wraps").glob("*/*.age"))]
    keys = _case_keys(wraps, identity)
    if not keys:
        raise CaseNotFoundError(folder.name)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = []
    for meta_path in sorted((folder / "pieces").glob("*-meta.age")):
        stem = meta_path.stem.removesuffix("-meta")
        try:
            meta = json.loads(b"".join(_opened(meta_path, keys)))
        except WrongRecipientError:
            continue
        target = out / f"{stem}-{_safe_name(meta)}"
        sealed, exact = (meta_path.with_name(f"{stem}{end}") for end in (PADDED, EXACT))
        if exact.exists():
            _write(target, _opened(exact, keys))
        elif sealed.exists():
            _write(target, unpadded(_opened(sealed, keys)))
        else:
            continue
        written.append(target)
        if besides := {name: meta[name] for name in BESIDES if meta.get(name) is not None}:
            about = json.dumps(besides, ensure_ascii=False, indent=2, sort_keys=True)
            written.append(out / f"{stem}-{ABOUT}")
            _write(written[-1], [f"{about}\n".encode()])
    return written


def _opened(path: Path, keys: Sequence[KeyIdentity]) -> Iterator[bytes]:
    """Yield the plaintext of a file, which people may have armored to send it on."""
    with path.open("rb") as source:
        yield from OpeningReader(unarmored_if_needed(source), keys)


def _piece_files(piece: PieceRow, blobs: Blobs) -> list[ExportedFile]:
    stem = f"pieces/{piece.sequence:03}"
    files = [ExportedFile(f"{stem}-meta.age", piece.meta)]
    if piece.content is not None:
        files.append(ExportedFile(f"{stem}{PADDED}", piece.content, piece.epoch))
    elif piece.blob is not None:
        files.append(ExportedFile(f"{stem}{PADDED}", blobs.path(piece.blob), piece.epoch))
    return files


def _again(files: list[ExportedFile], identity: KeyIdentity) -> list[ExportedFile]:
    wraps = [file.content for file in files if file.path.startswith("wraps/")]
    keys = tuple(_case_keys([wrap for wrap in wraps if isinstance(wrap, bytes)], identity))
    if not keys:
        raise CaseNotFoundError
    closed = {file.epoch for file in files if file.epoch is not None and not file.opens_with(keys)}
    if closed:
        raise ClosedEpochsError(sorted(closed))
    return [file if file.epoch is None else _exact(file, keys) for file in files]


def _exact(file: ExportedFile, keys: tuple[KeyIdentity, ...]) -> ExportedFile:
    return replace(file, path=file.path.removesuffix(PADDED) + EXACT, again=keys)


def _resealed(chunks: Iterator[bytes], keys: tuple[KeyIdentity, ...]) -> Iterator[bytes]:
    """Seal content in its exact length to the key that opens it."""
    sealed = b"".join(chunks)
    for key in keys:
        try:
            opened = b"".join(unpadded(OpeningReader(io.BytesIO(sealed), [key])))
        except WrongRecipientError:
            continue
        yield seal(opened, [key.recipient])
        return
    raise WrongRecipientError("this identity opens no key of one of the pieces")


def _case_keys(wraps: Iterable[bytes], identity: KeyIdentity) -> list[KeyIdentity]:
    keys = []
    for wrap in wraps:
        try:
            source = unarmored_if_needed(io.BufferedReader(io.BytesIO(wrap)))
            plain = b"".join(OpeningReader(source, [identity]))
        except WrongRecipientError:
            continue
        keys.append(parse_identity(plain.decode().strip()))
    return keys


def _write(path: Path, chunks: Iterable[bytes]) -> str:
    """Write a file and return SHA-256 of its bytes in hexadecimal."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with DurableFile(path) as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _header(path: str, size: int) -> bytes:
    entry = tarfile.TarInfo(path)
    entry.size, entry.mode = size, 0o600
    return entry.tobuf(tarfile.PAX_FORMAT)


def _safe_name(meta: Mapping[str, str]) -> str:
    """Return a file name that stays in its folder, whatever the sender called the file."""
    plain = f"{meta['kind']}.{ENDINGS.get(meta['kind'], 'bin')}"
    return file_name(meta.get("name") or "", plain)
