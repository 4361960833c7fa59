"""How the length of a term is written, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.periods import MAX_AMOUNT, Term, TermSyntaxError, Unit

AMOUNTS = st.integers(1, MAX_AMOUNT)
COUNTED = st.sampled_from([Unit.WORKDAYS, Unit.DAYS, Unit.MONTHS])


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("10 workdays", Term(10, Unit.WORKDAYS)),
        ("1 workday", Term(1, Unit.WORKDAYS)),
        ("10 Working Days", Term(10, Unit.WORKDAYS)),
        ("10个工作日", Term(10, Unit.WORKDAYS)),
        ("10 个 工作日", Term(10, Unit.WORKDAYS)),
        ("10工作日", Term(10, Unit.WORKDAYS)),
        ("１０个工作日", Term(10, Unit.WORKDAYS)),  # full-width digits of a Chinese keyboard
        ("15 days", Term(15, Unit.DAYS)),
        ("  15   DAYS ", Term(15, Unit.DAYS)),
        ("15日", Term(15, Unit.DAYS)),
        ("15天", Term(15, Unit.DAYS)),
        ("15个自然日", Term(15, Unit.DAYS)),
        ("007 days", Term(7, Unit.DAYS)),
        ("2 months", Term(2, Unit.MONTHS)),
        ("2个月", Term(2, Unit.MONTHS)),
        ("same day", Term(0, Unit.SAME_DAY)),
        ("当日", Term(0, Unit.SAME_DAY)),
    ],
)
def test_a_term_is_read(text, term):
    assert Term.parse(text) == term


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10",
        "workdays",
        "-3 days",
        "0 workdays",
        "000 days",
        "1.5 months",
        "2月",  # February, not two months
        "10000 days",
        "9" * 5_000 + " days",
        "2 years",
        "10 workdays later",
    ],
)
def test_another_text_is_refused_with_examples_of_what_is_expected(text):
    with pytest.raises(TermSyntaxError, match="10个工作日"):
        Term.parse(text)


@pytest.mark.parametrize(
    ("amount", "unit"),
    [(0, Unit.DAYS), (-1, Unit.MONTHS), (1, Unit.SAME_DAY), (MAX_AMOUNT + 1, Unit.WORKDAYS)],
)
def test_a_term_cannot_have_an_amount_that_means_nothing(amount, unit):
    with pytest.raises(TermSyntaxError):
        Term(amount, unit)


@given(AMOUNTS, COUNTED)
def test_what_is_written_is_read_back(amount, unit):
    term = Term(amount, unit)
    assert Term.parse(str(term)) == term


def test_the_same_day_is_written_and_read_back():
    assert str(Term(0, Unit.SAME_DAY)) == "same day"
    assert str(Term(1, Unit.MONTHS)) == "1 month"


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    try:
        term = Term.parse(text)
    except TermSyntaxError:
        return
    assert Term.parse(str(term)) == term
