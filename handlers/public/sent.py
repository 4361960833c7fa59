"""Which message became which piece, for as long as the conversation may know it.

The list stands in the sealed data of the conversation and goes with it: with the receipt, when a
draft is discarded, and when somebody is done adding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiogram.types import Message

from handlers.public.content import file_ids

MOST = 1000  # messages; the oldest cannot be changed any more


@dataclass(frozen=True, slots=True)
class Sent:
    """The piece that a message became, how many characters of it count, and which file it has."""

    piece_id: str
    characters: int
    file: str


def sent_as(data: Mapping[str, Any], message: Message) -> Sent | None:
    """Return what a message became, or None if that is not known."""
    known = data.get("sent", {}).get(str(message.message_id))
    return Sent(*known) if known else None


def remembered(
    data: Mapping[str, Any], message: Message, piece_id: str, characters: int
) -> dict[str, Any]:
    """Return the list with one more message in it."""
    known = dict(data.get("sent", {}))
    known[str(message.message_id)] = [piece_id, characters, file_ids(message)]
    return dict(list(known.items())[-MOST:])
