"""An intact ledger gives no findings."""

import pytest

from tests.ledger.scene import fill, open_ledger


@pytest.fixture
async def ledger(tmp_path):
    ledger = await open_ledger(tmp_path)
    yield ledger
    await ledger.database.close()


async def test_an_intact_ledger_gives_no_findings(ledger):
    await fill(ledger)
    assert list(map(str, await ledger.checks())) == []
