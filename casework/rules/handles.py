"""Handles: random words in buttons that lead back to a case.

A row of `handles` is neither sealed nor in the log: one is made each time somebody asks how a
petition stands. So the word itself carries a check of the case that it leads to. It tells a
damaged row from a whole one; it is no signature.

Source: docs/spec/ledger.md §10.
"""

from __future__ import annotations

import hashlib

RANDOM_DIGITS = 24
CHECK_DIGITS = 8


def handle_for(case_id: str, random_digits: str) -> str:
    """Return a handle of 32 hexadecimal digits, 96 bits of which are random."""
    word = random_digits[:RANDOM_DIGITS]
    return word + _check(word, case_id)


def leads_to(handle: str, case_id: str) -> bool:
    """Say whether a handle was made for this case."""
    word = handle[:RANDOM_DIGITS]
    return handle == word + _check(word, case_id)


def _check(word: str, case_id: str) -> str:
    data = f"{word} {case_id}".encode("utf-8", "surrogateescape")
    return hashlib.sha256(data).hexdigest()[:CHECK_DIGITS]
