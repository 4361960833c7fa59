"""What can be looked for by its name: people, units, categories, marks, terms and the like."""

from __future__ import annotations

from datetime import timedelta

from casework.desk.people import Member
from casework.desk.register import WITHDRAWN
from casework.desk.scope import DeskScope
from casework.rules.cases import NOT_KNOWN, Review, State
from casework.rules.handling import Handling
from casework.rules.letters import BOT, Channel
from casework.rules.marks import Mark
from casework.rules.search import (
    UNSURE,
    Filter,
    Test,
    any_of,
    fold,
    of_assignee,
    of_category,
    of_channel,
    of_days,
    of_handling,
    of_mark,
    of_named,
    of_review,
    of_state,
    of_term,
    of_unit,
    passing,
)
from handlers.team.context import Names
from handlers.team.views import name_of_term
from handlers.texts import Say

STATES = tuple(state for state in State if state not in NOT_KNOWN)
CHANNELS = (BOT, *Channel)


def vocabulary(scope: DeskScope, member: Member, names: Names, say: Say) -> dict[str, Test]:
    """Return what can be looked for by its name, in the reader's language."""
    today = scope.today()
    yesterday = today - timedelta(days=1)
    named: list[tuple[str, Test]] = [
        *((names.person(each.id, say), of_assignee(each.id)) for each in names.people),
        *((names.unit(unit.id, say), of_unit(unit.id)) for unit in names.units),
        *((say.pick(each.name), of_category(each.code)) for each in names.categories),
        *((say.label(f"desk-mark-{mark}"), of_mark(mark)) for mark in Mark),
        (say.label("desk-find-withdrawn"), of_mark(WITHDRAWN)),
        *((name_of_term(rule.id, say), of_term(rule.id)) for rule in scope.office.rules),
        *((say.label(f"desk-review-{review}"), of_review(review)) for review in Review),
        *((say.label(f"desk-state-{state}"), of_state(state)) for state in STATES),
        *((say.label(f"desk-choice-handling-{way}"), of_handling(way)) for way in Handling),
        *((say.label(f"source-{channel}"), of_channel(channel)) for channel in CHANNELS),
        (say.label("desk-find-named"), of_named(named=True)),
        (say.label("desk-anonymous"), of_named(named=False)),
        *(
            (say.label(f"desk-filter-{chosen}"), passing(chosen, member.id, today))
            for chosen in Filter
            if chosen is not Filter.ALL
        ),
        (say.label("desk-unit-unsure"), of_unit(UNSURE)),
        (say.label("desk-category-unsure"), of_category(UNSURE)),
        (say.label("desk-nobody"), of_assignee(None)),
        (say.label("desk-find-today"), of_days(today, today)),
        (say.label("desk-find-yesterday"), of_days(yesterday, yesterday)),
    ]
    # A word may name things of two kinds, such as a state and a way of handling.
    found: dict[str, list[Test]] = {}
    for phrase, test in named:
        found.setdefault(fold(phrase), []).append(test)
    return {phrase: any_of(tests) for phrase, tests in found.items()}
