"""The page without a mouse and without a screen."""

import pytest

from tests import axe

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(not axe.is_there(), reason=axe.MISSING),
]


async def test_axe_finds_nothing_serious(page):
    assert await axe.violations(page) == []
