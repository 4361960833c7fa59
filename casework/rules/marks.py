"""The marks that the team puts on a case."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Mark(StrEnum):
    """What makes a case special; each one can be set and unset by itself."""

    IMPORTANT = "important"
    SENSITIVE = "sensitive"
    URGENT = "urgent"
    PRINCIPAL = "principal"


PRESSING: Final = frozenset({Mark.IMPORTANT, Mark.SENSITIVE, Mark.URGENT})
"""The marks of which the leader hears the same day. Source: 工作方案 六(二)7."""
