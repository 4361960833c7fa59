"""What is taken away when a case is shredded. Specified in docs/spec/ledger.md §12.

Which entries are about a case, the desk's key tells: by their sealed events, and by their lines,
which name the case's rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update

from casework.ports import CaseEntries, CaseRow, OpenEntry, StaleError
from storage.ledger.entries import EntryText
from storage.ledger.errors import SealError
from storage.sql.ledger_rows import touch
from storage.sql.rows import update_version
from storage.sql.tables import (
    cases,
    desk_mail,
    downloads,
    epochs,
    grants,
    handles,
    log_entries,
    mailbox,
    outbox,
    phrases,
    pieces,
    places,
    reminders,
    routes,
    terms,
    wraps,
)

OF_A_CASE = (
    pieces,
    downloads,
    wraps,
    grants,
    epochs,
    routes,
    phrases,
    mailbox,
    handles,
    terms,
    desk_mail,
    places,
)
AT_ONCE = 500


def find_entries(
    connection: Connection, case_id: str, open_entry: OpenEntry, after: int = 0
) -> CaseEntries:
    """Return the entries about a case that arrived after number `after`."""
    own = _own_names(connection, case_id)
    positions: list[int] = []
    names: set[str] = set()
    waiting, last = 0, after
    for row in _entries_after(connection, after):
        last = row.arrival
        if row.text is None or row.sealed is None:
            continue
        text = EntryText.parse(row.text)
        named = {*(text.rows or {}), *text.gone}
        if not (_is_about(row.sealed, case_id, open_entry) or any(map(own, named))):
            continue
        if row.position is None:
            waiting += 1
        else:
            positions.append(row.position)
        names |= {name for name in named if not own(name)}
    return CaseEntries(tuple(positions), waiting, frozenset(names), last)


def shred_case(
    connection: Connection, case: CaseRow, entries: CaseEntries, open_entry: OpenEntry
) -> None:
    """Take everything of a case away, and let the entry of this transaction say so.

    `case` is its row as it stays. Other rows that an emptied entry was the last to name are named
    again: without that, nothing would vouch for the figures of that moment, for example.

    Raises:
        StaleError: Something happened to the case since the entries were looked for.
    """
    later = find_entries(connection, case.id, open_entry, entries.upto)
    if later.positions or later.waiting:
        raise StaleError("log_entries")
    values = {"state": case.state, "facts": case.facts}
    update_version(connection, cases, cases.c.id == case.id, case.version, values)
    of_terms = select(terms.c.id).where(terms.c.case_id == case.id)
    connection.execute(delete(outbox).where(outbox.c.term_id.in_(of_terms)))
    connection.execute(delete(reminders).where(reminders.c.term_id.in_(of_terms)))
    for table in OF_A_CASE:
        connection.execute(delete(table).where(table.c.case_id == case.id))
    nothing = dict.fromkeys(("received", "salt", "text", "sealed", "secret"))
    for some in batches(entries.positions):
        emptied = update(log_entries).where(log_entries.c.position.in_(some))
        connection.execute(emptied.values(nothing))
    touch(connection, entries.names)


def _entries_after(connection: Connection, arrival: int) -> Iterator[Any]:
    """Yield the entries after one, a page at a time: a cursor would need a transaction."""
    question = select(log_entries).order_by(log_entries.c.arrival).limit(AT_ONCE)
    while page := connection.execute(question.where(log_entries.c.arrival > arrival)).all():
        yield from page
        arrival = page[-1].arrival


def _is_about(sealed: bytes, case_id: str, open_entry: OpenEntry) -> bool:
    try:
        events: list[Any] = open_entry(sealed)["events"]
    except (SealError, ValueError, LookupError):
        return False  # Damaged, which `verify` says.
    return any(event.get("case") == case_id for event in events)


def _own_names(connection: Connection, case_id: str) -> Any:
    """Return what tells the names of a case's rows from those of others."""

    def ids(question: Select[tuple[str]], table: str) -> Iterator[str]:
        return (f"{table}/{found}" for found in connection.scalars(question))

    own = {
        f"cases/{case_id}",
        f"routes/{case_id}",
        f"phrases/{case_id}",
        *ids(select(mailbox.c.id).where(mailbox.c.case_id == case_id), "mailbox"),
        *ids(select(pieces.c.id).where(pieces.c.case_id == case_id), "pieces"),
        *ids(select(terms.c.id).where(terms.c.case_id == case_id), "terms"),
    }
    prefixes = tuple(f"{table}/{case_id}/" for table in ("epochs", "wraps", "grants"))

    def is_own(name: str) -> bool:
        return name in own or name.startswith(prefixes)

    return is_own


def batches(positions: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield the positions, as many at a time as one statement may name."""
    rest = iter(positions)
    while some := tuple(islice(rest, AT_ONCE)):
        yield some
