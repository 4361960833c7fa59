"""How a case is handled, to which body it goes, and what that body reports.

Source: 检举控告工作规则 arts. 16, 20-22.
"""

from __future__ import annotations

from collections.abc import Sequence

from casework.desk.facts import Case
from casework.desk.handle import set_handling, take_result
from casework.rules.display import one_line
from casework.rules.handling import TO_ANOTHER_BODY, Handling
from casework.rules.roles import Action
from handlers.team.answers_read import words
from handlers.team.deciding import SHORT, Act, Asking, Question, Variables
from handlers.texts import Say


async def _ways(_asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    return [(each.value, say.label(f"desk-choice-handling-{each}")) for each in Handling]


def _elsewhere(asking: Asking) -> bool:
    return asking.given.get("way") in TO_ANOTHER_BODY


async def _handle(asking: Asking) -> tuple[Case, Variables]:
    organ, _, document = asking.given.get("organ", "").partition("\n")
    chosen = Handling(asking.given["way"])
    named = {"organ": one_line(organ, SHORT), "document": one_line(document, SHORT)}
    return await set_handling(asking.scope, asking.press, chosen, **named), {}


async def _take(asking: Asking) -> tuple[Case, Variables]:
    return await take_result(asking.scope, asking.press, asking.given["words"]), {}


HANDLING = (
    Act(
        "handle",
        Action.HANDLE,
        (Question("way", _ways), Question("organ", read=words, long=True, fits=_elsewhere)),
        _handle,
    ),
    Act("result", Action.RESULT, (Question("words", read=words, long=True),), _take),
)
