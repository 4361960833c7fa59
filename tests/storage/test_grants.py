"""What the role of each process may do on PostgreSQL, tried on a server: no more than it says."""

import re
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.sql.grants import (
    GRANTS,
    MissingRoleError,
    Process,
    RoleNameError,
    Roles,
    columns_of,
    grant,
    make_roles,
)
from storage.sql.schema import VERSION_TABLE
from storage.sql.tables import metadata
from storage.sql.work import open_database
from tests.storage.postgresql import database_with_roles, fresh_database

DOCUMENT = (Path(__file__).parents[2] / "docs/postgresql.md").read_text("utf-8")
INSUFFICIENT_PRIVILEGE = "42501"
TABLES = {name: [c.name for c in table.columns] for name, table in metadata.tables.items()}
TABLES[VERSION_TABLE] = ["version_num"]
# One statement for each verb and column; none of them touches a row, and the server asks first.
TRIES = {
    "SELECT": "SELECT {column} FROM {table} LIMIT 0",
    "INSERT": "INSERT INTO {table} ({column}) SELECT NULL WHERE false",
    "UPDATE": "UPDATE {table} SET {column} = DEFAULT WHERE false",
    "DELETE": "DELETE FROM {table} WHERE false",
}


@pytest.fixture
async def addresses(postgresql):
    async with database_with_roles(postgresql) as found:
        yield found


@asynccontextmanager
async def session(url):
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", hide_parameters=True)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


async def is_refused(connection, statement):
    try:
        await connection.execute(text(statement))
    except DBAPIError as error:
        if error.orig.sqlstate == INSUFFICIENT_PRIVILEGE:
            return True
        raise
    return False


async def refused_to(connection, table):
    """Return what is refused, as (verb, column), of everything that can be done with a table."""
    everything = [(verb, column) for verb in TRIES for column in TABLES[table]]
    return {
        (verb, column)
        for verb, column in everything
        if await is_refused(connection, TRIES[verb].format(table=table, column=column))
    }


def not_granted(process, table):
    may = columns_of(process, table)
    everything = [(verb, column) for verb in TRIES for column in TABLES[table]]
    return {(verb, column) for verb, column in everything if column not in may.get(verb, ())}


@pytest.mark.parametrize("process", Process)
async def test_a_role_may_do_what_the_table_says_and_nothing_else(addresses, process):
    async with session(addresses.of(process)) as connection:
        found = {table: await refused_to(connection, table) for table in TABLES}
    assert found == {table: not_granted(process, table) for table in TABLES}


NEVER = {
    Process.INTAKE: [
        "SELECT identity FROM accounts",
        "SELECT sealed FROM outbox",
        "SELECT sealed FROM desk_mail",
        "SELECT note FROM grants",
        "SELECT sealed FROM terms",
        "SELECT for_desk FROM totals",
        "SELECT form FROM letters",
        "UPDATE cases SET state = 'closed'",
        "DELETE FROM cases",
        "UPDATE wraps SET wrap = ''",
        "DELETE FROM wraps",
        "UPDATE routes SET route = ''",
        "INSERT INTO accounts (reader_id, binding) VALUES ('leader', '')",
        "INSERT INTO rosters (serial, note) VALUES (99, '')",
    ],
    Process.DESK: [
        "SELECT route FROM routes",
        "SELECT sealed FROM outbox",
        "UPDATE outbox SET sealed = ''",
        "SELECT pointer FROM downloads",
        "SELECT identity FROM drafts",
        "SELECT lookup FROM phrases",
        "DELETE FROM cases",
        "DELETE FROM epochs",
        "UPDATE pieces SET content = ''",
    ],
    Process.COURIER: [
        "SELECT facts FROM cases",
        "SELECT content FROM pieces",
        "SELECT wrap FROM wraps",
        "SELECT sealed FROM dialogues",
        "SELECT for_desk FROM totals",
        "SELECT sealed FROM reports",
        "SELECT text FROM log_entries",
        "INSERT INTO log_entries (text) VALUES ('')",
        "UPDATE routes SET route = ''",
    ],
}
FOR_NOBODY = [
    "UPDATE log_entries SET text = ''",
    "UPDATE log_entries SET secret = NULL",
    "DELETE FROM log_entries",
    "INSERT INTO log_entries (position) VALUES (1)",
    "TRUNCATE cases",
    "DELETE FROM rosters",
    "UPDATE alembic_version SET version_num = '0001'",
    "CREATE TABLE mine (id int)",
    "ALTER TABLE cases ADD COLUMN mine int",
    "DROP TABLE log_entries",
    "CREATE INDEX mine ON cases (state)",
    "SET ROLE postgres",
    "CREATE ROLE somebody",
    "COPY cases TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
]


@pytest.mark.parametrize("process", Process)
async def test_what_a_process_must_never_do_is_refused_whatever_the_table_says(addresses, process):
    async with session(addresses.of(process)) as connection:
        for statement in NEVER[process] + FOR_NOBODY:
            assert await is_refused(connection, statement), statement


def test_every_table_is_somebodys():
    given = {table for tables in GRANTS.values() for table in tables}
    assert given == set(TABLES)
    for process in Process:
        for table in GRANTS[process]:
            assert columns_of(process, table), (process, table)
            for columns in columns_of(process, table).values():
                assert columns <= set(TABLES[table]), (process, table)


def test_the_document_says_what_each_role_may_do():
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \| (.*) \|$", DOCUMENT, re.MULTILINE)
    written = {
        process: {table: cells[at] for table, *cells in rows if cells[at] != "–"}
        for at, process in enumerate(Process)
    }
    assert written == GRANTS


async def test_grants_of_an_earlier_version_are_taken_back(addresses):
    owner = open_database(addresses.owner)
    given = "GRANT SELECT ON accounts TO dengwen_courier"
    await owner.change_schema(lambda c: c.exec_driver_sql(given))
    public = "GRANT SELECT ON cases TO PUBLIC"
    await owner.change_schema(lambda c: c.exec_driver_sql(public))
    await owner.change_schema(lambda c: grant(c, Roles()))
    assert await owner.change_schema(lambda c: make_roles(c, Roles())) == []
    await owner.close()
    async with session(addresses.of(Process.COURIER)) as connection:
        assert await is_refused(connection, "SELECT reader_id FROM accounts")
        assert await is_refused(connection, "SELECT id FROM cases")


async def test_an_owner_who_may_make_no_roles_is_told_which_is_missing(postgresql):
    async with fresh_database(postgresql) as url:
        maker = open_database(url)
        await maker.change_schema(lambda c: c.exec_driver_sql("CREATE ROLE plain LOGIN"))
        await maker.close()
        plain = make_url(url).set(username="plain").render_as_string(hide_password=False)
        owner = open_database(plain)
        with pytest.raises(MissingRoleError, match=r"^nobodys_intake$"):
            await owner.change_schema(lambda c: make_roles(c, Roles(intake="nobodys_intake")))
        await owner.close()
        maker = open_database(url)
        await maker.change_schema(lambda c: c.exec_driver_sql("DROP ROLE plain"))
        await maker.close()


@pytest.mark.parametrize("name", ["", "Dengwen", "x; DROP TABLE cases", "dengwen_desk", 'a"b'])
def test_a_name_that_would_have_to_be_quoted_or_is_anothers_is_refused(name):
    with pytest.raises(RoleNameError):
        Roles(intake=name)
