"""Who handles a case, and what the team finds out about it.

A button carries the version of the card under which it hangs. When the card has changed since, the
press does nothing: who changed what is said, and the card shown as it stands.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, ErrorEvent

from casework.desk.assign import assign_case, assignable, put_back, tag_of
from casework.desk.facts import Case, Changed, ChangedMeanwhileError, allowed
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.desk.triage import (
    NOT_SURE,
    UnknownChoiceError,
    set_category,
    set_mark,
    set_unit,
    triaging,
)
from casework.rules.marks import Mark
from casework.rules.roles import Action
from casework.rules.routing import ABOUT_INSPECTORS
from handlers.answers import Answers, Buttons, in_rows, message_to
from handlers.team.card import card, to_card
from handlers.team.case import leave_other_case
from handlers.team.context import Names, argument, back, forget, instead, number_in, pressed
from handlers.team.describing import described, recorded
from handlers.texts import Html, Say

ON, OFF, NONE = "on", "off", "-"


def triage() -> Router:
    """Return the dialogue about who handles a case and what it is about."""
    router = Router(name="triage")
    router.callback_query.middleware(leave_other_case)
    router.callback_query(F.data.startswith("assign:"))(ask_assignee)
    router.callback_query(F.data.startswith("as:"))(assign)
    router.callback_query(F.data.startswith("unassign:"))(unassign)
    router.callback_query(F.data.startswith("tri:"))(show_triage)
    router.callback_query(F.data.startswith("mk:"))(mark)
    router.callback_query(F.data.startswith("cats:"))(ask_category)
    router.callback_query(F.data.startswith("cat:"))(ask_item)
    router.callback_query(F.data.startswith("setcat:"))(categorise)
    router.callback_query(F.data.startswith("units:"))(ask_unit)
    router.callback_query(F.data.startswith("su:"))(name_unit)
    router.error(ExceptionTypeFilter(ChangedMeanwhileError))(tell_what_changed)
    return router


async def ask_assignee(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Offer who can open the case and take it on."""
    asked = await choice_of_assignee(scope, member, argument(query), names, say)
    return pressed(query, asked)


async def choice_of_assignee(
    scope: DeskScope, member: Member, case_id: str, names: Names, say: Say
) -> SendMessage:
    """Return the question who is to handle a case, with a button for each who can."""
    case, others = await assignable(scope, member, case_id)
    rows = [
        [(names.person(each.id, say), f"as:{case.id}:{case.version}:{tag_of(each.id)}")]
        for each in others
    ]
    if case.facts.assignee is not None:
        rows.append([(say.label("desk-button-put-back"), f"unassign:{case.id}:{case.version}")])
    if not rows:
        return to_card(member.chat_id, say("desk-nobody-to-assign", number=case.number), case, say)
    rows.append([back(case.id, say)])
    who = names.person(case.facts.assignee, say)
    asked = say("desk-choose-assignee", number=case.number, assignee=who)
    return message_to(member.chat_id, asked, rows, protected=True)


async def assign(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Let the chosen member handle the case."""
    tag = argument(query, 3)
    case, chosen = await assign_case(scope, member, argument(query), number_in(query, 2), tag)
    if chosen.id == member.id:
        told = say("desk-assigned-to-you", number=case.number)
    else:
        told = say("desk-assigned", number=case.number, who=names.person(chosen.id, say))
    return pressed(query, to_card(query.from_user.id, told, case, say))


async def unassign(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Let the case wait to be claimed."""
    case = await put_back(scope, member, argument(query), number_in(query, 2))
    told = say("desk-put-back", number=case.number)
    return pressed(query, to_card(query.from_user.id, told, case, say))


async def show_triage(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Show what was found out so far, and what can be changed."""
    await state.clear()
    case = await triaging(scope, member, argument(query))
    text, rows = _triage(case, names, say)
    return pressed(query, message_to(query.from_user.id, text, rows, protected=True))


async def mark(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Set or unset a mark."""
    which, on = argument(query, 4), argument(query, 3) == ON
    case = await set_mark(scope, member, argument(query), number_in(query, 2), which, on=on)
    return pressed(query, instead(query, *_triage(case, names, say)))


async def ask_category(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Offer the categories of the round."""
    case = await triaging(scope, member, argument(query), number_in(query, 2))
    version = number_in(query, 2)
    rows = [
        [(names.category(each.code, say), f"cat:{case.id}:{version}:{each.code}")]
        for each in names.categories
    ]
    unsure = (say.label("desk-category-unsure"), f"setcat:{case.id}:{version}:{NONE}")
    rows += [[unsure], [_to_triage(case, say)]]
    asked = say("desk-choose-category", number=case.number)
    return pressed(query, instead(query, asked, rows))


async def ask_item(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Offer a category as a whole, and its items."""
    case = await triaging(scope, member, argument(query), number_in(query, 2))
    version = number_in(query, 2)
    rows = [
        [(names.category(each.code, say), f"setcat:{case.id}:{version}:{each.code}")]
        for each in names.category_of(argument(query, 3))
        if each.code not in ABOUT_INSPECTORS
    ]
    rows.append([_to_triage(case, say)])
    asked = say("desk-choose-item", number=case.number)
    return pressed(query, instead(query, asked, rows))


async def categorise(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Put the case under a category."""
    code = argument(query, 3)
    chosen = NOT_SURE if code == NONE else code
    case = await set_category(scope, member, argument(query), number_in(query, 2), chosen)
    return pressed(query, instead(query, *_triage(case, names, say)))


async def ask_unit(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Offer the units of the round."""
    case = await triaging(scope, member, argument(query), number_in(query, 2))
    version = number_in(query, 2)
    rows = [
        [(names.unit(unit_id, say), f"su:{case.id}:{version}:{tag_of(unit_id)}")]
        for unit_id in scope.office.units
    ]
    unsure = (say.label("desk-unit-unsure"), f"su:{case.id}:{version}:{NONE}")
    rows += [[unsure], [_to_triage(case, say)]]
    asked = say("desk-choose-unit", number=case.number)
    return pressed(query, instead(query, asked, rows))


async def name_unit(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Say which unit it concerns; who belongs to it and reads the case is named, and what to do."""
    tags = {tag_of(unit_id): unit_id for unit_id in scope.office.units} | {NONE: NOT_SURE}
    unit = tags.get(argument(query, 3))
    if unit is None:
        raise UnknownChoiceError
    case, affected = await set_unit(scope, member, argument(query), number_in(query, 2), unit)
    shown = instead(query, *_triage(case, names, say))
    if not affected:
        return pressed(query, shown)
    who = say.label("list-comma").join(names.person(each, say) for each in affected)
    told = say("desk-unit-readers", number=case.number, who=who)
    rows = [[back(case.id, say)]]
    if {*affected} - {member.id} and allowed(member, case, Action.RECUSE):
        rows.insert(0, [(say.label("desk-button-recuse"), f"recuse:{case.id}")])
    if member.id in affected:
        rows.insert(0, [(say.label("desk-button-step-back"), f"leave:{case.id}")])
    return pressed(query, shown, message_to(query.from_user.id, told, rows, protected=True))


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
    if not isinstance(error, ChangedMeanwhileError):
        return None
    await state.clear()
    changes = what_changed(error, names, say)
    told = say("desk-changed-meanwhile", number=error.case.number, changes=changes)
    text, buttons = await card(scope, member, error.case, names, say)
    chat_id = member.chat_id
    answers = [message_to(chat_id, told), message_to(chat_id, text, buttons, protected=True)]
    message = event.update.message
    if query is None:
        return forget(message, *answers) if message else answers
    return pressed(query, *answers)


def what_changed(error: ChangedMeanwhileError, names: Names, say: Say) -> str:
    """Return who has changed what since a card was shown."""
    lines = dict.fromkeys(_line(each, names, say) for each in error.changes)
    return say.label("list-comma").join(lines)


def _line(changed: Changed, names: Names, say: Say) -> str:
    by = changed.by
    who = say.label("desk-reporter") if by is None else names.person(by, say)
    return say.label("desk-changed-line", who=who, what=say.label(f"desk-what-{changed.what}"))


def _triage(case: Case, names: Names, say: Say) -> tuple[Html, Buttons]:
    facts, handle = case.facts, f"{case.id}:{case.version}"
    own = [each for each in Mark if each in facts.marks]
    marks = say.label("list-comma").join(say.label(f"desk-mark-{each}") for each in own)
    text = say(
        "desk-triage",
        number=case.number,
        category=names.category(facts.category, say),
        unit=names.unit(facts.unit, say),
        marks=marks or say.label("desk-no-marks"),
        records=recorded(facts.records, say),
    )
    cells = [_mark_button(each, handle, say, on=each not in own) for each in Mark]
    rows = [
        [(say.label("desk-button-category"), f"cats:{handle}")],
        [(say.label("desk-button-unit"), f"units:{handle}")],
        *described(case, say),
        *in_rows(cells),
        [back(case.id, say)],
    ]
    return text, rows


def _mark_button(mark: Mark, handle: str, say: Say, *, on: bool) -> tuple[str, str]:
    name = "desk-button-mark" if on else "desk-button-unmark"
    label = say.label(name, what=say.label(f"desk-mark-{mark}"))
    return label, f"mk:{handle}:{ON if on else OFF}:{mark}"


def _to_triage(case: Case, say: Say) -> tuple[str, str]:
    return say.label("desk-button-back"), f"tri:{case.id}"
