"""How a message came about: forwarded from whom, an answer to what, with which links.

It is kept with the piece, sealed like it. No id or name of a Telegram account is in it but the name
that Telegram shows above a forwarded message, and never that of the sender's own account.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from aiogram.types.message_origin_union import MessageOriginUnion

QUOTE_LENGTH = 1024


def circumstances_of(message: Message) -> dict[str, Any]:
    """Return what is to be kept beside the content of a message, as plain data.

    `forwarded` has `name` (None for one's own messages) and `at`; `quote` has `text` and, for a
    message of another chat, `name`; `links` are the addresses behind words of the text.
    """
    known: dict[str, Any] = {}
    if message.forward_origin is not None:
        origin = message.forward_origin
        at = _aware(origin.date).isoformat()
        known["forwarded"] = {"name": _name(origin, message), "at": at}
    if (quote := _quote(message)) is not None:
        known["quote"] = quote
    if links := _links(message):
        known["links"] = links
    return known


def shows_a_name(message: Message) -> bool:
    """Say whether somebody else's name is kept with a message, as of whom it was forwarded from."""
    known = circumstances_of(message)
    return any(known.get(part, {}).get("name") for part in ("forwarded", "quote"))


def _name(origin: MessageOriginUnion, message: Message) -> str | None:
    if isinstance(origin, MessageOriginUser):
        sender = origin.sender_user
        own = message.from_user is not None and sender.id == message.from_user.id
        return None if own else sender.full_name
    if isinstance(origin, MessageOriginHiddenUser):
        own = message.from_user is not None and origin.sender_user_name == (
            message.from_user.full_name
        )
        return None if own else origin.sender_user_name
    if isinstance(origin, MessageOriginChat):
        place = origin.sender_chat
    elif isinstance(origin, MessageOriginChannel):
        place = origin.chat
    else:  # a kind of a newer Bot API
        return None
    return " / ".join(filter(None, (place.title, origin.author_signature)))


def _quote(message: Message) -> dict[str, Any] | None:
    """Return what somebody quotes, and from whom if it is from another chat.

    An answer that quotes nothing keeps nothing: Telegram repeats the whole message with it, which
    may have been changed or taken back, or belong to another petition.
    """
    text = message.quote.text if message.quote is not None else None
    if message.external_reply is not None:
        name = _name(message.external_reply.origin, message)
        return {"text": text or "", "name": name}
    return {"text": text[:QUOTE_LENGTH]} if text else None


def _links(message: Message) -> list[str]:
    """Return the addresses that stand behind words: the words alone would lose them."""
    entities = [*(message.entities or []), *(message.caption_entities or [])]
    return list(dict.fromkeys(e.url for e in entities if e.type == "text_link" and e.url))


def _aware(moment: datetime | int) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.fromtimestamp(moment, UTC)
