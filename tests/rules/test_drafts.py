"""Marks on buttons, first words and pages of what is being written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.drafts import AGAIN_DIGITS, again_of, first_words, mark_of, page_of


@given(st.text(), st.text(), st.text())
def test_a_mark_says_nothing_without_the_secret_and_fits_a_button(secret, other, piece):
    mark = mark_of(secret, piece)
    assert mark == mark_of(secret, piece)
    assert (mark == mark_of(other, piece)) == (secret == other)
    assert len(f"take:{mark}".encode()) <= 64
    assert again_of(secret)[: len(mark)] != mark
    assert len(again_of(secret)) == AGAIN_DIGITS


@given(st.text(), st.integers(1, 40))
def test_first_words_are_one_visible_line(text, limit):
    words = first_words(text, limit)
    assert len(words) <= limit + 1
    assert words.isprintable()


@pytest.mark.parametrize(
    ("text", "words"),
    [("一\n\n二", "一 二"), ("a\u202eb\u200bc", "abc"), ("12345678", "12345…"), ("", "")],
)
def test_first_words(text, words):
    assert first_words(text, 5) == words


@pytest.mark.parametrize(
    ("count", "page", "shown"),
    [(0, 0, (0, 1)), (8, 0, (0, 1)), (9, 1, (1, 2)), (9, 5, (1, 2)), (9, -1, (0, 2))],
)
def test_a_page_that_there_is_not_is_the_nearest(count, page, shown):
    assert page_of(count, page, 8) == shown
