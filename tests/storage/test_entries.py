"""What an entry says, and that it has one spelling."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.age import X25519Identity, open_sealed
from storage.ledger.entries import (
    EntryText,
    Scribe,
    digest_of,
    leaf_of,
    new_salt,
    receipt_commitment,
)
from storage.ledger.errors import MalformedEntryError

ZERO = "0" * 64
ENTRY = EntryText(
    sealed=ZERO,
    receipt="1" * 64,
    rows={"cases/0f": "2" * 64, "wraps/0f/1/member-1": "3" * 64},
    gone=frozenset({"wraps/0f/1/member-2"}),
    shredded=(3, 12),
)
DESK = X25519Identity.generate()


def test_an_entry_is_read_back():
    assert EntryText.parse(ENTRY.encode()) == ENTRY


def test_an_entry_names_its_rows_in_order():
    assert ENTRY.encode().splitlines() == [
        "dengwen entry v1",
        f"sealed {ZERO}",
        "receipt " + "1" * 64,
        "row cases/0f " + "2" * 64,
        "row wraps/0f/1/member-1 " + "3" * 64,
        "gone wraps/0f/1/member-2",
        "shredded 3",
        "shredded 12",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dengwen entry v1\n",
        f"dengwen entry v2\nsealed {ZERO}\n",
        f"dengwen entry v1\nsealed {ZERO}",
        f"dengwen entry v1\nsealed {ZERO[1:]}\n",
        f"dengwen entry v1\nsealed {ZERO}\n\n",
        f"dengwen entry v1\nsealed {ZERO}\nsealed {ZERO}\n",
        f"dengwen entry v1\nsealed {ZERO}\nreceipt \n",
        f"dengwen entry v1\nsealed {ZERO}\nshredded {'9' * 19}\n",
        f"dengwen entry v1\nsealed {ZERO}\nshredded {'9' * 5000}\n",
        f"dengwen entry v1\nsealed {ZERO}\nrow cases/b {ZERO}\nrow cases/a {ZERO}\n",
        f"dengwen entry v1\nsealed {ZERO}\nrow cases {ZERO}\n",
        f"dengwen entry v1\nsealed {ZERO}\ngone cases/a b\n",
        f"dengwen entry v1\nsealed {ZERO}\nshredded 03\n",
        f"dengwen entry v1\nsealed {ZERO}\nsaid hello\n",
        f"dengwen entry v1\r\nsealed {ZERO}\r\n",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(MalformedEntryError):
        EntryText.parse(text)


@given(st.integers(0, len(ENTRY.encode()) - 1), st.integers(0, 7))
def test_one_bit_changed_is_another_leaf(at, bit):
    salt = bytes(range(32))
    changed = bytearray(ENTRY.encode().encode())
    changed[at] ^= 1 << bit
    assert leaf_of(salt, ENTRY.encode()) != leaf_of(salt, changed.decode("latin-1"))


def test_a_leaf_is_salted():
    assert leaf_of(new_salt(), ENTRY.encode()) != leaf_of(new_salt(), ENTRY.encode())


def test_a_receipt_number_cannot_be_tried_without_the_key():
    number = "LX-7K3M9-Q2TXA-W"
    assert receipt_commitment(bytes(32), number) != receipt_commitment(b"\1" * 32, number)
    assert number not in receipt_commitment(bytes(32), number)


def test_the_length_of_an_entry_does_not_tell_what_happened():
    short, long = {"event": "noted"}, {"event": "passphrase", "by": "member-1", "case": "0f" * 16}
    lengths = {len(Scribe(DESK.recipient).seal([each]).sealed) for each in (short, long)}
    assert len(lengths) == 1


def test_events_are_sealed_to_the_desk():
    events = [{"event": "received", "case": "0f", "receipt": "1" * 64, "secret": b"s"}]
    entry = Scribe(DESK.recipient).seal(events)
    opened = json.loads(open_sealed(entry.sealed, [DESK]))
    assert opened == {"events": [{"event": "received", "case": "0f"}]}
    assert (entry.receipt, entry.secret) == ("1" * 64, b"s")
    text = EntryText.parse(entry.text({"cases/0f": ZERO}, {"routes/0f"}))
    assert text.sealed == digest_of(entry.sealed)
    assert (text.rows, text.gone) == ({"cases/0f": ZERO}, {"routes/0f"})
