"""A handle tells whether it still belongs to its case."""

from hypothesis import given
from hypothesis import strategies as st

from casework.rules.handles import handle_for, leads_to

IDS = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(IDS, IDS)
def test_a_handle_leads_to_the_case_that_it_was_made_for(case_id, digits):
    handle = handle_for(case_id, digits)
    assert len(handle) == len(digits)
    assert leads_to(handle, case_id)


@given(IDS, IDS, st.integers(0, 31), st.integers(0, 6))
def test_one_changed_bit_shows(case_id, digits, at, bit):
    handle = handle_for(case_id, digits)

    def flipped(text):
        return text[:at] + chr(ord(text[at]) ^ (1 << bit)) + text[at + 1 :]

    assert not leads_to(flipped(handle), case_id)
    assert not leads_to(handle, flipped(case_id))
