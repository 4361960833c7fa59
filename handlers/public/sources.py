"""What is said of other people's names in something that goes straight to the team.

A submitted petition has no review before it, and the intake cannot tell any more whether it is
anonymous. So from whom something was forwarded is left out, and told to be; whoever wants it known
writes it.
"""

from __future__ import annotations

from aiogram.types import Message

from handlers.public.circumstances import shows_a_name
from handlers.texts import Html, Say


def with_sources(told: Html, say: Say, message: Message) -> Html:
    """Return the answer to an addition with what is to be pointed out about it."""
    said = sources_of(say, message)
    return told if said is None else Html(f"{told}\n\n{said}")


def sources_of(say: Say, message: Message) -> Html | None:
    """Return what is to be pointed out about a message, or None."""
    if shows_a_name(message):
        return say("added-name-left-out")
    return say("added-contact-card") if message.contact is not None else None
