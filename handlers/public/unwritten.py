"""What is said once and written nowhere: recovery phrases, and answers that a phrase has opened.

An answer waits in the database, sealed, until it is sent. These may not wait there, not even
sealed: they are kept in memory between the commit and the sending, and a random tag rests with the
answer that goes before them. Killed in between, the process forgets them, and the person asks anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram.methods import SendMessage

from handlers.answers import Answer
from handlers.texts import Say

MOST = 1000


@dataclass(slots=True)
class Unwritten:
    """Messages that are about to be sent, by their tag."""

    _held: dict[str, Sequence[SendMessage]] = field(default_factory=dict, init=False, repr=False)

    def after(
        self, first: SendMessage, tag: str, messages: Sequence[SendMessage], lost: str, say: Say
    ) -> Answer:
        """Return the answer that `messages` are sent after; `lost` is said if they are gone."""
        self._held[tag] = messages
        if len(self._held) > MOST:  # Left behind by updates that were not committed after all.
            del self._held[next(iter(self._held))]
        return Answer(first, then={"unwritten": tag, "lost": say(lost)})

    def take(self, tag: str) -> Sequence[SendMessage] | None:
        """Return the messages and forget them; None if this process never had them."""
        return self._held.pop(tag, None)
