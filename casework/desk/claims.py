"""Claims 申诉求决: petitions in which somebody seeks a decision for themselves.

A member marks a case as a claim; its terms count from the day on which it came in. The notice that
is given on a claim meets the first and, unless the case was passed on or declined, accepts it: the
term of the answer counts from that day. Taking the mark back withdraws these terms.

Source: 信访工作条例 arts. 23, 34.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from casework.desk.deadlines import (
    all_terms,
    meet_terms,
    restore_terms,
    start_terms,
    withdraw_terms,
)
from casework.desk.decided import Choice, DecisionRefusedError, Press, deciding, write_down
from casework.desk.facts import Case, change
from casework.desk.figures import count
from casework.desk.records import Record
from casework.desk.scope import DeskScope
from casework.rules.cases import CaseEvent, State
from casework.rules.dispatch import Counts
from casework.rules.events import (
    ACCEPTED,
    CLAIM_NOTICE_SENT,
    CLAIM_RECEIVED,
    NOTICE_SENT,
    OF_CLAIMS,
)
from casework.rules.roles import Action
from casework.rules.terms import TermRule

RECEIVED: Final = "received"
"""Where a claim stands that nobody has accepted yet; after that it is `ACCEPTED`."""
NO_CLAIM: Final = "no-claim"
"""For what reason the terms of a claim are withdrawn that is none."""
_DECLINED = frozenset({State.NOT_ACCEPTED, State.TRANSFERRED, State.MERGED})


def can_be_marked(case: Case) -> bool:
    """Say whether a case could be a claim that is not known to be one."""
    return not case.facts.claim and case.state is not State.ARCHIVED


def is_claim(case: Case) -> bool:
    """Say whether a case is marked as a claim."""
    return bool(case.facts.claim)


def is_accepted_by(case: Case) -> bool:
    """Say whether a notice that is given now accepts a claim."""
    return case.facts.claim == RECEIVED and case.state not in _DECLINED


def answers_before(case: Case) -> Sequence[str]:
    """Return what has met the term of an answer before it began; nothing once taken up again."""
    ended = case.state in {State.CLOSED, State.ARCHIVED} and case.facts.answered_at
    return (CaseEvent.ANSWERED.value,) if case.state is State.ANSWERED or ended else ()


def notice_events(case: Case) -> Sequence[str]:
    """Return what happens to a case when its reporter is given notice."""
    if not is_claim(case):
        return (NOTICE_SENT,)
    if not is_accepted_by(case):
        return (NOTICE_SENT, CLAIM_NOTICE_SENT)
    return (NOTICE_SENT, CLAIM_NOTICE_SENT, ACCEPTED)


async def mark_claim(scope: DeskScope, press: Press) -> Case:
    """Mark a case as a claim: its terms begin, or run again if it was marked before.

    Whoever was given notice before has been told; the answer is owed from that day, as far as it is
    known.

    Raises:
        DecisionRefusedError: It is marked.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.MARK_CLAIM)
    if not can_be_marked(case):
        raise DecisionRefusedError("over")
    told = await _told_on(scope, case)
    accepted = told is not None and case.state not in _DECLINED
    claim = ACCEPTED if accepted else RECEIVED
    case = change(scope, case, by=press.member.id, claim=claim)
    changes = [*await restore_terms(scope, case, NO_CLAIM)]
    begun = await _begun(scope, case)
    if CLAIM_RECEIVED not in begun:
        received = scope.day_of(datetime.fromisoformat(case.facts.received_at))
        changes += await start_terms(scope, case, CLAIM_RECEIVED, received)
    if told is not None:
        changes += await meet_terms(scope, case, {CLAIM_NOTICE_SENT})
    if told is not None and accepted and ACCEPTED not in begun:
        met = answers_before(case)
        changes += await start_terms(scope, case, ACCEPTED, told, met_by=met)
    await count(scope, case, changes)
    scope.record("claim-marked", case=case.id, by=press.member.id)
    return case


async def unmark_claim(scope: DeskScope, press: Press, reason: str) -> Case:
    """Take the mark of a claim back: nobody has to meet its terms any more.

    Raises:
        DecisionRefusedError: It is not marked.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.MARK_CLAIM)
    if not is_claim(case):
        raise DecisionRefusedError("over")
    await write_down(scope, press, case, Record.OUTCOME, reason, choice=Choice.NO_CLAIM)
    case = change(scope, case, by=press.member.id, claim="")
    await count(scope, case, await withdraw_terms(scope, case, NO_CLAIM, _is_of_claims))
    scope.record("claim-unmarked", case=case.id, by=press.member.id)
    return case


def _is_of_claims(rule: TermRule) -> bool:
    return rule.starts_on in OF_CLAIMS


async def _begun(scope: DeskScope, case: Case) -> frozenset[str]:
    """Return on which events terms of a case have begun."""
    rules = (scope.office.rule(each.rule_id) for each in await all_terms(scope, case.id))
    return frozenset(rule.starts_on for rule in rules if rule is not None)


async def _told_on(scope: DeskScope, case: Case) -> date | None:
    """Return when the reporter was given notice, or today if it is not known when; None if never.

    What was said by telephone lies sealed in the case; that it met its term is known.
    """
    days = [each.on for each in case.facts.dispatches if each.counts == Counts.NOTICE]
    if days:
        return date.fromisoformat(min(days))
    for each in await all_terms(scope, case.id):
        rule = scope.office.rule(each.rule_id)
        if rule is not None and rule.met_by == NOTICE_SENT and each.is_met:
            return scope.today()
    return None
