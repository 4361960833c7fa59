"""A flag that nobody has confirmed is chased the same day. Source: 工作方案 六(二)7."""

from __future__ import annotations

from casework.desk.facts import Case
from casework.desk.messages import When, chats_of_leaders, to_chat
from casework.desk.scope import DeskScope

FLAGGED = "flagged"
"""The event on which the term of the urgent report starts."""


async def plan_chase(scope: DeskScope, case: Case, term_id: str) -> None:
    """Plan to ask leader and deputies for a word: this afternoon, and on the next working day.

    Both belong to the term that the flag has started, and go when reminders are planned anew.
    """
    today, office = scope.today(), scope.office
    moments = [office.moment(today, office.chase_at)]
    moments.append(office.moment(office.calendar.add_workdays(today, 1), office.chase_at))
    args = {"number": case.number}
    for chat in await chats_of_leaders(scope, case):
        for at in moments:
            if at > scope.clock():
                to_chat(scope, case, chat, "chase-flag", args, When(at=at, term_id=term_id))
