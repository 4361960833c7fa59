"""The list of somebody's own petitions: of those with a name alone, and only for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from casework.petitions import Petition, Receipt


class OwnPetitions(Protocol):
    """The receipt numbers of the petitions that one person has handed in with their name."""

    async def numbers(self) -> Sequence[str]:
        """Return the numbers, the newest first."""
        ...

    async def add(self, number: str) -> None:
        """Put a number at the top, and keep the list for its time from now."""
        ...

    def forget(self) -> None:
        """Keep no list any more."""
        ...


async def list_as_own(own: OwnPetitions, petition: Petition, receipt: Receipt) -> None:
    """Put a petition into its author's list if it bears a name."""
    if petition.real_name:
        await own.add(receipt.number)
