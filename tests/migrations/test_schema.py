"""The tables that the revisions make, one after the other, are those of the metadata."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from storage.sql.migrating import alembic, statements, upgrade
from storage.sql.schema import HEAD, SchemaError, Standing, known_revisions
from storage.sql.tables import metadata
from storage.sql.work import open_database
from tests.storage.postgresql import (  # noqa: F401  fixtures
    running_server,
    url_of_a_database,
)

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@asynccontextmanager
async def opened(url):
    database = open_database(url)
    yield database
    await database.close()


def described(connection):
    """Return everything that the database says of its tables."""
    there = inspect(connection)
    return {
        name: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in there.get_columns(name)
            },
            "key": there.get_pk_constraint(name),
            "unique": sorted(map(str, there.get_unique_constraints(name))),
            "indexes": sorted(map(_index, there.get_indexes(name))),
        }
        for name in there.get_table_names()
    }


def _index(index):
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return f"{index['name']} {index['column_names']} {index['unique']} {options}"


def differences(connection):
    return compare_metadata(MigrationContext.configure(connection), metadata)


@BOTH
async def test_all_revisions_from_an_empty_database_make_the_tables_of_the_program(
    database_url, tmp_path
):
    async with opened(database_url) as database:
        for revision in known_revisions():
            done = await database.change_schema(lambda c, to=revision: upgrade(c, to))
            assert done.after == revision
        found = [
            difference
            for difference in await database.read(differences)
            if "alembic_version" not in str(difference)
        ]
        assert found == []
        stepwise = await database.read(described)
        await database.change_schema(_drop_everything)
        await database.create_tables()
        assert await database.read(described) == stepwise


def _drop_everything(connection):
    everything = inspect(connection).get_table_names()
    for name in everything:
        connection.exec_driver_sql(f'DROP TABLE "{name}"')


def test_the_newest_revision_is_the_one_that_the_program_asks_for():
    scripts = ScriptDirectory.from_config(alembic())
    assert scripts.get_heads() == [HEAD]
    counted = [script.revision for script in scripts.walk_revisions()]
    assert counted[::-1] == list(known_revisions())


@BOTH
async def test_several_processes_that_find_an_empty_database_make_the_tables_once(database_url):
    async with opened(database_url) as one, opened(database_url) as other:
        await asyncio.gather(*(each.create_tables() for each in (one, other) * 3))
        assert (await one.schema()).standing is Standing.CURRENT


@BOTH
async def test_what_fails_in_the_middle_of_an_upgrade_leaves_the_tables_as_they_were(
    database_url, monkeypatch
):
    async with opened(database_url) as database:
        await database.change_schema(lambda c: upgrade(c, "0002"))
        before = await database.read(described)

        def fails(connection):
            upgrade(connection, "0004")
            raise KeyError("the machine stops here")

        with pytest.raises(KeyError):
            await database.change_schema(fails)
        assert await database.read(described) == before
        assert (await database.schema()).revision == "0002"


@BOTH
async def test_nothing_is_made_in_a_database_of_another_revision(database_url):
    async with opened(database_url) as database:
        await database.change_schema(lambda c: upgrade(c, "0003"))
        for refused in (database.create_tables, database.require_tables):
            with pytest.raises(SchemaError, match=rf"0003.*{HEAD}.*dengwen migrate"):
                await refused()


async def test_the_statements_for_postgresql_are_those_that_run(postgresql, database_url):
    assert statements(None).count("CREATE TABLE") == len(metadata.tables) + 1
    assert "CREATE TABLE" not in statements("0004")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_statements_make_the_same_tables_when_somebody_runs_them(database_url):
    async with opened(database_url) as database:
        await database.create_tables()
        made = await database.read(described)
        await database.change_schema(_drop_everything)
        script = statements(None).removeprefix("BEGIN;").rstrip().removesuffix("COMMIT;")

        def run(connection):
            for statement in script.split(";\n"):
                if statement.strip():
                    connection.exec_driver_sql(statement)

        await database.change_schema(run)
        assert await database.read(described) == made
        await database.require_tables()
