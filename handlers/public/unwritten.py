"""What is said once and written nowhere: recovery phrases, and answers that a phrase has opened.

An answer waits in the database, sealed, until it is sent. These may not wait there, not even
sealed: they are kept in memory between the commit and the sending, and a random tag rests with the
answer that goes before them. Killed in between, the process forgets them, and the person asks anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aiogram.methods import SendMessage

from handlers.answers import Answer
from handlers.texts import Say

KEPT_SECONDS = 60.0


@dataclass(slots=True)
class Unwritten:
    """Messages that are about to be sent, by their tag.

    `seconds` is a clock that never goes back. What is left behind by an update that was not
    committed after all, or whose answer nobody took, is forgotten with the next one that comes.
    """

    seconds: Callable[[], float]
    _held: dict[str, tuple[float, Sequence[SendMessage]]] = field(
        default_factory=dict, init=False, repr=False
    )

    def after(
        self, first: SendMessage, tag: str, messages: Sequence[SendMessage], lost: str, say: Say
    ) -> Answer:
        """Return the answer that `messages` are sent after; `lost` is said if they are gone."""
        now = self.seconds()
        for old in [each for each, (at, _) in self._held.items() if now - at > KEPT_SECONDS]:
            del self._held[old]
        self._held[tag] = (now, messages)
        return Answer(first, then={"unwritten": tag, "lost": say(lost)})

    def take(self, tag: str) -> Sequence[SendMessage] | None:
        """Return the messages and forget them; None if they are not here any more."""
        _, messages = self._held.pop(tag, (0.0, None))
        return messages
