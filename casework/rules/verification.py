"""Whether the name that a reporter gave is really theirs 实名核实, and how that was found out.

Source: 检举控告工作规则 arts. 24 (a call or a talk), 30 (what cannot be verified is anonymous).
"""

from __future__ import annotations

from enum import StrEnum


class Verified(StrEnum):
    """What came of it; a case of which nobody has asked yet has none of these."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Way(StrEnum):
    """How the reporter was spoken to."""

    CALL = "call"
    TALK = "talk"
    OTHER = "other"
