"""Who handles a case, and what the team finds out about it.

A button carries the version of the card under which it hangs. When the card has changed since, the
press does nothing: who changed what is said, and the card shown as it stands.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ErrorEvent

from casework.desk.assign import assign_case, assignable, put_back, tag_of
from casework.desk.facts import Changed, ChangedMeanwhileError
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from handlers.answers import Answers, message_to
from handlers.team.card import card, to_card
from handlers.team.case import leave_other_case
from handlers.team.context import Names, argument, back, pressed
from handlers.texts import Say


def triage() -> Router:
    """Return the dialogue about who handles a case and what it is about."""
    router = Router(name="triage")
    router.callback_query.middleware(leave_other_case)
    router.callback_query(F.data.startswith("assign:"))(ask_assignee)
    router.callback_query(F.data.startswith("as:"))(assign)
    router.callback_query(F.data.startswith("unassign:"))(unassign)
    router.error(ExceptionTypeFilter(ChangedMeanwhileError))(tell_what_changed)
    return router


async def ask_assignee(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Offer who can open the case and take it on."""
    case, others = await assignable(scope, member, argument(query))
    rows = [
        [(names.person(each.id, say), f"as:{case.id}:{case.version}:{tag_of(each.id)}")]
        for each in others
    ]
    if case.facts.assignee is not None:
        rows.append([(say.label("desk-button-put-back"), f"unassign:{case.id}:{case.version}")])
    if not rows:
        told = say("desk-nobody-to-assign", number=case.number)
        return pressed(query, to_card(query.from_user.id, told, case, say))
    rows.append([back(case.id, say)])
    who = names.person(case.facts.assignee, say)
    asked = say("desk-choose-assignee", number=case.number, assignee=who)
    return pressed(query, message_to(query.from_user.id, asked, rows, protected=True))


async def assign(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Let the chosen member handle the case."""
    tag = argument(query, 3)
    case, chosen = await assign_case(scope, member, argument(query), _version(query), tag)
    if chosen.id == member.id:
        told = say("desk-assigned-to-you", number=case.number)
    else:
        told = say("desk-assigned", number=case.number, who=names.person(chosen.id, say))
    return pressed(query, to_card(query.from_user.id, told, case, say))


async def unassign(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Let the case wait to be claimed."""
    case = await put_back(scope, member, argument(query), _version(query))
    told = say("desk-put-back", number=case.number)
    return pressed(query, to_card(query.from_user.id, told, case, say))


async def tell_what_changed(  # noqa: PLR0913  what aiogram hands to a handler
    event: ErrorEvent,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Say who was faster and with what, and show the card as it stands."""
    error, query = event.exception, event.update.callback_query
    if not isinstance(error, ChangedMeanwhileError) or query is None:
        return None
    await state.clear()
    lines = dict.fromkeys(_line(each, names, say) for each in error.changes)
    changes = say.label("list-comma").join(lines)
    told = say("desk-changed-meanwhile", number=error.case.number, changes=changes)
    text, buttons = await card(scope, member, error.case, names, say)
    chat_id = query.from_user.id
    return pressed(
        query, message_to(chat_id, told), message_to(chat_id, text, buttons, protected=True)
    )


def _line(changed: Changed, names: Names, say: Say) -> str:
    by = changed.by
    who = say.label("desk-reporter") if by is None else names.person(by, say)
    return say.label("desk-changed-line", who=who, what=say.label(f"desk-what-{changed.what}"))


def _version(query: CallbackQuery) -> int:
    version = argument(query, 2)
    return int(version) if version.isdecimal() else 0
