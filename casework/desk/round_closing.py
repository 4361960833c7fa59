"""What follows the end of the round: both ledgers go to the office, by a day.

It begins when the round's last day is over and is met when the office has signed for the package.
A round in which nothing came in has no ledger to hand over.

Source: 工作方案 六(三)3.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.desk.deadlines import Watched, all_terms, enter_term, meet_term, open_terms
from casework.desk.hand_over import HANDED_OVER
from casework.desk.register import series_tag
from casework.desk.round_terms import name_of
from casework.desk.scope import DeskScope
from casework.ports import OF_THE_ROUND
from casework.rules.terms import terms_started_by
from casework.rules.variants import Kind

ROUND_CLOSED = "round-closed"


async def close_round(scope: DeskScope, closes: date) -> Sequence[Watched]:
    """Start the terms that begin with the end of the round, once; returns those that began now.

    They count from `closes`, the last day on which petitions were taken in, however late somebody
    is there to see that it is over. The commit raises a DuplicateError if another desk was faster.
    """
    if scope.today() <= closes or not await _anything_came(scope, closes):
        return ()
    begun = {each.row.id for each in await all_terms(scope, OF_THE_ROUND)}
    rules = terms_started_by(ROUND_CLOSED, scope.office.rules, Kind(real_name=False))
    new = [
        enter_term(scope, OF_THE_ROUND, rule, closes, met=False, name=name_of(scope, rule))
        for rule in rules
        if name_of(scope, rule) not in begun
    ]
    if new:
        scope.record(ROUND_CLOSED, day=closes.isoformat())
    return new


async def round_handed_over(scope: DeskScope) -> None:
    """Meet what was owed until the office signed for the ledgers."""
    for watched in await open_terms(scope, OF_THE_ROUND):
        rule = scope.office.rule(watched.rule_id)
        if rule is not None and rule.met_by == HANDED_OVER:
            meet_term(scope, watched)
            scope.record(HANDED_OVER, day=scope.today().isoformat())


async def _anything_came(scope: DeskScope, closes: date) -> bool:
    """Say whether a case was registered in the year of the round's end or in the one before."""
    office = scope.office
    for series in (office.series, office.bypass_series):
        for year in (closes.year - 1, closes.year):
            if await scope.book.serial(series_tag(scope, series, year)):
                return True
    return False
