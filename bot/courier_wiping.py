"""Deletes many messages: in calls as large as Telegram allows, and what it refuses one by one.

A call is refused as a whole when one of its messages is older than 48 hours, and it does not say
which. So a refused call is halved until what can be deleted is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.courier_outcomes import STAYS, Fate, Outcome
from casework.rules.wiping import in_calls

OLD_ENOUGH = 8
"""So many messages refused, and whatever is older is taken to be refused as well."""

Send = Callable[[Mapping[str, Any]], Awaitable[Outcome]]


def wiping_call(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the call that deletes the conversation which an item names, newest first."""
    wipe = item["wipe"]
    numbers = list(range(int(wipe["to"]), int(wipe["from"]) - 1, -1))
    params = {"chat_id": wipe["chat_id"], "message_ids": numbers}
    return {"bot": item["bot"], "method": "deleteMessages", "params": params}


async def delete_messages(send: Send, params: Mapping[str, Any]) -> Outcome:
    """Delete what can be deleted of `message_ids`, however many there are, in the order given.

    What is left undone by the returned outcome is done by the same call once more: messages that
    are gone are passed over.
    """
    waiting = in_calls(params["message_ids"])
    refused = 0
    while waiting and refused < OLD_ENOUGH:
        numbers = waiting.pop(0)
        outcome = await send({**params, "message_ids": numbers})
        if outcome.reason == STAYS:
            refused += len(numbers) == 1
            waiting[:0] = _halves(numbers)
        elif outcome.fate is not Fate.DELIVERED:
            return outcome
    return Outcome(Fate.DELIVERED)


def _halves(numbers: Sequence[int]) -> list[Sequence[int]]:
    middle = (len(numbers) + 1) // 2
    return [numbers[:middle], numbers[middle:]] if len(numbers) > 1 else []
