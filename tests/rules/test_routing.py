"""Who is wrapped in: the matrix of concerns, home units and what remains of each body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.roles import Group, Role, group_of
from casework.rules.routing import (
    Concern,
    NoReaderLeftError,
    RosterEntry,
    Routing,
    readers_for,
    series_for,
)

UNIT = "人防办"
ROSTER = [
    RosterEntry("leader", Role.LEADER),
    RosterEntry("deputy", Role.DEPUTY),
    RosterEntry("member", Role.MEMBER),
    RosterEntry("seconded", Role.MEMBER, frozenset({UNIT, "住建局"})),
    RosterEntry("fifth", Role.FIFTH),
    RosterEntry("office", Role.OFFICE),
    RosterEntry("leading", Role.LEADING),
    RosterEntry("liaison", Role.LIAISON),
    RosterEntry("operator", Role.OPERATOR),
]
TEAM = ("leader", "deputy", "member")


def route(*, unit=UNIT, category="B", concerns=Concern.NONE, without=(), roster=ROSTER):
    people = [person for person in roster if person.id not in without]
    return readers_for(Routing(unit, category, concerns), people)


@pytest.mark.parametrize(
    ("concerns", "category", "without", "readers"),
    [
        (Concern.NONE, "B", (), (*TEAM, "fifth")),
        (Concern.NONE, "G", (), (*TEAM, "fifth")),
        (Concern.NONE, "B", ("fifth",), (*TEAM, "office")),
        (Concern.NONE, "B", ("fifth", "office"), (*TEAM, "leading")),
        (Concern.NONE, "B", ("fifth", "office", "leading"), TEAM),
        (Concern.NONE, "B", TEAM, ("fifth",)),
        (Concern.NONE, "B", (*TEAM, "fifth"), ("office",)),
        (Concern.NONE, "B", (*TEAM, "fifth", "office"), ("leading",)),
        # Complaints about the inspectors bypass them and go to the office.
        (Concern.TEAM, "B", (), ("fifth", "office")),
        (Concern.TEAM, "B", ("office",), ("fifth",)),
        (Concern.TEAM, "B", ("fifth",), ("office",)),
        (Concern.TEAM, "B", ("fifth", "office"), ("leading",)),
        (Concern.FIFTH, "B", (), (*TEAM, "office")),
        (Concern.FIFTH, "B", ("office",), (*TEAM, "leading")),
        (Concern.OFFICE, "B", (), (*TEAM, "fifth")),
        (Concern.OFFICE, "B", ("fifth",), (*TEAM, "leading")),
        # A category about inspectors without a named body is taken to be about the team.
        (Concern.NONE, "G3", (), ("fifth", "office")),
        (Concern.FIFTH, "G3", (), (*TEAM, "office")),
        (Concern.OFFICE, "G3", (), (*TEAM, "fifth")),
    ],
)
def test_the_readers_are_these(concerns, category, without, readers):
    assert route(concerns=concerns, category=category, without=without).readers == readers


@pytest.mark.parametrize(
    ("concerns", "without", "worker", "reviewer"),
    [
        (Concern.NONE, (), Group.TEAM, Group.FIFTH),
        (Concern.TEAM, (), Group.OFFICE, Group.FIFTH),  # two bodies, not one
        (Concern.TEAM, ("office",), Group.FIFTH, Group.FIFTH),
        (Concern.TEAM, ("fifth",), Group.OFFICE, Group.OFFICE),
        (Concern.FIFTH, (), Group.TEAM, Group.OFFICE),
        (Concern.FIFTH, ("office",), Group.TEAM, Group.LEADING),
        (Concern.FIFTH, ("office", "leading"), Group.TEAM, None),
        (Concern.NONE, TEAM, Group.FIFTH, Group.FIFTH),
        (Concern.NONE, (*TEAM, "fifth", "office"), Group.LEADING, Group.LEADING),
    ],
)
def test_somebody_works_the_case_and_somebody_reviews_it(concerns, without, worker, reviewer):
    result = route(concerns=concerns, without=without)
    assert (result.worker, result.reviewer) == (worker, reviewer)


def test_what_fell_to_a_body_is_said_of_that_body_alone():
    result = route(concerns=Concern.TEAM, without=("fifth",))
    assert result.stands_in_for(Group.OFFICE) == {Group.TEAM, Group.FIFTH}
    assert result.stands_in_for(Group.FIFTH) == frozenset()
    assert route().stands_in_for(Group.TEAM) == frozenset()
    assert route().stands_in_for(Group.FIFTH) == frozenset()


def test_a_reader_whose_home_unit_is_complained_of_is_left_out_and_named():
    result = route()
    assert result.recused == {"seconded"}
    assert result.bypassed == frozenset()
    assert route(unit="住建局").recused == {"seconded"}
    assert "seconded" in route(unit="财政局").readers
    assert "seconded" in route(unit="").readers


def test_recusal_may_empty_the_fifth_group_and_then_the_office_reviews():
    roster = [
        RosterEntry("leader", Role.LEADER),
        RosterEntry("fifth", Role.FIFTH, frozenset({UNIT})),
        RosterEntry("office", Role.OFFICE),
    ]
    result = route(roster=roster)
    assert result.readers == ("leader", "office")
    assert result.reviewer is Group.OFFICE


@pytest.mark.parametrize("concerns", [c for c in Concern if c is not Concern.NONE])
def test_the_body_complained_of_is_left_out_whole_and_numbered_apart(concerns):
    result = route(concerns=concerns)
    assert result.bypassed == {Group(concerns.value)}
    assert series_for(result, "礼巡信", "礼巡专") == "礼巡专"


def test_recusal_alone_keeps_the_ordinary_series():
    assert series_for(route(), "礼巡信", "礼巡专") == "礼巡信"


def test_a_round_may_name_its_own_category_about_inspectors():
    petition = Routing("", "Z9", Concern.NONE)
    assert readers_for(petition, ROSTER, about_inspectors={"Z9"}).bypassed == {Group.TEAM}
    assert readers_for(petition, ROSTER).bypassed == frozenset()


@pytest.mark.parametrize("roster", [[], ROSTER[-2:], [ROSTER[0]]])
def test_a_petition_that_nobody_may_open_is_not_sealed(roster):
    with pytest.raises(NoReaderLeftError):
        route(concerns=Concern.TEAM, roster=roster)


UNITS = st.sampled_from(["", "甲", "乙"])
ROSTERS = st.lists(
    st.builds(
        RosterEntry,
        st.uuids().map(str),
        st.sampled_from(Role),
        st.frozensets(st.sampled_from(["甲", "乙"])),
    ),
    max_size=8,
)


@given(UNITS, st.sampled_from(["A1", "G3"]), st.sampled_from(Concern), ROSTERS)
def test_nobody_reads_who_must_not(unit, category, concerns, roster):
    try:
        result = readers_for(Routing(unit, category, concerns), roster)
    except NoReaderLeftError:
        return
    people = {person.id: person for person in roster}
    assert result.readers
    for reader in map(people.get, result.readers):
        assert group_of(reader.role) not in result.bypassed
        assert group_of(reader.role) not in {Group.LIAISON, Group.OPERATOR}
        assert unit not in reader.home_units
    assert not set(result.readers) & result.recused
    assert {group_of(people[reader].role) for reader in result.readers} >= {result.worker}
