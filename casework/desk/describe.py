"""What the team writes down of the matter itself: where, when, against whom, what is to be done.

All of it is content: it lies sealed in the case as records, and the desk knows only which kinds
there are. Whoever may write a record of a kind corrects or takes one back, by a new record.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from casework.desk.deadlines import reopen_terms
from casework.desk.facts import Case, allowed, case_to, change
from casework.desk.figures import count
from casework.desk.handle import RESULT_RETURNED
from casework.desk.messages import chat_of, chats_of_leader, chats_of_worker, tell_of
from casework.desk.people import Member
from casework.desk.pieces import TextTooLongError
from casework.desk.read import Entry, open_case, read_entries
from casework.desk.records import (
    SINGLE,
    WITHDRAWS,
    Field,
    NothingSaidError,
    Record,
    add_record,
    overtaken,
    withdraw_record,
)
from casework.desk.scope import DeskScope
from casework.rules.cases import NotAllowedError, State
from casework.rules.handling import Handling
from casework.rules.persons import ACCUSED, read_person, read_reporter
from casework.rules.roles import Action
from casework.rules.search import days_meant, fold

WRITTEN_BY: Final[Mapping[Record, Action]] = {
    Record.PLACE: Action.FLAG,
    Record.HAPPENED: Action.FLAG,
    Record.ACCUSED: Action.FLAG,
    Record.REPORTER: Action.FLAG,
    Record.PROPOSAL: Action.ADVISE,
    Record.INSTRUCTION: Action.INSTRUCT,
    Record.REPORT_BACK: Action.RESULT,
    Record.RESULT: Action.CLOSE,
}
"""The kinds that are written as words, and what lets somebody write, correct and withdraw one."""
FIELD_LENGTH: Final = 200
"""A name, a unit, a post: whatever is longer is not one."""
_A_YEAR: Final = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Written:
    """What a record will say."""

    text: str
    fields: Mapping[Field, str] = field(default_factory=dict)


def read_words(kind: Record, words: str, today: date) -> Written:
    """Return what `words` say as a record of a kind.

    Raises:
        NothingSaidError: There is nothing in them but space and hyphens.
        TextTooLongError: A line that names a person is too long for that.
    """
    fields: Mapping[Field, str] = {}
    text = words.strip()
    if kind is Record.ACCUSED:
        fields, text = _person(*read_person(words, ACCUSED))
    elif kind is Record.REPORTER:
        fields, text = _person(*read_reporter(words))
    elif kind is Record.HAPPENED:
        fields = _days(words, today)
    if not fields and not text.strip("-— "):
        raise NothingSaidError
    return Written(text, fields)


class RecordGoneError(Exception):
    """There is no such record that holds and that this person may correct or withdraw."""


class NamelessError(Exception):
    """The reporter gave no name, and nobody may look into who they are.

    Source: 检举控告工作规则 art. 29.
    """


async def describing(scope: DeskScope, by: Member, case_id: str, kind: Record) -> Case:
    """Return a case into which `by` may write a record of a kind.

    Raises:
        NamelessError: It is to say who reported, and they gave no name.
        NotAllowedError: It is archived.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The role of `by` does not write these.
    """
    case = await case_to(scope, by, case_id, WRITTEN_BY[kind])
    if case.state is State.ARCHIVED:
        raise NotAllowedError("archived")
    if kind is Record.REPORTER and not case.facts.named:
        raise NamelessError
    return case


async def describe(
    scope: DeskScope, by: Member, case_id: str, kind: Record, words: str
) -> tuple[Case, Written]:
    """Seal a record; a proposal is told to the leader, an instruction to who handles the case.

    Raises:
        NothingSaidError, TextTooLongError: See `read_words` and `add_record`.
        NamelessError, NotAllowedError, CaseNotFoundError, NotPermittedError: See `describing`.
    """
    case = await describing(scope, by, case_id, kind)
    written = read_words(kind, words, scope.today())
    await add_record(scope, by, case, kind, written.text, fields=written.fields)
    others = [each for each in case.facts.records if each != kind or kind not in SINGLE]
    changed = change(scope, case, by=by.id, records=(*others, kind.value))
    scope.record("described", case=case.id, by=by.id, kind=kind.value)
    await _tell(scope, changed, by, kind)
    return changed, written


async def changeable(
    scope: DeskScope, by: Member, case_id: str, sequence: int
) -> tuple[Case, Record]:
    """Return a case and the kind of a record in it that holds and that `by` may change.

    Raises:
        RecordGoneError: It is no record, or holds no longer.
        LockedError, EarlierKeyError, CaseNotFoundError, NotPermittedError: See `open_case`.
    """
    case, opened = await open_case(scope, by, case_id)
    entries = await read_entries(scope, case, opened)
    if sequence not in may_change(by, case, entries):
        raise RecordGoneError
    kind = next(Record(each.kind) for each in entries if each.sequence == sequence)
    return case, kind


async def correct(  # noqa: PLR0913  which record of which case, and what it should say
    scope: DeskScope, by: Member, case_id: str, kind: Record, sequence: int, words: str
) -> tuple[Case, Written]:
    """Seal a record in the place of an earlier one, which `changeable` has given before.

    Somebody's key may lock while they write. What they wrote is not lost for that: the record is
    looked at once more only if it can be.

    Raises:
        NothingSaidError, TextTooLongError: See `describe`.
        RecordGoneError: The record is of another kind, or somebody was faster.
        NotAllowedError: The case is archived.
        CaseNotFoundError, NotPermittedError: See `case_to`.
    """
    case = await case_to(scope, by, case_id, WRITTEN_BY[kind])
    if case.state is State.ARCHIVED:
        raise NotAllowedError("archived")
    if scope.sessions.key_of(by.id) is not None:
        case, found = await changeable(scope, by, case_id, sequence)
        if found is not kind:
            raise RecordGoneError
    written = read_words(kind, words, scope.today())
    await add_record(scope, by, case, kind, written.text, fields=written.fields, replaces=sequence)
    scope.record("corrected", case=case.id, by=by.id, kind=kind.value)
    await _tell(scope, case, by, kind)
    return case, written


async def take_back(scope: DeskScope, by: Member, case_id: str, sequence: int) -> Case:
    """Seal that a record no longer holds; the term of a result that was none runs again.

    Raises:
        RecordGoneError, LockedError, EarlierKeyError, CaseNotFoundError, NotPermittedError: See
            `changeable`.
    """
    case, kind = await changeable(scope, by, case_id, sequence)
    await withdraw_record(scope, by, case, kind, sequence)
    records = list(case.facts.records)
    if kind in records:
        records.remove(kind)
    if kind is Record.REPORT_BACK:
        changed = change(scope, case, by=by.id, returned_on=None)
        if case.facts.handling == Handling.ASSIGNED_OUT:  # else nobody owes a result any more
            await count(scope, changed, await reopen_terms(scope, changed, RESULT_RETURNED))
    else:
        changed = change(scope, case, by=by.id, records=tuple(records))
    scope.record("taken-back", case=case.id, by=by.id, kind=kind.value)
    return changed


def may_change(by: Member, case: Case, entries: Sequence[Entry]) -> frozenset[int]:
    """Return which records that hold `by` may correct or withdraw, by their sequence numbers."""
    own: Collection[str] = {kind for kind, act in WRITTEN_BY.items() if allowed(by, case, act)}
    over = overtaken(entries)
    return frozenset(
        entry.sequence
        for entry in entries
        if entry.kind in own
        and entry.sequence not in over
        and WITHDRAWS not in (entry.fields or {})
        and case.state is not State.ARCHIVED
    )


async def _tell(scope: DeskScope, case: Case, by: Member, kind: Record) -> None:
    """Tell the other side that there is something to read: the number, and nothing of it."""
    if kind is Record.PROPOSAL:
        chats, text = await chats_of_leader(scope, case), "announce-proposal"
    elif kind is Record.INSTRUCTION:
        chats, text = await chats_of_worker(scope, case), "announce-instruction"
    else:
        return
    tell_of(scope, case, [chat for chat in chats if chat != chat_of(by)], text)


def _person(known: Mapping[str, str], rest: str) -> tuple[Mapping[Field, str], str]:
    if any(len(value) > FIELD_LENGTH for value in known.values()):
        raise TextTooLongError(FIELD_LENGTH)
    return {Field(name): value for name, value in known.items()}, rest


def _days(words: str, today: date) -> Mapping[Field, str]:
    days = days_meant(fold(words), today) if _A_YEAR.search(words) else None
    if days is None:  # without a year it may be any, so the words have to say it
        return {}
    first, last = days
    said = {Field.DAY: first, Field.UNTIL: last}
    if first == last:
        del said[Field.UNTIL]
    return {name: day.isoformat() for name, day in said.items() if day not in {date.min, date.max}}
