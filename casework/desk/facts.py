"""What the desk knows of a case without being able to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from casework.desk.people import Member
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.ports import CaseRow
from casework.rules.cases import NOT_KNOWN, Review, State
from casework.rules.dispatch import Dispatch
from casework.rules.recount import Step
from casework.rules.roles import READING, Action, Group, may
from casework.rules.verification import Verified

PURPOSE = "facts"
REMEMBERED = 12
"""How many of the latest changes a case remembers, for those whose press comes too late."""

TOLD = (
    *("assignee", "category", "unit", "marks", "readers", "handling", "verified"),
    *("confirmed", "reported", "extension", "disposition", "approved", "decided", "signed"),
    *("rectification", "main", "claim", "tasks"),
)


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of what stands on the card: with which version it came, what, and by whom.

    `by` is None when the reporter or the desk itself did it.
    """

    version: int
    what: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Recusal:
    """That a reader was recused: when, and on whose word, which may be their own."""

    reader: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An extension that waits for approval: of which open term, until when (ISO), asked by whom."""

    term: str
    until: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The office's facts about a case; moments are ISO texts.

    `worker` and `reviewer` are the bodies that handle and review it: not always the team and the
    Fifth group, since a body complained of does neither. `recipients` are the public keys of the
    case's epochs, the first one first: what lies in the clear beside them must agree. `news` says
    that nobody has read the case since the reporter added to it; `heard_at` is when the newest
    addition was made of which the desk was told, `asked_at` when the team last asked the reporter
    something. `mailbox` is the public key to which answers are sealed for a reporter who has a
    recovery phrase. `dispatches` are the latest messages to the reporter, the newest last.

    `priority_by_hand` says that the mark does not follow the category; `records` are the kinds of
    the descriptions that hold, one for each; `handling` and `verified` are codes of the rules,
    `returned_on` the day on which another body's result came. `entered_by` is who entered what came
    by other ways than the public bot.

    `confirmed` is who confirmed that the case is pressing, `reported` the day on which the office
    was told, and `reported_by` who entered that; `disposition` is what was proposed and `approved`
    who approved it; `decided` the day of the competent organ's decision, `signed` that on which
    another body signed for the case; `rectification` where a proposal to put something right
    stands; `main` is the case that this one repeats and `repeats` those that repeat it;
    `claim` says how far a claim 申诉求决 has come, `tasks` are the terms set by hand by their ids;
    `handed_over` the day on which the office signed for it; `steps` what of it the figures have
    counted since it was registered, so that they can be counted again.
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
    answered_at: str | None = None
    closed_at: str | None = None
    marks: tuple[str, ...] = ()
    news: bool = False
    heard_at: str | None = None
    asked_at: str | None = None
    mailbox: str | None = None
    priority_by_hand: bool = False
    records: tuple[str, ...] = ()
    handling: str = ""
    returned_on: str | None = None
    verified: str = ""
    entered_by: str | None = None
    confirmed: str | None = None
    reported: str | None = None
    reported_by: str | None = None
    extension: Asked | None = None
    disposition: str = ""
    approved: str | None = None
    decided: str | None = None
    signed: str | None = None
    rectification: str = ""
    main: str | None = None
    repeats: tuple[str, ...] = ()
    verified_at: str | None = None
    dispatches: tuple[Dispatch, ...] = ()
    handed_over: str | None = None
    claim: str = ""
    tasks: tuple[str, ...] = ()
    changes: tuple[Changed, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    steps: tuple[Step, ...] = ()

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Facts:
        """Read facts back; what this version does not know is left out."""
        known = {field.name for field in fields(cls)} & plain.keys()
        lists = {"recipients", "readers", "bypassed", "recused", "marks", "records", "repeats"}
        lists |= {"tasks"}
        values: dict[str, Any] = {
            name: tuple(plain[name]) if name in lists else plain[name] for name in known
        }
        if plain.get("extension"):
            values["extension"] = Asked(**plain["extension"])
        values["steps"] = tuple((day, what, n) for day, what, n in plain.get("steps", ()))
        values["changes"] = tuple(Changed(**each) for each in plain.get("changes", ()))
        values["recusals"] = tuple(Recusal(**each) for each in plain.get("recusals", ()))
        values["dispatches"] = tuple(Dispatch(**each) for each in plain.get("dispatches", ()))
        return cls(**values)

    @property
    def named(self) -> bool:
        """Whether the reporter gave a name and a contact."""
        return self.identity == "real-name"

    @property
    def real_name(self) -> bool:
        """Whether the case counts as one with a name: it was given, and has not proved untrue.

        Source: 检举控告工作规则 art. 30.
        """
        return self.named and self.verified != Verified.UNCONFIRMED

    @property
    def waits_for_reporter(self) -> bool:
        """Whether the reporter was asked something, and has not been heard of since."""
        if self.asked_at is None:
            return False
        heard = self.heard_at
        return heard is None or datetime.fromisoformat(heard) < datetime.fromisoformat(
            self.asked_at
        )

    @property
    def admits(self) -> frozenset[str]:
        """Who reads the case."""
        return frozenset(self.readers) - frozenset(self.recused)

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
    def version(self) -> int:
        """What a handle carries, so that a press on an older card is known."""
        return max([self.row.version, *(each.version for each in self.facts.changes)])

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


async def registered_case(scope: DeskScope, case_id: str) -> Case | None:
    """Return a case, whoever may know of it; None if it is not registered yet, or destroyed."""
    row = await scope.book.case(case_id)
    return None if row is None or row.state in NOT_KNOWN else open_facts(scope, row)


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
    if case.facts.handed_over and member.group is Group.TEAM and action not in READING:
        return False
    return may(
        member.role,
        action,
        assigned_to_me=case.facts.assignee == member.id,
        unassigned=case.facts.assignee is None,
        stands_in_for=case.facts.stands_in_for(member.group),
    )


class HandedOverError(NotPermittedError):
    """The case is the office's by now; the team reads it and does nothing else."""


async def case_to(scope: DeskScope, member: Member, case_id: str, action: Action) -> Case:
    """Return a case with which `member` may do this.

    Raises:
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The reader's role does not do this with this case.
    """
    case = await case_for(scope, member, case_id)
    if not allowed(member, case, action):
        gone = case.facts.handed_over is not None and member.group is Group.TEAM
        raise HandedOverError if gone else NotPermittedError
    return case


class ChangedMeanwhileError(Exception):
    """A press was made on a card that is no longer true; `changes` came after it."""

    def __init__(self, case: Case, changes: tuple[Changed, ...]) -> None:
        super().__init__("the case has changed meanwhile")
        self.case = case
        self.changes = changes


def check_version(case: Case, version: int) -> None:
    """Return if nothing on the card has changed since it was shown with this version.

    Raises:
        ChangedMeanwhileError: Somebody was faster.
    """
    changes = tuple(each for each in case.facts.changes if each.version > version)
    if changes:
        raise ChangedMeanwhileError(case, changes)


def change(
    scope: DeskScope,
    case: Case,
    *,
    state: State | None = None,
    review: Review | None = None,
    by: str | None = None,
    **facts: str
    | bool
    | tuple[str, ...]
    | tuple[Recusal, ...]
    | tuple[Dispatch, ...]
    | tuple[Step, ...]
    | Asked
    | None,
) -> Case:
    """Let the commit change a case if nobody was faster; returns it as it will be.

    The case remembers what `by` changed of its card.
    """
    changed: Facts = replace(case.facts, **dict[str, Any](facts))
    what = [name for name in TOLD if getattr(changed, name) != getattr(case.facts, name)]
    what += ["review"] if review not in {None, case.review} else []
    what += ["state"] if state not in {None, case.state} and "assignee" not in what else []
    news = (Changed(case.row.version + 1, each, by) for each in what)
    changed = replace(changed, changes=(*case.facts.changes, *news)[-REMEMBERED:])
    row = case.row.changed(state=state or case.row.state, review=review or case.row.review)
    row = row.changed(facts=scope.seals.seal_own(PURPOSE, asdict(changed), row.facts_context))
    scope.book.change_case(row)
    return Case(row, changed)
