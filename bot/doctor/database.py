"""Whether the database answers, and whether its tables are those of this version."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from sqlalchemy import make_url

from bot.doctor.findings import Finding, Installation, note, wrong
from casework.ports import StorageUnavailableError
from storage.sql.raw import SQLITE
from storage.sql.schema import Schema, Standing, sentence_on
from storage.sql.work import open_database


async def schema(here: Installation) -> AsyncIterator[Finding]:
    """Find a database that does not answer, and tables of another version."""
    if _lacks_its_file(here.config.storage.database):
        yield note("There is no database yet.", "'dengwen run' or 'dengwen migrate' makes it.")
        return
    try:
        found = await _schema(here.config.storage.database)
    except (StorageUnavailableError, OSError):
        yield wrong(
            "The database does not answer.",
            "Look at [storage] database, at the server and at who may read the file.",
        )
        return
    if found.standing is Standing.EMPTY:
        yield note("The database has no tables yet.", "Run 'dengwen migrate' as its owner.")
    elif found.standing is not Standing.CURRENT:
        yield wrong(sentence_on(found), "docs/upgrading.md says what to do, and how to go back.")


def _lacks_its_file(address: str) -> bool:
    """Say whether the database is a file that is not there; to open it would make it."""
    url = make_url(address)
    return url.get_backend_name() == SQLITE and not Path(url.database or "").is_file()


async def _schema(url: str) -> Schema:
    database = open_database(url)
    try:
        return await database.schema()
    finally:
        await database.close()
