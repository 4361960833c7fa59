"""What a process does after an answer was sent: each step has a name, which is in its `then`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram.types import Message

Then = Mapping[str, Any]
Step = Callable[[Then, Message], Awaitable[None]]


def after_sent(steps: Mapping[str, Step]) -> Step:
    """Return what takes the step that an answer's `then` names."""

    async def take(then: Then, message: Message) -> None:
        for name in steps.keys() & then.keys():
            await steps[name](then, message)

    return take
