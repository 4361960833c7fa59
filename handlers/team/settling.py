"""How a case leaves the team's hands before it is closed, and how it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.desk.facts import Case
from casework.desk.settling import TOLD, enter_signature, reopen, settle
from casework.rules.cases import CaseEvent
from casework.rules.roles import Action
from handlers.team.answers_read import day, line, reason, remark
from handlers.team.deciding import Act, Asking, Done, Question, Variables
from handlers.texts import Say

YES, NO = "yes", "no"


async def _yes_or_no(_asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    return [(each, say.label(f"decide-tell-{each}")) for each in (YES, NO)]


def _tell() -> Question:
    """Return whether to tell the reporter; who can be told nothing here is not asked about."""
    return Question("tell", _yes_or_no, fits=lambda asking: asking.answerable)


def _settling(event: CaseEvent) -> Done:
    async def done(asking: Asking) -> tuple[Case, Variables]:
        given = asking.given
        told = given.get("tell") == YES
        case = await settle(
            asking.scope,
            asking.press,
            event,
            given["reason"],
            tell=told,
            organ=given.get("organ", ""),
            recipient=given.get("whom", ""),
        )
        return case, {"told": YES if told else NO} if event in TOLD else {}

    return done


async def _signed(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    case = await enter_signature(
        asking.scope,
        asking.press,
        day=date.fromisoformat(given["day"]),
        who=given["whom"],
        words=given["words"],
    )
    return case, {}


async def _reopen(asking: Asking) -> tuple[Case, Variables]:
    return await reopen(asking.scope, asking.press, asking.given["reason"]), {}


SETTLING = (
    Act(
        "pass",
        Action.SETTLE,
        (line("organ"), line("whom"), _tell(), reason()),
        _settling(CaseEvent.TRANSFERRED),
    ),
    Act("decline", Action.SETTLE, (_tell(), reason()), _settling(CaseEvent.NOT_ACCEPTED)),
    Act("keep", Action.SETTLE, (reason(),), _settling(CaseEvent.RETAINED)),
    Act("answered", Action.CLOSE, (reason(),), _settling(CaseEvent.ANSWERED)),
    Act("signed", Action.DECIDE, (line("whom"), day(), remark()), _signed),
    Act("reopen", Action.REOPEN, (reason(),), _reopen),
)
