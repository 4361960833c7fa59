"""Of which revision the tables of a database are, and whether this program knows it.

Everything that opens a database asks this, so nothing here imports Alembic: that takes a second,
and only `storage.sql.migrating` needs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from storage.sql.tables import cases, metadata

HEAD = "0005"
"""The revision of `storage.sql.tables`."""

VERSION_TABLE = "alembic_version"
# As Alembic makes it. It is in a collection of its own, since it is none of ours.
_versions = Table(
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


class Standing(Enum):
    """How the tables of a database stand to this program."""

    EMPTY = auto()
    """There are none."""
    UNCOUNTED = auto()
    """They are of a version that did not count its revisions."""
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()
    """They are of a revision that this program does not know."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The revision of a database's tables; None where it has none."""

    standing: Standing
    revision: str | None = None


class SchemaError(Exception):
    """The tables are not those that this program works with; its text says what to do."""

    def __init__(self, schema: Schema) -> None:
        super().__init__(sentence_on(schema))
        self.schema = schema


def schema_of(connection: Connection) -> Schema:
    """Return of which revision the tables of a database are."""
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE in names:
        revision = connection.scalar(select(_versions.c.version_num))
        if revision is not None:
            return Schema(_standing(revision), revision)
    return Schema(Standing.UNCOUNTED if cases.name in names else Standing.EMPTY)


def create(connection: Connection) -> None:
    """Make all tables in a database that is empty; what the revisions would make, at once."""
    metadata.create_all(connection, checkfirst=False)
    _versions.create(connection, checkfirst=True)
    connection.execute(insert(_versions).values(version_num=HEAD))


def sentence_on(schema: Schema) -> str:
    """Return what is to be done about a database, in one sentence."""
    if schema.standing is Standing.EMPTY:
        return "The database has no tables yet; run 'dengwen migrate' as its owner to make them."
    if schema.standing is Standing.NEWER:
        return (
            f"The database is of the schema {schema.revision}, which is newer than this program "
            f"({HEAD}); install the version that upgraded it, or restore the copy from before."
        )
    if schema.standing is Standing.CURRENT:
        return f"The database is of the schema {HEAD}, as this program needs it."
    found = schema.revision or "of an earlier version"
    return (
        f"The database has the schema {found}, and this program needs {HEAD}; stop the service "
        "and run 'dengwen migrate'."
    )


def _standing(revision: str) -> Standing:
    if revision == HEAD:
        return Standing.CURRENT
    return Standing.OLDER if revision in known_revisions() else Standing.NEWER


def known_revisions() -> tuple[str, ...]:
    """Return every revision up to the newest; they are counted without a gap."""
    return tuple(f"{number:04}" for number in range(1, int(HEAD) + 1))
