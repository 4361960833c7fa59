"""The tables before the processes start: made where there are none, upgraded where one may.

On PostgreSQL nobody upgrades by itself: there the processes may not change tables, several machines
may be running, and the copy from before is the operator's to make (docs/postgresql.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, make_url

from storage.sql.grants import Process, Roles, grant, make_roles
from storage.sql.raw import SQLITE
from storage.sql.schema import HEAD, Schema, Standing
from storage.sql.work import POSTGRESQL, Database, open_database

if TYPE_CHECKING:
    from bot.config import Config

BEHIND = {Standing.OLDER, Standing.UNCOUNTED}


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the tables: the schema before, the revision now, the copy if there is one."""

    before: Schema
    after: str
    copy: Path | None

    def __str__(self) -> str:
        if self.before.standing is Standing.EMPTY:
            return f"The tables of the schema {self.after} are made."
        if self.before.revision == self.after:
            return f"The database has the schema {self.after} already; nothing was done."
        was = self.before.revision or "of an earlier version"
        kept = f" The database as it was lies in {self.copy}." if self.copy else ""
        return f"The database had the schema {was} and has {self.after} now.{kept}"


async def make_ready(config: Config) -> str:
    """Make the tables, or upgrade those of a file that only we use; returns what there is to say.

    Raises:
        SchemaError: They are not this program's, and not to be changed without being asked.
        StorageUnavailableError: The database cannot be read or written.
    """
    database = open_database(config.storage.database)
    try:
        schema = await database.schema()
        if schema.standing in BEHIND and is_file(config):
            return str(await migrate(config, database))
        await database.create_tables()
        return ""
    finally:
        await database.close()


async def migrate(config: Config, database: Database, to: str = HEAD) -> Done:
    """Bring the tables to a revision; a database that is a file is copied first.

    The copy stays only if something was changed.

    Raises:
        SchemaError: They are of a revision that this program does not know.
        NoSuchRevisionError: There is no such revision, or the tables are past it.
        TooOldError: They are older than the first revision.
        StorageUnavailableError: The database cannot be read, copied or written.
    """
    # To import Alembic takes as long as all the rest.
    from storage.sql.migrating import Upgraded, copy_sqlite, upgrade  # noqa: PLC0415

    copies: list[Path] = []

    def copy(revision: str | None) -> None:
        # Within the transaction: nothing is written between the copy and the change.
        if is_file(config):
            copies.append(copy_sqlite(config.storage.database, revision, datetime.now(UTC)))

    def change(connection: Connection) -> Upgraded:
        done = upgrade(connection, to, copy)
        if to == HEAD and connection.dialect.name == POSTGRESQL:
            grant(connection, roles_of(config))
        return done

    try:
        done = await database.change_schema(change)
    except Exception:
        # A service that is started again and again would leave a copy each time.
        if copies and (await database.schema()).standing in BEHIND:
            copies[0].unlink(missing_ok=True)
        raise
    return Done(done.before, done.after, next(iter(copies), None))


async def give_roles(config: Config, database: Database) -> list[str]:
    """Make the roles of the processes that are not there, and give all of them their grants.

    Returns which were made; they have no password yet.

    Raises:
        SchemaError: The tables are not those of this program.
        RoleNameError, MissingRoleError: See there.
        StorageUnavailableError: The database cannot be read or written.
    """
    await database.require_tables()
    roles = roles_of(config)

    def give(connection: Connection) -> list[str]:
        made = make_roles(connection, roles)
        grant(connection, roles)
        return made

    return await database.change_schema(give)


def roles_of(config: Config) -> Roles:
    """Return what the roles are called: as in the addresses of the processes, if these name any.

    Raises:
        RoleNameError: A name is not plain, or two processes have the same one.
    """
    named = {}
    for process in Process:
        address = getattr(config.storage.database_for, process.value)
        if address is not None and (name := make_url(address).username):
            named[process.value] = name
    return Roles(**named)


def is_file(config: Config) -> bool:
    """Say whether the database is a file of this machine."""
    return make_url(config.storage.database).get_backend_name() == SQLITE
