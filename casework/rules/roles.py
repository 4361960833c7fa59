"""Who may do what: one table of roles and actions, and the relation to the case each one needs.

The table says what the office allows. Whether somebody can open a case at all is decided by keys;
a role that may read still reads only what was wrapped to that reader.
"""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Group(StrEnum):
    """A body of people who see the same cases and are complained of as one."""

    TEAM = "team"
    FIFTH = "fifth"
    OFFICE = "office"
    LIAISON = "liaison"
    LEADING = "leading"
    OPERATOR = "operator"


class Role(StrEnum):
    """What one person on the roster is."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"
    FIFTH = "fifth"
    LIAISON = "liaison"
    OFFICE = "office"
    LEADING = "leading"
    OPERATOR = "operator"


class Action(StrEnum):
    """Something that a person on the roster does with a case, or with all of them."""

    READ = "read"
    CLAIM = "claim"
    ASSIGN = "assign"
    NOTE = "note"
    REPLY = "reply"
    REGISTER = "register"
    FLAG = "flag"
    MARK_CLAIM = "mark-claim"
    VERIFY = "verify"
    ADVISE = "advise"
    INSTRUCT = "instruct"
    HANDLE = "handle"
    RESULT = "result"
    CONFIRM = "confirm"
    REPORT = "report"
    PROPOSE = "propose"
    APPROVE = "approve"
    EXTEND = "extend"
    SET_TERM = "set-term"
    FINISH = "finish"
    DECIDE = "decide"
    SETTLE = "settle"
    LINK = "link"
    MERGE = "merge"
    REVIEW = "review"
    RETURN = "return"
    RESUBMIT = "resubmit"
    CLOSE = "close"
    REOPEN = "reopen"
    STEP_BACK = "step-back"
    RECUSE = "recuse"
    GRANT = "grant"
    REWRAP = "rewrap"
    FORM = "form"
    LEDGER = "ledger"
    HAND_OVER = "hand-over"
    QUEUE = "queue"
    DUE = "due"
    DUE_OF_ALL = "due-of-all"
    SUMMARY = "summary"
    OVERDUE = "overdue"
    RECUSALS = "recusals"
    FIGURES = "figures"
    REPORTS = "reports"
    ROUND = "round"
    WITNESS = "witness"
    LEAVE = "leave"
    LEAVE_FOR = "leave-for"


READING: Final = frozenset({Action.READ, Action.QUEUE, Action.DUE, Action.FORM, Action.STEP_BACK})
"""What the team still does with a case that the office has taken over. Source: 工作方案 六(三)3."""


class _When(Enum):
    """The relation between person and case that an action needs."""

    ALWAYS = auto()
    ASSIGNED_TO_ME = auto()
    UNASSIGNED = auto()


_GROUPS: Final[Mapping[Role, Group]] = {
    Role.LEADER: Group.TEAM,
    Role.DEPUTY: Group.TEAM,
    Role.MEMBER: Group.TEAM,
    Role.FIFTH: Group.FIFTH,
    Role.LIAISON: Group.LIAISON,
    Role.OFFICE: Group.OFFICE,
    Role.LEADING: Group.LEADING,
    Role.OPERATOR: Group.OPERATOR,
}

_LEADER: Final[Mapping[Action, _When]] = {
    Action.READ: _When.ALWAYS,
    Action.CLAIM: _When.UNASSIGNED,
    Action.ASSIGN: _When.ALWAYS,
    Action.NOTE: _When.ALWAYS,
    Action.REPLY: _When.ALWAYS,
    Action.REGISTER: _When.ALWAYS,
    Action.FLAG: _When.ALWAYS,
    Action.MARK_CLAIM: _When.ALWAYS,
    Action.VERIFY: _When.ALWAYS,
    Action.ADVISE: _When.ASSIGNED_TO_ME,
    Action.INSTRUCT: _When.ALWAYS,
    Action.HANDLE: _When.ALWAYS,
    Action.RESULT: _When.ALWAYS,
    Action.CONFIRM: _When.ALWAYS,
    Action.REPORT: _When.ALWAYS,
    Action.PROPOSE: _When.ALWAYS,
    Action.APPROVE: _When.ALWAYS,
    Action.EXTEND: _When.ALWAYS,
    Action.SET_TERM: _When.ALWAYS,
    Action.FINISH: _When.ALWAYS,
    Action.RESUBMIT: _When.ALWAYS,
    Action.DECIDE: _When.ALWAYS,
    Action.SETTLE: _When.ALWAYS,
    Action.LINK: _When.ALWAYS,
    Action.MERGE: _When.ALWAYS,
    Action.CLOSE: _When.ALWAYS,
    Action.REOPEN: _When.ALWAYS,
    Action.STEP_BACK: _When.ALWAYS,
    Action.RECUSE: _When.ALWAYS,
    Action.GRANT: _When.ALWAYS,
    Action.REWRAP: _When.ALWAYS,
    Action.FORM: _When.ALWAYS,
    Action.LEDGER: _When.ALWAYS,
    Action.HAND_OVER: _When.ALWAYS,
    Action.QUEUE: _When.ALWAYS,
    Action.DUE: _When.ALWAYS,
    Action.DUE_OF_ALL: _When.ALWAYS,
    Action.LEAVE: _When.ALWAYS,
    Action.LEAVE_FOR: _When.ALWAYS,
    Action.SUMMARY: _When.ALWAYS,
    Action.OVERDUE: _When.ALWAYS,
    Action.ROUND: _When.ALWAYS,
    Action.RECUSALS: _When.ALWAYS,
    Action.FIGURES: _When.ALWAYS,
}

_TABLE: Final[Mapping[Role, Mapping[Action, _When]]] = {
    Role.LEADER: _LEADER,
    Role.DEPUTY: _LEADER,
    Role.MEMBER: {
        Action.READ: _When.ALWAYS,
        Action.CLAIM: _When.UNASSIGNED,
        Action.NOTE: _When.ALWAYS,
        Action.REPLY: _When.ASSIGNED_TO_ME,
        Action.REGISTER: _When.ALWAYS,
        Action.FLAG: _When.ALWAYS,
        Action.MARK_CLAIM: _When.ALWAYS,
        Action.VERIFY: _When.ASSIGNED_TO_ME,
        Action.ADVISE: _When.ASSIGNED_TO_ME,
        Action.RESULT: _When.ASSIGNED_TO_ME,
        Action.REPORT: _When.ASSIGNED_TO_ME,
        Action.PROPOSE: _When.ASSIGNED_TO_ME,
        Action.RESUBMIT: _When.ASSIGNED_TO_ME,
        Action.EXTEND: _When.ASSIGNED_TO_ME,
        Action.FINISH: _When.ASSIGNED_TO_ME,
        Action.DECIDE: _When.ASSIGNED_TO_ME,
        Action.LINK: _When.ALWAYS,
        Action.MERGE: _When.ASSIGNED_TO_ME,
        Action.CLOSE: _When.ASSIGNED_TO_ME,
        Action.REOPEN: _When.ASSIGNED_TO_ME,
        Action.FORM: _When.ASSIGNED_TO_ME,
        Action.STEP_BACK: _When.ALWAYS,
        Action.GRANT: _When.ALWAYS,
        Action.LEAVE: _When.ALWAYS,
        Action.QUEUE: _When.ALWAYS,
        Action.DUE: _When.ALWAYS,
        Action.SUMMARY: _When.ALWAYS,
        Action.OVERDUE: _When.ALWAYS,
    },
    Role.FIFTH: {
        Action.READ: _When.ALWAYS,
        Action.REVIEW: _When.ALWAYS,
        Action.RETURN: _When.ALWAYS,
        Action.STEP_BACK: _When.ALWAYS,
        Action.GRANT: _When.ALWAYS,
        Action.REWRAP: _When.ALWAYS,
        Action.LEDGER: _When.ALWAYS,
        Action.QUEUE: _When.ALWAYS,
        Action.DUE: _When.ALWAYS,
        Action.SUMMARY: _When.ALWAYS,
        Action.OVERDUE: _When.ALWAYS,
        Action.RECUSALS: _When.ALWAYS,
        Action.FIGURES: _When.ALWAYS,
        Action.WITNESS: _When.ALWAYS,
    },
    Role.OFFICE: {
        Action.READ: _When.ALWAYS,
        Action.STEP_BACK: _When.ALWAYS,
        Action.GRANT: _When.ALWAYS,
        Action.FORM: _When.ALWAYS,
        Action.LEDGER: _When.ALWAYS,
        Action.QUEUE: _When.ALWAYS,
        Action.DUE: _When.ALWAYS,
        Action.SUMMARY: _When.ALWAYS,
        Action.FIGURES: _When.ALWAYS,
        Action.REPORTS: _When.ALWAYS,
        Action.ROUND: _When.ALWAYS,
    },
    Role.LEADING: {
        Action.READ: _When.ALWAYS,
        Action.STEP_BACK: _When.ALWAYS,
        Action.GRANT: _When.ALWAYS,
        Action.QUEUE: _When.ALWAYS,
        Action.DUE: _When.ALWAYS,
    },
    Role.LIAISON: {
        Action.SUMMARY: _When.ALWAYS,
        Action.OVERDUE: _When.ALWAYS,
        Action.WITNESS: _When.ALWAYS,
    },
    Role.OPERATOR: {},
}

# A body that stands in for another does on that case what the other would have done.
_STANDING_IN: Final[Mapping[Group, Role]] = {Group.TEAM: Role.LEADER, Group.FIFTH: Role.FIFTH}
_MAY_STAND_IN: Final = frozenset({Role.FIFTH, Role.OFFICE, Role.LEADING})


def group_of(role: Role) -> Group:
    """Return the body to which a role belongs."""
    return _GROUPS[role]


def can_be_recused(role: Role) -> bool:
    """Say whether a leader can recuse somebody of this role; the other bodies step back themselves.

    Source: 工作方案 三, 五.5, 八.4.
    """
    return group_of(role) is Group.TEAM


def may(
    role: Role,
    action: Action,
    *,
    assigned_to_me: bool = False,
    unassigned: bool = False,
    stands_in_for: Collection[Group] = (),
) -> bool:
    """Return whether a role may do this with a case to which it has these relations.

    `stands_in_for` names the bodies whose work on this very case has fallen to the person's own
    body, because the case concerns them or all of them are recused (`RoutingResult.stands_in_for`).

    Source: 工作方案 三 (组长负责制), 五.5.
    """
    held = {_When.ALWAYS}
    if assigned_to_me:
        held.add(_When.ASSIGNED_TO_ME)
    if unassigned:
        held.add(_When.UNASSIGNED)
    rows = [_TABLE[role]]
    if role in _MAY_STAND_IN:
        rows += [_TABLE[_STANDING_IN[group]] for group in stands_in_for if group in _STANDING_IN]
    return any(row.get(action) in held for row in rows)


def could(role: Role, action: Action) -> bool:
    """Return whether there is any case with which a role may do this."""
    return may(role, action, assigned_to_me=True, unassigned=True, stands_in_for=tuple(Group))


def actions_for(
    role: Role,
    *,
    assigned_to_me: bool = False,
    unassigned: bool = False,
    stands_in_for: Collection[Group] = (),
) -> tuple[Action, ...]:
    """Return all that `may` allows, in the order in which buttons are shown."""
    return tuple(
        action
        for action in Action
        if may(
            role,
            action,
            assigned_to_me=assigned_to_me,
            unassigned=unassigned,
            stands_in_for=stands_in_for,
        )
    )
