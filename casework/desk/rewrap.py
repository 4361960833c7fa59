"""After a lost passphrase: wrapping cases for a reader's new key, one transaction a case.

Whoever does it opens each case first, so nobody passes on what they cannot read themselves.

Source: docs/spec/ledger.md §5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.desk.epochs import check_epochs
from casework.desk.facts import Case, Facts, case_to, change, open_facts
from casework.desk.grant import kept_out
from casework.desk.people import Member
from casework.desk.read import EarlierKeyError, open_with_session
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.ports import RECOVERY, OpenCase, Reader, WrapRow
from casework.rules.access import key_id
from casework.rules.cases import State
from casework.rules.roles import Action, Role, may

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class EarlierWraps:
    """The cases that are wrapped for an earlier key of a reader, oldest first.

    Attributes:
        openable: Those of which whoever asked can open, with the key that they have now, all that
            the reader's own key does not.
        others: How many more there are.
    """

    reader_id: str
    openable: Sequence[str]
    others: int


async def earlier_wraps(scope: DeskScope, by: Member, reader_id: str) -> EarlierWraps:
    """Return which cases of a reader wait to be wrapped for the key that the roster has now."""
    reader = scope.roster.reader(reader_id)
    if reader is None or not reader.recipient or not may(Role(reader.role), Action.READ):
        return EarlierWraps(reader_id, (), 0)
    earlier = await scope.book.cases_of_earlier_key(reader_id, key_id(reader.recipient))
    waiting = [case_id for case_id in earlier if await _may_read(scope, case_id, reader)]
    keys = {by.id: key_id(by.reader.recipient or ""), reader_id: key_id(reader.recipient)}
    whole = set(await scope.book.cases_held_whole(keys))
    openable = [case_id for case_id in waiting if case_id in whole]
    return EarlierWraps(reader_id, openable, len(waiting) - len(openable))


async def all_earlier_wraps(scope: DeskScope, by: Member) -> Sequence[EarlierWraps]:
    """Return every reader for whom cases wait to be wrapped anew.

    Raises:
        NotPermittedError: The role of `by` does not wrap anew.
    """
    if not may(by.role, Action.REWRAP):
        raise NotPermittedError
    found = [await earlier_wraps(scope, by, reader.id) for reader in scope.roster.readers()]
    return [each for each in found if each.openable or each.others]


async def rewrap(scope: DeskScope, by: Member, reader_id: str, case_id: str) -> None:
    """Wrap what `by` can open of a case for the key that the roster has of a reader now.

    Raises:
        NotPermittedError: The role of `by` does not wrap anew, or the reader does not read this
            case, or the rules keep them out of it now.
        LockedError: The key of `by` is not in memory.
        EarlierKeyError: A part of the case, which the reader's new key does not open either, was
            wrapped for an earlier key of `by`.
        CaseNotFoundError: See `case_for`.
    """
    case = await case_to(scope, by, case_id, Action.REWRAP)
    reader = _reader_of(scope, case, reader_id)
    opened = await open_with_session(scope, by, case)
    await _wrap_anew(scope, case, reader, opened)
    scope.record("rewrapped", case=case.id, by=by.id, reader=reader.id)


async def recover(scope: DeskScope, identity: object, reader_id: str, case_id: str) -> None:
    """Do as `rewrap`, with the recovery identity in the place of a reader's.

    Raises:
        CaseNotFoundError: There is no such case, it is not registered yet or not wrapped for this.
        NotPermittedError: The reader does not read this case, or the rules keep them out now.
        EarlierKeyError: There is a part that neither this nor the reader's new key opens.
        WrongRecipientError: None of the wraps was made for this identity.
    """
    row = await scope.book.case(case_id)
    wraps = await scope.book.wraps_of(case_id, RECOVERY)
    if row is None or row.state == State.RECEIVED or not wraps:
        raise CaseNotFoundError
    case = open_facts(scope, row)
    reader = _reader_of(scope, case, reader_id)
    await check_epochs(scope, case)
    opened = scope.seals.open_case(identity, wraps, case.facts.recipients)
    await _wrap_anew(scope, case, reader, opened)
    scope.record("recovered", case=case.id, by=OPERATOR, reader=reader.id)


def _reader_of(scope: DeskScope, case: Case, reader_id: str) -> Reader:
    reader = scope.roster.reader(reader_id)
    if reader is None or reader.recipient is None or not _reads(case.facts, reader):
        raise NotPermittedError
    return reader


async def _may_read(scope: DeskScope, case_id: str, reader: Reader) -> bool:
    row = await scope.book.case(case_id)
    if row is None or row.state == State.RECEIVED:
        return False
    return _reads(open_facts(scope, row).facts, reader)


def _reads(facts: Facts, reader: Reader) -> bool:
    """Say whether somebody reads a case by its facts, and by the rules as the roster is now.

    A wrap in the database alone makes nobody a reader.
    """
    return facts.lets_in(reader.id) and kept_out(facts, reader) is None


async def _wrap_anew(scope: DeskScope, case: Case, reader: Reader, opened: OpenCase) -> None:
    recipient = reader.recipient or ""
    key = key_id(recipient)
    before = {wrap.epoch: wrap for wrap in await scope.book.wraps_of(case.id, reader.id)}
    held = {epoch for epoch, wrap in before.items() if wrap.key == key}
    if not (held | opened.epochs).issuperset(range(1, len(case.facts.recipients) + 1)):
        raise EarlierKeyError
    for epoch, wrap in opened.wrap_for(recipient).items():
        after = WrapRow(case.id, epoch, reader.id, key, wrap)
        if epoch not in before:
            scope.book.add_wraps([after])
        elif epoch not in held:
            scope.book.replace_wrap(before[epoch], after)
    # The version rises, so a recusal at the same moment makes one of the two read again.
    change(scope, case)
