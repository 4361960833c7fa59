"""The registrar: takes up what the intake tells the desk, oldest first.

A petition gets the next number of its series, so numbers are without gaps; its terms begin; those
who have to act are told the number and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from casework.desk.deadlines import note_events, restart_review, review_due, start_terms
from casework.desk.facts import PURPOSE, Case, Facts, change, open_facts
from casework.desk.figures import Change, count
from casework.desk.messages import chats_of_body, chats_of_worker, tell_of, to_chat
from casework.desk.reopening import take_up_again
from casework.desk.scope import DeskScope
from casework.ports import CaseRow, MailRefusedError, MailRow
from casework.rules.cases import CaseEvent, Review, ReviewEvent, State, next_review, next_state
from casework.rules.events import WAIT_OVER
from casework.rules.letters import Channel
from casework.rules.marks import following
from casework.rules.registration import registration_number
from casework.rules.roles import Group, Role
from casework.rules.routing import Concern, NoReaderLeftError, RosterEntry, Routing, readers_for
from casework.rules.totals import Totals

WITHDRAWN = "withdrawn"
FOLLOW_UP = "follow-up"
FORWARDED_IN = "forwarded-in"


class NotRegisteredYetError(Exception):
    """The petition that this mail follows is not registered; the mail waits."""


async def take_mail(scope: DeskScope, mail: MailRow) -> Case | None:
    """Take up one piece of mail; returns the case if it is now registered.

    Raises:
        MailRefusedError: The intake did not write it, or it contradicts its case.
        NotRegisteredYetError: It comes before its petition.
        NotAllowedError: The petition is registered already.
    """
    row = await scope.book.case(mail.case_id)
    if row is None:
        raise MailRefusedError("mail without a case")
    plain = scope.seals.open_mail(row.id, mail.sealed)
    scope.book.remove_mail(mail.id)
    if plain["kind"] == "petition":
        return await register_petition(scope, row, plain)
    if row.state == State.RECEIVED:
        raise NotRegisteredYetError
    case = open_facts(scope, row)
    if plain["kind"] == WITHDRAWN:
        await _take_withdrawal(scope, case)
    elif plain["kind"] == FOLLOW_UP:
        await take_follow_up(scope, case, plain["at"])
    else:
        raise MailRefusedError("mail of a kind that nobody knows")
    return None


async def register_petition(scope: DeskScope, row: CaseRow, plain: Mapping[str, Any]) -> Case:
    """Enter a petition into the register, start its terms and tell those who have to act.

    Source: 工作方案 六(二)6 (one ledger), 五.5 (every case goes to the Fifth group).
    """
    next_state(State(row.state), CaseEvent.REGISTERED)
    facts = Facts.from_plain(plain)
    epochs = await scope.book.epochs(row.id)
    if tuple(epoch.recipient for epoch in epochs) != facts.recipients:
        # Facts name the key that everything is sealed to; a row with another one was tampered with.
        raise MailRefusedError("the case's key is not the one that was announced")
    case = _enter(scope, row, await _numbered(scope, facts))
    scope.book.change_case(case.row)
    return await _registered(scope, case)


async def register_here(scope: DeskScope, row: CaseRow, facts: Facts) -> Case:
    """Register a petition that the same unit of work receives: one that a member has entered."""
    case = _enter(scope, row, await _numbered(scope, facts))
    scope.book.add_case(case.row)
    return await _registered(scope, case)


async def _numbered(scope: DeskScope, facts: Facts) -> Facts:
    number = await _next_number(scope, facts)
    duties = duties_of(scope, facts)
    registered_at = scope.clock().isoformat()
    marks = following(facts.marks, facts.category, scope.office.first)
    entered: dict[str, Any] = {
        "registration": number,
        "registered_at": registered_at,
        "marks": marks,
    }
    return replace(facts, **entered, **duties)


async def _registered(scope: DeskScope, case: Case) -> Case:
    """Start the terms of a case that is registered now, and tell those who have to act."""
    changes = await _start_first_terms(scope, case)
    await count(scope, case, changes)
    scope.record("registered", case=case.id)
    await _announce(scope, case)
    return case


async def _next_number(scope: DeskScope, facts: Facts) -> str:
    """Return the next number of the year; cases about a body of the round have their own series."""
    series = scope.office.bypass_series if facts.bypassed else scope.office.series
    year = scope.today().year
    name = series_tag(scope, series, year)
    before = await scope.book.serial(name)
    scope.book.raise_serial(name, before)
    return registration_number(series, year, before + 1)


def series_tag(scope: DeskScope, series: str, year: int) -> str:
    """Return under what the database counts the cases of a series: it does not show which one."""
    return scope.seals.tag("series", f"{series}-{year}")


def duties_of(scope: DeskScope, facts: Facts) -> dict[str, Any]:
    """Return which bodies handle and review a case, of those who can open it."""
    wrapped = [
        RosterEntry(reader.id, Role(reader.role), frozenset())
        for reader in scope.roster.readers()
        if reader.id in facts.readers
    ]
    try:
        routing = Routing(facts.unit, facts.category, Concern(facts.concerns))
        result = readers_for(routing, wrapped)
    except NoReaderLeftError:
        return {"worker": Group.LEADING.value, "reviewer": Group.LEADING.value}
    worker = Group.OFFICE if facts.handed_over else result.worker
    return {
        "worker": worker.value,
        "reviewer": result.reviewer.value if result.reviewer else None,
    }


def _enter(scope: DeskScope, row: CaseRow, facts: Facts) -> Case:
    entered = row.changed(state=State.REGISTERED.value)
    sealed = scope.seals.seal_own(PURPOSE, asdict(facts), entered.facts_context)
    return Case(entered.changed(facts=sealed), facts)


async def _start_first_terms(scope: DeskScope, case: Case) -> Sequence[Change]:
    received = scope.day_of(datetime.fromisoformat(case.facts.received_at))
    today = scope.today()

    def registering(totals: Totals) -> Totals:
        return totals.registered(today, case.facts.channel, case.facts.category)

    met = (CaseEvent.REGISTERED.value,)
    return [
        registering,
        *await start_terms(scope, case, "received", received, met_by=met),
        *await _start_forwarded(scope, case, received),
        *await start_terms(scope, case, CaseEvent.REGISTERED.value, today),
    ]


async def _start_forwarded(scope: DeskScope, case: Case, received: date) -> Sequence[Change]:
    """Start the terms of what another body has passed down; returns what it means."""
    if case.facts.channel != Channel.PASSED_DOWN:
        return ()
    return await start_terms(scope, case, FORWARDED_IN, received)


async def _announce(scope: DeskScope, case: Case) -> None:
    args = {"number": case.number}
    for chat in await chats_of_body(scope, case, Group(case.facts.worker)):
        to_chat(scope, case, chat, "announce-registered", args)
    if case.facts.reviewer is None or case.facts.reviewer == case.facts.worker:
        return
    due = review_due(scope, case)
    text = "announce-registered" if due is None else "announce-review"
    for chat in await chats_of_body(scope, case, Group(case.facts.reviewer)):
        to_chat(scope, case, chat, text, args, due)


async def _take_withdrawal(scope: DeskScope, case: Case) -> None:
    """Take up that the reporter has withdrawn, and tell who handles it; once."""
    if WITHDRAWN in case.facts.marks:
        return
    case = change(scope, case, marks=(*case.facts.marks, WITHDRAWN))
    await count(scope, case, await note_events(scope, case, WITHDRAWN))
    scope.record(WITHDRAWN, case=case.id)
    tell_of(scope, case, await chats_of_worker(scope, case), "announce-withdrawn")


async def take_follow_up(scope: DeskScope, case: Case, at: str) -> None:
    """Take up that the reporter has written again, and tell who handles it.

    Mail that the desk has had before can be put into the database once more. It moves nothing: at
    most somebody looks for news that they have read.
    """
    repeated = case.facts.heard_at is not None and _moment(at) <= _moment(case.facts.heard_at)
    reopened, resubmitted = (False, False) if repeated else _moved_by_news(case)
    heard_at = case.facts.heard_at if repeated else at
    over = [WAIT_OVER] if case.facts.waits_for_reporter and not repeated else []
    if case.facts.news and not reopened and not resubmitted:
        if not repeated:  # It was told, and nobody has looked since.
            case = change(scope, case, heard_at=at)
            await count(scope, case, await note_events(scope, case, *over))
            scope.record(FOLLOW_UP, case=case.id)
        return
    review = next_review(case.review, ReviewEvent.RESUBMITTED) if resubmitted else None
    changes: list[Change] = []
    if reopened:
        case, again = await take_up_again(
            scope, case, also=over, review=review, news=True, heard_at=heard_at
        )
        changes += again
    else:
        case = change(scope, case, review=review, news=True, heard_at=heard_at)
        changes += await note_events(scope, case, *over)
    scope.record("reopened" if reopened else FOLLOW_UP, case=case.id)
    if resubmitted:
        changes += [Totals.resubmitted, *await restart_review(scope, case)]
    await count(scope, case, changes)
    await _tell_news(scope, case, review_again=resubmitted)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moved_by_news(case: Case) -> tuple[bool, bool]:
    """Say whether new facts reopen a case, and whether they make it due for review again."""
    if case.state is State.ARCHIVED:
        return False, False
    return case.state in {State.CLOSED, State.MERGED}, case.review is Review.REVIEWED


async def _tell_news(scope: DeskScope, case: Case, *, review_again: bool) -> None:
    workers = await chats_of_worker(scope, case)
    tell_of(scope, case, workers, "announce-follow-up")
    if not review_again or case.facts.reviewer is None:
        return
    due = review_due(scope, case)
    reviewers = await chats_of_body(scope, case, Group(case.facts.reviewer))
    if due is None:
        others = [chat for chat in reviewers if chat not in workers]
        tell_of(scope, case, others, "announce-follow-up")
    else:
        tell_of(scope, case, reviewers, "announce-review", due)
