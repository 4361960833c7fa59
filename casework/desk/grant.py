"""Letting one more reader into a case: only by one who can open it, only whom the rules allow.

Source: docs/spec/ledger.md §5.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from casework.desk.facts import Case, Facts, case_to, change
from casework.desk.messages import chat_of, tell_of
from casework.desk.people import Member, members
from casework.desk.read import EarlierKeyError, open_with_session
from casework.desk.register import duties_of
from casework.desk.scope import DeskScope
from casework.ports import OpenCase, Reader, WrapRow
from casework.rules.access import Exclusion, exclusion_of, key_id
from casework.rules.roles import Action, Role
from casework.rules.routing import RosterEntry

PURPOSE = "grant"


class GrantRefusedError(Exception):
    """The rules keep this person out of the case; `exclusion` says why."""

    def __init__(self, exclusion: Exclusion) -> None:
        super().__init__(f"not let in: {exclusion}")
        self.exclusion = exclusion


def kept_out(facts: Facts, reader: Reader) -> Exclusion | None:
    """Return which rule keeps a person of the roster out of a case now, whether they read it."""
    person = RosterEntry(reader.id, Role(reader.role), reader.home_units)
    return exclusion_of(person, unit=facts.unit, bypassed=facts.bypassed, recused=facts.recused)


def admitted(facts: Facts, reader: Reader) -> Exclusion | None:
    """Return what keeps a person of the roster out of a case, or None if they may be let in."""
    if reader.id in facts.readers:
        return Exclusion.READS_ALREADY
    return kept_out(facts, reader) or (None if reader.recipient else Exclusion.NO_KEY)


async def grantable(scope: DeskScope, by: Member, case_id: str) -> tuple[Case, Sequence[str]]:
    """Return a case and the readers who may be let in; raises as `case_to`."""
    case = await case_to(scope, by, case_id, Action.GRANT)
    readers = scope.roster.readers()
    return case, [reader.id for reader in readers if admitted(case.facts, reader) is None]


async def granting(
    scope: DeskScope, by: Member, case_id: str, reader_id: str
) -> tuple[Case, Reader]:
    """Return a case and the reader whom `by` may let in.

    Raises:
        GrantRefusedError: The rules keep them out.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The role of `by` lets nobody in.
    """
    case = await case_to(scope, by, case_id, Action.GRANT)
    reader = scope.roster.reader(reader_id)
    exclusion = Exclusion.NO_READER if reader is None else admitted(case.facts, reader)
    if reader is None or exclusion is not None:
        raise GrantRefusedError(exclusion or Exclusion.NO_READER)
    return case, reader


async def grant(scope: DeskScope, by: Member, case_id: str, reader_id: str) -> Case:
    """Wrap every key of a case to one more reader, and tell them its number.

    Raises:
        LockedError: The key of `by` is not in memory.
        EarlierKeyError: A part of the case was wrapped for an earlier key of theirs.
        GrantRefusedError: See `granting`, as for the rest.
    """
    case, reader = await granting(scope, by, case_id, reader_id)
    return await let_in(scope, by, case, [reader])


async def let_in(scope: DeskScope, by: Member, case: Case, readers: Sequence[Reader]) -> Case:
    """Wrap every key of a case to readers whom the rules admit, and tell them its number.

    Raises:
        LockedError, EarlierKeyError: See `grant`.
    """
    opened = await open_with_session(scope, by, case)
    if len(opened.epochs) != len(case.facts.recipients):
        raise EarlierKeyError
    for reader in readers:
        wrap_to(scope, by.id, case, opened, reader)
    ids = {reader.id for reader in readers}
    changed = change(scope, case, by=by.id, **_changes(scope, case.facts, ids))
    told = [chat_of(member) for member in await members(scope) if member.id in ids]
    tell_of(scope, changed, told, "announce-granted")
    return changed


def wrap_to(scope: DeskScope, by: str, case: Case, opened: OpenCase, reader: Reader) -> None:
    """Wrap every key of an opened case to one more reader; the caller changes the facts."""
    recipient = reader.recipient or ""
    scope.book.add_wraps(
        [
            WrapRow(case.id, epoch, reader.id, key_id(recipient), wrap)
            for epoch, wrap in opened.wrap_for(recipient).items()
        ]
    )
    note = scope.seals.sign_grant(case.id, reader.id, recipient, by)
    sealed = scope.seals.seal_own(PURPOSE, {"note": note}, f"{case.id} {reader.id}")
    scope.book.add_grant(case.id, reader.id, sealed)
    scope.record("granted", case=case.id, by=by, reader=reader.id)


def _changes(scope: DeskScope, facts: Facts, new: Collection[str]) -> dict[str, Any]:
    """Return the facts that change; a case that nobody could review may have a reviewer now."""
    readers = tuple(sorted((*facts.readers, *new)))
    if facts.reviewer is not None:
        return {"readers": readers}
    reviewer = duties_of(scope, replace(facts, readers=readers))["reviewer"]
    return {"readers": readers, "reviewer": reviewer}
