"""What is to be put right at once: proposed with a consent number, and entered when it is."""

from __future__ import annotations

from datetime import date

from casework.desk.facts import Case
from casework.desk.rectifying import check_ahead, enter_rectified, propose_rectification
from casework.rules.extensions import read_until
from casework.rules.roles import Action
from handlers.team.answers_read import day, line, reason, remark
from handlers.team.deciding import Act, Asking, Question, Variables


async def _until(asking: Asking, text: str) -> str | None:
    """Return by when, as ISO date; a length counts from today."""
    scope = asking.scope
    until = read_until(text, scope.today(), scope.today(), scope.office.calendar)
    if until is None:
        return None
    check_ahead(scope, until)
    return until.isoformat()


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
        (line("document"), Question("until", read=_until, optional=True), reason()),
        _propose,
    ),
    Act("rectified", Action.PROPOSE, (day(), remark()), _rectified),
)
