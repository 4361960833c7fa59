"""More time for a term: asked for, approved or refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.desk.deadlines import tag_of_term
from casework.desk.extending import (
    approve_extension,
    ask_extension,
    check_until,
    extendable,
    refuse_extension,
)
from casework.desk.facts import Case
from casework.rules.extensions import read_until
from casework.rules.roles import Action
from handlers.team.answers_read import reason, remark
from handlers.team.deciding import Act, Asking, Question, Variables
from handlers.team.views import name_of_term
from handlers.texts import Say


async def _terms(asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    return [
        (tag_of_term(each), name_of_term(each.rule_id, say))
        for each in await extendable(asking.scope, asking.case)
    ]


async def _until(asking: Asking, text: str) -> str | None:
    """Return the new last day, as ISO date; a length counts from the day that is due now."""
    scope, tag = asking.scope, asking.given["term"]
    terms = await extendable(scope, asking.case)
    due = next((each.due.date for each in terms if tag_of_term(each) == tag), scope.today())
    until = read_until(text, due, scope.today(), scope.office.calendar)
    if until is None:
        return None
    await check_until(scope, asking.case, tag, until)
    return until.isoformat()


async def _ask(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    until = date.fromisoformat(given["until"])
    case = await ask_extension(
        asking.scope, asking.press, tag=given["term"], until=until, reason=given["reason"]
    )
    return case, {"due": until}


async def _approve(asking: Asking) -> tuple[Case, Variables]:
    case, until = await approve_extension(asking.scope, asking.press, asking.given["words"])
    return case, {"due": until}


async def _refuse(asking: Asking) -> tuple[Case, Variables]:
    return await refuse_extension(asking.scope, asking.press, asking.given["reason"]), {}


EXTENDING = (
    Act(
        "extend",
        Action.EXTEND,
        (Question("term", _terms), Question("until", read=_until), reason()),
        _ask,
    ),
    Act("more", Action.APPROVE, (remark(),), _approve),
    Act("nomore", Action.APPROVE, (reason(),), _refuse),
)
