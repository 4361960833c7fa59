"""What is to be put right at once: proposed with a consent number, and entered when it is."""

from __future__ import annotations

from datetime import date

from casework.desk.facts import Case
from casework.desk.rectifying import enter_rectified, propose_rectification
from casework.rules.roles import Action
from handlers.team.answers_read import day, day_ahead, line, reason, remark
from handlers.team.deciding import Act, Asking, Question, Variables


async def _propose(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    case = await propose_rectification(
        asking.scope,
        asking.press,
        document=given["document"],
        until=date.fromisoformat(given["until"]) if given["until"] else None,
        words=given["reason"],
    )
    return case, {}


async def _rectified(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    case = await enter_rectified(
        asking.scope, asking.press, day=date.fromisoformat(given["day"]), words=given["words"]
    )
    return case, {}


RECTIFYING = (
    Act(
        "rectify",
        Action.PROPOSE,
        (line("document"), Question("until", read=day_ahead, optional=True), reason()),
        _propose,
    ),
    Act("rectified", Action.PROPOSE, (day(), remark()), _rectified),
)
