"""What the desk gives the courier to send: outbox items, each sealed to the courier.

An item names a sentence of the locales and its variables. It never holds content of a case, except
a reply to the reporter, which is for the reporter alone. Specified in docs/spec/outbox.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.desk.facts import Case
from casework.desk.people import Member, members
from casework.desk.scope import DeskScope
from casework.outbox import REPORT, outbox_row, patiently, report_text
from casework.rules.access import exclusion_of
from casework.rules.roles import Group, Role, group_of
from casework.rules.routing import RosterEntry

Variables = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of the team bot: a group's, or a reader's own."""

    id: int
    language: str

    @property
    def is_private(self) -> bool:
        """Whether it is one person's; Telegram numbers groups below zero."""
        return self.id > 0


def to_chat(  # noqa: PLR0913  what is said of which case, to whom, and by when
    scope: DeskScope,
    case: Case,
    chat: Chat,
    text: str,
    args: Variables,
    due: date | None = None,
) -> None:
    """Let the courier write the sentence `text` about a case to a chat of the team bot."""
    item = _sentence(chat, text, args, due) | topic_of(scope, case, chat)
    _add(scope, item, scope.clock(), _mark(scope, case, chat))


def tell_of(
    scope: DeskScope, case: Case, chats: Iterable[Chat], text: str, due: date | None = None
) -> None:
    """Let the courier write a sentence about a case now; in a private chat a button opens it."""
    for chat in chats:
        item = _sentence(chat, text, {"number": case.number}, due) | topic_of(scope, case, chat)
        if chat.is_private:
            item["buttons"] = [[{"id": "desk-button-card", "data": f"c:{case.id}"}]]
        _add(scope, item, scope.clock(), _mark(scope, case, chat))


def tell_apart(  # noqa: PLR0913  what is said to whom, by when, and what can be done
    scope: DeskScope,
    chat: Chat,
    text: str,
    args: Variables,
    due: date | None = None,
    *,
    button: tuple[str, str] | None = None,
) -> None:
    """Let the courier write a sentence to a chat that no recusal withdraws.

    In a private chat it may have a button: its label, and its data.
    """
    item = _sentence(chat, text, args, due)
    if button is not None and chat.is_private:
        item["buttons"] = [[{"id": button[0], "data": button[1]}]]
    _add(scope, item, scope.clock(), None)


def withdraw_notices(scope: DeskScope, case: Case, chat: Chat) -> None:
    """Let nothing about a case that waits for the courier go to a reader's own chat any more."""
    mark = _mark(scope, case, chat)
    if mark is not None:
        scope.book.withdraw(mark)


def to_reporter(  # noqa: PLR0913  what is said of which case, and what can be done with it
    scope: DeskScope,
    case: Case,
    text: str,
    args: Variables,
    *,
    button: tuple[str, str] | None = None,
    dispatch: str | None = None,
) -> None:
    """Let the courier write to the reporter; only the courier knows who and where that is.

    With `dispatch`, the id of a message, the courier tells the desk what became of it.
    """
    item: dict[str, Any] = {
        "bot": "public",
        "route": case.id,
        "text": {"id": text, "args": dict(args)},
    }
    if button is not None:
        item["buttons"] = [[{"id": button[0], "data": button[1]}]]
    if dispatch is not None:
        token = scope.seals.tag(REPORT, report_text(case.id, dispatch))
        item[REPORT] = {"case": case.id, "dispatch": dispatch, "token": token}
    _add(scope, patiently(item, scope.clock()), scope.clock(), None)


def delete_later(scope: DeskScope, chat_id: int, message_id: int, at: datetime) -> None:
    """Let the courier delete a message of the team bot at a moment."""
    params = {"chat_id": chat_id, "message_id": message_id}
    _add(scope, {"bot": "team", "method": "deleteMessage", "params": params}, at, None)


@dataclass(frozen=True, slots=True)
class Audience:
    """Where those who read a case are told of it, as things stand at one moment."""

    scope: DeskScope
    case: Case
    readers: Sequence[Member]

    def body(self, group: Group) -> Sequence[Chat]:
        """Return where a body is told: its group, or its readers of the case one by one.

        Whom the rules keep out of it sits in the group all the same, so then each reader is told
        apart.
        """
        chats = self.scope.office.chats
        if group in chats and not somebody_is_kept_out(self.scope, self.case, group):
            return [Chat(chats[group], self.scope.office.languages[0])]
        return [chat_of(m) for m in self.readers if m.group is group]

    def assignee(self) -> Sequence[Chat]:
        """Return where the one is told who handles the case; nowhere if nobody does."""
        return [chat_of(m) for m in self.readers if m.id == self.case.facts.assignee]

    def worker(self) -> Sequence[Chat]:
        """Return where those who handle it are told: the assignee, or else the whole body."""
        return self.assignee() or self.body(Group(self.case.facts.worker))

    def leaders(self, *roles: Role) -> Sequence[Chat]:
        """Return where who leads the case is told; a body without them is told as a whole."""
        return self.leading(*roles) or self.body(Group(self.case.facts.worker))

    def leading(self, *roles: Role) -> Sequence[Chat]:
        """Return where these are told of those who lead the case; nobody does at the office."""
        if self.case.facts.handed_over is not None:
            return ()
        return [chat_of(m) for m in self.readers if m.role in roles]


async def audience(scope: DeskScope, case: Case) -> Audience:
    """Return where those who read a case are told of it."""
    return Audience(scope, case, await readers_there(scope, case))


async def chats_of_body(scope: DeskScope, case: Case, group: Group) -> Sequence[Chat]:
    """Return where a body is told of a case: see `Audience.body`."""
    return (await audience(scope, case)).body(group)


async def chats_of_worker(scope: DeskScope, case: Case) -> Sequence[Chat]:
    """Return where those who handle a case are told of it: the assignee, or else the whole body."""
    return (await audience(scope, case)).worker()


async def chats_of_leader(scope: DeskScope, case: Case) -> Sequence[Chat]:
    """Return where the leader is told of a case; a body without one is told as a whole."""
    return (await audience(scope, case)).leaders(Role.LEADER)


async def chats_of_reader(scope: DeskScope, case: Case, reader_id: str) -> Sequence[Chat]:
    """Return where one reader of a case is told of it; nowhere, if they do not read it any more."""
    return [chat_of(m) for m in await readers_there(scope, case) if m.id == reader_id]


def chat_of(member: Member) -> Chat:
    """Return a reader's own chat."""
    return Chat(member.chat_id, member.language)


async def readers_there(scope: DeskScope, case: Case) -> Sequence[Member]:
    """Return the members who read a case, by its facts: a wrap alone makes nobody a reader."""
    # A case that this very unit of work enters has its wraps only after the commit.
    wrapped = await scope.book.readers_of(case.id) or frozenset(case.facts.readers)
    return readers_among(await members(scope), case, wrapped)


def readers_among(
    people: Iterable[Member], case: Case, wrapped: Collection[str]
) -> Sequence[Member]:
    """Return who of `people` reads a case, `wrapped` being those who hold a wrap of it."""
    return [each for each in people if each.id in wrapped and case.facts.lets_in(each.id)]


def somebody_is_kept_out(scope: DeskScope, case: Case, group: Group) -> bool:
    """Say whether a group has somebody who must hear nothing of a case.

    Of who was recused and has left the roster since, nothing says in which group they still sit.
    """
    facts, people = case.facts, scope.roster.readers()
    if {*facts.recused} - {reader.id for reader in people}:
        return True
    entries = (RosterEntry(each.id, Role(each.role), each.home_units) for each in people)
    apart = {"bypassed": facts.bypassed, "recused": facts.recused}
    return any(
        group_of(entry.role) is group and exclusion_of(entry, unit=facts.unit, **apart) is not None
        for entry in entries
    )


def _mark(scope: DeskScope, case: Case, chat: Chat) -> str | None:
    """Return by what the desk finds a notice to a reader's own chat again, should they be recused.

    The database holds it in the clear, so it is a keyed hash: it tells neither case nor reader.
    """
    return scope.seals.tag("notice", f"{case.id} {chat.id}") if chat.is_private else None


def topic_of(scope: DeskScope, case: Case, chat: Chat) -> dict[str, Any]:
    """Return where in a group a notice about a case belongs; its number is all that is told."""
    if chat.is_private or not scope.office.topics:
        return {}
    return {"topic": {"case_id": case.id, "name": case.number}}


def _sentence(chat: Chat, text: str, args: Variables, due: date | None) -> dict[str, Any]:
    item: dict[str, Any] = {
        "bot": "team",
        "chat_id": chat.id,
        "language": chat.language,
        "text": {"id": text, "args": dict(args)},
    }
    if due is not None:
        item["due"] = due.isoformat()
    return item


def _add(scope: DeskScope, item: Mapping[str, Any], at: datetime, term_id: str | None) -> None:
    row = outbox_row(scope.seals.seal_for_courier, item, scope.new_id(), at, term_id=term_id)
    scope.book.add_outbox(row)
