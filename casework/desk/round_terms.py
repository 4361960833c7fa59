"""What follows the round's feedback: signed for by the inspected unit, then three papers by a day.

These terms belong to the round and to no case. They lie among the terms of the cases under a name
of their own.

Source: 工作方案 六(四).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.desk.deadlines import Watched, all_terms, enter_term, tag_of_term
from casework.desk.decided import DecisionRefusedError
from casework.desk.disposing import check_past
from casework.desk.messages import Chat, When, chat_of, tell_apart
from casework.desk.people import Member, members
from casework.desk.scope import DeskScope, NotPermittedError
from casework.ports import OF_THE_ROUND
from casework.rules.roles import Action, may
from casework.rules.terms import TermRule, reminder_days, terms_started_by

FEEDBACK_SIGNED = "feedback-signed"


@dataclass(frozen=True, slots=True)
class After:
    """What is to follow the feedback; without `terms` nobody has signed for it."""

    terms: Sequence[Watched]
    possible: bool


async def after_feedback(scope: DeskScope, by: Member) -> After:
    """Return the terms of the round, and whether the configuration has any.

    Raises:
        NotPermittedError: The role of `by` has nothing to do with them.
    """
    if not may(by.role, Action.ROUND):
        raise NotPermittedError
    return After(await all_terms(scope, OF_THE_ROUND), bool(_rules(scope)))


async def sign_feedback(scope: DeskScope, by: Member, day: date) -> None:
    """Enter the day on which the feedback was signed for; the terms count from it.

    Raises:
        DecisionRefusedError: It is entered, or the day has not come, or the round has no such term.
        NotPermittedError: See `after_feedback`.
    """
    before = await after_feedback(scope, by)
    if before.terms or not before.possible:
        raise DecisionRefusedError("over")
    check_past(scope, day)
    chats = [chat_of(each) for each in await members(scope) if may(each.role, Action.ROUND)]
    for rule in _rules(scope):
        # Who enters it at the same moment as somebody else finds the term there.
        name = scope.seals.tag("term", f"{OF_THE_ROUND} {rule.id}")
        watched = enter_term(scope, OF_THE_ROUND, rule, day, met=False, name=name)
        _remind(scope, watched, rule, chats)
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
    scope.book.meet_term(found[0].row.id)
    rule = scope.office.rule(found[0].rule_id)
    scope.record(rule.met_by if rule else "filed", by=by.id, day=day.isoformat())
    return found[0]


def _rules(scope: DeskScope) -> Sequence[TermRule]:
    return terms_started_by(FEEDBACK_SIGNED, scope.office.rules, real_name=False)


def _remind(scope: DeskScope, watched: Watched, rule: TermRule, chats: Sequence[Chat]) -> None:
    calendar, due = scope.office.calendar, watched.due
    days = reminder_days(watched.started_on, due, rule.remind_workdays_before, calendar)
    days.append(calendar.add_workdays(due.date, 1))
    args = {"number": scope.office.series, "term": watched.rule_id}
    for at in map(scope.office.moment, days):
        for chat in chats:
            if at > scope.clock():
                tell_apart(scope, chat, "reminder", args, when=When(due.date, at, watched.row.id))
