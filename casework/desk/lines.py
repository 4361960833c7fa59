"""Lines of reminders: what the desk gives the courier to put together into one message a chat.

A line names a term by its rule, its number and its dates, and never what the case is about. How
many days are left, and whether it comes late, the courier says at the moment of sending.
Specified in docs/spec/outbox.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from casework.desk.facts import Case
from casework.desk.messages import Chat, audience, somebody_is_kept_out, topic_of
from casework.desk.scope import DeskScope
from casework.desk.term_rows import Watched, chase_of, moved_of, open_terms, schedule_of
from casework.outbox import outbox_row
from casework.ports import OutboxRow
from casework.rules.reminders import Kind, Stage
from casework.rules.roles import Group

LONGEST_SLEEP = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Line:
    """What one chat is reminded of: a term, by the stages of it that have come.

    `before` is the day that the term had until the calendar changed.
    """

    chat: Chat
    watched: Watched
    stages: Sequence[Stage]
    before: date | None = None

    @property
    def kind(self) -> Kind:
        """What the last of the stages is."""
        return self.stages[-1].kind


def row_of(scope: DeskScope, line: Line, case: Case | None) -> OutboxRow:
    """Return a line as the outbox takes it; without a case it is of a term of the round's own."""
    watched = line.watched
    told: dict[str, Any] = {
        "term": watched.row.id,
        "rule": watched.rule_id,
        "number": case.number if case else scope.office.series,
        "due": watched.due.date.isoformat(),
        "last": watched.due.remind_on.isoformat(),
        "planned": line.stages[0].at.isoformat(),
        "stages": [stage.key for stage in line.stages],
        "kind": line.kind.value,
        "case": case.id if case else None,
    }
    if line.before is not None:
        told["before"] = line.before.isoformat()
    item: dict[str, Any] = {
        "bot": "team",
        "chat_id": line.chat.id,
        "language": line.chat.language,
        "line": told,
    }
    if case is not None:
        item |= topic_of(scope, case, line.chat)
    mark = watched.row.id
    if line.kind is Kind.CHASE:
        mark = chase_of(scope, watched.row.id)
    elif line.kind is Kind.MOVED:
        mark = moved_of(scope, watched.row.id)
    return outbox_row(
        scope.seals.seal_for_courier,
        item,
        scope.new_id(),
        scope.clock(),
        term_id=mark,
        together=together_of(scope, line.chat),
    )


def together_of(scope: DeskScope, chat: Chat) -> str:
    """Return by what lines of one chat are found: a keyed hash, which tells nobody whose it is."""
    return scope.seals.tag("together", str(chat.id))


async def withdraw_lines(scope: DeskScope, case: Case, chat: Chat) -> None:
    """Let nothing of which a chat was to be reminded about a case go there any more."""
    own = [each.row.id for each in await open_terms(scope, case.id)]
    marks = [mark(scope, term_id) for term_id in own for mark in (chase_of, moved_of)]
    scope.book.withdraw_lines(case.id, marks, together_of(scope, chat))


async def leave_groups(scope: DeskScope, case: Case) -> None:
    """Let what waits for groups in which somebody must hear nothing of a case go to its readers."""
    for group, chat_id in scope.office.chats.items():
        if somebody_is_kept_out(scope, case, group):
            chat = Chat(chat_id, "")
            waiting = await scope.book.lines_waiting(case.id, together_of(scope, chat))
            await withdraw_lines(scope, case, chat)
            if waiting:
                await _tell_apart(scope, case, group, waiting)


async def _tell_apart(
    scope: DeskScope, case: Case, group: Group, waiting: Mapping[str, tuple[datetime, bool]]
) -> None:
    """Remind the readers of a body one by one of terms of which their group was to hear."""
    chats = (await audience(scope, case)).body(group)
    for watched in await open_terms(scope, case.id):
        if watched.row.id not in waiting:
            continue
        schedule = schedule_of(scope, watched)
        since, uncertain = waiting[watched.row.id]
        # The moment at which it was given to the courier lies at its stage, or after it.
        stages = schedule.between(since - LONGEST_SLEEP, since)[-1:]
        for chat in chats if stages else ():
            row = row_of(scope, Line(chat, watched, stages), case)
            scope.book.add_outbox(replace(row, uncertain=uncertain))
