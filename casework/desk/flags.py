"""The flag: a case marked important, sensitive or urgent, until the office has been told.

A member marks, the leader confirms or lifts, and once it is confirmed whoever handles the case
tells the office and enters that it was told.

Source: 工作方案 六(二)7.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.desk.deadlines import (
    FLAGGED,
    forget_chase,
    note_events,
    open_terms,
    withdraw_terms,
)
from casework.desk.decided import (
    Choice,
    DecisionRefusedError,
    Press,
    deciding,
    tell_worker,
    write_down,
)
from casework.desk.facts import Case, allowed, change
from casework.desk.figures import count
from casework.desk.grant import kept_out
from casework.desk.messages import chat_of, tell_apart
from casework.desk.people import Member, members
from casework.desk.records import Record
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.marks import PRESSING
from casework.rules.roles import Action, Group
from casework.rules.terms import TermRule

REPORTED = "reported"
LIFTED = "lifted"


def is_flagged(case: Case) -> bool:
    """Say whether the case has a pressing mark."""
    return bool(PRESSING & {*case.facts.marks})


def check_flag(by: Member, case: Case, marks: Sequence[str]) -> None:
    """Return if `by` may give a case these marks.

    Raises:
        NotPermittedError: It would undo what a leader has confirmed.
    """
    lifting = is_flagged(case) and not PRESSING & {*marks}
    if lifting and case.facts.confirmed and not allowed(by, case, Action.CONFIRM):
        raise NotPermittedError


def flag_with(by: Member, case: Case, marks: Sequence[str]) -> dict[str, Any]:
    """Return the facts of a case with these marks; a flag begins and ends with them.

    What a leader marks needs nobody's confirmation.
    """
    facts: dict[str, Any] = {"marks": tuple(marks)}
    pressing = PRESSING & {*marks}
    if not (is_flagged(case) and pressing):
        facts |= {"confirmed": None, "reported": None}
    if pressing - {*case.facts.marks} and allowed(by, case, Action.CONFIRM):
        facts["confirmed"] = case.facts.confirmed or by.id
    return facts


async def note_flag(scope: DeskScope, before: Case, after: Case) -> None:
    """Start the term of the report when a flag begins, end it with the flag, chase nobody twice."""
    if is_flagged(after) and not is_flagged(before):
        await count(scope, after, await note_events(scope, after, FLAGGED))
    elif is_flagged(before) and not is_flagged(after):
        await count(scope, after, await withdraw_terms(scope, after, LIFTED, _of_flag))
    elif after.facts.confirmed != before.facts.confirmed:
        await _chase_no_more(scope, after)


def to_be_confirmed(case: Case) -> bool:
    """Say whether a flag waits for the leader's word."""
    return is_flagged(case) and case.facts.confirmed is None


def to_be_reported(case: Case) -> bool:
    """Say whether a flag is confirmed, and the office not told yet."""
    return is_flagged(case) and case.facts.confirmed is not None and case.facts.reported is None


async def confirm_flag(scope: DeskScope, press: Press, words: str) -> Case:
    """Confirm that a case is pressing: nobody is chased for a word any more.

    Raises:
        DecisionRefusedError: No flag waits for it.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.CONFIRM)
    if not to_be_confirmed(case):
        raise DecisionRefusedError("over")
    await write_down(scope, press, case, Record.APPROVAL, words, choice=Choice.FLAG_CONFIRMED)
    confirmed = change(scope, case, by=press.member.id, confirmed=press.member.id)
    await _chase_no_more(scope, confirmed)
    scope.record("flag-confirmed", case=case.id, by=press.member.id)
    await tell_worker(scope, confirmed, press, "announce-flag-confirmed")
    return confirmed


async def lift_flag(scope: DeskScope, press: Press, reason: str) -> Case:
    """Take the pressing marks off a case; nobody has to report it any more.

    Raises:
        DecisionRefusedError: It has none.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.CONFIRM)
    if not is_flagged(case):
        raise DecisionRefusedError("over")
    await write_down(scope, press, case, Record.APPROVAL, reason, choice=Choice.FLAG_LIFTED)
    marks = tuple(mark for mark in case.facts.marks if mark not in PRESSING)
    lifted = change(scope, case, by=press.member.id, **flag_with(press.member, case, marks))
    await note_flag(scope, case, lifted)
    scope.record("flag-lifted", case=case.id, by=press.member.id)
    await tell_worker(scope, lifted, press, "announce-flag-lifted")
    return lifted


async def report_to_office(  # noqa: PLR0913  to whom, how, on which paper
    scope: DeskScope, press: Press, *, whom: str, way: str, words: str, document: str = ""
) -> tuple[Case, int]:
    """Enter that the office was told, and tell its people the number; returns how many were told.

    `document` is the number of the paper, if there is one.

    Raises:
        DecisionRefusedError: The flag is not confirmed, or is reported already.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.REPORT)
    if not to_be_reported(case):
        raise DecisionRefusedError("not-confirmed" if to_be_confirmed(case) else "over")
    today = scope.today().isoformat()
    known = {"choice": Choice.REPORTED, "name": whom, "way": way, "day": today}
    known["document"] = document
    await write_down(scope, press, case, Record.REPORT, words, **known)
    by = press.member.id
    reported = change(scope, case, by=by, reported=today, reported_by=by)
    await count(scope, reported, await note_events(scope, reported, REPORTED))
    scope.record(REPORTED, case=case.id, by=press.member.id)
    told = [chat_of(m) for m in await members(scope) if _hears(reported, m)]
    for chat in told:
        tell_apart(scope, chat, "announce-urgent-report", {"number": case.number})
    return reported, len(told)


async def _chase_no_more(scope: DeskScope, case: Case) -> None:
    for watched in await open_terms(scope, case.id):
        forget_chase(scope, watched.row.id)


def _of_flag(rule: TermRule) -> bool:
    return rule.starts_on == FLAGGED


def _hears(case: Case, member: Member) -> bool:
    """Say whether somebody of the office may hear the number of a case."""
    return member.group is Group.OFFICE and kept_out(case.facts, member.reader) is None
