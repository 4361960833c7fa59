"""Which of a reader's keys a wrap was made for, and who may be let into a case later.

Source: docs/spec/ledger.md §5.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING

from casework.rules.roles import Action, Group, group_of, may

if TYPE_CHECKING:
    from collections.abc import Collection

    from casework.rules.routing import RosterEntry

KEY_ID_DIGITS = 16


class Exclusion(StrEnum):
    """Why somebody is not let into a case."""

    NO_READER = "no-reader"
    HOME_UNIT = "home-unit"
    BYPASSED = "bypassed"
    RECUSED = "recused"
    READS_ALREADY = "reads-already"
    NO_KEY = "no-key"


def key_id(recipient: str) -> str:
    """Return the first 16 hexadecimal digits of SHA-256 over a recipient's text."""
    return hashlib.sha256(recipient.encode()).hexdigest()[:KEY_ID_DIGITS]


def exclusion_of(
    person: RosterEntry, *, unit: str, bypassed: Collection[str], recused: Collection[str]
) -> Exclusion | None:
    """Return what keeps a person out of a case about `unit`, or None if nothing does.

    The same rules hold as at submission, and whoever was recused stays out.

    Source: 工作方案 五.5, 八.4.
    """
    if not may(person.role, Action.READ):
        return Exclusion.NO_READER
    if unit in person.home_units:
        return Exclusion.HOME_UNIT
    if group_of(person.role) in {Group(name) for name in bypassed}:
        return Exclusion.BYPASSED
    return Exclusion.RECUSED if person.id in recused else None
