"""Repeats of a case: linked by a number, merged, and both taken back."""

from __future__ import annotations

from casework.desk.facts import Case
from casework.desk.repeats import (
    find_main,
    link_repeat,
    merge_repeat,
    unlink_repeat,
    unmerge_repeat,
)
from casework.rules.roles import Action
from handlers.team.answers_read import reason
from handlers.team.deciding import Act, Asking, Question, Variables


async def _number(asking: Asking, text: str) -> str | None:
    """Return the number, if it names a case that can be the first of the matter."""
    await find_main(asking.scope, asking.index, asking.press, asking.case, text)
    return text


async def _link(asking: Asking) -> tuple[Case, Variables]:
    number = asking.given["number"]
    case, main = await link_repeat(asking.scope, asking.index, asking.press, number)
    return case, {"main": main.number}


async def _unlink(asking: Asking) -> tuple[Case, Variables]:
    return await unlink_repeat(asking.scope, asking.press), {}


async def _merge(asking: Asking) -> tuple[Case, Variables]:
    return await merge_repeat(asking.scope, asking.press, asking.given["reason"]), {}


async def _unmerge(asking: Asking) -> tuple[Case, Variables]:
    return await unmerge_repeat(asking.scope, asking.press, asking.given["reason"]), {}


REPEATING = (
    Act("link", Action.LINK, (Question("number", read=_number),), _link),
    Act("unlink", Action.LINK, (), _unlink),
    Act("merge", Action.MERGE, (reason(),), _merge),
    Act("unmerge", Action.MERGE, (reason(),), _unmerge),
)
