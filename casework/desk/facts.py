"""What the desk knows of a case without being able to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from casework.desk.people import Member
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.ports import CaseRow
from casework.rules.cases import Review, State
from casework.rules.roles import Action, Group, may

PURPOSE = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The office's facts about a case; moments are ISO texts.

    `worker` and `reviewer` are the bodies that handle and review it: not always the team and the
    Fifth group, since a body complained of does neither. `recipients` are the public keys of the
    case's epochs, the first one first: what lies in the clear beside them must agree. `news` says
    that nobody has read the case since the reporter added to it; `heard_at` is when the newest
    addition was made of which the desk was told. `mailbox` is the public key to which answers are
    sealed for a reporter who has a recovery phrase.
    """

    receipt: str
    channel: str
    unit: str
    category: str
    concerns: str
    identity: str
    language: str
    received_at: str
    messages: int
    attachments: int
    recipients: tuple[str, ...]
    route: bool
    readers: tuple[str, ...]
    bypassed: tuple[str, ...]
    recused: tuple[str, ...]
    registration: str = ""
    registered_at: str | None = None
    worker: str = Group.TEAM.value
    reviewer: str | None = Group.FIFTH.value
    assignee: str | None = None
    reviewed_by: str | None = None
    reviewed_at: str | None = None
    closed_at: str | None = None
    marks: tuple[str, ...] = ()
    news: bool = False
    heard_at: str | None = None
    mailbox: str | None = None

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Facts:
        """Read facts back; what this version does not know is left out."""
        known = {field.name for field in fields(cls)} & plain.keys()
        lists = {"recipients", "readers", "bypassed", "recused", "marks"}
        values: dict[str, Any] = {
            name: tuple(plain[name]) if name in lists else plain[name] for name in known
        }
        return cls(**values)

    @property
    def real_name(self) -> bool:
        """Whether the reporter gave a name and a contact."""
        return self.identity == "real-name"

    def lets_in(self, reader_id: str) -> bool:
        """Say whether somebody reads the case: a wrap in the database alone makes no reader."""
        return reader_id in self.readers and reader_id not in self.recused

    def stands_in_for(self, group: Group) -> frozenset[Group]:
        """Return the bodies whose work on this case has fallen to `group`."""
        duties = {Group.TEAM: self.worker, Group.FIFTH: self.reviewer}
        return frozenset(
            duty for duty, holder in duties.items() if holder == group and duty is not group
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A registered case: its row and its facts."""

    row: CaseRow
    facts: Facts

    @property
    def id(self) -> str:
        """The case's id."""
        return self.row.id

    @property
    def number(self) -> str:
        """The registration number."""
        return self.facts.registration

    @property
    def state(self) -> State:
        """How far the case has come."""
        return State(self.row.state)

    @property
    def review(self) -> Review:
        """Where its review stands."""
        return Review(self.row.review)

    @property
    def received_on(self) -> date:
        """The day on which it came in."""
        return self.row.received_on


def open_facts(scope: DeskScope, row: CaseRow) -> Case:
    """Return a case that was registered, with its facts."""
    return Case(row, Facts.from_plain(scope.seals.open_own(PURPOSE, row.facts, row.facts_context)))


async def case_for(scope: DeskScope, member: Member, case_id: str) -> Case:
    """Return a case that `member` may know of.

    Raises:
        CaseNotFoundError: There is none, it is not registered yet, or this reader has no wrap.
    """
    row = await scope.book.case(case_id)
    if row is None or row.state == State.RECEIVED:
        raise CaseNotFoundError
    if not await scope.book.wraps_of(case_id, member.id):
        raise CaseNotFoundError
    case = open_facts(scope, row)
    if not case.facts.lets_in(member.id):
        raise CaseNotFoundError  # somebody has put a wrap into the database
    return case


def allowed(member: Member, case: Case, action: Action) -> bool:
    """Say whether `member` may do this with this case now."""
    return may(
        member.role,
        action,
        assigned_to_me=case.facts.assignee == member.id,
        unassigned=case.facts.assignee is None,
        stands_in_for=case.facts.stands_in_for(member.group),
    )


async def case_to(scope: DeskScope, member: Member, case_id: str, action: Action) -> Case:
    """Return a case with which `member` may do this.

    Raises:
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The reader's role does not do this with this case.
    """
    case = await case_for(scope, member, case_id)
    if not allowed(member, case, action):
        raise NotPermittedError
    return case


def change(
    scope: DeskScope,
    case: Case,
    *,
    state: State | None = None,
    review: Review | None = None,
    **facts: str | bool | tuple[str, ...] | None,
) -> Case:
    """Let the commit change a case if nobody was faster; returns it as it will be."""
    changed: Facts = replace(case.facts, **dict[str, Any](facts))
    row = case.row.changed(state=state or case.row.state, review=review or case.row.review)
    row = row.changed(facts=scope.seals.seal_own(PURPOSE, asdict(changed), row.facts_context))
    scope.book.change_case(row)
    return Case(row, changed)
