"""Leases on pending downloads: one intake fetches a file, and another if that one dies."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.leases import Leases
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.leases import DownloadLeases
from storage.sql.tables import downloads
from storage.sql.work import Work

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
NOW = datetime(2019, 7, 10, 1, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)


@pytest.fixture
async def waiting(database):
    """Three files that are to be fetched, one of them later and one never."""
    rows = [
        {"piece_id": name, "next_at": int((NOW + wait).timestamp()), "failed": failed}
        for name, wait, failed in (
            ("due", timedelta(), False),
            ("later", timedelta(minutes=1), False),
            ("failed", timedelta(), True),
        )
    ]
    common = {"case_id": "case", "pointer": b"sealed", "attempts": 0}
    await database.write([lambda c: c.execute(insert(downloads), [row | common for row in rows])])


@BOTH
async def test_what_is_due_is_taken_by_one(database, other, waiting):
    leases = [DownloadLeases(each) for each in (database, other)]
    taken = await asyncio.gather(*(each.take("due", NOW, NOW + LEASE) for each in leases * 4))
    assert sum(taken) == 1
    for name in ("later", "failed", "unknown"):
        assert not await leases[0].take(name, NOW, NOW + LEASE)


@BOTH
async def test_nobody_looks_at_it_before_the_lease_is_over(database, other, waiting):
    leases, book = DownloadLeases(database), SqlIntakeBook(Work(other))
    assert await leases.take("due", NOW, NOW + LEASE)
    assert await book.downloads_due(NOW + LEASE / 2, 9) == []
    assert [row.piece_id for row in await book.downloads_due(NOW + LEASE, 9)] == ["due"]
    assert await DownloadLeases(other).take("due", NOW + LEASE, NOW + 2 * LEASE)


async def test_a_lease_is_renewed_while_the_file_comes_and_no_longer(database, waiting):
    now = [NOW]
    leases = Leases(DownloadLeases(database), lambda: now[0], timedelta(seconds=1.5))
    assert await leases.take("due")
    book = SqlIntakeBook(Work(database))
    async with leases.kept("due"):
        now[0] += timedelta(minutes=5)
        async with asyncio.timeout(5):
            while [row.piece_id for row in await book.downloads_due(now[0], 9)] != ["later"]:
                await asyncio.sleep(0.01)
    now[0] += timedelta(seconds=10)
    await asyncio.sleep(0.6)
    assert {row.piece_id for row in await book.downloads_due(now[0], 9)} == {"due", "later"}
