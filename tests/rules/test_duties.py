"""Whose a term is, and where on a list of days it stands."""

from dataclasses import dataclass
from datetime import date

import pytest

from casework.rules.duties import Bracket, Owner, Staff, bracket_of
from casework.rules.leave import Leave, Person
from casework.rules.roles import Group, Role

MONDAY = date(2026, 11, 23)
AWAY = Leave(MONDAY, MONDAY)
PEOPLE = {
    "leader": Person("leader", Role.LEADER),
    "deputy": Person("deputy", Role.DEPUTY),
    "wang": Person("wang", Role.MEMBER),
    "li": Person("li", Role.MEMBER),
    "zhao": Person("zhao", Role.FIFTH),
    "qian": Person("qian", Role.FIFTH),
    "office": Person("office", Role.OFFICE),
}
ORDER = (Role.DEPUTY, Role.LEADER)


@dataclass(frozen=True)
class Case:
    assignee: str | None = "wang"
    worker: str = "team"
    reviewer: str | None = "fifth"
    handed_over: bool = False
    readers: frozenset[str] = frozenset(PEOPLE)


def owner(who, case=None, **away):
    people = {**PEOPLE, **away}
    return Staff([*people.values()], ORDER, MONDAY).owner(who, case or Case())


def of(*people, **more):
    return Owner(frozenset(people), **more)


TEAM = ("leader", "deputy", "wang", "li")


@pytest.mark.parametrize(
    ("who", "case", "expected"),
    [
        ("assignee", Case(), of("wang")),
        ("assignee", Case(assignee=None), of("leader")),
        # Who handles it was recused, and it is not given to anybody else yet.
        (
            "assignee",
            Case(readers=frozenset(PEOPLE) - {"wang"}),
            of("leader", "deputy", "li", body=Group.TEAM),
        ),
        ("leader", Case(), of("leader")),
        (
            "leader",
            Case(readers=frozenset(PEOPLE) - {"leader"}),
            of("deputy", "wang", "li", body=Group.TEAM),
        ),
        ("team", Case(), of(*TEAM, body=Group.TEAM)),
        ("fifth", Case(), of("zhao", "qian", body=Group.FIFTH)),
        ("fifth", Case(reviewer="office"), of("office", body=Group.OFFICE)),
        ("fifth", Case(reviewer=None), of()),
        # From the receipt on the office has it, and nobody of the team leads it.
        (
            "leader",
            Case(assignee=None, worker="office", handed_over=True),
            of("office", body=Group.OFFICE),
        ),
    ],
)
def test_whose_a_term_is(who, case, expected):
    assert owner(who, case) == expected


def test_who_is_away_is_stood_in_for_by_somebody_who_reads_the_case():
    wang = Person("wang", Role.MEMBER, AWAY)
    assert owner("assignee", wang=wang) == of("deputy", away="wang")
    alone = Case(readers=frozenset({"wang", "li", "zhao"}))
    assert owner("assignee", alone, wang=wang) == of("wang")
    # Of a body somebody is always there.
    zhao = Person("zhao", Role.FIFTH, AWAY)
    assert owner("fifth", zhao=zhao).people == {"zhao", "qian"}


@pytest.mark.parametrize(
    ("due", "bracket"),
    [
        (date(2026, 11, 22), Bracket.OVERDUE),
        (date(2026, 11, 23), Bracket.TODAY),
        (date(2026, 11, 24), Bracket.WEEK),
        (date(2026, 11, 29), Bracket.WEEK),
        (date(2026, 11, 30), Bracket.LATER),
    ],
)
def test_a_week_ends_with_its_sunday(due, bracket):
    assert bracket_of(due, MONDAY) is bracket
