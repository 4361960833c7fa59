"""Receipt numbers: drawn at random, read back from whatever a person types.

The shape is `LX-7K3M9-Q2TXA-W`: a prefix, ten characters that carry 50 random bits, and a check
character over both by ISO/IEC 7064 MOD 37,36. That system catches every wrong character but not
every swap of two neighbours, and its check character may be one that people misread. A number with
either flaw is never issued, which costs a fifth of one of the 50 bits.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from stdnum.iso7064 import mod_37_36

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without I, L, O and U, which people confuse with others."""

Reason = Literal["length", "alphabet", "check", "prefix"]

_BODY_LENGTH = 10
_BITS_PER_CHARACTER = 5
_BODY_BITS = _BODY_LENGTH * _BITS_PER_CHARACTER
_TAIL_LENGTH = _BODY_LENGTH + 1
_PREFIX_LENGTHS = range(2, 5)
_PREFIX = re.compile(r"[A-Z0-9]{2,4}")
_LOOKALIKES = str.maketrans("OIL", "011")
# Pd, Cf and Z* are dashes, invisible marks and spaces; these are dashes of other categories.
_OTHER_DASHES = frozenset("_\N{MINUS SIGN}\N{KATAKANA-HIRAGANA PROLONGED SOUND MARK}─")
_MAX_DRAWS = 1_000

_MESSAGES: dict[Reason, str] = {
    "length": "this is not as long as a receipt number: a part is missing or there is too much",
    "alphabet": "this holds a character that no receipt number has",
    "check": "one or more characters of this receipt number are wrong or in the wrong order",
    "prefix": "this is the receipt number of another office",
}


class ReceiptNumberError(ValueError):
    """A text is not a receipt number of ours; `reason` is a stable code why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(_MESSAGES[reason])
        self.reason: Reason = reason


def issue_receipt_number(prefix: str, random: Callable[[int], int]) -> str:
    """Return a fresh receipt number; `random(bits)` draws an integer of that many random bits.

    Nothing else goes into the body, so the number tells neither time nor person.

    Raises:
        ValueError: The prefix is not 2 to 4 of A-Z and 0-9, or hides a swap of its own characters.
        RuntimeError: A thousand draws gave no usable number, so `random` is not random.

    Source: ISO/IEC 7064:2003, MOD 37,36.
    """
    require_prefix(prefix)
    for _ in range(_MAX_DRAWS):
        payload = prefix + _encode(random(_BODY_BITS))
        number = payload + mod_37_36.calc_check_digit(payload)
        if number[-1] in ALPHABET and not any(map(_passes, _neighbour_swaps(number))):
            return _grouped(number)
    raise RuntimeError("the source of randomness gives no usable receipt number")


def require_prefix(prefix: str) -> None:
    """Raise ValueError unless receipt numbers can carry this prefix."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"receipt prefix {prefix!r} is not 2 to 4 of the characters A-Z and 0-9")
    # Whether a swap inside the prefix shows does not depend on what follows it.
    before = mod_37_36.checksum(prefix)
    if any(mod_37_36.checksum(swapped) == before for swapped in _neighbour_swaps(prefix)):
        raise ValueError(f"receipt prefix {prefix!r} would hide a swap of its own characters")


def normalise(text: str) -> str:
    """Return the text in the shape of a receipt number, as far as its length allows.

    Case, full-width forms, spaces, dashes and invisible marks do not matter, and O, I and L after
    the prefix are read as 0, 1 and 1. A text of another length comes back without separators.
    """
    wide = unicodedata.normalize("NFKC", text).upper()
    number = "".join(character for character in wide if not _separates(character))
    if _PREFIX.fullmatch(number[:-_TAIL_LENGTH]) is None:
        return number
    return _grouped(_read_lookalikes(number))


def check_receipt_number(text: str, prefix: str | None = None) -> str:
    """Return the canonical receipt number that a person meant, with the prefix as issued.

    Without `prefix`, a number of any office is accepted. With it, lookalikes in the prefix are
    forgiven too, which is safe because the check character then covers the prefix as issued.

    Raises:
        ReceiptNumberError: `reason` is `length`, `alphabet`, `check` or `prefix`.
    """
    number = normalise(text).replace("-", "")
    head, tail = number[:-_TAIL_LENGTH], number[-_TAIL_LENGTH:]
    if len(head) not in (_PREFIX_LENGTHS if prefix is None else {len(prefix)}):
        raise ReceiptNumberError("length")
    if prefix and head.translate(_LOOKALIKES) == prefix.translate(_LOOKALIKES):
        head = prefix
    if not _in_alphabet(head + tail):
        raise ReceiptNumberError("alphabet")
    if not mod_37_36.is_valid(head + tail):
        raise ReceiptNumberError("check")
    if prefix is not None and head != prefix:
        raise ReceiptNumberError("prefix")
    return _grouped(head + tail)


def _encode(drawn: int) -> str:
    if not 0 <= drawn < 1 << _BODY_BITS:
        raise ValueError(f"the source of randomness gave a number outside of {_BODY_BITS} bits")
    shifts = range(_BODY_BITS - _BITS_PER_CHARACTER, -1, -_BITS_PER_CHARACTER)
    return "".join(ALPHABET[drawn >> shift & 31] for shift in shifts)


def _neighbour_swaps(number: str) -> Iterator[str]:
    for at, (left, right) in enumerate(pairwise(number)):
        if left != right:
            yield f"{number[:at]}{right}{left}{number[at + 2 :]}"


def _passes(number: str) -> bool:
    """Return whether a typed number would be accepted, lookalikes being read first."""
    read = _read_lookalikes(number)
    return _in_alphabet(read) and mod_37_36.is_valid(read)


def _in_alphabet(number: str) -> bool:
    head, tail = number[:-_TAIL_LENGTH], number[-_TAIL_LENGTH:]
    return _PREFIX.fullmatch(head) is not None and all(map(ALPHABET.__contains__, tail))


def _read_lookalikes(number: str) -> str:
    # Only after the prefix: an office may well be called LX.
    return number[:-_TAIL_LENGTH] + number[-_TAIL_LENGTH:].translate(_LOOKALIKES)


def _separates(character: str) -> bool:
    category = unicodedata.category(character)
    return category in {"Pd", "Cf", "Cc"} or category[0] == "Z" or character in _OTHER_DASHES


def _grouped(number: str) -> str:
    head, tail = number[:-_TAIL_LENGTH], number[-_TAIL_LENGTH:]
    return f"{head}-{tail[:5]}-{tail[5:10]}-{tail[10:]}"
