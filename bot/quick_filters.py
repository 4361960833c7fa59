"""Filters that look at an update and nothing else are asked where they stand.

aiogram hands every filter that is not a coroutine to another thread. The desk asks a hundred of
them for one press, and each way there and back takes longer than what is asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router


def ask_at_once(router: Router) -> None:
    """Let the `F...` filters of a router and of those below answer without another thread."""
    for observer in router.observers.values():
        for handler in observer.handlers:
            for each in handler.filters or ():
                if each.magic is not None and not each.awaitable:
                    each.callback, each.awaitable = _at_once(each.callback), True
    for inner in router.sub_routers:
        ask_at_once(inner)


def _at_once(ask: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def answer(*about: Any, **named: Any) -> Any:
        return ask(*about, **named)

    return answer
