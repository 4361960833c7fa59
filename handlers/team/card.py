"""A case at a glance: the office's facts, its due dates, and what this reader can do with it."""

from __future__ import annotations

from aiogram.methods import SendMessage

from casework.desk.assign import ASSIGNABLE
from casework.desk.deadlines import open_terms
from casework.desk.facts import Case, allowed
from casework.desk.grant import admitted
from casework.desk.mailbox import has_mailbox
from casework.desk.people import Member
from casework.desk.recuse import recusable
from casework.desk.scope import DeskScope
from casework.desk.write import can_be_answered
from casework.rules.cases import Review, State
from casework.rules.roles import Action
from handlers.answers import message_to
from handlers.team.context import Names
from handlers.texts import Html, Say

Buttons = list[list[tuple[str, str]]]


async def card(
    scope: DeskScope, member: Member, case: Case, names: Names, say: Say
) -> tuple[Html, Buttons]:
    """Return the card and its buttons."""
    lines = [_facts(case, names, say), *await _terms(scope, case, say)]
    lines += [
        say(f"desk-mark-{mark}") for mark in case.facts.marks if say.knows(f"desk-mark-{mark}")
    ]
    if has_mailbox(case):
        lines.append(say("desk-mailbox"))
    return Html("\n".join(lines)), await _buttons(scope, member, case, say)


def _facts(case: Case, names: Names, say: Say) -> Html:
    facts = case.facts
    return say(
        "desk-card",
        number=case.number,
        receipt=facts.receipt,
        received=case.received_on,
        unit=names.unit(facts.unit, say),
        category=names.category(facts.category, say),
        identity=say.label("desk-real-name" if facts.real_name else "desk-anonymous"),
        messages=facts.messages,
        attachments=facts.attachments,
        state=say.label(f"desk-state-{case.state}"),
        assignee=names.person(facts.assignee, say),
        review=say.label(f"desk-review-{case.review}"),
    )


async def _terms(scope: DeskScope, case: Case, say: Say) -> list[Html]:
    return [
        say(
            "desk-due-provisional" if watched.due.provisional else "desk-due",
            term=_name_of(watched.rule_id, say),
            due=watched.due.date,
        )
        for watched in await open_terms(scope, case.id)
    ]


def _name_of(rule_id: str, say: Say) -> str:
    name = f"term-{rule_id}"
    return say.label(name) if say.knows(name) else rule_id


async def _buttons(scope: DeskScope, member: Member, case: Case, say: Say) -> Buttons:
    """Return what the reader may do, without what this case has behind it."""
    is_open = case.state is not State.CLOSED
    reply = "reply" if await can_be_answered(scope, case) else "told"
    offered = [
        (Action.READ, "desk-button-read", f"read:{case.id}:0", True),
        (Action.CLAIM, "desk-button-claim", f"claim:{case.id}", is_open),
        (Action.ASSIGN, "desk-button-assign", f"assign:{case.id}", case.state in ASSIGNABLE),
        (Action.FLAG, "desk-button-triage", f"tri:{case.id}", case.state is not State.ARCHIVED),
        (Action.NOTE, "desk-button-note", f"note:{case.id}", True),
        (Action.REPLY, f"desk-button-{reply}", f"{reply}:{case.id}", True),
        (Action.REVIEW, "desk-button-review", f"review:{case.id}", not _reviewed(case)),
        (Action.CLOSE, "desk-button-close", f"close:{case.id}", is_open),
    ]
    _, colleagues = await recusable(scope, member, case.id)
    # Who keeps a key elsewhere opens nothing here, so cannot let anybody in here either.
    can_let_in = not member.keeps_own_key and _has_more(scope, case)
    offered += [
        (Action.GRANT, "desk-button-grant", f"grant:{case.id}", can_let_in),
        (Action.STEP_BACK, "desk-button-step-back", f"leave:{case.id}", True),
        (Action.RECUSE, "desk-button-recuse", f"recuse:{case.id}", bool(colleagues)),
    ]
    cells = [
        (say.label(label), data)
        for action, label, data, sensible in offered
        if sensible and allowed(member, case, action)
    ]
    return [cells[start : start + 2] for start in range(0, len(cells), 2)]


def _has_more(scope: DeskScope, case: Case) -> bool:
    """Say whether the roster has somebody who could be let in."""
    return any(admitted(case.facts, reader) is None for reader in scope.roster.readers())


def _reviewed(case: Case) -> bool:
    return case.review is Review.REVIEWED


def to_card(chat_id: int, text: Html, case: Case, say: Say) -> SendMessage:
    """Return a short message with the way back to the card."""
    return message_to(chat_id, text, [[(say.label("desk-button-card"), f"c:{case.id}")]])
