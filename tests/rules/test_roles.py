"""Who may do what, action by action."""

import pytest

from casework.rules.roles import Action, Group, Role, actions_for, group_of, may

INSPECTORS = {Role.LEADER, Role.DEPUTY, Role.MEMBER}
CHIEFS = {Role.LEADER, Role.DEPUTY}


def those_who_may(action, **relation):
    return {role for role in Role if may(role, action, **relation)}


@pytest.mark.parametrize(
    ("action", "roles"),
    [
        (Action.READ, INSPECTORS | {Role.FIFTH, Role.OFFICE, Role.LEADING}),
        (Action.QUEUE, INSPECTORS | {Role.FIFTH, Role.OFFICE, Role.LEADING}),
        (Action.DUE, INSPECTORS | {Role.FIFTH, Role.OFFICE, Role.LEADING}),
        (Action.DUE_OF_ALL, CHIEFS),
        (Action.ASSIGN, CHIEFS),
        (Action.CONFIRM, CHIEFS),
        (Action.APPROVE, CHIEFS),
        (Action.SETTLE, CHIEFS),
        (Action.LINK, INSPECTORS),
        (Action.RECUSE, CHIEFS),
        (Action.HAND_OVER, CHIEFS),
        (Action.LEDGER, CHIEFS | {Role.FIFTH, Role.OFFICE}),
        (Action.FORM, CHIEFS | {Role.OFFICE}),
        (Action.NOTE, INSPECTORS),
        (Action.REGISTER, INSPECTORS),
        (Action.FLAG, INSPECTORS),
        (Action.VERIFY, CHIEFS),
        (Action.ADVISE, set()),  # nobody's case
        (Action.INSTRUCT, CHIEFS),
        (Action.HANDLE, CHIEFS),
        (Action.RESULT, CHIEFS),
        (Action.REPLY, CHIEFS),  # nobody's case: a member is not its assignee
        (Action.CLOSE, CHIEFS),
        (Action.PROPOSE, CHIEFS),
        (Action.REOPEN, CHIEFS),
        (Action.CLAIM, set()),  # somebody has it already
        (Action.REVIEW, {Role.FIFTH}),
        (Action.RETURN, {Role.FIFTH}),
        (Action.RESUBMIT, CHIEFS),
        (Action.REPORTS, {Role.OFFICE}),
        (Action.RECUSALS, CHIEFS | {Role.FIFTH}),
        (Action.FIGURES, CHIEFS | {Role.FIFTH, Role.OFFICE}),
        (Action.SUMMARY, INSPECTORS | {Role.FIFTH, Role.OFFICE, Role.LIAISON}),
        (Action.OVERDUE, INSPECTORS | {Role.FIFTH, Role.LIAISON}),
        (Action.ROUND, CHIEFS | {Role.OFFICE}),
        (Action.WITNESS, {Role.FIFTH, Role.LIAISON}),
    ],
)
def test_an_action_belongs_to_these_roles(action, roles):
    assert those_who_may(action) == roles


OF_THE_ASSIGNEE = (
    *(Action.REPLY, Action.CLOSE, Action.PROPOSE, Action.REOPEN),
    *(Action.REPORT, Action.EXTEND, Action.DECIDE, Action.MERGE, Action.RESUBMIT),
    *(Action.VERIFY, Action.RESULT),
)


@pytest.mark.parametrize("action", OF_THE_ASSIGNEE)
def test_the_assignee_may_do_what_else_only_a_leader_may(action):
    assert those_who_may(action) == CHIEFS
    assert those_who_may(action, assigned_to_me=True) == INSPECTORS


def test_a_case_without_assignee_can_be_claimed_by_the_team_alone():
    assert those_who_may(Action.CLAIM, unassigned=True) == INSPECTORS


@pytest.mark.parametrize("role", [Role.LIAISON, Role.OPERATOR])
def test_who_sees_no_content_never_does_whatever_the_relation(role):
    everything = {
        "assigned_to_me": True,
        "unassigned": True,
        "stands_in_for": frozenset({Group.TEAM, Group.FIFTH}),
    }
    assert set(actions_for(role, **everything)) <= {
        Action.SUMMARY,
        Action.OVERDUE,
        Action.WITNESS,
    }


def test_the_operator_may_do_nothing():
    assert actions_for(Role.OPERATOR) == ()


@pytest.mark.parametrize("role", [Role.FIFTH, Role.OFFICE, Role.LEADING])
def test_a_body_standing_in_for_the_team_works_the_case(role):
    relation = {"stands_in_for": {Group.TEAM}, "unassigned": True}
    assert {Action.CLAIM, Action.REPLY, Action.CLOSE} <= set(actions_for(role, **relation))
    assert not may(role, Action.REPLY)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING])
def test_a_body_standing_in_for_the_fifth_group_reviews_and_no_more(role):
    relation = {"stands_in_for": {Group.FIFTH}}
    assert may(role, Action.REVIEW, **relation)
    assert may(role, Action.RETURN, **relation)
    assert not may(role, Action.REPLY, **relation)
    assert not may(role, Action.CLOSE, **relation)


@pytest.mark.parametrize("role", sorted(INSPECTORS))
def test_the_team_never_reviews_its_own_work(role):
    stand_in = {"stands_in_for": {Group.FIFTH}, "assigned_to_me": True}
    assert not may(role, Action.REVIEW, **stand_in)


def test_every_role_belongs_to_a_group():
    assert {group_of(role) for role in INSPECTORS} == {Group.TEAM}
    assert {role: group_of(role).value for role in set(Role) - INSPECTORS} == {
        role: role.value for role in set(Role) - INSPECTORS
    }


@pytest.mark.parametrize("role", Role)
def test_the_list_of_actions_says_what_the_single_answer_says(role):
    for mine in (False, True):
        listed = actions_for(role, assigned_to_me=mine)
        assert set(listed) == {a for a in Action if may(role, a, assigned_to_me=mine)}
