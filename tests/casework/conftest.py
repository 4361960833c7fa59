import pytest

from bot.registrar import Registrar
from storage.sql.work import open_database
from tests.casework.office import PROFILE, World
from tests.scribe import SCRIBE
from tests.storage.postgresql import running_server, url_of_a_database  # noqa: F401  fixtures


@pytest.fixture
async def database(database_url):
    database = open_database(database_url, SCRIBE)
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
