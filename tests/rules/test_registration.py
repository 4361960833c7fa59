"""Registration numbers as the ledger writes them and as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.registration import (
    RegistrationNumber,
    RegistrationNumberError,
    parse_registration_number,
    registration_number,
)


@pytest.mark.parametrize(
    ("serial", "written"),
    [
        (1, "礼巡信〔2026〕001号"),
        (99, "礼巡信〔2026〕099号"),
        (999, "礼巡信〔2026〕999号"),
        (1000, "礼巡信〔2026〕1000号"),
    ],
)
def test_a_serial_has_three_digits_or_more(serial, written):
    assert registration_number("礼巡信", 2026, serial) == written


@pytest.mark.parametrize(
    "text",
    [
        "礼巡信〔2026〕001号",
        "礼巡信[2026]1号",
        "礼巡信（２０２６）００１号",
        "礼巡信【2026】001",
        " 礼巡信 〔2026〕 001 号 ",
    ],
)
def test_a_number_is_read_as_people_type_it(text):
    assert parse_registration_number(text) == RegistrationNumber("礼巡信", 2026, 1)


@pytest.mark.parametrize(
    "text",
    ["", "001号", "礼巡信2026001号", "礼巡信〔26〕001号", "礼巡信〔2026〕000号", "〔2026〕001号"],
)
def test_another_text_is_refused(text):
    with pytest.raises(RegistrationNumberError):
        parse_registration_number(text)


@pytest.mark.parametrize(
    "parts",
    [("", 2026, 1), ("礼 巡", 2026, 1), ("礼（巡）", 2026, 1), ("礼", 26, 1), ("礼", 2026, 0)],
)
def test_parts_that_make_no_number_are_refused(parts):
    with pytest.raises(RegistrationNumberError):
        registration_number(*parts)


@given(
    st.text(st.sampled_from("礼巡信访专ABC2019"), min_size=1, max_size=8),
    st.integers(1000, 9999),
    st.integers(1, 10**8),
)
def test_what_is_written_is_read_back(series, year, serial):
    number = RegistrationNumber(series, year, serial)
    assert parse_registration_number(str(number)) == number
