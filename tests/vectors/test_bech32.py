"""BIP-173 test vectors, but for those that concern the limit of 90 characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger import bech32

VALID = [
    "A12UEL5L",
    "a12uel5l",
    "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
    "11" + "q" * 82 + "c8247j",
    "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    "?1ezyfcl",
]
INVALID = {
    "\x201nwldj5": "a prefix is printable",
    "\x7f1axkwrx": "a prefix is printable",
    "\x801eym55h": "a prefix is ASCII",
    "pzry9x0s0muk": "no separator",
    "1pzry9x0s0muk": "no prefix",
    "x1b4n0q5v": "foreign character",
    "li1dgmt3": "checksum too short",
    "de1lg7wt\xff": "foreign character in the checksum",
    "A1G7SGD8": "checksum computed over the capitals",
    "10a06t8": "no prefix",
    "1qzzfhee": "no prefix",
    "A12uEL5L": "mixed case",
    "": "nothing",
}
SYMBOLS = st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l")


@pytest.mark.parametrize("text", VALID)
def test_valid_strings_come_back_as_they_were(text):
    prefix, data = bech32.decode(text)
    assert bech32.encode(prefix.lower(), data) == text.lower()


@pytest.mark.parametrize("text", INVALID, ids=INVALID.values())
def test_invalid_strings_are_refused(text):
    with pytest.raises(bech32.Bech32Error):
        bech32.decode(text)


@pytest.mark.parametrize("prefix", ["", "Age", "a b", "ä"])
def test_a_prefix_that_cannot_be_spelled_is_refused(prefix):
    with pytest.raises(bech32.Bech32Error):
        bech32.encode(prefix, b"data")


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1), st.binary(max_size=2500))
def test_any_bytes_come_back_however_long(prefix, data):
    text = bech32.encode(prefix, data)
    assert bech32.decode(text) == (prefix, data)
    assert bech32.decode(text.upper()) == (prefix.upper(), data)


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_wrong_character_is_noticed(data, draw):
    text = bech32.encode("age", data)
    place = draw.draw(st.integers(len("age1"), len(text) - 1))
    wrong = draw.draw(SYMBOLS.filter(lambda symbol: symbol != text[place]))
    with pytest.raises(bech32.Bech32Error):
        bech32.decode(text[:place] + wrong + text[place + 1 :])


@pytest.mark.parametrize("symbols", [[0], [0, 1], [0, 0, 0], [31] * 4])
def test_padding_that_is_too_long_or_not_zero_is_refused(symbols):
    checksum = bech32._checksum("age", symbols)
    text = "age1" + "".join(bech32._ALPHABET[symbol] for symbol in [*symbols, *checksum])
    with pytest.raises(bech32.Bech32Error, match="padding"):
        bech32.decode(text)
