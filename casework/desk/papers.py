"""What papers are made of: cases as one reader may see them, for a form or a row of the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from casework.desk.deadlines import Watched, all_terms
from casework.desk.facts import Case, case_for, case_to
from casework.desk.messages import Chat, chat_of, tell_apart
from casework.desk.people import Member, members
from casework.desk.read import EarlierKeyError, Entry, open_pieces, open_with_session
from casework.desk.records import Field, Record, newest
from casework.desk.scope import CaseNotFoundError, DeskScope
from casework.rules.papers import Form
from casework.rules.roles import Action, Group, Role

WATCHED_FOR = timedelta(hours=24)


class NoConsentError(Exception):
    """A rectification is proposed to a unit only with the consent of the leading group.

    Source: 工作方案 六(二)8.
    """


class NothingProposedError(Exception):
    """The case holds no record that this form would be filled from."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with what papers take from it.

    `sealed` says that its content could not be opened for this reader: they keep their key
    elsewhere, or it was wrapped for an earlier one. Then there are facts and terms alone. `related`
    are the numbers, by id, of the cases that it repeats or that repeat it, if the reader may know
    of them.
    """

    case: Case
    entries: Sequence[Entry]
    terms: Sequence[Watched]
    sealed: bool
    related: Mapping[str, str] = field(default_factory=dict)


async def look_into(scope: DeskScope, member: Member, case_id: str, action: Action) -> Opened:
    """Return a case with which `member` may do this, opened as far as their key opens it.

    Raises:
        LockedError: Their key is at the desk and not in memory.
        CaseNotFoundError, NotPermittedError: See `case_to`.
    """
    known = await look_at(scope, member, case_id, action)
    case = known.case
    if member.keeps_own_key:
        return known
    try:
        opened = await open_with_session(scope, member, case)
    except EarlierKeyError:
        return known
    pieces = await scope.book.pieces(case.id)
    # A case may have hundreds of pieces; the others go on meanwhile.
    entries = await asyncio.to_thread(open_pieces, opened, pieces, scope.clock())
    return replace(known, entries=entries, sealed=False)


async def look_at(scope: DeskScope, member: Member, case_id: str, action: Action) -> Opened:
    """Return what the desk itself knows of a case; raises as `case_to`."""
    case = await case_to(scope, member, case_id, action)
    terms, related = await all_terms(scope, case.id), await _related(scope, member, case)
    return Opened(case, (), terms, sealed=True, related=related)


async def _related(scope: DeskScope, member: Member, case: Case) -> Mapping[str, str]:
    numbers = dict[str, str]()
    for each in filter(None, (case.facts.main, *case.facts.repeats)):
        try:
            numbers[each] = (await case_for(scope, member, each)).number
        except CaseNotFoundError:
            continue
    return numbers


def check_form(form: Form, opened: Opened) -> None:
    """Return if the form may be made of this case now.

    Raises:
        NothingProposedError: No rectification was proposed.
        NoConsentError: It has no number of the leading group's consent.
    """
    if form is not Form.RECTIFICATION or opened.sealed:
        return
    proposed = newest(opened.entries, Record.RECTIFICATION)
    if proposed is None:
        raise NothingProposedError
    if not (proposed.fields or {}).get(Field.DOCUMENT, "").strip():
        raise NoConsentError


@dataclass(slots=True)
class PaperCount:
    """How many papers each reader has had made of late; it is in memory alone.

    Args:
        limit: With each full `limit` within a day, somebody else hears of it.
    """

    limit: int
    _made: dict[str, list[datetime]] = field(default_factory=dict)

    def note(self, reader_id: str, now: datetime) -> int | None:
        """Count one more; returns how many there were within a day if that is to be told."""
        recent = [at for at in self._made.get(reader_id, ()) if at + WATCHED_FOR > now]
        self._made[reader_id] = [*recent, now]
        many = len(recent) + 1
        return many if many % self.limit == 0 else None


async def tell_of_many(scope: DeskScope, member: Member, who: str, many: int) -> None:
    """Tell the Fifth group how many papers a reader has made; of its own people, the leaders."""
    chats = await _watchers(scope, member)
    for chat in chats:
        tell_apart(scope, chat, "announce-many-papers", {"who": who, "many": many})


async def _watchers(scope: DeskScope, member: Member) -> Sequence[Chat]:
    everybody = [each for each in await members(scope) if each.id != member.id]
    if member.group is Group.FIFTH:
        return [chat_of(each) for each in everybody if each.role is Role.LEADER]
    if Group.FIFTH in scope.office.chats:
        return [Chat(scope.office.chats[Group.FIFTH], scope.office.languages[0])]
    return [chat_of(each) for each in everybody if each.group is Group.FIFTH]
