"""Does the log hold together, and is every row what the log says? No private key is needed.

Specified in docs/spec/ledger.md §10. Whatever is wrong becomes a finding that names the thing; the
check goes on to the end, so that one damaged row does not hide another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storage.ledger.entries import EntryText, digest_of, leaf_of
from storage.ledger.errors import ForgedNoteError, LogError, MalformedEntryError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.cosignature import CosignatureVerifier
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.note import NoteVerifier
from storage.ledger.roster import parse_roster
from storage.sql.ledger_rows import all_rows
from storage.sql.log_book import EntryRow, SqlLogBook
from storage.sql.work import Database

BATCH = 5000

Progress = Callable[[int, int], None]
"""Told how many entries of how many were checked."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: its name, and a sentence about it."""

    thing: str
    what: str


@dataclass(slots=True)
class Report:
    """What was checked, and what was found."""

    entries: int = 0
    waiting: int = 0
    rows: int = 0
    rosters: int = 0
    checkpoint: Checkpoint | None = None
    witnesses: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def find(self, thing: str, what: str) -> None:
        """Note that something is wrong."""
        self.findings.append(Finding(thing, what))


@dataclass(frozen=True, slots=True)
class Keys:
    """Whose signatures count. All of it is public."""

    log: NoteVerifier
    root: NoteVerifier
    witnesses: Sequence[CosignatureVerifier] = ()


async def verify(
    database: Database,
    folder: Path,
    roster_note: str,
    keys: Keys,
    progress: Progress = lambda _done, _all: None,
) -> Report:
    """Check everything that can be checked without a private key.

    Args:
        database: Only read.
        folder: Where checkpoints and tiles lie.
        roster_note: The roster that the processes work with now.
        keys: Whose signatures count.
        progress: Told from time to time how far the check has come.

    Raises:
        StorageUnavailableError: The database does not answer.
    """
    report = Report()
    signed = SignedLog(folder, keys.log)
    _check_tree(report, signed, folder, keys)
    state = await _replay(report, SqlLogBook(database), signed, progress)
    await _check_rows(report, database, state)
    await _check_rosters(report, SqlLogBook(database), roster_note, keys.root)
    return report


def _check_tree(report: Report, signed: SignedLog, folder: Path, keys: Keys) -> None:
    """Check the newest checkpoint, the tiles below it, and every older checkpoint that is kept."""
    try:
        report.checkpoint = newest = signed.newest()
        size = newest.size if newest else 0
        root = signed.tiles.check(size)
        if newest and root != newest.root:
            report.find("log/checkpoint", "does not sign the tree that the tiles hold")
    except (LogError, ForgedNoteError, OSError) as error:
        report.find("log", str(error))
        return
    for path, note in _kept(folder):
        name = f"log/{path.relative_to(folder)}"
        try:
            old = Checkpoint.open(note, keys.log)
            if old.size > size or signed.tiles.root(old.size) != old.root:
                report.find(name, "signs another history than the newest checkpoint")
        except (LogError, ForgedNoteError, OSError) as error:
            report.find(name, str(error))
    for witness in keys.witnesses:
        _check_witness(report, folder, witness)


def _kept(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted((folder / "posted").glob("*.txt")):
        yield path, path.read_text("utf-8").partition("\n\n")[2]
    for path in sorted((folder / "witnessed").glob("*")):
        yield path, path.read_text("utf-8")


def _check_witness(report: Report, folder: Path, witness: CosignatureVerifier) -> None:
    for path in sorted((folder / "witnessed").glob("*"), reverse=True):
        try:
            witness.open(path.read_text("utf-8"))
        except ForgedNoteError:
            continue
        report.witnesses.append(f"{witness.name}: {path.name}")
        return
    report.find(f"witness {witness.name}", "has cosigned no checkpoint in log/witnessed")


@dataclass(slots=True)
class _State:
    """The rows of the ledger as the log says they are."""

    rows: dict[str, str] = field(default_factory=dict)
    emptied: set[int] = field(default_factory=set)
    shredded: set[int] = field(default_factory=set)

    def take(self, text: EntryText) -> None:
        """Take in what one entry says."""
        self.rows.update(text.rows or {})
        for name in text.gone:
            self.rows.pop(name, None)
        self.shredded.update(text.shredded)


async def _replay(
    report: Report, book: SqlLogBook, signed: SignedLog, progress: Progress
) -> _State:
    """Check every entry against its leaf, and return what all of them together say."""
    state, size = _State(), await book.size()
    signed_size = report.checkpoint.size if report.checkpoint else 0
    if signed_size > size:
        report.find("log_head", f"counts {size} entries; the checkpoint signs {signed_size}")
    for start in range(0, size, BATCH):
        stop = min(start + BATCH, size)
        rows = {row.position: row for row in await book.entries(start, stop)}
        for position, leaf in _leaves(report, signed, start, min(stop, signed_size), stop):
            _check_entry(report, state, f"log entry {position}", rows.get(position), leaf)
        progress(stop, size)
    report.entries = size
    for row in await book.entries_waiting():
        report.waiting += 1
        _check_entry(report, state, "a log entry without a position", row, None)
    for position in sorted(state.emptied - state.shredded):
        report.find(f"log entry {position}", "was emptied, and no tombstone says so")
    return state


def _leaves(
    report: Report, signed: SignedLog, start: int, signed_stop: int, stop: int
) -> Iterator[tuple[int, bytes | None]]:
    """Yield each position with its leaf in the tiles; those above the checkpoint have none yet."""
    position = start
    try:
        for leaf in signed.tiles.entries(start, max(start, signed_stop)):
            yield position, leaf
            position += 1
    except (LogError, OSError) as error:
        report.find("log", str(error))
    for rest in range(position, stop):
        yield rest, None


def _check_entry(
    report: Report, state: _State, name: str, row: EntryRow | None, leaf: bytes | None
) -> None:
    if row is None:
        report.find(name, "is missing")
        return
    if row.salt is None or row.text is None or row.sealed is None:
        if row.position is not None:
            state.emptied.add(row.position)
        if row.text is not None or row.salt is not None or row.sealed is not None:
            report.find(name, "lost a part of its opening")
        return
    if leaf is not None and leaf_of(row.salt, row.text) != leaf:
        report.find(name, "is not the one in the log")
        return
    try:
        text = EntryText.parse(row.text)
    except MalformedEntryError as error:
        report.find(name, str(error))
        return
    if digest_of(row.sealed) != text.sealed:
        report.find(name, "holds other sealed events than the log says")
    state.take(text)


async def _check_rows(report: Report, database: Database, state: _State) -> None:
    found = await database.read(lambda c: dict(all_rows(c)))
    report.rows = len(found)
    for name in sorted(found.keys() | state.rows.keys()):
        if name not in found:
            report.find(name, "is missing; the log says that it was not removed")
        elif name not in state.rows:
            report.find(name, "is in no entry of the log")
        elif found[name] != state.rows[name]:
            report.find(name, "is not as the log says")


async def _check_rosters(
    report: Report, book: SqlLogBook, current: str, root: NoteVerifier
) -> None:
    last, note = 0, ""
    for serial, note in await book.rosters():
        try:
            if parse_roster(note, root).serial != serial or serial <= last:
                report.find(f"rosters/{serial}", "is out of its order")
        except ForgedNoteError as error:
            report.find(f"rosters/{serial}", str(error))
        report.rosters, last = report.rosters + 1, serial
    if report.rosters and note != current:
        report.find("roster.note", "is not the edition that the log ends with")
