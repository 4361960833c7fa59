"""What a check says: each thing that is not as it should be, by its name and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: its name, and a sentence about it."""

    thing: str
    what: str

    def __str__(self) -> str:
        return f"{self.thing}: {self.what}"


@dataclass(slots=True)
class Findings:
    """What was found so far, in the order of looking."""

    findings: list[Finding] = field(default_factory=list)

    def find(self, thing: str, what: str) -> None:
        """Note that something is wrong."""
        self.findings.append(Finding(thing, what))
