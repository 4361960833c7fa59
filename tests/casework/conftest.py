import pytest

from bot.registrar import Registrar
from storage.sql.work import open_database
from tests.casework.office import PROFILE, World
from tests.scribe import SCRIBE


@pytest.fixture
async def database(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/desk.db", SCRIBE)
    await database.create_tables()
    yield database
    await database.close()


@pytest.fixture
def profile():
    """The kind of keys of the installation; a test may choose another."""
    return PROFILE


@pytest.fixture
def world(tmp_path, database, profile):
    return World(tmp_path, database, profile)


@pytest.fixture
def registrar(world):
    return Registrar(world.database, world.scope, 0.01)
