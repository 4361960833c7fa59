"""The rows whose every change stands in the log, and the watch that lets no other change through.

Source: docs/spec/ledger.md §6. The watch sits at the engine, so no use case can forget it: whatever
inserts, updates or deletes such a row takes note of it, and the transaction commits with an entry
that names the row, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import (
    Column,
    Connection,
    Delete,
    Engine,
    Insert,
    Integer,
    RowMapping,
    Table,
    Update,
    event,
    exists,
    select,
)

from storage.ledger.entries import digest_of
from storage.sql.raw import raw_rows
from storage.sql.tables import (
    accounts,
    cases,
    enrolments,
    epochs,
    grants,
    mailbox,
    metadata,
    phrases,
    pieces,
    quarantine,
    rosters,
    routes,
    series,
    terms,
    totals,
    wraps,
)

KEYS: dict[str, tuple[str, ...]] = {
    cases.name: ("id",),
    pieces.name: ("id",),
    epochs.name: ("case_id", "epoch"),
    wraps.name: ("case_id",),
    grants.name: ("case_id",),
    routes.name: ("case_id",),
    phrases.name: ("case_id",),
    mailbox.name: ("id",),
    terms.name: ("id",),
    series.name: ("name",),
    totals.name: ("id",),
    accounts.name: ("reader_id",),
    enrolments.name: ("reader_id",),
    rosters.name: ("serial",),
    quarantine.name: ("id",),
}
"""The columns that name a row of the ledger, by table.

All wraps of a case have one name, and one digest, and so have its grants: an entry, and the proof
that a citizen keeps, tell neither who reads a case nor how many do.
"""

_TOGETHER = {wraps.name, grants.name}

_TOUCHED = "dengwen_touched"
_AT_ONCE = 500  # Databases bound how many values a question has.
Key = tuple[Any, ...]
Touched = dict[tuple[str, Key], bool]  # whether the row is new
Found = dict[Key, list[RowMapping]]


def watch(engine: Engine) -> None:
    """Take note of every ledger row that a transaction of this engine touches."""
    event.listen(engine, "before_execute", _before)
    event.listen(engine, "after_execute", _after)


def begin(connection: Connection) -> None:
    """Start taking notes for a new transaction."""
    connection.info[_TOUCHED] = {}


def changes(connection: Connection) -> tuple[dict[str, str], set[str]]:
    """Return the rows that the transaction has changed, with their digests, and those gone.

    Pieces count from the moment their draft is a case.
    """
    touched: Touched = connection.info.pop(_TOUCHED, {})
    for (name, key), is_new in list(touched.items()):
        # Only then: what somebody did to a piece behind our back must not be taken for ours.
        if name == cases.name and is_new:
            ids = connection.scalars(select(pieces.c.id).where(pieces.c.case_id == key[0]))
            touched.update({(pieces.name, (piece_id,)): True for piece_id in ids})
    rows: dict[str, str] = {}
    gone: set[str] = set()
    for name, keys in groupby(sorted(touched, key=itemgetter(0)), itemgetter(0)):
        table, asked = metadata.tables[name], [key for _, key in keys]
        found = _found(connection, table, asked)
        gone.update(row_name(name, key) for key in asked if key not in found)
        if table is pieces:
            found = _of_cases(connection, found)
        for key, lying in found.items():
            rows[row_name(name, key)] = digest_of_values(table, *map(dict, lying))
    return rows, gone


def _found(connection: Connection, table: Table, keys: Collection[Key]) -> Found:
    """Return the rows of these keys that are there, one question for many of them.

    It asks by the first column of the key, for which every database uses the index. Where there are
    two, as of epochs, the rest of a case are few.
    """
    columns = [table.c[column] for column in KEYS[table.name]]
    wanted, firsts = {*keys}, sorted({key[0] for key in keys})
    found: Found = {}
    for start in range(0, len(firsts), _AT_ONCE):
        some = columns[0].in_(firsts[start : start + _AT_ONCE])
        for row in connection.execute(select(table).where(some)).mappings():
            if (key := tuple(row[column] for column in columns)) in wanted:
                found.setdefault(key, []).append(row)
    return found


def _of_cases(connection: Connection, found: Found) -> Found:
    """Return the pieces whose draft is a case."""
    known = _found(connection, cases, {(row["case_id"],) for [row] in found.values()})
    return {key: [row] for key, [row] in found.items() if (row["case_id"],) in known}


def row_name(table: str, key: Key) -> str:
    """Return the name of a row, such as `epochs/0f3a…/1`."""
    parts = (quote(str(part), safe="", errors="surrogateescape") for part in key)
    return "/".join([table, *parts])


def row_digest(table: Table, row: Any) -> str:
    """Return SHA-256 over the row's columns and values (docs/spec/ledger.md §6)."""
    return digest_of_values(table, row._mapping)  # noqa: SLF001  SQLAlchemy's documented way


def digest_of_values(table: Table, *rows: Mapping[str, Any]) -> str:
    """Return the digest of what has one name; the values may be as `raw_rows` reads them."""
    texts = [
        json.dumps(
            [[column.name, _plain(values[column.name])] for column in table.columns],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for values in rows
    ]
    text = f"[{','.join(sorted(texts))}]" if table.name in _TOGETHER else texts[0]
    return digest_of(text.encode("utf-8", "surrogateescape"))


def all_rows(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the name and the digest of every row of the ledger, as it lies."""
    for name, columns in KEYS.items():
        table = metadata.tables[name]
        of_cases = exists().where(cases.c.id == pieces.c.case_id) if table is pieces else None
        in_groups = table.c[columns[0]] if name in _TOGETHER else None
        rows = raw_rows(connection, table, where=of_cases, order_by=in_groups)
        for key, group in groupby(rows, itemgetter(*columns)):
            named = key if isinstance(key, tuple) else (key,)
            yield row_name(name, named), digest_of_values(table, *group)


def touch(connection: Connection, names: Iterable[str]) -> None:
    """Let the entry of this transaction say again how these rows stand, or that they are gone."""
    touched: Touched = connection.info[_TOUCHED]
    for each in names:
        table, *parts = each.split("/")
        if len(parts) != len(KEYS.get(table, ())):
            continue  # No row that we ever wrote has such a name.
        columns = [metadata.tables[table].c[column] for column in KEYS[table]]
        key = [_part(column, unquote(part)) for column, part in zip(columns, parts, strict=True)]
        touched[table, tuple(key)] = False


def _part(column: Column[Any], text: str) -> Any:
    return int(text) if isinstance(column.type, Integer) else text


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def _before(
    connection: Connection, statement: Any, _many: Any, _params: Any, _options: Any
) -> None:
    """Before rows change or go: ask which they are."""
    touched = connection.info.get(_TOUCHED)
    if touched is None or not isinstance(statement, Update | Delete):
        return
    table = statement.table
    if not isinstance(table, Table) or table.name not in KEYS:
        return
    question = select(*(table.c[column] for column in KEYS[table.name]))
    if statement.whereclause is not None:
        question = question.where(statement.whereclause)
    if table is pieces:  # Those of a draft come and go unlogged.
        question = question.where(exists().where(cases.c.id == pieces.c.case_id))
    touched.update({(table.name, tuple(row)): False for row in connection.execute(question)})


def _after(
    connection: Connection, statement: Any, _many: Any, _params: Any, _options: Any, result: Any
) -> None:
    """After rows were inserted: they are named by what was inserted."""
    touched = connection.info.get(_TOUCHED)
    if touched is None or not isinstance(statement, Insert):
        return
    table = statement.table
    if table.name in KEYS:
        for values in result.context.compiled_parameters:
            known = values if values.keys() >= {*KEYS[table.name]} else _given(result)
            key = tuple(known[column] for column in KEYS[table.name])
            touched[table.name, key] = True


def _given(result: Any) -> dict[str, Any]:
    """Return the key that the database gave to the one row that was inserted."""
    return dict(result.inserted_primary_key._mapping)  # noqa: SLF001  SQLAlchemy's documented way
