"""What was reported to the office: its list, and letting its people read a case.

The list says number, day and who reported it. What a case says is read by those alone who have a
wrap of its key; whoever reported it can make one for each of the office whom the rules admit.

Source: 工作方案 六(二)7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.desk.facts import Case, case_to, check_version
from casework.desk.grant import GrantRefusedError, admitted, let_in
from casework.desk.index import FactsIndex
from casework.desk.lists import PAGE, built
from casework.desk.people import Member
from casework.desk.scope import DeskScope, NotPermittedError
from casework.ports import Reader
from casework.rules.access import Exclusion, exclusion_of
from casework.rules.cases import NotAllowedError
from casework.rules.roles import Action, Group, Role, group_of, may
from casework.rules.routing import RosterEntry
from casework.rules.search import Known

NOT_REPORTED = "not-reported"


@dataclass(frozen=True, slots=True)
class Reported:
    """One page of what was reported, the newest first; `page` counts from 0."""

    cases: Sequence[Known]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


async def reported_cases(index: FactsIndex | None, member: Member, page: int) -> Reported:
    """Return what was reported to the office, as far as the rules let this person know of it.

    Raises:
        NotPermittedError: Nothing is reported to somebody of this role.
        StillBuildingError: The index is not built yet.
    """
    if not may(member.role, Action.REPORTS):
        raise NotPermittedError
    whole = built(index)
    person = RosterEntry(member.id, member.role, member.reader.home_units)

    def is_told(case: Known) -> bool:
        if case.reported_on is None:
            return False
        apart = {"bypassed": case.bypassed, "recused": case.recused}
        return exclusion_of(person, unit=case.unit, **apart) is None

    found = await whole.find_for_anybody(is_told)
    found.sort(key=lambda case: (case.reported_on, case.position), reverse=True)
    page = min(page, max(0, (len(found) - 1) // PAGE))
    return Reported(found[page * PAGE : (page + 1) * PAGE], page, len(found))


def office_readers(scope: DeskScope, case: Case) -> Sequence[Reader]:
    """Return who of the office could be let into a case."""
    return [
        reader
        for reader in scope.roster.readers()
        if group_of(Role(reader.role)) is Group.OFFICE and admitted(case.facts, reader) is None
    ]


async def letting_office_in(
    scope: DeskScope, by: Member, case_id: str, version: int | None = None
) -> tuple[Case, Sequence[Reader]]:
    """Return a case that was reported, and whom of the office `by` may let in.

    Raises:
        NotAllowedError: It is not confirmed by the leader, or not reported.
        GrantRefusedError: Everybody of the office reads it, or is kept out.
        ChangedMeanwhileError: The card of this version is no longer true.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The case is another member's.
    """
    case = await case_to(scope, by, case_id, Action.REPORT)
    if version is not None:
        check_version(case, version)
    if case.facts.confirmed is None or case.facts.reported is None:
        raise NotAllowedError(NOT_REPORTED)
    readers = office_readers(scope, case)
    if not readers:
        raise GrantRefusedError(Exclusion.READS_ALREADY)
    return case, readers


async def let_office_in(
    scope: DeskScope, by: Member, case_id: str, version: int
) -> tuple[Case, Sequence[Reader]]:
    """Let those of the office read a case that was reported to it; returns who they are.

    Raises:
        LockedError, EarlierKeyError: See `let_in`; for the rest see `letting_office_in`.
    """
    case, readers = await letting_office_in(scope, by, case_id, version)
    return await let_in(scope, by, case, readers), readers
