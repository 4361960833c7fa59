"""When the round is over, leader and office are told its figures, once.

Source: 工作方案 六(三), whose 综合性汇报材料 they go into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from casework.desk.figures import keep_figures, read_figures
from casework.desk.messages import Chat, chat_of, tell_apart
from casework.desk.people import members
from casework.desk.scope import DeskScope
from casework.rules.figures import Figures
from casework.rules.roles import Group, Role

BUTTON = "desk-button-closing-report"
DATA = "crep:"
ROUND_REPORTED = "round-reported"


async def is_to_be_reported(scope: DeskScope, closes: date) -> bool:
    """Say whether the round is over and nobody has been told its figures yet."""
    if scope.today() <= closes:
        return False
    kept = await read_figures(scope)
    return kept is not None and kept.reported != closes


async def report_round(scope: DeskScope, closes: date, found: Figures) -> None:
    """Let the commit tell the figures of the round to who leads the team, and to the office.

    The commit raises a StaleError when somebody else does so at the same moment. As long as nobody
    is there to be told, it waits.
    """
    kept, chats = await read_figures(scope), await _told(scope)
    if kept is None or not chats or not await is_to_be_reported(scope, closes):
        return
    told = {
        "received": found.received,
        "reviewed": found.happened["reviewed"],
        "closed": found.happened["closed"],
        "overdue": sum(found.overdue.values()),
    }
    for chat in chats:
        tell_apart(scope, chat, "announce-round-report", told, closes, button=(BUTTON, DATA))
    await keep_figures(scope, replace(kept, reported=closes))
    scope.record(ROUND_REPORTED, day=closes.isoformat())


async def _told(scope: DeskScope) -> Sequence[Chat]:
    """Return the chats of leader and office; of an office where nobody has joined, its group."""
    known = await members(scope)
    chats = [chat_of(each) for each in known if each.role in {Role.LEADER, Role.OFFICE}]
    group = scope.office.chats.get(Group.OFFICE)
    if group is not None and not any(each.role is Role.OFFICE for each in known):
        chats.append(Chat(group, scope.office.languages[0]))
    return chats
