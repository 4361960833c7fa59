"""What a measurement says, and whether that is good enough."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value.

    Attributes:
        name: What was measured, in a few words.
        value: The value with its unit, as a person reads it.
        wanted: The limit in words, or an empty string if there is none.
        holds: Whether the value keeps the limit.
    """

    name: str
    value: str
    wanted: str = ""
    holds: bool = True
