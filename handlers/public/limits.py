"""How much one person may hand in at once: generous, and never at the cost of anybody else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one petition; `max_text` counts characters over all its messages."""

    max_text: int
    max_file_bytes: int
