import pytest

from storage.sql.work import open_database


@pytest.fixture
def url(tmp_path):
    return f"sqlite+aiosqlite:///{tmp_path}/data/dengwen.db"


@pytest.fixture
async def database(url):
    database = open_database(url)
    await database.create_tables()
    yield database
    await database.close()


@pytest.fixture
async def other(url, database):
    """The same file, opened as another process opens it."""
    other = open_database(url)
    yield other
    await other.close()
