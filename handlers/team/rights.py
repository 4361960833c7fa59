"""What every command and every button of the desk needs: the table that all others read.

The gate (handlers/team/gate.py), /help, Telegram's menus, docs/rights.md and the tests read it.
Whoever adds a command or a button adds its row here; a test walks the routers and names what is
missing. Which role has which right, and towards which cases, stands in `casework.rules.roles`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from casework.desk.people import Member
from casework.rules.roles import Action, Role, could, may
from handlers.team.decision_offers import DECISIONS


@dataclass(frozen=True, slots=True)
class Need:
    """What a command or a button needs: one of `actions`; without any, everybody may.

    Attributes:
        actions: The rights of which one is enough.
        refusal: What somebody is told whose role never has one.
        own_key: Of use only to those whose key lies at the desk.
        of_case: Whether it is about one case, so that it may have fallen to somebody's body.
        menu: Whether the command stands in menus; `command-<name>` and `desk-menu-<name>` are what
            it is for.
    """

    actions: tuple[Action, ...] = ()
    refusal: str = "desk-not-permitted"
    own_key: bool = False
    of_case: bool = True
    menu: bool = True


def needs(
    *actions: Action,
    refusal: str = "desk-not-permitted",
    own_key: bool = False,
    of_case: bool = True,
) -> Need:
    """Return the need of one of `actions`."""
    return Need(actions, refusal, own_key, of_case)


_NO_QUEUE: Final = "desk-no-queue"
_NO_KEY: Final = "desk-nothing-to-unlock"
_NO_DUE: Final = "desk-no-due"
_NO_FIGURES: Final = "desk-no-figures"
NOTHING: Final = Need()
"""Everybody may, whatever their role."""
NOT_SHOWN: Final = Need(menu=False)
"""Everybody may, and no menu shows it."""

COMMANDS: Final[Mapping[str, Need]] = {
    "queue": needs(Action.QUEUE, refusal=_NO_QUEUE),
    "mine": needs(Action.QUEUE, refusal=_NO_QUEUE),
    "due": needs(Action.DUE, Action.OVERDUE, refusal=_NO_DUE),
    "find": needs(Action.QUEUE, refusal=_NO_QUEUE),
    "reports": needs(Action.REPORTS),
    "figures": needs(Action.FIGURES, refusal=_NO_FIGURES),
    "ledger": needs(Action.LEDGER),
    "unlock": needs(Action.READ, refusal=_NO_KEY, own_key=True),
    "lock": needs(Action.READ, refusal=_NO_KEY, own_key=True),
    "recuse": needs(Action.STEP_BACK),
    "leave": needs(Action.LEAVE),
    "round": needs(Action.ROUND),
    "rewrap": needs(Action.REWRAP),
    "register": needs(Action.REGISTER),
    "passphrase": needs(Action.READ, refusal=_NO_KEY, own_key=True),
    "language": NOTHING,
    "help": NOTHING,
    "start": NOT_SHOWN,
    "cancel": NOT_SHOWN,
    "enroll": NOT_SHOWN,
}
"""Every command, in the order of the menus."""

BUTTONS: Final[Mapping[str, Need]] = {
    # Lists, and the card of a case.
    "q": needs(Action.QUEUE, refusal=_NO_QUEUE, of_case=False),
    "qf": needs(Action.QUEUE, refusal=_NO_QUEUE, of_case=False),
    "qc": needs(Action.QUEUE, refusal=_NO_QUEUE, of_case=False),
    "qu": needs(Action.QUEUE, refusal=_NO_QUEUE, of_case=False),
    "qt": needs(Action.QUEUE, refusal=_NO_QUEUE, of_case=False),
    "qs": needs(Action.QUEUE, refusal=_NO_QUEUE, of_case=False),
    "f": needs(Action.QUEUE, refusal=_NO_QUEUE, of_case=False),
    "due": needs(Action.DUE, Action.OVERDUE, refusal=_NO_DUE, of_case=False),
    "rep": needs(Action.REPORTS, of_case=False),
    "fig": needs(Action.FIGURES, refusal=_NO_FIGURES, of_case=False),
    "c": needs(Action.QUEUE),
    "sec": needs(Action.QUEUE),
    "read": needs(Action.READ),
    "file": needs(Action.READ),
    "files": needs(Action.READ),
    "orig": needs(Action.READ),
    "pics": needs(Action.READ),
    # Work on a case.
    "tm": needs(Action.DUE, refusal=_NO_DUE),
    "claim": needs(Action.CLAIM),
    "note": needs(Action.NOTE),
    "reply": needs(Action.REPLY),
    "told": needs(Action.REPLY),
    "tpl": needs(Action.REPLY),
    "say": needs(Action.REPLY),
    "tk": needs(Action.REPLY),
    "tw": needs(Action.REPLY),
    "td": needs(Action.REPLY),
    "tell": needs(Action.REPLY),
    "lift": needs(Action.REPLY),
    "said": needs(Action.READ),
    "review": needs(Action.REVIEW),
    "stamp": needs(Action.REVIEW),
    "return": needs(Action.RETURN),
    "resubmit": needs(Action.RESUBMIT),
    "again": needs(Action.RESUBMIT),
    "close": needs(Action.CLOSE),
    "closing": needs(Action.CLOSE),
    # Who handles it, and what it is about.
    "assign": needs(Action.ASSIGN),
    "as": needs(Action.ASSIGN),
    "unassign": needs(Action.ASSIGN),
    "tri": needs(Action.FLAG),
    "mk": needs(Action.FLAG),
    "cats": needs(Action.FLAG),
    "cat": needs(Action.FLAG),
    "setcat": needs(Action.FLAG),
    "units": needs(Action.FLAG),
    "su": needs(Action.FLAG),
    # What is written down of it.
    "place": needs(Action.FLAG),
    "when": needs(Action.FLAG),
    "who": needs(Action.FLAG),
    "sender": needs(Action.FLAG),
    "advise": needs(Action.ADVISE),
    "order": needs(Action.INSTRUCT),
    "found": needs(Action.CLOSE),
    "mend": needs(Action.FLAG, Action.ADVISE, Action.INSTRUCT, Action.RESULT, Action.CLOSE),
    "takeback": needs(Action.FLAG, Action.ADVISE, Action.INSTRUCT, Action.RESULT, Action.CLOSE),
    # Papers.
    "lg": needs(Action.LEDGER),
    "lgc": needs(Action.LEDGER),
    "crep": needs(Action.FIGURES, refusal=_NO_FIGURES, of_case=False),
    "fu": needs(Action.FORM),
    "ft": needs(Action.FORM),
    "fr": needs(Action.FORM),
    "fc": needs(Action.FORM),
    # What came by other ways than Telegram.
    "lt": needs(Action.REGISTER, of_case=False),
    "doc": needs(Action.REGISTER),
    "slip": needs(Action.REGISTER),
    # Who reads it.
    "leave": needs(Action.STEP_BACK),
    "recuse": needs(Action.RECUSE, Action.STEP_BACK),
    "rc": needs(Action.RECUSE, Action.STEP_BACK),
    "recusing": needs(Action.RECUSE, Action.STEP_BACK),
    "grant": needs(Action.GRANT),
    "gr": needs(Action.GRANT),
    "granting": needs(Action.GRANT),
    "office": needs(Action.REPORT),
    "officein": needs(Action.REPORT),
    "rw": needs(Action.REWRAP, of_case=False),
    # Decisions about it. What is picked was asked by one of the others, which are asked again.
    **{f"d-{each.code}": needs(each.action) for each in DECISIONS},
    "d-pick": needs(*dict.fromkeys(each.action for each in DECISIONS)),
    # Who is away.
    "lv": needs(Action.LEAVE, of_case=False),
    "lvf": needs(Action.LEAVE_FOR, of_case=False),
    # What follows the round's feedback.
    "rd": needs(Action.ROUND, of_case=False),
    # One's own account.
    "lang": NOTHING,
}
"""Every button, by the word with which its data begins."""


def may_command(role: Role, command: str) -> bool:
    """Say whether a command is for a role; what there is no command for is refused nobody."""
    need = COMMANDS.get(command, NOTHING)
    return not need.actions or any(
        may(role, action, assigned_to_me=True, unassigned=True) for action in need.actions
    )


def may_press(role: Role, prefix: str) -> bool:
    """Say whether there is any case with which a role may press a button.

    Whether it may with the case at hand is for the use case to say.
    """
    need = BUTTONS.get(prefix, NOTHING)
    asks = could if need.of_case else may
    return not need.actions or any(asks(role, action) for action in need.actions)


def menu_of(member: Member) -> Sequence[str]:
    """Return the commands that menus show to somebody, in their order."""
    return [
        command
        for command, need in COMMANDS.items()
        if need.menu
        and may_command(member.role, command)
        and not (need.own_key and member.keeps_own_key)
    ]
