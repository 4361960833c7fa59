"""The recovery identity: any two of three custodians open it, and one alone opens nothing.

Source: docs/spec/ledger.md §3. The identity is sealed once for each pair, to one of them inside and
to the other outside, so `age -d` twice is all that is needed; there is no sharing of secrets to
get wrong. It is never written otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from storage.ledger.age import Profile, generate_identity, parse_recipient, seal
from storage.ledger.roster import check_recipient

CUSTODIANS = 3


@dataclass(frozen=True, slots=True)
class Recovery:
    """The public key for the roster, and the sealed files by name."""

    recipient: str
    files: Mapping[str, bytes]


def make_recovery(custodians: Mapping[str, str], profile: str) -> Recovery:
    """Make a recovery identity and seal it to each pair of `custodians` (name: age public key).

    Raises:
        WrongProfileError: A key is of another profile.
        MalformedKeyError: A key is none.
        ValueError: There are not three custodians with three keys.
    """
    keys = {name: check_recipient(key, profile, name) for name, key in custodians.items()}
    if len(set(keys.values())) != CUSTODIANS or len(keys) != CUSTODIANS:
        raise ValueError("a recovery key needs three custodians with a key each")
    identity = generate_identity(Profile(profile))
    text = f"# public key: {identity.recipient.encode()}\n{identity.encode()}\n".encode()
    files = {
        f"{first}+{second}.age": _sealed_to_both(text, keys[first], keys[second])
        for first, second in combinations(keys, 2)
    }
    return Recovery(identity.recipient.encode(), files)


def _sealed_to_both(text: bytes, first: str, second: str) -> bytes:
    inner = seal(text, [parse_recipient(second)])
    return seal(inner, [parse_recipient(first)])
