"""What `dengwen doctor` says of the database."""

from datetime import UTC, datetime
from types import SimpleNamespace

from bot.doctor.database import schema
from bot.doctor.findings import Grade, Installation
from storage.sql.migrating import upgrade
from storage.sql.work import open_database


async def found(url):
    config = SimpleNamespace(storage=SimpleNamespace(database=url))
    return [each async for each in schema(Installation(config, datetime.now(UTC)))]


async def test_a_file_that_is_not_there_is_told_and_not_made(tmp_path):
    [finding] = await found(f"sqlite+aiosqlite:///{tmp_path}/none.db")
    assert finding.grade is Grade.NOTE
    assert not list(tmp_path.iterdir())


async def test_tables_of_another_version_are_wrong_and_those_of_this_one_are_not(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path}/dengwen.db"
    database = open_database(url)
    await database.change_schema(lambda c: upgrade(c, "0002"))
    [finding] = await found(url)
    assert finding.grade is Grade.WRONG
    assert "0002" in finding.what
    await database.change_schema(upgrade)
    await database.close()
    assert await found(url) == []


async def test_a_server_that_does_not_answer_is_wrong(tmp_path):
    [finding] = await found(f"postgresql+asyncpg://nobody@/nothing?host={tmp_path}")
    assert finding.grade is Grade.WRONG
    assert "does not answer" in finding.what
