"""Packs a round for the office, signs for a package, and takes the office's receipt in.

Specified in docs/spec/hand-over.md.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.bookbinding import bound
from bot.exports import files_of
from bot.own_work import in_own_work
from casework.desk.hand_over import let_office_in, settle
from casework.desk.papers import Opened
from casework.desk.people import Member
from casework.desk.round_closing import round_handed_over
from casework.desk.scope import CaseNotFoundError, DeskScope
from casework.ports import Reader
from casework.rules.cases import State
from casework.rules.handing import Manifest, NotAHandOverError, Packed, Receipt
from handlers.papers.book import Value
from handlers.papers.clerk import Clerk
from handlers.papers.columns import LEADS, PETITIONS, ledger_of, row_of
from storage.blobs import Blobs
from storage.ledger.age import KeyIdentity, open_sealed, parse_recipient, seal
from storage.ledger.files import write_durably
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.note import NoteSigner, NoteVerifier
from storage.sql.work import Database, Work

MANIFEST, RECEIPT = "MANIFEST.note", "RECEIPT.note"
TOKEN, CASES = "token.age", "cases.json.age"
KEPT = "hand-over"
BLOCK_BYTES = 1024 * 1024
README = "export-readme"

Progress = Callable[[int, int], None]


class NoCheckpointError(Exception):
    """The log has no checkpoint yet, so nothing says after which entries the package was made."""


class DamagedPackageError(Exception):
    """A file of a package is missing or is not the one that was packed; `path` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(slots=True)
class Packing:
    """A package in the making.

    Attributes:
        database, scope, blobs, log, signer: Where things lie, and the key that signs the manifest.
        clerk: Writes the ledgers, in the first language of the round.
        member: Who hands over; their key is at hand.
        office: To whom.
        out: A new folder.
    """

    database: Database
    scope: Callable[[Work], DeskScope]
    blobs: Blobs
    log: SignedLog
    signer: NoteSigner
    clerk: Clerk
    member: Member
    office: Sequence[Reader]
    out: Path
    _files: list[Packed] = field(default_factory=list)
    _numbers: dict[str, str] = field(default_factory=dict)
    _rows: list[list[Value]] = field(default_factory=list)
    _leads: list[list[Value]] = field(default_factory=list)

    async def pack(self, progress: Progress) -> tuple[Manifest, int]:
        """Write the package; returns its manifest, and how many cases a rule has kept out of it.

        Stopped in the middle, it can be made again in another folder.

        Raises:
            NoCheckpointError: See there.
            FileExistsError: The folder is there already.
            EarlierKeyError: The key does not open all of a case.
        """
        newest = self.log.newest()
        if newest is None:
            raise NoCheckpointError
        self.out.mkdir(mode=0o700, parents=True)
        found = await self.scope(Work(self.database)).book.cases_wrapped_to(self.member.id, None)
        left_out = 0
        for done, case_id in enumerate(found, 1):
            left_out += await self._pack_case(case_id)
            progress(done, len(found))
        await self._note()
        await self._write_ledgers()
        token = secrets.token_hex(32)
        self._write(TOKEN, self._sealed(f"{token}\n".encode()))
        manifest = Manifest(
            by=self.member.id,
            at=self.clerk.at.isoformat(),
            to=tuple(reader.id for reader in self.office),
            checkpoint=f"{newest.size} {newest.root.hex()}",
            token=hashlib.sha256(token.encode()).hexdigest(),
            cases=tuple(self._numbers),
            files=tuple(self._files),
        )
        write_durably(self.out / MANIFEST, self.signer.sign(manifest.text()).encode())
        return manifest, left_out

    async def _pack_case(self, case_id: str) -> bool:
        """Let the office in and copy a case; says whether a rule keeps the office out."""
        try:
            opened = await in_own_work(
                self.database, self.scope, let_office_in, self.member, case_id, self.office
            )
        except CaseNotFoundError:
            return False  # it was recused from, or destroyed: there is nothing to hand over
        if opened is None:
            return True
        self._numbers[case_id] = opened.case.number
        row = row_of(self.clerk, opened)
        self._rows.append(row)
        if _is_lead(opened):
            self._leads.append(row)
        readme = self.clerk.label(README) + "\n"
        files = await files_of(self.database, self.blobs, case_id, readme, reader_id=None)
        theirs = {f"{reader.id}.age" for reader in self.office}
        for file in files:
            if not file.path.startswith("wraps/") or file.path.rpartition("/")[2] in theirs:
                await asyncio.to_thread(
                    self._write_chunks, f"cases/{case_id}/{file.path}", file.chunks()
                )
        return False

    async def _note(self) -> None:
        work = Work(self.database)
        self.scope(work).record("exported", by=self.member.id, what=KEPT, cases=len(self._numbers))
        await work.commit()

    async def _write_ledgers(self) -> None:
        for name, title, rows in (
            ("petitions", PETITIONS, self._rows),
            ("leads", LEADS, self._leads),
        ):
            whole = self.clerk.label("ledger-whole")
            content = await bound(ledger_of(self.clerk, rows, whole, title))
            self._write(f"{name}.xlsx.age", self._sealed(content))
        self._write(CASES, self._sealed(json.dumps(self._numbers, ensure_ascii=False).encode()))

    def _sealed(self, content: bytes) -> bytes:
        return seal(content, [parse_recipient(reader.recipient or "") for reader in self.office])

    def _write(self, path: str, content: bytes) -> None:
        self._write_chunks(path, [content])

    def _write_chunks(self, path: str, chunks: Iterable[bytes]) -> None:
        target, digest, size = self.out / path, hashlib.sha256(), 0
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("xb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        self._files.append(Packed(path, size, digest.hexdigest()))


def check_package(folder: Path, log_key: NoteVerifier) -> tuple[Manifest, str]:
    """Return the manifest of a package, and SHA-256 of its file, if all is as it was packed.

    Raises:
        ForgedNoteError: The log key did not sign the manifest.
        NotAHandOverError: It is no manifest.
        DamagedPackageError: See there.
    """
    signed = (folder / MANIFEST).read_bytes()
    manifest = Manifest.parse(log_key.open(signed.decode()))
    for file in manifest.files:
        path = folder / file.path
        if ".." in Path(file.path).parts or not path.is_file() or _digest(path) != file.digest:
            raise DamagedPackageError(file.path)
    return manifest, hashlib.sha256(signed).hexdigest()


def sign_for(
    folder: Path, log_key: NoteVerifier, identity: KeyIdentity, signer: NoteSigner, at: str
) -> str:
    """Return the office's receipt for a package that was checked and opened.

    Raises:
        WrongRecipientError: The package is not sealed to this identity.
        Exception: Whatever else `check_package` raises.
    """
    _, digest = check_package(folder, log_key)
    token = open_sealed((folder / TOKEN).read_bytes(), [identity]).decode().strip()
    return signer.sign(Receipt(digest, signer.name, at, token).text())


def keep_manifest(data: Path, folder: Path) -> None:
    """Keep a copy of the manifest, which the receipt is compared with."""
    kept = data / KEPT
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(kept / MANIFEST, (folder / MANIFEST).read_bytes())


async def take_receipt(  # noqa: PLR0913  where things lie, and both keys
    database: Database,
    scope: Callable[[Work], DeskScope],
    data: Path,
    receipt: str,
    office_key: NoteVerifier,
    log_key: NoteVerifier,
) -> int:
    """Let every case of the package go to the office; returns how many went just now.

    Raises:
        ForgedNoteError: That key did not sign the receipt.
        NotAHandOverError: It is none, or not for the package that was made last.
    """
    signed = (data / KEPT / MANIFEST).read_bytes()
    manifest, given = (
        Manifest.parse(log_key.open(signed.decode())),
        Receipt.parse(office_key.open(receipt)),
    )
    token = hashlib.sha256(given.token.encode()).hexdigest()
    if (given.manifest, token) != (hashlib.sha256(signed).hexdigest(), manifest.token):
        raise NotAHandOverError
    gone = 0
    for case_id in manifest.cases:
        gone += await _settled(database, scope, case_id)
    await in_own_work(database, scope, round_handed_over)
    write_durably(data / KEPT / RECEIPT, receipt.encode())
    return gone


async def _settled(database: Database, scope: Callable[[Work], DeskScope], case_id: str) -> bool:
    day = scope(Work(database)).today().isoformat()
    try:
        given = await in_own_work(database, scope, settle, case_id, day)
    except CaseNotFoundError:
        return False  # it was destroyed since
    return given is not None


def _is_lead(opened: Opened) -> bool:
    """Say whether a case was worked on as a lead 问题线索: a disposition was proposed for it."""
    return bool(opened.case.facts.disposition) or opened.case.state is State.TRANSFERRED


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
