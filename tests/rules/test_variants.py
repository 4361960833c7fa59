"""Which rules are for a case: by category and channel, and one in the place of another."""

from dataclasses import replace

import pytest

from casework.rules.terms import terms_started_by
from casework.rules.variants import Kind, rule_instead, rules_for
from tests.casework.office import rule

NOTICE = rule("notice", "received", "15 workdays", "assignee", "notice-sent")


def variant(id_, of, *, categories=(), channels=(), applies="all"):
    made = rule(id_, "received", "5 workdays", "assignee", "notice-sent", applies=applies)
    return replace(made, instead_of=of, categories=categories, channels=channels)


POOR = variant("poor", "notice", categories=("F",))
MONEY = variant("money", "poor", categories=("F1",))
CALLED = variant("called", "notice", channels=("call", "visit"))
BOTH = variant("both", "notice", categories=("B2",), channels=("letter",))
EXTRA = replace(
    rule("extra", "received", "2 workdays", "leader", "triaged"), categories=("C", "F1")
)
RULES = (NOTICE, POOR, MONEY, CALLED, BOTH, EXTRA)


@pytest.mark.parametrize(
    ("category", "channel", "ids"),
    [
        ("", "telegram", ["notice"]),
        ("B", "telegram", ["notice"]),
        ("F", "telegram", ["poor"]),
        ("F2", "telegram", ["poor"]),  # an item belongs to its letter
        ("F1", "telegram", ["money", "extra"]),  # the variant of a variant
        ("F1", "call", ["money", "extra"]),  # of two variants, the first one written
        ("B", "call", ["called"]),
        ("", "visit", ["called"]),
        ("B2", "letter", ["both"]),
        ("B2", "telegram", ["notice"]),  # both have to fit
        ("B", "letter", ["notice"]),  # an item is not its letter
        ("C", "letter", ["notice", "extra"]),
        ("C2", "letter", ["notice", "extra"]),
    ],
)
def test_the_rule_that_fits_goes_before_the_one_it_names(category, channel, ids):
    kind = Kind(real_name=False, category=category, channel=channel)
    assert [each.id for each in rules_for(kind, RULES)] == ids
    assert [each.id for each in terms_started_by("received", RULES, kind)] == ids


@pytest.mark.parametrize("before", [NOTICE, POOR, MONEY, CALLED, BOTH])
def test_any_of_a_family_leads_to_the_one_that_fits(before):
    kind = Kind(real_name=False, category="F", channel="telegram")
    assert rule_instead(before, kind, RULES) is POOR


def test_a_rule_that_is_not_for_a_case_has_nobody_in_its_place():
    kind = Kind(real_name=False, category="B", channel="telegram")
    assert rule_instead(EXTRA, kind, RULES) is None


def test_a_variant_goes_only_where_the_other_would():
    named = replace(NOTICE, applies="real-name")
    poor = variant("poor", "notice", categories=("F",), applies="real-name")
    anonymous = Kind(real_name=False, category="F")
    assert rules_for(anonymous, (named, poor)) == []
    assert rules_for(replace(anonymous, real_name=True), (named, poor)) == [poor]


def test_the_mark_of_pressing_decides_as_well():
    pressing = rule("pressing", "received", "same day", "leader", "reported", applies="flagged")
    kind = Kind(real_name=False)
    assert rules_for(kind, (pressing,)) == []
    assert rules_for(replace(kind, flagged=True), (pressing,)) == [pressing]
    assert terms_started_by("flagged", (replace(pressing, starts_on="flagged"),), kind)
