"""Receipt numbers: every slip of the hand is caught, and every way of writing one is understood."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.receipts import (
    ALPHABET,
    ReceiptNumberError,
    check_receipt_number,
    issue_receipt_number,
    normalise,
    require_prefix,
)

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
VALUES = {character: value for value, character in enumerate(CHARACTERS)}
SEEDS = st.integers(0, 2**64)
PREFIXES = st.sampled_from(["LX", "IL", "OOL", "XF07", "W1"])


def seeded(seed):
    return random.Random(seed).getrandbits  # noqa: S311 - tests must draw the same numbers again


def issued(seed, prefix="LX"):
    return issue_receipt_number(prefix, seeded(seed))


def refusal(text, prefix=None):
    with pytest.raises(ReceiptNumberError) as caught:
        check_receipt_number(text, prefix)
    return caught.value.reason


def is_accepted(text, prefix=None):
    try:
        check_receipt_number(text, prefix)
    except ReceiptNumberError:
        return False
    return True


def passes_the_standard(number):
    """Check a number by ISO/IEC 7064's own recursion, written apart from the library's."""
    product = 36
    for character in number[:-1]:
        product = ((product + VALUES[character]) % 36 or 36) * 2 % 37
    return (product + VALUES[number[-1]]) % 36 == 1


def read_as(number):
    return number[:2] + number[2:].replace("O", "0").replace("I", "1").replace("L", "1")


def test_the_alphabet_holds_five_bits_a_character():
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@given(SEEDS, PREFIXES)
def test_an_issued_number_has_its_shape_and_checks(seed, prefix):
    number = issued(seed, prefix)
    head, first, second, check = number.split("-")
    assert (head, len(first), len(second), len(check)) == (prefix, 5, 5, 1)
    assert set(first + second + check) <= set(ALPHABET)
    assert check_receipt_number(number) == check_receipt_number(number, prefix) == number
    assert normalise(number) == number


def test_the_body_is_fifty_random_bits_and_nothing_else():
    asked = []
    source = seeded(7)

    def draw(bits):
        asked.append(bits)
        return source(bits)

    assert issue_receipt_number("LX", draw) == issued(7)
    assert set(asked) == {50}


def test_the_body_spells_the_drawn_bits_from_the_highest():
    drawn = sum(
        ALPHABET.index(c) << shift for c, shift in zip("7K3M9Q2TXA", range(45, -1, -5), strict=True)
    )
    assert issue_receipt_number("LX", lambda _: drawn).startswith("LX-7K3M9-Q2TXA-")


@given(SEEDS, PREFIXES, st.integers(0, 14), st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_caught_wherever_it_is(seed, prefix, at, wrong):
    number = issued(seed, prefix).replace("-", "")
    at %= len(number)
    changed = number[:at] + wrong + number[at + 1 :]
    if normalise(changed) == normalise(number):
        return
    assert not is_accepted(changed)
    # A lookalike in a known prefix is mended, which leads to the very same number.
    mended = changed[: len(prefix)].replace("O", "0").replace("I", "1").replace("L", "1")
    expected = prefix.replace("O", "0").replace("I", "1").replace("L", "1")
    if at >= len(prefix) or mended != expected:
        assert not is_accepted(changed, prefix)
    else:
        assert check_receipt_number(changed, prefix) == issued(seed, prefix)


@pytest.mark.parametrize("seed", range(40))
def test_every_single_change_to_a_number_is_caught(seed):
    number = issued(seed).replace("-", "")
    for at, right in enumerate(number):
        for wrong in set(ALPHABET) - {right}:
            assert not is_accepted(number[:at] + wrong + number[at + 1 :])


@given(SEEDS, PREFIXES)
def test_every_swap_of_neighbours_is_caught(seed, prefix):
    number = issued(seed, prefix).replace("-", "")
    for at, (left, right) in enumerate(pairwise(number)):
        if left != right:
            swapped = number[:at] + right + left + number[at + 2 :]
            assert not is_accepted(swapped)


def test_of_thirty_thousand_numbers_none_hides_a_swap_and_none_comes_twice():
    draw = seeded(20190701)
    seen = set()
    for _ in range(30_000):
        number = issue_receipt_number("LX", draw).replace("-", "")
        seen.add(number)
        for at in range(len(number) - 1):
            left, right = number[at], number[at + 1]
            if left != right:
                swapped = number[:at] + right + left + number[at + 2 :]
                assert not passes_the_standard(read_as(swapped)), number
    assert len(seen) == 30_000


@given(SEEDS)
def test_the_standards_own_recursion_agrees(seed):
    assert passes_the_standard(issued(seed).replace("-", ""))


@given(SEEDS)
def test_however_it_is_written_it_is_the_same_number(seed):
    number = issued(seed)
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else "－" for c in number)
    for written in (
        number.lower(),
        number.replace("-", ""),
        number.replace("-", " "),
        number.replace("-", "—"),
        number.replace("-", "−"),  # a minus sign, as some keyboards give
        number.replace("-", "ー"),
        number.replace("-", "\u00ad"),
        f"\u200f {number}\n",  # pasted from a text that runs right to left
        " ".join(number),
        wide,
        number[:2] + number[2:].replace("0", "O").replace("1", "l"),
        number[:2] + number[2:].replace("0", "o").replace("1", "i"),
        "1x" + number[2:],  # the L of the prefix read as 1
    ):
        assert check_receipt_number(written, "LX") == number


@pytest.mark.parametrize("text", ["", "LX", "LX-7K3M9-Q2TXA", "7K3M9Q2TXAW", "你好", "7" * 5_000])
def test_a_text_of_another_length_is_refused_as_such(text):
    assert refusal(text) == "length"


def test_a_missing_character_is_a_matter_of_length_when_the_prefix_is_known():
    assert refusal(issued(1, "XF07")[:-1], "XF07") == "length"


@pytest.mark.parametrize("wrong", ["U", "?", "人", "é"])
def test_a_foreign_character_is_refused_as_such(wrong):
    number = issued(1)
    assert refusal(number[:5] + wrong + number[6:]) == "alphabet"


def test_a_number_of_another_office_is_refused_as_such_but_a_slip_as_a_slip():
    assert refusal(issued(1, "XF"), "LX") == "prefix"
    assert refusal("XF" + issued(1)[2:], "LX") == "check"


def test_lookalikes_are_not_read_in_an_unknown_prefix():
    assert normalise("oil-oilab-cdefg-0") == "OIL-011AB-CDEFG-0"


def test_what_cannot_be_a_number_comes_back_without_separators():
    assert normalise(" ab-c ") == "ABC"


@given(st.text(max_size=40))
def test_any_text_is_understood_or_refused_and_nothing_else(text):
    normalise(text)
    is_accepted(text)
    is_accepted(text, "LX")


@given(st.text(CHARACTERS + CHARACTERS.lower() + "-_ ", max_size=20))
def test_what_is_normalised_stays_as_it_is(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize("prefix", ["", "X", "ABCDE", "lx", "L-", "礼巡"])
def test_a_prefix_that_numbers_cannot_carry_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        issue_receipt_number(prefix, lambda _: 0)


def test_a_prefix_that_hides_its_own_swap_is_refused_at_once():
    hiding = []
    for left in CHARACTERS:
        for right in CHARACTERS:
            try:
                require_prefix(left + right)
            except ValueError:
                hiding.append(left + right)
    assert len(hiding) == 2
    assert hiding[0] == hiding[1][::-1]


def test_a_source_that_is_not_random_fails_loudly():
    with pytest.raises(ValueError, match="50 bits"):
        issue_receipt_number("LX", lambda bits: 1 << bits)
    stuck = next(n for n in range(1_000) if not _usable(n))
    with pytest.raises(RuntimeError, match="randomness"):
        issue_receipt_number("LX", lambda _: stuck)


def _usable(drawn):
    try:
        issue_receipt_number("LX", lambda _: drawn)
    except RuntimeError:
        return False
    return True
