"""The list of somebody's own petitions: of those with a name, and only if they asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class OwnPetitions(Protocol):
    """The receipt numbers that one person wants to find again under their account."""

    async def numbers(self) -> Sequence[str]:
        """Return the numbers, the newest first."""
        ...

    async def add(self, number: str) -> None:
        """Put a number at the top, and keep the list for its time from now."""
        ...

    def forget(self) -> None:
        """Keep no list any more."""
        ...
