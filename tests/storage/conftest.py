from datetime import date

import pytest
from sqlalchemy import Boolean, Date, Integer, LargeBinary, insert

from storage.sql.tables import cases, pieces
from storage.sql.work import open_database
from tests.scribe import SCRIBE
from tests.storage.postgresql import running_server, url_of_a_database  # noqa: F401  fixtures


@pytest.fixture
async def database(database_url):
    database = open_database(database_url, SCRIBE)
    await database.create_tables()
    yield database
    await database.close()


@pytest.fixture
async def other(database_url, database):
    """The same database, opened as another process opens it."""
    other = open_database(database_url, SCRIBE)
    yield other
    await other.close()


@pytest.fixture
def new_case():
    """Return how to insert a case, whatever its columns are."""
    return lambda case_id: insert(cases).values(_filled(cases, id=case_id))


@pytest.fixture
def new_piece():
    """Return how to insert a piece of a case or draft."""
    return lambda piece_id, case_id, sequence=1: insert(pieces).values(
        _filled(pieces, id=piece_id, case_id=case_id, sequence=sequence, blob=None)
    )


def _filled(table, **given):
    fill = {Integer: 1, Boolean: False, Date: date(2026, 11, 23), LargeBinary: b"sealed"}
    values = {
        column.name: next((v for kind, v in fill.items() if isinstance(column.type, kind)), "text")
        for column in table.columns
        if not column.nullable and column.name != "position"
    }
    return values | given
