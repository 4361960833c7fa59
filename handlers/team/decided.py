"""What a card says of the decisions about its case; nothing of why, which only readers open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.desk.deadlines import Watched
from casework.desk.facts import Case
from casework.desk.flags import is_flagged
from casework.desk.people import Member
from casework.desk.records import Record
from casework.desk.rectifying import PROPOSED
from casework.desk.repeats import known_main, known_repeats
from casework.desk.scope import DeskScope
from casework.rules.events import ACCEPTED, BY_HAND
from handlers.team.context import Names
from handlers.team.views import name_of_term
from handlers.texts import Html, Say


async def decided_lines(  # noqa: PLR0913  what a card is made of
    scope: DeskScope,
    member: Member,
    case: Case,
    terms: Sequence[Watched],
    names: Names,
    say: Say,
) -> list[Html]:
    """Return a line for each decision that stands, or that somebody waits for.

    `terms` are those of the case that are open.
    """
    return [
        *_flag(case, say),
        *(_extended(each, say) for each in terms if each.extensions),
        *_asked_for(case, terms, names, say),
        *_disposition(case, names, say),
        *_elsewhere(case, say),
        *_claim(case, say),
        *_by_hand(scope, terms, say),
        *await _repeats(scope, member, case, say),
    ]


def _flag(case: Case, say: Say) -> list[Html]:
    if not is_flagged(case):
        return []
    if case.facts.reported is not None:
        return [say("decide-flag-reported", day=date.fromisoformat(case.facts.reported))]
    waiting = case.facts.confirmed is None
    return [say("decide-flag-unconfirmed" if waiting else "decide-flag-confirmed")]


def _extended(watched: Watched, say: Say) -> Html:
    term = name_of_term(watched.rule_id, say)
    return say("decide-extended", term=term, times=watched.extensions, due=watched.due.date)


def _asked_for(case: Case, terms: Sequence[Watched], names: Names, say: Say) -> list[Html]:
    asked = case.facts.extension
    if asked is None:
        return []
    rules = [each.rule_id for each in terms if each.row.id == asked.term]
    term = name_of_term(rules[0], say) if rules else say.label("decide-term-over")
    who, until = names.person(asked.by, say), date.fromisoformat(asked.until)
    return [say("decide-extension-asked", term=term, who=who, due=until)]


def _claim(case: Case, say: Say) -> list[Html]:
    if not case.facts.claim:
        return []
    return [say("decide-claim-accepted" if case.facts.claim == ACCEPTED else "decide-claim")]


def _by_hand(scope: DeskScope, terms: Sequence[Watched], say: Say) -> list[Html]:
    rules = {rule.id for rule in scope.office.rules if rule.starts_on == BY_HAND}
    return [
        say("decide-by-hand", term=name_of_term(each.rule_id, say), due=each.due.date)
        for each in terms
        if each.rule_id in rules
    ]


def _disposition(case: Case, names: Names, say: Say) -> list[Html]:
    facts = case.facts
    if not facts.disposition:
        return []
    what = say.label(f"desk-choice-{Record.DISPOSITION}-{facts.disposition}")
    if facts.approved is None:
        return [say("decide-disposition-proposed", what=what)]
    who = names.person(facts.approved, say)
    return [say("decide-disposition-approved", what=what, who=who)]


def _elsewhere(case: Case, say: Say) -> list[Html]:
    """What another body has done, or is to do."""
    lines = []
    if case.facts.decided is not None:
        lines.append(say("decide-decided", day=date.fromisoformat(case.facts.decided)))
    if case.facts.signed is not None:
        lines.append(say("decide-signed", day=date.fromisoformat(case.facts.signed)))
    if case.facts.rectification:
        proposed = case.facts.rectification == PROPOSED
        lines.append(say("decide-rectification" if proposed else "decide-rectified"))
    return lines


async def _repeats(scope: DeskScope, member: Member, case: Case, say: Say) -> list[Html]:
    lines = []
    main = await known_main(scope, member, case)
    repeats = await known_repeats(scope, member, case)
    if main is not None:
        count = len(await known_repeats(scope, member, main))
        lines.append(say("decide-repeat-of", main=main.number, count=count))
    if repeats:
        numbers = say.label("list-comma").join(each.number for each in repeats)
        lines.append(say("decide-repeated", count=len(repeats), numbers=numbers))
    return lines
