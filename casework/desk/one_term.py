"""One term, as somebody opens it from a reminder or a list: seen, handed on, or asked about.

A term of a case is for those who may know of the case, one of the round for those who follow those
up; everybody else is told what they would be told if there were no such case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.desk.decided import Press, tell_leader
from casework.desk.due import round_owner, staff, who_of
from casework.desk.facts import Case, allowed, case_to
from casework.desk.messages import readers_there
from casework.desk.people import Member, members
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.desk.term_rows import Watched, note_seen, schedule_of, term_of
from casework.ports import OF_THE_ROUND
from casework.rules.duties import Owner
from casework.rules.reminders import Kind, Stage
from casework.rules.roles import Action, Group, may

SEEN, HAND_ASKED = "term-seen", "hand-on-asked"


@dataclass(frozen=True, slots=True)
class Term:
    """A term and its case; `case` is None for one of the round itself."""

    watched: Watched
    case: Case | None

    @property
    def id(self) -> str:
        """The term's id."""
        return self.watched.row.id

    def number(self, scope: DeskScope) -> str:
        """Return what it is called by: the case's number, or the series of the round."""
        return self.case.number if self.case is not None else scope.office.series


class TermOverError(Exception):
    """The term is met, or nobody has to meet it any more."""

    def __init__(self, term: Term) -> None:
        super().__init__("the term is over")
        self.term = term


@dataclass(frozen=True, slots=True)
class _Standing:
    """Of a case, what decides who owes its terms."""

    assignee: str | None
    worker: str
    reviewer: str | None
    handed_over: bool
    readers: frozenset[str]


async def open_term(scope: DeskScope, member: Member, term_id: str) -> Term:
    """Return a term that `member` may know of and that is still owed.

    Raises:
        TermOverError: It is met, or was withdrawn.
        CaseNotFoundError: There is none, or it is not for this reader.
        NotPermittedError: The role of `member` has no terms.
    """
    term = await any_term(scope, member, term_id)
    if term.watched.row.met:
        raise TermOverError(term)
    return term


async def any_term(scope: DeskScope, member: Member, term_id: str) -> Term:
    """Return a term that `member` may know of, owed or not.

    Raises:
        CaseNotFoundError, NotPermittedError: See `open_term`.
    """
    if not may(member.role, Action.DUE):
        raise NotPermittedError
    watched = await term_of(scope, term_id)
    if watched is None:
        raise CaseNotFoundError
    if watched.row.case_id == OF_THE_ROUND:
        if not may(member.role, Action.ROUND):
            raise CaseNotFoundError
        return Term(watched, None)
    return Term(watched, await case_to(scope, member, watched.row.case_id, Action.DUE))


async def see_term(scope: DeskScope, member: Member, term_id: str) -> Term:
    """Keep with a term that `member` has seen the reminder; later ones come all the same.

    Raises:
        TermOverError, CaseNotFoundError, NotPermittedError: See `open_term`.
    """
    term = await open_term(scope, member, term_id)
    about = {} if term.case is None else {"case": term.case.id}
    watched = note_seen(scope, term.watched, member.id)
    scope.record(SEEN, **about, by=member.id, rule=watched.rule_id)
    return Term(watched, term.case)


async def see_terms(scope: DeskScope, member: Member, term_ids: Iterable[str]) -> Sequence[Term]:
    """Keep that `member` has seen several; those that are over or not for them are left out."""
    seen = []
    for term_id in dict.fromkeys(term_ids):
        try:
            seen.append(await see_term(scope, member, term_id))
        except (TermOverError, CaseNotFoundError, NotPermittedError):
            continue
    return seen


async def owner_of(scope: DeskScope, term: Term) -> Owner:
    """Return whose a term is today."""
    if term.case is None:
        return round_owner(await members(scope))
    facts = term.case.facts
    wrapped = await scope.book.readers_of(term.case.id)
    standing = _Standing(
        facts.assignee,
        facts.worker,
        facts.reviewer,
        facts.handed_over is not None,
        facts.admits & wrapped,
    )
    return (await staff(scope)).owner(who_of(scope, term.watched.rule_id), standing)


@dataclass(frozen=True, slots=True)
class Joining:
    """Who is reminded besides from a day on: people by their ids, or a body as a `Group`."""

    names: Sequence[str]
    since: date


@dataclass(frozen=True, slots=True)
class Reminding:
    """How people are reminded of a term.

    Attributes:
        told: The reminders whose moment has come since the term was entered; none of one that has
            been given another day, or was met for a time, as the earlier ones are not known.
        following: When the next one comes, or None at the end of all calendars.
        chain: Who joins, the first one first; of each what is due if the term is not met by then.
    """

    told: Sequence[Stage]
    following: datetime | None
    chain: Sequence[Joining]


async def reminding(scope: DeskScope, term: Term) -> Reminding:
    """Return how people were reminded of an open term, and how they will be."""
    watched, now = term.watched, scope.clock()
    schedule = schedule_of(scope, watched)
    stages = list[Stage]()
    if watched.entered:
        passed = schedule.between(datetime.fromisoformat(watched.entered), now)
        stages = [each for each in passed if each.kind is not Kind.CHASE]
    following = schedule.after(now)
    return Reminding(stages, following.at if following else None, await _chain(scope, term))


async def _chain(scope: DeskScope, term: Term) -> Sequence[Joining]:
    """Return who of the chain reads the case, and from which day on they are told as well."""
    rule = scope.office.rule(term.watched.rule_id)
    if term.case is None or rule is None:
        return ()
    chain = scope.office.escalate if rule.escalate is None else rule.escalate
    readers, found = await readers_there(scope, term.case), []
    for role, days in sorted(chain.items(), key=lambda each: (each[1], each[0])):
        own = [each for each in readers if each.role == role]
        if not own or (own[0].group is Group.TEAM and term.case.facts.handed_over):
            continue
        body = own[0].group
        names = sorted(each.id for each in own) if body is Group.TEAM else [body]
        since = scope.office.calendar.add_workdays(term.watched.due.date, days)
        found.append(Joining(names, since))
    return found


async def ask_to_hand_on(scope: DeskScope, member: Member, term_id: str) -> Term:
    """Ask the leader to give the case of a term to somebody else.

    Raises:
        TermOverError, CaseNotFoundError, NotPermittedError: See `open_term`; or the case is not
            with the body of `member`.
    """
    term = await open_term(scope, member, term_id)
    if term.case is None or not asks_leader(member, term.case):
        raise NotPermittedError
    scope.record(HAND_ASKED, case=term.case.id, by=member.id)
    await tell_leader(scope, term.case, Press(member, term.case.id), "announce-hand-on-asked")
    return term


def asks_leader(member: Member, case: Case) -> bool:
    """Say whether somebody has a leader to ask: they work on the case, and may not assign it."""
    of_theirs = case.facts.worker == member.group and case.facts.handed_over is None
    return of_theirs and not allowed(member, case, Action.ASSIGN)
