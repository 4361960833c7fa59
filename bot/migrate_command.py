"""The command `migrate`. Specified in docs/postgresql.md."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from bot.command_line import NO, configuration, refuse

if TYPE_CHECKING:
    from bot.config import Config
    from bot.schema import Done
    from storage.sql.schema import Schema


@click.command("migrate")
@click.option("--check", is_flag=True, help="Say whether there is anything to do; exit 1 if so.")
@click.option("--to", metavar="REVISION", help="Stop at this revision, such as 0004.")
@click.option("--sql", is_flag=True, help="Print the SQL for PostgreSQL instead of running it.")
@click.option(
    "--roles", is_flag=True, help="Make the PostgreSQL roles of the processes, with their grants."
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def migrate_command(*, check: bool, to: str | None, sql: bool, roles: bool, as_json: bool) -> None:
    """Bring the tables of the database to the schema of this program.

    A database that is a file is copied first; of one on a server, make a dump before. Stop the
    service meanwhile. There is no way back but that copy.
    """
    config = configuration()
    if check:
        _check(config, as_json=as_json)
    elif sql:
        click.echo(_statements(config, to), nl=False)
    else:
        _migrate(config, to, as_json=as_json, with_roles=roles)


def _check(config: Config, *, as_json: bool) -> None:
    from storage.sql.schema import HEAD, Standing, sentence_on

    schema = asyncio.run(_schema(config))
    current = schema.standing is Standing.CURRENT
    if as_json:
        _print(schema=schema.revision, needed=HEAD, current=current)
    else:
        click.echo(sentence_on(schema), err=not current)
    sys.exit(0 if current else NO)


def _migrate(config: Config, to: str | None, *, as_json: bool, with_roles: bool) -> None:
    from bot.process import prepare
    from storage.sql.schema import HEAD

    if with_roles:
        _require_a_server(config, "--roles")
    prepare(config)
    done, made = _refusing(config, to or HEAD, with_roles=with_roles)
    if as_json:
        copy = None if done.copy is None else str(done.copy)
        _print(before=done.before.revision, schema=done.after, copy=copy, roles=made)
        return
    click.echo(str(done))
    for role in made:
        click.echo(f"The role {role} is made, without a password; see docs/postgresql.md.")
    if done.copy is not None:
        click.echo(
            "Shredding does not reach that copy: delete it when the service runs well.", err=True
        )


def _refusing(config: Config, to: str, *, with_roles: bool) -> tuple[Done, list[str]]:
    from storage.sql.grants import MissingRoleError, RoleNameError
    from storage.sql.migrating import NoSuchRevisionError, TooOldError
    from storage.sql.schema import HEAD

    try:
        return asyncio.run(_done(config, to, with_roles=with_roles))
    except NoSuchRevisionError:
        refuse(
            f"There is no way to the revision {to}: the newest is {HEAD}, and an upgrade is "
            "undone only by restoring the copy from before."
        )
    except TooOldError:
        refuse(
            "The tables are of a version from before the log, which no revision leads on from; "
            "export the cases with that version."
        )
    except RoleNameError:
        refuse(
            "Each process needs a role of its own, named in lower-case letters, digits and "
            "underscores; see [storage.database_for] in config.toml."
        )
    except MissingRoleError as error:
        refuse(
            f"There is no role {error}, and the owner may make none: let an administrator run "
            f"'createuser {error}', then run this again."
        )


async def _done(config: Config, to: str, *, with_roles: bool) -> tuple[Done, list[str]]:
    from bot.schema import give_roles, migrate
    from storage.sql.work import open_database

    database = open_database(config.storage.database)
    try:
        done = await migrate(config, database, to)
        return done, await give_roles(config, database) if with_roles else []
    finally:
        await database.close()


async def _schema(config: Config) -> Schema:
    from storage.sql.work import open_database

    database = open_database(config.storage.database)
    try:
        return await database.schema()
    finally:
        await database.close()


def _statements(config: Config, to: str | None) -> str:
    from storage.sql.migrating import statements
    from storage.sql.schema import HEAD

    _require_a_server(config, "--sql")
    return statements(asyncio.run(_schema(config)).revision, to or HEAD)


def _require_a_server(config: Config, option: str) -> None:
    from bot.schema import is_file

    if is_file(config):
        refuse(f"{option} is for PostgreSQL; see [storage] database in config.toml.")


def _print(**answer: Any) -> None:
    click.echo(json.dumps(answer))
