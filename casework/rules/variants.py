"""Which rules are for a case: those of its category and of the way it came, one for each duty.

A rule that names categories or channels is for no other cases. One that stands in the place of
another (`instead_of`) goes before it there; of several that could, the first of the configuration.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casework.rules.terms import TermRule


@dataclass(frozen=True, slots=True)
class Kind:
    """What of a petition decides which rules are for it; `flagged` means pressing by a mark."""

    real_name: bool
    category: str = ""
    channel: str = ""
    flagged: bool = False

    def scopes(self) -> frozenset[str]:
        """Return which words of `applies` are true of it."""
        named = {"real-name"} if self.real_name else set[str]()
        pressing = {"flagged"} if self.flagged else set[str]()
        return frozenset({"all"} | named | pressing)

    def fits(self, rule: TermRule) -> bool:
        """Say whether a rule is for such a petition, whatever stands in its place there."""
        if rule.applies not in self.scopes():
            return False
        # The code of an item begins with the letter of its category.
        own = {self.category, self.category[:1]} - {""}
        return (not rule.categories or not own.isdisjoint(rule.categories)) and (
            not rule.channels or self.channel in rule.channels
        )


def rules_for(kind: Kind, rules: Iterable[TermRule]) -> Sequence[TermRule]:
    """Return the rules that are for such a petition, in the order of the configuration."""
    rules = tuple(rules)
    chosen = [_chosen(rule, kind, rules) for rule in rules if not rule.instead_of]
    return [rule for rule in rules if rule in chosen]


def rule_instead(rule: TermRule, kind: Kind, rules: Iterable[TermRule]) -> TermRule | None:
    """Return the rule that is for such a petition in the place of `rule`, or None if none is."""
    rules = tuple(rules)
    return _chosen(family_of(rule, rules), kind, rules)


def _chosen(rule: TermRule, kind: Kind, rules: Sequence[TermRule]) -> TermRule | None:
    if not kind.fits(rule):
        return None
    instead = (_chosen(each, kind, rules) for each in rules if each.instead_of == rule.id)
    return next((each for each in instead if each is not None), rule)


def family_of(rule: TermRule, rules: Sequence[TermRule]) -> TermRule:
    """Return the rule in whose place a variant stands in the end."""
    before = next((each for each in rules if each.id == rule.instead_of), None)
    return rule if before is None else family_of(before, rules)
