"""What is owed for the round: both ledgers after its end, and three papers after the feedback.

The inspected unit signs for the feedback; who follows it up enters on which day. These terms belong
to the round and to no case. They lie among the terms of the cases under a name of their own.

Source: 工作方案 六(三)3, 六(四).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.desk.deadlines import Watched, all_terms, enter_term, meet_term, tag_of_term
from casework.desk.decided import DecisionRefusedError
from casework.desk.disposing import check_past
from casework.desk.people import Member
from casework.desk.scope import DeskScope, NotPermittedError
from casework.ports import OF_THE_ROUND
from casework.rules.roles import Action, may
from casework.rules.terms import TermRule, terms_started_by
from casework.rules.variants import Kind

FEEDBACK_SIGNED = "feedback-signed"


@dataclass(frozen=True, slots=True)
class After:
    """What is owed for the round.

    `signed` says whether the feedback was signed for, `possible` whether terms begin with that.
    """

    terms: Sequence[Watched]
    signed: bool
    possible: bool


async def after_feedback(scope: DeskScope, by: Member) -> After:
    """Return the terms of the round, and how it stands with its feedback.

    Raises:
        NotPermittedError: The role of `by` has nothing to do with them.
    """
    if not may(by.role, Action.ROUND):
        raise NotPermittedError
    terms, rules = await all_terms(scope, OF_THE_ROUND), _rules(scope)
    # One whose rule the configuration has dropped may have begun with the feedback.
    others = {rule.id for rule in scope.office.rules if rule.starts_on != FEEDBACK_SIGNED}
    signed = any(each.rule_id not in others for each in terms)
    return After(terms, signed, bool(rules))


async def sign_feedback(scope: DeskScope, by: Member, day: date) -> None:
    """Enter the day on which the feedback was signed for; the terms count from it.

    Raises:
        DecisionRefusedError: It is entered, or the day has not come, or the round has no such term.
        NotPermittedError: See `after_feedback`.
    """
    before = await after_feedback(scope, by)
    if before.signed or not before.possible:
        raise DecisionRefusedError("over")
    check_past(scope, day)
    for rule in _rules(scope):
        enter_term(scope, OF_THE_ROUND, rule, day, met=False, name=name_of(scope, rule))
    scope.record(FEEDBACK_SIGNED, by=by.id, day=day.isoformat())


async def file_paper(scope: DeskScope, by: Member, tag: str, day: date) -> Watched:
    """Enter that one of the papers was handed in; returns its term.

    Raises:
        DecisionRefusedError: It is entered, or the day has not come.
        NotPermittedError: See `after_feedback`.
    """
    terms = (await after_feedback(scope, by)).terms
    found = [each for each in terms if tag_of_term(each) == tag and not each.row.met]
    if not found:
        raise DecisionRefusedError("over")
    check_past(scope, day)
    meet_term(scope, found[0])
    rule = scope.office.rule(found[0].rule_id)
    scope.record(rule.met_by if rule else "filed", by=by.id, day=day.isoformat())
    return found[0]


def name_of(scope: DeskScope, rule: TermRule) -> str:
    """Return the id of a term of the round: who enters it besides somebody else finds it there."""
    return scope.seals.tag("term", f"{OF_THE_ROUND} {rule.id}")


def _rules(scope: DeskScope) -> Sequence[TermRule]:
    return terms_started_by(FEEDBACK_SIGNED, scope.office.rules, Kind(real_name=False))
