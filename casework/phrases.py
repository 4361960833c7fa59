"""The recovery phrase: twelve words that lead to a petition, and open what is kept for its author.

Specified in docs/spec/mailbox.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the words spell: 16 random bytes, the same in whichever list they are spelled."""

    entropy: bytes = field(repr=False)


class WordsRefusedError(Exception):
    """What was typed is no phrase, whether or not there is a petition."""


class WordCountError(WordsRefusedError):
    """There are more or fewer than twelve words."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class UnknownWordError(WordsRefusedError):
    """A word stands in no list; positions count from 1."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class WordsDoNotFitError(WordsRefusedError):
    """Each word stands in a list, and yet the twelve together were never given out."""


class Phrases(Protocol):
    """What can be done with a phrase while it is in memory."""

    def draw(self, random_bits: Callable[[int], int]) -> Phrase:
        """Return a fresh phrase, made of `random_bits`."""
        ...

    def words(self, phrase: Phrase, language: str) -> Sequence[str]:
        """Return the twelve words in the list of a language."""
        ...

    def read(self, text: str) -> Phrase:
        """Return the phrase that somebody typed, or raise a WordsRefusedError."""
        ...

    def lookup(self, phrase: Phrase) -> bytes:
        """Return the keyed hash under which its petition is found."""
        ...

    def recipient(self, phrase: Phrase) -> str:
        """Return the public half of the mailbox key."""
        ...

    def open(self, phrase: Phrase, sealed: bytes) -> dict[str, Any] | None:
        """Open what was put into the mailbox; None if it does not open."""
        ...
