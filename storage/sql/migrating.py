"""Bringing the tables of a database to a revision, with Alembic; data stays where it is.

All revisions run in one transaction, on SQLite as on PostgreSQL: the tables are of the old revision
or of the new one, whatever happens in between. There is no way back but the copy from before.
"""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, make_url

from casework.ports import StorageUnavailableError
from storage.sql.schema import HEAD, Schema, SchemaError, Standing, known_revisions, schema_of
from storage.sql.work import POSTGRESQL

FOLDER = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 10

# What each uncounted state of the tables has and the one before had not.
_SIGNS = {
    "0001": {"epochs", "log_entries"},
    "0002": {"repeats", "looks", "phrases", "mailbox", "drafts.reminder"},
    "0003": {"letters", "blanks", "reports", "places", "weeklies"},
    "0004": {"reminders", "moves", "recounts", "outbox.together", "weeklies.told"},
}


class NoSuchRevisionError(Exception):
    """There is no revision of that name, or the tables are past it."""


class TooOldError(Exception):
    """The tables are of a version before the first revision."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The schema that was found, and the revision that it has now."""

    before: Schema
    after: str


def upgrade(
    connection: Connection, to: str = HEAD, copy: Callable[[str | None], None] = lambda _from: None
) -> Upgraded:
    """Bring the tables to a revision, within the transaction that is open.

    `copy` is called with the revision that is there, once it is clear that there is a way from it.

    Raises:
        SchemaError: They are of a revision that this program does not know.
        NoSuchRevisionError: There is no such revision, or the tables are past it.
        TooOldError: They are older than the first revision.
    """
    before = schema_of(connection)
    if before.standing is Standing.NEWER:
        raise SchemaError(before)
    uncounted = before.standing is Standing.UNCOUNTED
    start = _nearest(connection) if uncounted else before.revision
    if to not in known_revisions() or (start or "") > to:
        raise NoSuchRevisionError(to)
    if start is not None and start != to:
        copy(before.revision)
    config = alembic()
    config.attributes["connection"] = connection
    if uncounted and start is not None:
        command.stamp(config, start)
    command.upgrade(config, to)
    return Upgraded(before, to)


def statements(start: str | None, to: str = HEAD) -> str:
    """Return the SQL by which a PostgreSQL database is brought from a revision to another."""
    written = io.StringIO()
    config = alembic(written)
    config.attributes["dialect"] = POSTGRESQL
    command.upgrade(config, f"{start or 'base'}:{to}", sql=True)
    return written.getvalue()


def copy_sqlite(url: str, revision: str | None, now: datetime) -> Path:
    """Copy an SQLite database, whoever writes to it, into a new file beside it; returns that file.

    Nobody but its owner may read it. What is shredded later stays in it.

    Raises:
        StorageUnavailableError: The database cannot be read, or the disk is full; there is no copy.
    """
    source = Path(make_url(url).database or "")
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    target = source.with_name(f"{source.stem}-before-upgrade-{revision or 'first'}-{stamp}.db")
    # Only what is whole has the name of a copy. Whoever was killed has left another.
    for left in source.parent.glob(f".{source.stem}-before-upgrade-*.part*"):
        left.unlink(missing_ok=True)
    half = target.with_name(f".{target.name}.part")
    os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with (
            closing(sqlite3.connect(source, timeout=_BUSY_SECONDS)) as theirs,
            closing(sqlite3.connect(half)) as ours,
        ):
            theirs.backup(ours)
            # Else a reader would make two more files beside it.
            ours.execute("PRAGMA journal_mode=DELETE")
        _rest_on_disk(half)
        half.rename(target)
    except sqlite3.Error as error:
        raise StorageUnavailableError(type(error).__name__) from error
    finally:
        half.unlink(missing_ok=True)
    _rest_on_disk(target.parent)
    return target


def alembic(output: io.StringIO | None = None) -> Config:
    """Return Alembic's configuration; there is no file of it."""
    config = Config(output_buffer=output)
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _nearest(connection: Connection) -> str:
    """Return the newest revision of which an uncounted database has everything.

    Raises:
        TooOldError: It has not even the first.
    """
    there = inspect(connection)
    names = set(there.get_table_names())
    names |= {f"{name}.{column['name']}" for name in names for column in there.get_columns(name)}
    found = None
    for revision, signs in _SIGNS.items():
        if not signs <= names:
            break
        found = revision
    if found is None:
        raise TooOldError
    return found


def _rest_on_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
