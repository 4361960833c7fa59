"""What a card says of the decisions about its case; nothing of why, which only readers open."""

from __future__ import annotations

from datetime import date

from casework.desk.deadlines import Watched, open_terms
from casework.desk.facts import Case
from casework.desk.flags import is_flagged
from casework.desk.scope import DeskScope
from handlers.team.views import name_of_term
from handlers.texts import Html, Say


async def decided_lines(scope: DeskScope, case: Case, say: Say) -> list[Html]:
    """Return a line for each decision that stands, or that somebody waits for."""
    extended = [each for each in await open_terms(scope, case.id) if each.extensions]
    return [*(_extended(each, say) for each in extended), *_flag(case, say)]


def _extended(watched: Watched, say: Say) -> Html:
    term = name_of_term(watched.rule_id, say)
    return say("decide-extended", term=term, times=watched.extensions, due=watched.due.date)


def _flag(case: Case, say: Say) -> list[Html]:
    if not is_flagged(case):
        return []
    if case.facts.reported is not None:
        return [say("decide-flag-reported", day=date.fromisoformat(case.facts.reported))]
    waiting = case.facts.confirmed is None
    return [say("decide-flag-unconfirmed" if waiting else "decide-flag-confirmed")]
