"""More time for one open term: asked for by whoever handles the case, approved by the leader.

Source: 工作方案 三 (组长负责制); 信访工作条例 art. 34 (claims).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from casework.desk.deadlines import TAG, Watched, move_term, open_terms, tag_of_term
from casework.desk.decided import (
    Choice,
    DecisionRefusedError,
    Press,
    deciding,
    tell_leader,
    tell_member,
    write_down,
)
from casework.desk.facts import Asked, Case, change
from casework.desk.figures import count
from casework.desk.records import Record
from casework.desk.scope import DeskScope
from casework.desk.term_rows import kind_of
from casework.rules.extensions import latest_extension
from casework.rules.roles import Action
from casework.rules.variants import rules_for

FARTHEST = timedelta(days=366)
"""How far ahead a day may lie that somebody has written: beyond it is a slip of the pen."""


async def extendable(scope: DeskScope, case: Case) -> Sequence[Watched]:
    """Return the open terms of a case whose rules the round still has."""
    terms = await open_terms(scope, case.id)
    return [each for each in terms if scope.office.rule(each.rule_id) is not None]


async def check_until(scope: DeskScope, case: Case, tag: str, until: date) -> Watched:
    """Return the term, if it may be extended to this day.

    Raises:
        DecisionRefusedError: It is met by now, or the day is too early, too late or far away.
    """
    terms = await extendable(scope, case)
    watched = next((each for each in terms if tag_of_term(each) == tag), None)
    if watched is None:
        raise DecisionRefusedError("nothing-open")
    if until <= watched.due.date or until < scope.today():
        raise DecisionRefusedError("too-early", max(watched.due.date, scope.today()))
    if until > scope.today() + FARTHEST:
        raise DecisionRefusedError("too-far", scope.today() + FARTHEST)
    latest = limit_of(scope, case, watched)
    if latest is not None and until > latest:
        raise DecisionRefusedError("too-late", latest)
    return watched


def limit_of(scope: DeskScope, case: Case, watched: Watched) -> date | None:
    """Return the last day to which the rules that are for a case let a term be extended, if any."""
    rule, office = scope.office.rule(watched.rule_id), scope.office
    if rule is None:
        return None
    own = rules_for(kind_of(case), office.rules)
    return latest_extension(rule, own, watched.first_due, office.calendar)


async def ask_extension(
    scope: DeskScope, press: Press, *, tag: str, until: date, reason: str
) -> Case:
    """Ask the leader for more time.

    Raises:
        DecisionRefusedError: Somebody has asked already; or see `check_until`.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.EXTEND)
    if case.facts.extension is not None:
        raise DecisionRefusedError("over")
    watched = await check_until(scope, case, tag, until)
    known = {"choice": watched.rule_id, "until": until.isoformat()}
    await write_down(scope, press, case, Record.EXTENSION, reason, **known)
    asked = Asked(watched.row.id, until.isoformat(), press.member.id)
    case = change(scope, case, by=press.member.id, extension=asked)
    scope.record("extension-asked", case=case.id, by=press.member.id, rule=watched.rule_id)
    await tell_leader(scope, case, press, "announce-extension-asked")
    return case


async def approve_extension(scope: DeskScope, press: Press, words: str) -> tuple[Case, date]:
    """Move the due date; returns it. Reminders and figures follow.

    Raises:
        DecisionRefusedError: Nobody asks for one, or it is too late for it: see `check_until`.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case, asked = await _asked(scope, press)
    until = date.fromisoformat(asked.until)
    watched = await check_until(scope, case, asked.term[:TAG], until)
    choice = Choice.EXTENSION_APPROVED
    known = {"choice": choice, "until": asked.until}
    await write_down(scope, press, case, Record.APPROVAL, words, **known)
    case = change(scope, case, by=press.member.id, extension=None)
    await count(scope, case, await move_term(scope, watched, until))
    scope.record(choice, case=case.id, by=press.member.id, rule=watched.rule_id, until=asked.until)
    await tell_member(scope, case, press, asked.by, "announce-extension-approved", until)
    return case, until


async def refuse_extension(scope: DeskScope, press: Press, words: str) -> Case:
    """Let the due date stand.

    Raises:
        DecisionRefusedError: Nobody asks for an extension.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case, asked = await _asked(scope, press)
    choice = Choice.EXTENSION_REFUSED
    await write_down(scope, press, case, Record.APPROVAL, words, choice=choice)
    case = change(scope, case, by=press.member.id, extension=None)
    scope.record(choice, case=case.id, by=press.member.id)
    await tell_member(scope, case, press, asked.by, "announce-extension-refused")
    return case


async def _asked(scope: DeskScope, press: Press) -> tuple[Case, Asked]:
    case = await deciding(scope, press, Action.APPROVE)
    if case.facts.extension is None:
        raise DecisionRefusedError("over")
    return case, case.facts.extension
