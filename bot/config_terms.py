"""What of the terms of a configuration would never work, each told in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from casework.rules.events import (
    APPROVED,
    ASKED,
    BY_HAND,
    DONE,
    OF_CASES,
    ONLY_AFTER,
    WAIT_OVER,
)

if TYPE_CHECKING:
    from bot.config import TermRule


def among(names: Sequence[str]) -> Callable[[str], str]:
    """Return the check of a value that has to be one of `names`."""

    def check(value: str) -> str:
        if value not in names:
            raise ValueError("must be one of " + ", ".join(f"'{name}'" for name in names))
        return value

    return check


def around_terms(rules: Sequence[TermRule], categories: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with the rules; `categories` are the codes of the round, with items."""
    known = frozenset(categories)
    for number, rule in enumerate(rules, 1):
        at = f"terms[#{number}]"
        if rule.starts_on == rule.met_by:
            yield f"{at}.met_by must be another event than the one that starts it."
        if not known.issuperset(rule.categories):
            yield f"{at}.categories must name categories or items of the round."
        yield from _around_the_end(at, rule)
        yield from _around_turns(at, rule)
        yield from _around_place(at, rule, rules)


def _around_the_end(at: str, rule: TermRule) -> Iterator[str]:
    """A term that is met by what can never happen after it began would never end."""
    if (rule.starts_on in OF_CASES) is not (rule.met_by in OF_CASES):
        yield f"{at}.met_by must happen where the term starts: to the case, or to the round."
    if rule.starts_on not in OF_CASES and (rule.categories or rule.channels or _turns(rule)):
        yield f"{at} is of the round: it has no categories, no channels, and does not rest or stop."
    if rule.met_by == DONE and (rule.starts_on != BY_HAND or rule.who == "fifth"):
        yield f"{at}.met_by is {DONE}, which the team enters for terms set by hand alone."
    before = ONLY_AFTER.get(rule.met_by, ())
    if before and rule.starts_on not in {*before, APPROVED, BY_HAND} and rule.applies != "flagged":
        first = " or ".join(before)
        yield f"{at}.met_by never happens without {first}: the term would run for ever elsewhere."


def _turns(rule: TermRule) -> list[str]:
    return [*rule.pauses_on, *rule.resumes_on, *rule.stops_on, *rule.restarts_on]


def _around_turns(at: str, rule: TermRule) -> Iterator[str]:
    turns = _turns(rule)
    if rule.starts_on == APPROVED and turns:
        yield f"{at} says how far a term may be extended; it does not rest, stop or begin anew."
    if len({*turns}) < len(turns) or {rule.starts_on, rule.met_by} & {*turns}:
        yield f"{at} names one event for two things: each starts, rests, resumes, stops or ends it."
    if rule.pauses_on and not rule.resumes_on:
        yield f"{at}.pauses_on needs resumes_on, or the term would rest for ever."
    if rule.resumes_on and not rule.pauses_on:
        yield f"{at}.resumes_on needs pauses_on: nothing lets the term rest."
    if ASKED in rule.pauses_on and rule.resumes_on and WAIT_OVER not in rule.resumes_on:
        yield f"{at}.resumes_on must have {WAIT_OVER}, or it rests when the wait is over."


def _around_place(at: str, rule: TermRule, rules: Sequence[TermRule]) -> Iterator[str]:
    if not rule.instead_of:
        return
    by_id = {each.id: each for each in rules}
    other = by_id.get(rule.instead_of)
    if other is None:
        yield f"{at}.instead_of must be the id of another term."
        return
    passed, before = {rule.id}, other.id
    while before in by_id and before not in passed:
        passed.add(before)
        before = by_id[before].instead_of
    if before in passed:
        yield f"{at}.instead_of goes in a circle: in the end a term stands in its own place."
        return
    same = ("starts_on", "met_by", "applies")
    if any(getattr(rule, name) != getattr(other, name) for name in same):
        yield f"{at} must have starts_on, met_by and applies of the term that it goes before."
    if not (rule.categories or rule.channels):
        yield f"{at} needs categories or channels, or the other term is for no case at all."
    if rule.starts_on in {APPROVED, BY_HAND}:
        yield f"{at}.instead_of is for terms that start by themselves."
