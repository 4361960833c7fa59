"""The cases of a round go to the office: it is let in, and from its receipt on the work is its own.

Source: 工作方案 六(三)3, 六(四).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from casework.desk.deadlines import meet_terms
from casework.desk.facts import Case, change, registered_case
from casework.desk.figures import count
from casework.desk.grant import kept_out, wrap_to
from casework.desk.papers import Opened, look_into
from casework.desk.people import Account, Member
from casework.desk.read import EarlierKeyError, open_with_session
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.ports import DESK_CUSTODY, Reader
from casework.rules.roles import Action, Group, Role, group_of, may

HANDED_OVER = "handed-over"


class NoOfficeError(LookupError):
    """The roster has nobody of the office with a key."""


def by_key(scope: DeskScope, reader: Reader, identity: object, language: str) -> Member:
    """Return a reader whose key was shown on the command line, wherever they keep it.

    Raises:
        NotPermittedError: Their role hands nothing over.
    """
    if not may(Role(reader.role), Action.HAND_OVER):
        raise NotPermittedError
    scope.sessions.unlock(reader.id, identity)
    return Member(replace(reader, custody=DESK_CUSTODY), Account(0, 0, language))


def office_of_roster(scope: DeskScope) -> Sequence[Reader]:
    """Return who of the office has a key.

    Raises:
        NoOfficeError: Nobody has.
    """
    found = [
        reader
        for reader in scope.roster.readers()
        if group_of(Role(reader.role)) is Group.OFFICE and reader.recipient is not None
    ]
    if not found:
        raise NoOfficeError
    return found


async def let_office_in(
    scope: DeskScope, member: Member, case_id: str, office: Sequence[Reader]
) -> Opened | None:
    """Wrap a case to everybody of the office; None if a rule keeps one of them out of it.

    Raises:
        EarlierKeyError: A part of it was wrapped for an earlier key of `member`.
        CaseNotFoundError, NotPermittedError: See `case_to`.
    """
    opened = await look_into(scope, member, case_id, Action.HAND_OVER)
    if opened.sealed:
        raise EarlierKeyError
    facts = opened.case.facts
    if any(kept_out(facts, reader) is not None for reader in office):
        return None
    new = [reader for reader in office if reader.id not in facts.readers]
    if new:
        keys = await open_with_session(scope, member, opened.case)
        if len(keys.epochs) != len(facts.recipients):
            raise EarlierKeyError
        for reader in new:
            wrap_to(scope, member.id, opened.case, keys, reader)
        readers = tuple(sorted((*facts.readers, *(reader.id for reader in new))))
        change(scope, opened.case, by=member.id, readers=readers)
    return opened


async def settle(scope: DeskScope, case_id: str, day: str) -> Case | None:
    """Let the office handle a case for which it has signed; None if it does so already.

    The terms that the hand-over meets are met, reminders go to the office from now on, and so does
    what the reporter adds.
    """
    case = await registered_case(scope, case_id)
    if case is None:
        raise CaseNotFoundError
    if case.facts.handed_over is not None:
        return None
    office = Group.OFFICE.value
    given = change(scope, case, handed_over=day, worker=office, assignee=None)
    await count(scope, given, await meet_terms(scope, given, {HANDED_OVER}))
    scope.record(HANDED_OVER, case=case.id)
    return given
