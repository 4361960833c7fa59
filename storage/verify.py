"""Does the log hold together, and is every row what the log says? No private key is needed.

Specified in docs/spec/ledger.md §10. Whatever is wrong becomes a finding that names the thing; the
check goes on to the end, so that one damaged row does not hide another.

The processes may go on writing meanwhile. The checkpoint and the tiles are read first: they only
grow, and the database is always ahead of them. Entries and rows are then read in one deferred
transaction, that is, from one state of the database: a change and the entry that names it are both
in it or both not. A second look at what does not fit would be cheaper, but could not tell a row
that is being changed all the time from one that is wrong. What lies in files and is written just
before its row (posts, the roster) cannot be in the snapshot and is looked at again instead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from storage.findings import Findings
from storage.ledger.entries import EntryText, digest_of, leaf_of_bytes
from storage.ledger.errors import ForgedNoteError, LogError, MalformedEntryError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.cosignature import CosignatureVerifier
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.note import NoteVerifier
from storage.ledger.roster import SignedRoster, parse_roster
from storage.sql.audit import in_snapshot
from storage.sql.ledger_rows import all_rows
from storage.sql.log_book import HEAD_ID
from storage.sql.raw import SQLITE, Raw, raw_rows
from storage.sql.tables import log_entries, log_head, log_posts, rosters
from storage.sql.work import Database
from storage.verify_tree import LOG, Tree

SHOW_EVERY = 5000
SECOND_LOOK_SECONDS = 2.0
ROSTER = "roster.note"

Progress = Callable[[int, int], None]
"""Told how many entries of how many were checked."""


@dataclass(slots=True)
class Report(Findings):
    """What was checked, and what was found."""

    entries: int = 0
    waiting: int = 0
    rows: int = 0
    rosters: int = 0
    checkpoint: Checkpoint | None = None
    witnesses: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Keys:
    """Whose signatures count. All of it is public."""

    log: NoteVerifier
    root: NoteVerifier
    witnesses: Sequence[CosignatureVerifier] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Where the log and the roster lie."""

    log: Path
    roster: Path


async def verify(
    database: Database,
    places: Places,
    keys: Keys,
    progress: Progress = lambda _done, _all: None,
    second_look_seconds: float = SECOND_LOOK_SECONDS,
) -> Report:
    """Check everything that can be checked without a private key.

    Args:
        database: Only read.
        places: Where checkpoints, tiles and the roster lie.
        keys: Whose signatures count.
        progress: Told from time to time how far the check has come.
        second_look_seconds: How long to wait for the row of a file that was just written.

    Raises:
        StorageUnavailableError: The database does not answer.
    """
    report = Report()
    tree = Tree(report, places.log, keys.log)
    await asyncio.to_thread(tree.check)
    report.checkpoint = tree.newest
    tables = await in_snapshot(database, lambda c: _check_database(c, report, tree, progress))
    sizes = await asyncio.to_thread(tree.check_posts)
    report.witnesses = await asyncio.to_thread(tree.check_witnessed, keys.witnesses)
    editions = _check_editions(report, tables.rosters, keys.root)
    if _news(tree, tables) or _roster_finding(places, keys.root, editions):
        await asyncio.sleep(second_look_seconds)
        tables = await in_snapshot(database, _small_tables)
        editions = [_edition(row, keys.root) for row in tables.rosters]
    _check_posts(report, tables, tree, sizes)
    if found := _roster_finding(places, keys.root, editions):
        report.find(ROSTER, found)
    return report


@dataclass(frozen=True, slots=True)
class _Tables:
    """Small tables, as they lie."""

    rosters: Sequence[Raw]
    posts: Sequence[Raw]


def _small_tables(connection: Connection) -> _Tables:
    return _Tables(
        list(raw_rows(connection, rosters, order_by=rosters.c.serial.asc())),
        list(raw_rows(connection, log_posts)),
    )


def _check_database(
    connection: Connection, report: Report, tree: Tree, progress: Progress
) -> _Tables:
    state = _replay(connection, report, tree, progress)
    _check_rows(connection, report, state)
    return _small_tables(connection)


@dataclass(slots=True)
class _State:
    """The rows of the ledger as the log says they are."""

    rows: dict[str, str] = field(default_factory=dict)
    emptied: set[int] = field(default_factory=set)
    shredded: set[int] = field(default_factory=set)

    def take(self, text: EntryText) -> None:
        """Take in what one entry says."""
        if text.rows:
            self.rows.update(text.rows)
        for name in text.gone:
            self.rows.pop(name, None)
        self.shredded.update(text.shredded)


def _replay(connection: Connection, report: Report, tree: Tree, progress: Progress) -> _State:
    """Check every entry against its leaf, and return what all of them together say."""
    state, size = _State(), _head(connection, report, tree)
    leaves = _Leaves(report, tree.signed, size, tree.size)
    expected, arrival, beyond = 0, 0, 0
    counts = connection.dialect.name == SQLITE
    ordered = raw_rows(
        connection,
        log_entries,
        where=log_entries.c.position.is_not(None),
        order_by=log_entries.c.position.asc(),
    )
    for row in ordered:
        position = row["position"]
        if not 0 <= position < size:
            what = f"has a position that log_head, {size}, does not count"
            report.find(f"log entry {position}", what)
            beyond += 1
        else:
            _find_gap(report, expected, position)
            # Entries are sequenced in the order of arrival, and SQLite counts arrivals without
            # gaps: it gives each new row the largest key and one, no entry is ever deleted, and
            # one writer at a time commits. Databases with several writers number what they take
            # back, and in another order.
            if counts and row["arrival"] - arrival != position - expected + 1:
                what = f"arrived as number {row['arrival']}, which is out of order"
                report.find(f"log entry {position}", what)
            for what in _check_entry(state, row, leaves.at(position)):
                report.find(f"log entry {position}", what)
            expected, arrival = position + 1, row["arrival"]
            report.entries += 1
        if position % SHOW_EVERY == 0:
            progress(min(position, size), size)
    _find_gap(report, expected, size)
    if size != report.entries + beyond:
        report.find("log_head", f"counts {size} entries; {report.entries + beyond} have a position")
    _check_waiting(connection, report, state, arrival)
    _check_emptied(report, state)
    progress(size, size)
    return state


def _head(connection: Connection, report: Report, tree: Tree) -> int:
    rows = {row["id"]: row["size"] for row in raw_rows(connection, log_head)}
    for wrong in sorted(rows.keys() - {HEAD_ID}):
        report.find(f"log_head/{wrong}", "is a second head of the log")
    size: int = rows.get(HEAD_ID, 0)
    if tree.size > size:
        report.find("log_head", f"counts {size} entries; the checkpoint signs {tree.size}")
    return size


def _find_gap(report: Report, expected: int, found: int) -> None:
    if found == expected + 1:
        report.find(f"log entry {expected}", "is missing")
    elif found > expected:
        report.find(f"log entry {expected}", f"is missing, and so are those up to {found - 1}")


class _Leaves:
    """The leaves in the tiles, asked for in the order of their positions.

    Above the checkpoint nobody vouches for tiles yet, but they must not differ either.
    """

    def __init__(self, report: Report, signed: SignedLog, size: int, signed_size: int) -> None:
        self._report = report
        self._next = 0
        self._leaves: Iterator[bytes] = iter(())
        try:
            stop = max(min(signed.tiles.size(), size), min(signed_size, size))
            self._leaves = signed.tiles.entries(0, stop)
        except (LogError, OSError) as error:
            report.find(LOG, str(error))

    def at(self, position: int) -> bytes | None:
        """Return the leaf at a position, or None if there is none to compare with."""
        leaf = None
        try:
            while self._next <= position:
                leaf = next(self._leaves, None)
                self._next += 1
                if leaf is None:
                    return None
        except (LogError, OSError) as error:
            self._report.find(f"{LOG}/{getattr(error, 'file', '')}".rstrip("/"), str(error))
            self._leaves = iter(())
            return None
        return leaf


def _check_waiting(
    connection: Connection, report: Report, state: _State, last_arrival: int
) -> None:
    waiting = raw_rows(
        connection,
        log_entries,
        where=log_entries.c.position.is_(None),
        order_by=log_entries.c.arrival.asc(),
    )
    for row in waiting:
        name = f"log_entries/{row['arrival']}"
        if row["arrival"] != last_arrival + 1 and connection.dialect.name == SQLITE:
            report.find(name, f"waits for a position behind number {last_arrival}: a gap")
        last_arrival = row["arrival"]
        for what in _check_entry(state, row, None):
            report.find(name, what)
        report.waiting += 1


def _check_emptied(report: Report, state: _State) -> None:
    for position in sorted(state.emptied - state.shredded):
        report.find(f"log entry {position}", "was emptied, and no tombstone says so")
    for position in sorted(state.shredded - state.emptied):
        report.find(f"log entry {position}", "was to be emptied, as a tombstone says, and was not")


def _check_entry(state: _State, row: Raw, leaf: bytes | None) -> Iterator[str]:
    """Yield what is wrong with an entry, and take in what it says."""
    salt, lies, sealed = row["salt"], row["text"], row["sealed"]
    if salt is None or lies is None or sealed is None:
        rest = [salt, lies, sealed, row["secret"], row["received"]]
        if row["position"] is None or any(value is not None for value in rest):
            yield "lost a part of its opening"
        else:
            state.emptied.add(row["position"])
        return
    if leaf is not None and leaf_of_bytes(salt, lies.encode("utf-8", "surrogateescape")) != leaf:
        yield "is not the one in the log"
        return
    try:
        text = EntryText.parse(lies)
    except MalformedEntryError as error:
        yield str(error)
        return
    if digest_of(sealed) != text.sealed:
        yield "holds other sealed events than the log says"
    # The column by which a proof is found says what the entry itself says.
    received, takes_in = row["received"], text.receipt is not None
    if (received is not None) != takes_in:
        yield "does not name the petition that it took in"
    elif takes_in and f"cases/{received}" not in (text.rows or {}):
        yield f"took in another petition than {received}"
    if (row["secret"] is not None) != takes_in:
        yield "lacks the key of its receipt, or has one too many"
    state.take(text)


def _check_rows(connection: Connection, report: Report, state: _State) -> None:
    wrong: list[tuple[str, str]] = []
    for name, digest in all_rows(connection):
        report.rows += 1
        said = state.rows.pop(name, None)
        if said is None:
            wrong.append((name, "is in no entry of the log"))
        elif said != digest:
            wrong.append((name, "is not as the log says"))
    missing = "is missing; the log says that it was not removed"
    for name, what in sorted([*wrong, *((name, missing) for name in state.rows)]):
        report.find(name, what)


def _news(tree: Tree, tables: _Tables) -> bool:
    """Say whether something was posted of which the snapshot does not know yet."""
    return bool(tree.posts().keys() - {row["day"] for row in tables.posts})


def _check_posts(report: Report, tables: _Tables, tree: Tree, sizes: dict[str, int]) -> None:
    days = {row["day"]: row["size"] for row in tables.posts}
    kept = tree.posts()
    for day in sorted(days.keys() | kept.keys()):
        if day not in kept:
            report.find(f"log_posts/{day}", f"was posted, and {LOG}/posted/{day}.txt is not there")
        elif day not in days:
            report.find(f"log_posts/{day}", f"is missing, and {LOG}/posted/{day}.txt is there")
        elif sizes.get(day, days[day]) != days[day]:
            report.find(f"log_posts/{day}", f"names another size than {LOG}/posted/{day}.txt")


def _edition(row: Raw, root: NoteVerifier) -> tuple[int, str, str]:
    """Return the serial of a row, its note, and what is wrong with it."""
    try:
        signed = parse_roster(row["note"], root).serial
    except ForgedNoteError as error:
        return row["serial"], row["note"], str(error)
    return row["serial"], row["note"], "" if signed == row["serial"] else "has another serial"


Editions = list[tuple[int, str, str]]


def _check_editions(report: Report, rows: Sequence[Raw], root: NoteVerifier) -> Editions:
    editions = [_edition(row, root) for row in rows]
    for serial, _, wrong in editions:
        report.rosters += 1
        if wrong:
            report.find(f"rosters/{serial}", wrong)
    return editions


def _roster_finding(places: Places, root: NoteVerifier, editions: Editions) -> str:
    """Return what is wrong with the roster that the processes work with, or nothing."""
    try:
        note = places.roster.read_bytes().decode("utf-8", "replace")
        current: SignedRoster = parse_roster(note, root)
    except (ForgedNoteError, OSError) as error:
        return str(error)
    if not editions or editions[-1][1] == note:
        return ""
    if current.serial > editions[-1][0]:
        return f"is edition {current.serial}, which the desk has not taken up yet"
    return "is not the edition that the log ends with"
