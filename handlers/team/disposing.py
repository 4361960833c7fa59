"""What is to become of a lead: proposed, approved or refused, and decided by another body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.desk.disposing import (
    approve_disposition,
    enter_decision,
    propose_disposition,
    refuse_disposition,
)
from casework.desk.facts import Case
from casework.desk.records import Record
from casework.rules.dispositions import Disposition
from casework.rules.roles import Action
from handlers.team.answers_read import day, line, reason, remark
from handlers.team.deciding import Act, Asking, Question, Variables
from handlers.texts import Say


async def _kinds(_asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    return [(each, say.label(f"desk-choice-{Record.DISPOSITION}-{each}")) for each in Disposition]


async def _propose(asking: Asking) -> tuple[Case, Variables]:
    chosen = Disposition(asking.given["kind"])
    return await propose_disposition(asking.scope, asking.press, chosen, asking.given["reason"]), {}


async def _approve(asking: Asking) -> tuple[Case, Variables]:
    return await approve_disposition(asking.scope, asking.press, asking.given["words"]), {}


async def _refuse(asking: Asking) -> tuple[Case, Variables]:
    return await refuse_disposition(asking.scope, asking.press, asking.given["reason"]), {}


async def _decided(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    case = await enter_decision(
        asking.scope,
        asking.press,
        organ=given["organ"],
        document=given["document"],
        day=date.fromisoformat(given["day"]),
        words=given["reason"],
    )
    return case, {}


DISPOSING = (
    Act("dispose", Action.PROPOSE, (Question("kind", _kinds), reason()), _propose),
    Act("agree", Action.APPROVE, (remark(),), _approve),
    Act("disagree", Action.APPROVE, (reason(),), _refuse),
    Act("decided", Action.DECIDE, (line("organ"), line("document"), day(), reason()), _decided),
)
