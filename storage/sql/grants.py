"""Which process may do what with which table, on PostgreSQL: one role for each.

The roles, the tests and docs/postgresql.md's table are all made from `GRANTS`. What a role may not
do the server refuses, whatever becomes of the process: the intake changes and removes no case, the
desk reads no way to a reporter, the courier reads no case, and nobody but the owner changes or
removes an entry of the log.

Whoever writes a row of the ledger reads it whole, since its digest goes into the log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from storage.sql.schema import VERSION_TABLE
from storage.sql.tables import metadata


class Process(StrEnum):
    """Who has a role of its own; everything else is the owner's."""

    INTAKE = "intake"
    DESK = "desk"
    COURIER = "courier"


_UPDATES = {
    "seen": "SELECT, INSERT, UPDATE (answers), DELETE",
    "dialogues": "SELECT, INSERT, UPDATE (sealed, kept_until), DELETE",
    "quarantine": "SELECT, INSERT",
}
"""What both bots that listen do with an update."""

_LOG = "SELECT, INSERT (salt, text, sealed, secret, received)"

GRANTS: Mapping[Process, Mapping[str, str]] = {
    Process.INTAKE: {
        **_UPDATES,
        "repeats": "SELECT, INSERT, DELETE",
        "drafts": "SELECT, INSERT, UPDATE, DELETE",
        "downloads": "SELECT, INSERT, UPDATE, DELETE",
        "looks": "SELECT, INSERT, DELETE",
        "blanks": "SELECT (id), INSERT",
        "cases": "SELECT, INSERT",
        "epochs": "SELECT, INSERT",
        # Those of a draft come and go; what is amiss with those of a case, `verify` says.
        "pieces": (
            "SELECT, INSERT, UPDATE (epoch, meta, content, blob, blob_digest, stored), DELETE"
        ),
        "wraps": "SELECT, INSERT",
        "routes": "SELECT, INSERT",
        "phrases": "SELECT, INSERT",
        "mailbox": "SELECT, INSERT",
        "handles": "SELECT, INSERT",
        "desk_mail": "SELECT (id), INSERT",
        "outbox": "SELECT (id, sequence), INSERT, DELETE",
        "log_entries": _LOG,
        "log_head": "SELECT",
        VERSION_TABLE: "SELECT",
    },
    Process.DESK: {
        **_UPDATES,
        "letters": "SELECT, INSERT, UPDATE, DELETE",
        "blanks": "SELECT, DELETE",
        "cases": "SELECT, INSERT, UPDATE (state, review, facts, version)",
        "epochs": "SELECT, INSERT",
        "pieces": "SELECT, INSERT, DELETE",
        "wraps": "SELECT, INSERT, UPDATE (key, wrap), DELETE",
        "grants": "SELECT, INSERT",
        "routes": "SELECT (case_id)",
        "mailbox": "SELECT, INSERT",
        "handles": "INSERT",
        "desk_mail": "SELECT, DELETE",
        "reports": "SELECT, DELETE",
        "outbox": "SELECT (id, sequence, due_at, term_id, together, uncertain), INSERT, DELETE",
        "terms": "SELECT, INSERT, UPDATE (due_on, met, sealed)",
        "reminders": "SELECT, INSERT, UPDATE (next_at), DELETE",
        "series": "SELECT, INSERT, UPDATE (last)",
        "totals": "SELECT, INSERT, UPDATE (version, for_desk, for_courier)",
        "accounts": "SELECT, INSERT, UPDATE (binding), DELETE",
        "enrolments": "SELECT, INSERT, DELETE",
        "rosters": "SELECT, INSERT",
        "moves": "SELECT, INSERT, DELETE",
        "recounts": "SELECT, INSERT, DELETE",
        "log_entries": f"{_LOG}, UPDATE (position)",
        "log_head": "SELECT, INSERT, UPDATE (size)",
        "log_posts": "SELECT, INSERT",
        VERSION_TABLE: "SELECT",
    },
    Process.COURIER: {
        "outbox": "SELECT, INSERT, UPDATE (attempts, leased_until, uncertain), DELETE",
        "reports": "SELECT (id), INSERT",
        "routes": "SELECT",
        "places": "SELECT, INSERT, DELETE",
        "reminders": "SELECT",
        "totals": "SELECT (for_courier)",
        "summaries": "SELECT, INSERT",
        "weeklies": "SELECT, INSERT",
        VERSION_TABLE: "SELECT",
    },
}
"""Privileges by process and table, as SQL writes them; what is not here is refused."""

_PRIVILEGE = re.compile(r"(SELECT|INSERT|UPDATE|DELETE)(?: \(([^)]+)\))?")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class RoleNameError(ValueError):
    """A role has a name that would have to be quoted, or two processes have the same one."""


class MissingRoleError(LookupError):
    """A role is not there, and whoever connects may not make one; its text is its name."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What the roles of the processes are called.

    Raises:
        RoleNameError: See there.
    """

    intake: str = "dengwen_intake"
    desk: str = "dengwen_desk"
    courier: str = "dengwen_courier"

    def __post_init__(self) -> None:
        names = [self.of(process) for process in Process]
        if len(set(names)) < len(names) or not all(map(_NAME.fullmatch, names)):
            raise RoleNameError

    def of(self, process: Process) -> str:
        """Return the name of a process's role."""
        name: str = getattr(self, process.value)
        return name


def columns_of(process: Process, table: str) -> Mapping[str, frozenset[str]]:
    """Return which columns a process may use in a table, by verb; of DELETE, all or none."""
    whole = _columns(table)
    return {
        verb: frozenset(named.split(", ")) if named else whole
        for verb, named in _PRIVILEGE.findall(GRANTS[process].get(table, ""))
    }


def make_roles(connection: Connection, roles: Roles) -> list[str]:
    """Make the roles that are not there, without a password; returns which were made.

    Raises:
        MissingRoleError: Whoever connects may not make roles.
    """
    missing = [roles.of(each) for each in Process if not _is_there(connection, roles.of(each))]
    for name in missing:
        if not _may_make_roles(connection):
            raise MissingRoleError(name)
        connection.exec_driver_sql(
            f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT"
        )
    return missing


def grant(connection: Connection, roles: Roles) -> None:
    """Give every role that is there what `GRANTS` says, and nothing else."""
    for statement in _closing():
        connection.exec_driver_sql(statement)
    for process in Process:
        if _is_there(connection, roles.of(process)):
            for statement in statements_for(process, roles.of(process)):
                connection.exec_driver_sql(statement)


def statements_for(process: Process, role: str) -> Iterator[str]:
    """Yield what gives a role its privileges, after taking away those that it had."""
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    for table, privileges in GRANTS[process].items():
        yield f"GRANT {privileges} ON {table} TO {role}"
        if "INSERT" in privileges:
            yield from (f"GRANT USAGE ON SEQUENCE {each} TO {role}" for each in _sequences(table))


def _closing() -> Iterator[str]:
    """Yield what takes from everybody what PostgreSQL gives to everybody."""
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"


def _columns(table: str) -> frozenset[str]:
    if table == VERSION_TABLE:
        return frozenset({"version_num"})
    return frozenset(column.name for column in metadata.tables[table].columns)


def _sequences(table: str) -> Iterator[str]:
    """Yield the names that PostgreSQL gives to the sequences of own ids."""
    own = metadata.tables[table].autoincrement_column
    if own is not None:
        yield f"{table}_{own.name}_seq"


def _is_there(connection: Connection, role: str) -> bool:
    question = f"SELECT 1 FROM pg_roles WHERE rolname = '{role}'"  # noqa: S608  checked by Roles
    return connection.exec_driver_sql(question).first() is not None


def _may_make_roles(connection: Connection) -> bool:
    own = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    return bool(connection.exec_driver_sql(own).scalar())
