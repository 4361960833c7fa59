"""What people send besides words and files: places, people, stickers, dice, polls.

Each function returns the members of a `Message` that the Bot API shows for it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from emulator.errors import ImpossibleActError
from emulator.state import Account, Chat, Json
from emulator.wire import chat_json, user_json

_UNIQUE_ID = "AgADcontent"


def location(latitude: float, longitude: float, **about: Any) -> Json:
    """A `Location`; `live_period` makes it a live one, `horizontal_accuracy` is in metres."""
    return {"location": {"latitude": latitude, "longitude": longitude, **about}}


def venue(title: str, address: str, latitude: float, longitude: float) -> Json:
    """A `Venue`; for backward compatibility its location stands beside it."""
    place = location(latitude, longitude)
    return {"venue": {**place, "title": title, "address": address}, **place}


def contact(phone_number: str, first_name: str, **about: Any) -> Json:
    """A `Contact`, perhaps with `last_name`, `user_id` and `vcard`."""
    return {"contact": {"phone_number": phone_number, "first_name": first_name, **about}}


def sticker(emoji: str = "🙂") -> Json:
    """A `Sticker`."""
    drawn: Json = {"file_id": f"CAAC{_UNIQUE_ID}", "file_unique_id": _UNIQUE_ID, "type": "regular"}
    size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**drawn, **size, "emoji": emoji}}


def dice(emoji: str = "🎲", value: int = 4) -> Json:
    """A `Dice` that has fallen."""
    return {"dice": {"emoji": emoji, "value": value}}


def poll(question: str, options: list[str]) -> Json:
    """A `Poll` that nobody has voted in."""
    named = [
        {"persistent_id": str(number), "text": text, "voter_count": 0}
        for number, text in enumerate(options)
    ]
    rules: Json = {
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    drawn: Json = {"id": "5000000000000001", "question": question, "total_voter_count": 0}
    return {"poll": {**drawn, "options": named, **rules}}


def raw(**members: Any) -> Json:
    """Whatever the Bot API may show one day."""
    return members


CONTENTS: dict[str, Callable[..., Json]] = {
    function.__name__: function for function in (location, venue, contact, sticker, dice, poll, raw)
}


def origin(date: datetime, source: Account | Chat | str, signature: str | None = None) -> Json:
    """A `MessageOrigin`: an account, a channel, or the mere name of somebody who hides theirs."""
    at: Json = {"date": int(date.timestamp())}
    if isinstance(source, str):
        return {"type": "hidden_user", **at, "sender_user_name": source}
    if isinstance(source, Chat):
        drawn = {"type": "channel", **at, "chat": chat_json(source), "message_id": 1}
        return drawn | ({"author_signature": signature} if signature else {})
    return {"type": "user", **at, "sender_user": user_json(source)}


def quote(text: str, within: str) -> Json:
    """A `TextQuote` of a part of another message."""
    at = within.find(text)
    if at < 0:
        raise ImpossibleActError(f"{text!r} does not stand in the message that is quoted")
    position = len(within[:at].encode("utf-16-le")) // 2
    return {"text": text, "position": position, "is_manual": True}
