"""Marking a case as a claim, and taking the mark back."""

from __future__ import annotations

from casework.desk.claims import mark_claim, unmark_claim
from casework.desk.facts import Case
from casework.rules.events import ACCEPTED
from casework.rules.roles import Action
from handlers.team.answers_read import reason
from handlers.team.deciding import Act, Asking, Variables


async def _mark(asking: Asking) -> tuple[Case, Variables]:
    case = await mark_claim(asking.scope, asking.press)
    return case, {"accepted": "yes" if case.facts.claim == ACCEPTED else "no"}


async def _unmark(asking: Asking) -> tuple[Case, Variables]:
    return await unmark_claim(asking.scope, asking.press, asking.given["reason"]), {}


CLAIMS = (
    Act("claim", Action.MARK_CLAIM, (), _mark),
    Act("noclaim", Action.MARK_CLAIM, (reason(),), _unmark),
)
