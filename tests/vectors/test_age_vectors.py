"""The C2SP test vectors of age: not only whether a file opens, but how it fails."""

from collections import Counter

import pytest

from tests.vectors import cctv


@pytest.mark.parametrize("name", cctv.names())
def test_a_vector_ends_as_it_should_and_releases_what_it_should(name):
    if name in cctv.SKIPPED:
        pytest.skip(cctv.SKIPPED[name])
    assert not cctv.what_is_wrong(cctv.read_vector(name))


def test_no_vector_is_forgotten():
    assert Counter(map(cctv.family_of, cctv.names())) == cctv.FAMILIES
    assert set(cctv.SKIPPED) <= set(cctv.names())
    assert all(cctv.SKIPPED.values())
