"""The checkpoint of the day is shown to those who keep it: the team, the Fifth group, the liaison.

They are witnesses thereby: a log that was rewritten no longer fits what stands in their chats.
Source: docs/spec/ledger.md §7.
"""

from __future__ import annotations

from dataclasses import replace

from casework.desk.figures import keep_figures, read_figures
from casework.desk.messages import Chat, chat_of, tell_apart
from casework.desk.people import members
from casework.desk.scope import DeskScope
from casework.rules.roles import Group
from casework.rules.standing import Posted


async def post_checkpoint(scope: DeskScope, request: str, posted: Posted) -> int:
    """Let the courier write `request`, an add-checkpoint request, to everybody who keeps it.

    A body without a chat of its own is written to one by one. From then on summaries name it.
    Returns how many chats it goes to.
    """
    kept = await read_figures(scope)
    if kept is not None:
        await keep_figures(scope, replace(kept, posted=posted))
        scope.record("figures")
    known = await members(scope)
    chats: list[Chat] = []
    for group in (Group.TEAM, Group.FIFTH):
        if group in scope.office.chats:
            chats.append(Chat(scope.office.chats[group], scope.office.languages[0]))
        else:
            chats += [chat_of(m) for m in known if m.group is group]
    chats += [chat_of(m) for m in known if m.group is Group.LIAISON]
    for chat in chats:
        tell_apart(scope, chat, "announce-checkpoint", {"checkpoint": request}, scope.today())
    return len(chats)
