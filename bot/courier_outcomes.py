"""What became of a message: every error of the library has its place in one table.

    RetryAfter                      the whole bot waits as long as Telegram says
    InvalidToken, EndPointNotFound  the whole bot waits until a person has mended its token
    Forbidden                       nobody is there: blocked, removed, account deleted
    BadRequest                      Telegram will never take it, or it was done already
    NetworkError, answered          Telegram refused for now (5xx): certainly not delivered
    NetworkError, no connection     certainly not delivered
    TimedOut, connection lost       nobody knows
    anything else                   nobody knows

`remedy` comes first: some errors say how the same message can be sent after all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

# The library's own HTTP client: only its errors tell whether a request left this machine.
import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

TOKEN_PAUSE = timedelta(minutes=1)
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
BLOCKED = "blocked, or removed from the chat"
TOO_LATE = "message can't be deleted"  # 48 hours. Source: Bot API, deleteMessage
STAYS = "too late to delete it for everyone"
DONE_ALREADY = ("message to delete not found", "message is not modified")


class Fate(Enum):
    """How a try ended."""

    DELIVERED = "delivered"
    NEVER = "can never be delivered"
    BOT_WAITS = "the bot has to wait"
    NOT_SENT = "certainly not delivered"
    UNKNOWN = "may have been delivered"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try ended; `reason` is for the log and quotes nothing, `wait` is for `BOT_WAITS`."""

    fate: Fate
    reason: str = ""
    wait: timedelta = timedelta()


def outcome_of(error: Exception) -> Outcome:
    """Return what an error means for the message that was being sent."""
    kind = type(error).__name__
    match error:
        case RetryAfter():
            return Outcome(Fate.BOT_WAITS, kind, _wait(error))
        case InvalidToken() | EndPointNotFound():
            return Outcome(Fate.BOT_WAITS, "the token is refused", TOKEN_PAUSE)
        case Forbidden():
            return Outcome(Fate.NEVER, BLOCKED)
        case BadRequest() | ChatMigrated():
            done, late = _says(error, *DONE_ALREADY), _says(error, TOO_LATE)
            reason = STAYS if late else kind
            return Outcome(Fate.DELIVERED if done else Fate.NEVER, reason)
        case _:
            return Outcome(Fate.NOT_SENT if _never_arrived(error) else Fate.UNKNOWN, kind)


def remedy(error: TelegramError, params: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the parameters with which the same message can be sent at once, or None.

    A group got another number, a topic was deleted or closed, or the message to reply to is gone:
    the words must arrive all the same.
    """
    match error:
        case ChatMigrated():
            return {**params, "chat_id": error.new_chat_id}
        case BadRequest() if is_gone_topic(error) or is_closed_topic(error):
            return _without(params, "message_thread_id")
        case BadRequest() if _says(error, "replied not found"):
            return _without(params, "reply_parameters", "reply_to_message_id")
        case _:
            return None


def is_gone_topic(error: TelegramError) -> bool:
    """Say whether the topic of a message was deleted."""
    return _says(error, "thread not found", "topic_deleted", "topic_id_invalid")


def is_closed_topic(error: TelegramError) -> bool:
    """Say whether the topic of a message takes none any more."""
    return _says(error, "topic_closed")


def _wait(error: RetryAfter) -> timedelta:
    # Seconds, or a timedelta once the library was told that it is expected.
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def _never_arrived(error: Exception) -> bool:
    if not isinstance(error, NetworkError):
        return False
    # An answer has no cause, or the library's own when its body is a web server's error page.
    answered = isinstance(error.__cause__, TelegramError | None)
    if answered:
        return not _says(error, "timed out", "timeout")
    return isinstance(error.__cause__, NEVER_LEFT)


def _says(error: TelegramError, *phrases: str) -> bool:
    return any(phrase in error.message.lower() for phrase in phrases)


def _without(params: Mapping[str, Any], *names: str) -> dict[str, Any] | None:
    rest = {name: value for name, value in params.items() if name not in names}
    return rest if len(rest) < len(params) else None
