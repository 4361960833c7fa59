"""A PostgreSQL server of a test run's own: in a temporary folder, on a Unix socket.

A conftest that imports the fixtures gives its tests a database there, or on SQLite.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.sql.grants import Process, Roles, grant, make_roles
from storage.sql.work import open_database


@pytest.fixture(scope="session", name="postgresql")
def running_server():
    """Return the URL of a server that runs for these tests alone."""
    with server() as url:
        yield url


@pytest.fixture(name="database_url")
async def url_of_a_database(request, tmp_path):
    """Return where a test's own database lies: on SQLite, unless the test names another.

    With DENGWEN_TEST_DATABASE=postgresql it is on PostgreSQL, unless the test names one.
    """
    usual = os.environ.get("DENGWEN_TEST_DATABASE", "sqlite")
    if getattr(request, "param", usual) == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/data/dengwen.db"
        return
    async with fresh_database(request.getfixturevalue("postgresql")) as url:
        yield url


def programs():
    """Return the folder with PostgreSQL's server programs, or skip the test."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    return (found[-1] if found else Path(on_path)).parent


@contextmanager
def server():
    """Run a server; yields the URL of its database."""
    binaries = programs()
    with tempfile.TemporaryDirectory(prefix="dengwen-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:  # The server refuses to be root.
            shutil.chown(folder, "postgres", "postgres")
        data, options = folder / "data", f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run(binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8")
        _run(binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql+asyncpg://postgres@/postgres?host={folder}"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _run(*command):
    runs_as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*runs_as, *map(str, command)], check=True, capture_output=True, cwd=tempfile.gettempdir()
    )


@asynccontextmanager
async def fresh_database(url):
    """Make a database of a test's own on a running server; yields its URL."""
    name = f"test_{secrets.token_hex(6)}"
    maintenance = create_async_engine(url, isolation_level="AUTOCOMMIT")
    try:
        async with maintenance.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
        async with maintenance.connect() as connection:
            await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        await maintenance.dispose()


@asynccontextmanager
async def database_with_roles(url):
    """Make a database with the tables, and the roles of the processes; yields Addresses."""
    async with fresh_database(url) as own:
        database = open_database(own)
        await database.create_tables()

        def give(connection):
            make_roles(connection, Roles())
            grant(connection, Roles())

        await database.change_schema(give)
        await database.close()
        yield Addresses(own)


class Addresses:
    """By which addresses the owner of a database and the three processes reach it."""

    def __init__(self, owner):
        self.owner = owner

    def of(self, process):
        role = Roles().of(process)
        return make_url(self.owner).set(username=role).render_as_string(hide_password=False)

    def settings(self):
        """Return the environment by which an installation uses them."""
        name = "DENGWEN_STORAGE__DATABASE"
        own = {f"{name}_FOR__{each.name}": self.of(each) for each in Process}
        return {name: self.owner, **own}
