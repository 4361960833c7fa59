"""What a message to a reporter can say of the terms: by when they will hear more."""

from __future__ import annotations

from datetime import date

from casework.desk.deadlines import open_terms
from casework.desk.facts import Case
from casework.desk.scope import DeskScope
from casework.desk.term_rows import kind_of
from casework.desk.write import FEEDBACK_SENT
from casework.rules.cases import CaseEvent, State
from casework.rules.terms import Term, terms_started_by

_RESULTS = frozenset({FEEDBACK_SENT, CaseEvent.ANSWERED.value})


async def result_due(scope: DeskScope, case: Case) -> date | None:
    """Return by when the reporter is told the result, if a term for it runs."""
    for watched in await open_terms(scope, case.id):
        rule = scope.office.rule(watched.rule_id)
        if rule is not None and rule.met_by in _RESULTS:
            return watched.due.date
    return None


def result_after_closing(scope: DeskScope, case: Case) -> Term | None:
    """Return how long after closing the reporter is told the result; None if no rule says so."""
    if case.state is State.CLOSED:
        return None
    rules = terms_started_by(CaseEvent.CLOSED.value, scope.office.rules, kind_of(case))
    return next((rule.term for rule in rules if rule.met_by == FEEDBACK_SENT), None)
