"""The flag: the leader confirms or lifts it; then the office is told. Source: 工作方案 六(二)7."""

from __future__ import annotations

from collections.abc import Sequence

from casework.desk.decided import WAYS
from casework.desk.facts import Case
from casework.desk.flags import confirm_flag, lift_flag, report_to_office
from casework.desk.records import Record
from casework.rules.roles import Action
from handlers.team.answers_read import line, paper, reason, remark
from handlers.team.deciding import Act, Asking, Question, Variables
from handlers.texts import Say


async def _ways(_asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    return [(way, say.label(f"desk-choice-{Record.REPORT}-{way}")) for way in WAYS]


async def _confirm(asking: Asking) -> tuple[Case, Variables]:
    return await confirm_flag(asking.scope, asking.press, asking.given["words"]), {}


async def _lift(asking: Asking) -> tuple[Case, Variables]:
    return await lift_flag(asking.scope, asking.press, asking.given["reason"]), {}


async def _report(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    case, told = await report_to_office(
        asking.scope,
        asking.press,
        whom=given["whom"],
        way=given["way"],
        words=given["words"],
        document=given["document"],
    )
    return case, {"told": told}


FLAGGING = (
    Act("confirm", Action.CONFIRM, (remark(),), _confirm),
    Act("lift", Action.CONFIRM, (reason(),), _lift),
    Act(
        "report", Action.REPORT, (Question("way", _ways), line("whom"), paper(), remark()), _report
    ),
)
