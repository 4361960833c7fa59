"""A small crowd with real processes that die; `make soak` lets a large one loose."""

import pytest

from storage.ledger.age import Profile
from tests.crowd import crowd
from tests.e2e.warm import warm_start

pytestmark = pytest.mark.timeout(240)


async def test_whatever_a_crowd_does_every_receipt_has_its_case_and_every_byte_its_place(tmp_path):
    outcome = await crowd(
        tmp_path,
        seed=7,
        citizens=5,
        acts=90,
        every_acts=12,
        profile=Profile.X25519,
        start=warm_start,
    )
    assert outcome.receipts >= 5
    assert outcome.kills
    assert outcome.faults
