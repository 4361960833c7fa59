"""Which numbers are tried when a conversation is deleted."""

from hypothesis import given
from hypothesis import strategies as st

from casework.rules.wiping import AT_ONCE, MOST, in_calls, span_of

NUMBERS = st.integers(min_value=1, max_value=2**31)


@given(first=st.none() | NUMBERS, pressed=NUMBERS)
def test_the_button_and_what_is_near_it_are_always_tried(first, pressed):
    least, greatest = span_of(first, pressed)
    assert 1 <= least <= pressed < greatest
    assert greatest - least < MOST


@given(first=NUMBERS, length=st.integers(min_value=0, max_value=15_000))
def test_all_of_a_conversation_is_tried_from_its_first_message_on(first, length):
    least, greatest = span_of(first, first + length)
    assert least <= first
    assert greatest > first + length


@given(least=NUMBERS, count=st.integers(min_value=0, max_value=450))
def test_every_number_is_in_one_call_and_none_is_too_large(least, count):
    numbers = list(range(least + count, least, -1))
    calls = in_calls(numbers)
    assert [n for call in calls for n in call] == numbers
    assert all(0 < len(call) <= AT_ONCE for call in calls)
