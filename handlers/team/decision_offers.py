"""Which decisions a card offers, to whom, and when each of them makes sense."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from casework.desk.claims import can_be_marked, is_claim
from casework.desk.facts import Case
from casework.desk.flags import is_flagged, to_be_confirmed, to_be_reported
from casework.desk.handle import is_worked_on, waits_for_result
from casework.desk.rectifying import PROPOSED
from casework.desk.verify import can_be_verified
from casework.rules.cases import TRANSITIONS, CaseEvent, State
from casework.rules.roles import Action

WORKED_ON = frozenset({State.REGISTERED, State.IN_PROGRESS})


class Decision(NamedTuple):
    """One button: `d-<code>`, with the label `decide-button-<code>`, in a section of the card."""

    action: Action
    code: str
    fits: Callable[[Case], bool]
    section: str = "decisions"


def _worked_on(case: Case) -> bool:
    return case.state in WORKED_ON


def _asked_for_time(case: Case) -> bool:
    return case.facts.extension is not None


def _may_ask_for_time(case: Case) -> bool:
    return not _asked_for_time(case) and case.state not in {State.ARCHIVED, State.MERGED}


def _proposed(case: Case) -> bool:
    return bool(case.facts.disposition) and case.facts.approved is None


def _to_be_disposed(case: Case) -> bool:
    return not case.facts.disposition and _worked_on(case)


def _to_be_decided(case: Case) -> bool:
    return case.facts.approved is not None or case.state is State.TRANSFERRED


def _to_be_answered(case: Case) -> bool:
    settled = case.state in {State.ANSWERED, State.CLOSED, State.MERGED}
    return not settled and CaseEvent.ANSWERED in TRANSITIONS[case.state]


def _to_be_signed(case: Case) -> bool:
    return case.state is State.TRANSFERRED and case.facts.signed is None


def _to_be_reopened(case: Case) -> bool:
    return case.state is not State.MERGED and CaseEvent.REOPENED in TRANSITIONS[case.state]


def _to_be_linked(case: Case) -> bool:
    return case.facts.main is None and not case.facts.repeats and case.state is not State.ARCHIVED


def _linked(case: Case) -> bool:
    return case.facts.main is not None and case.state is not State.MERGED


def _to_be_merged(case: Case) -> bool:
    return _linked(case) and CaseEvent.MERGED in TRANSITIONS[case.state]


def _merged(case: Case) -> bool:
    return case.state is State.MERGED


def _to_be_rectified(case: Case) -> bool:
    return case.facts.rectification == PROPOSED


def _may_be_rectified(case: Case) -> bool:
    return _worked_on(case) and not _to_be_rectified(case)


def _not_archived(case: Case) -> bool:
    return case.state is not State.ARCHIVED


def _has_tasks(case: Case) -> bool:
    return bool(case.facts.tasks) and _not_archived(case)


DECISIONS = (
    Decision(Action.CONFIRM, "confirm", to_be_confirmed),
    Decision(Action.CONFIRM, "lift", is_flagged),
    Decision(Action.REPORT, "report", to_be_reported),
    Decision(Action.HANDLE, "handle", is_worked_on),
    Decision(Action.RESULT, "result", waits_for_result),
    Decision(Action.VERIFY, "verify", can_be_verified, "reporter"),
    Decision(Action.APPROVE, "more", _asked_for_time),
    Decision(Action.APPROVE, "nomore", _asked_for_time),
    Decision(Action.APPROVE, "agree", _proposed),
    Decision(Action.APPROVE, "disagree", _proposed),
    Decision(Action.EXTEND, "extend", _may_ask_for_time),
    Decision(Action.PROPOSE, "dispose", _to_be_disposed),
    Decision(Action.DECIDE, "decided", _to_be_decided),
    Decision(Action.PROPOSE, "rectify", _may_be_rectified),
    Decision(Action.PROPOSE, "rectified", _to_be_rectified),
    Decision(Action.LINK, "link", _to_be_linked),
    Decision(Action.LINK, "unlink", _linked),
    Decision(Action.MERGE, "merge", _to_be_merged),
    Decision(Action.MERGE, "unmerge", _merged),
    Decision(Action.SET_TERM, "task", _not_archived),
    Decision(Action.SET_TERM, "taskday", _has_tasks),
    Decision(Action.SET_TERM, "untask", _has_tasks),
    Decision(Action.FINISH, "taskdone", _has_tasks),
    Decision(Action.MARK_CLAIM, "claim", can_be_marked),
    Decision(Action.MARK_CLAIM, "noclaim", is_claim),
    Decision(Action.SETTLE, "pass", _worked_on),
    Decision(Action.SETTLE, "decline", _worked_on),
    Decision(Action.SETTLE, "keep", _worked_on),
    Decision(Action.DECIDE, "signed", _to_be_signed),
    Decision(Action.CLOSE, "answered", _to_be_answered),
    Decision(Action.REOPEN, "reopen", _to_be_reopened),
)
