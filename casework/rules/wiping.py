"""Which messages make up a conversation that is to be deleted, by their numbers at Telegram.

Telegram numbers the messages of all private chats of a bot in one rising series, so the numbers of
one chat lie scattered among those of the others. Numbers of another chat are passed over: a bot
deletes only what lies in the chat that it names. Source: Bot API, deleteMessages.
"""

from __future__ import annotations

from collections.abc import Sequence

AT_ONCE = 100
"""How many messages one call deletes. Source: Bot API, deleteMessages."""

BEFORE = 1_000
"""How far before the first known message greetings, questions and look-ups are still found."""

AFTER = 1_000
"""How far behind the button that was pressed: what was said here since."""

MOST = 20_000
"""No more numbers than this are tried; the oldest are left out, which fall out of time first."""


def span_of(first: int | None, pressed: int) -> tuple[int, int]:
    """Return the least and the greatest number to try.

    `first` is the earliest message that is known to belong to the conversation, `pressed` the one
    with the button.
    """
    greatest = pressed + AFTER
    known = pressed if first is None else min(first, pressed)
    return max(1, known - BEFORE, greatest - MOST + 1), greatest


def in_calls(numbers: Sequence[int]) -> list[Sequence[int]]:
    """Return `numbers`, in their order, in lists that one call takes."""
    return [list(numbers[at : at + AT_ONCE]) for at in range(0, len(numbers), AT_ONCE)]
