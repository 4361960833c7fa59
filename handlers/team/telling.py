"""Recording that the reporter was told by phone, by letter or in person: as what, how, and when."""

from __future__ import annotations

from datetime import date, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.facts import Case, case_to
from casework.desk.people import Member
from casework.desk.pieces import MAX_CHARACTERS
from casework.desk.records import Record
from casework.desk.scope import DeskScope
from casework.desk.triage import UnknownChoiceError
from casework.desk.write import NoSuchDayError, note_contact
from casework.rules.days import read_day
from casework.rules.dispatch import TOLD, Counts, Way
from casework.rules.roles import Action
from handlers.answers import Answer, Answers, message_to
from handlers.team.card import to_card
from handlers.team.case import leave_other_case
from handlers.team.context import Desk, argument, back, case_of, expect, forget, instead, pressed
from handlers.texts import Html, Say

DAYS_OFFERED = 3


def telling() -> Router:
    """Return the dialogue about telling a reporter outside of Telegram."""
    router = Router(name="telling")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    words = F.text & ~F.text.startswith("/")
    router.callback_query(F.data.startswith("told:"))(ask_as_what)
    router.callback_query(StateFilter(Desk.telling), F.data.startswith("tk:"))(ask_how)
    router.callback_query(StateFilter(Desk.telling), F.data.startswith("tw:"))(ask_when)
    router.callback_query(StateFilter(Desk.telling), F.data.startswith("td:"))(ask_what)
    router.callback_query(StateFilter(Desk.telling), F.data.startswith("tell:"))(without_words)
    router.message(StateFilter(Desk.telling), words)(written)
    return router


async def ask_as_what(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Ask what it counts as."""
    case = await case_to(scope, member, argument(query), Action.REPLY)
    await expect(state, Desk.telling, case.id)
    rows = [[(say.label(f"desk-counts-{each}"), f"tk:{case.id}:{each}")] for each in TOLD]
    asked = say("desk-ask-telling", number=case.number)
    return pressed(query, message_to(query.from_user.id, asked, [*rows, [back(case.id, say)]]))


async def ask_how(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Ask by which way."""
    case = await case_to(scope, member, argument(query), Action.REPLY)
    counts = argument(query, 2)
    if counts not in TOLD:
        raise UnknownChoiceError
    await expect(state, Desk.telling, case.id, counts=counts)
    rows = [
        [(say.label(f"desk-choice-{Record.TOLD}-{each}"), f"tw:{case.id}:{each}")] for each in Way
    ]
    asked = say("desk-ask-way", number=case.number)
    return pressed(query, instead(query, asked, [*rows, [back(case.id, say)]]))


async def ask_when(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Ask on which day; an earlier one than is offered is written."""
    case = await case_to(scope, member, argument(query), Action.REPLY)
    known, way = await state.get_data(), argument(query, 2)
    if "counts" not in known or way not in {*Way}:
        raise UnknownChoiceError
    await expect(state, Desk.telling, case.id, counts=known["counts"], way=way)
    days = [scope.today() - timedelta(days=back_by) for back_by in range(DAYS_OFFERED)]
    rows = [
        [(say.date(day), f"td:{case.id}:{day:%Y%m%d}")] for day in days if day >= case.received_on
    ]
    asked = say("desk-ask-told-day", number=case.number)
    return pressed(query, instead(query, asked, [*rows, [back(case.id, say)]]))


async def ask_what(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Ask what was said; who has nothing to add presses."""
    case = await case_to(scope, member, argument(query), Action.REPLY)
    day = read_day(argument(query, 2), scope.today())
    if day is None or "way" not in await state.get_data():
        raise UnknownChoiceError
    text, rows = await _ask_words(state, case, day, say)
    return pressed(query, instead(query, text, rows))


async def without_words(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Record that they were told, and no words."""
    if "day" not in await state.get_data():
        raise UnknownChoiceError
    return pressed(query, await _record(query.from_user.id, "", state, scope, member, say))


async def written(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Take the day, or what was said; the message goes from the chat."""
    known, text = await state.get_data(), message.text or ""
    if "day" in known:
        return forget(message, await _record(message.chat.id, text, state, scope, member, say))
    case = await case_to(scope, member, await case_of(state), Action.REPLY)
    day = read_day(text, scope.today()) if "way" in known else None
    if day is None or not case.received_on <= day <= scope.today():
        name = "desk-no-such-told-day" if "way" in known else "desk-press-first"
        told = say(name, number=case.number)
        return forget(message, message_to(message.chat.id, told, [[back(case.id, say)]]))
    asked, rows = await _ask_words(state, case, day, say)
    return forget(message, message_to(message.chat.id, asked, rows))


async def _ask_words(
    state: FSMContext, case: Case, day: date, say: Say
) -> tuple[Html, list[list[tuple[str, str]]]]:
    known = await state.get_data()
    chosen = {name: known[name] for name in ("counts", "way")}
    await expect(state, Desk.telling, case.id, **chosen, day=day.isoformat())
    asked = say("desk-ask-told-words", number=case.number, limit=MAX_CHARACTERS)
    return asked, [[(say.label("desk-button-no-words"), f"tell:{case.id}")], [back(case.id, say)]]


async def _record(  # noqa: PLR0913  what aiogram hands to a handler, passed on
    chat_id: int, text: str, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answer:
    known = await state.get_data()
    try:
        case = await note_contact(
            scope,
            member,
            known["case"],
            text,
            counts=Counts(known["counts"]),
            way=Way(known["way"]),
            day=date.fromisoformat(known["day"]),
        )
    except NoSuchDayError:
        return Answer(message_to(chat_id, say("desk-not-expected")))
    await state.clear()
    told = say("desk-told", number=case.number, counts=say.label(f"desk-counts-{known['counts']}"))
    return Answer(to_card(chat_id, told, case, say))
