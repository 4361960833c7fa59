"""Writing down what a case says and what is to be done: words that are sealed and leave the chat.

What was written is in no answer. Which lines of a person were understood as what is told by the
names of the lines alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from casework.desk.describe import (
    Written,
    changeable,
    correct,
    describe,
    take_back,
)
from casework.desk.describe import (
    describing as may_describe,
)
from casework.desk.facts import Case
from casework.desk.people import Member
from casework.desk.pieces import MAX_CHARACTERS
from casework.desk.records import Record
from casework.desk.scope import DeskScope
from handlers.answers import Answers, message_to
from handlers.team.card import to_card
from handlers.team.case import leave_other_case
from handlers.team.context import Desk, argument, back, case_of, expect, forget, number_in, pressed
from handlers.texts import Html, Say

KINDS: Final[Mapping[str, Record]] = {
    "place": Record.PLACE,
    "when": Record.HAPPENED,
    "who": Record.ACCUSED,
    "sender": Record.REPORTER,
    "advise": Record.PROPOSAL,
    "order": Record.INSTRUCTION,
    "found": Record.RESULT,
}
"""What a button's data begins with, and the record that it asks for."""
_ON_TRIAGE = ("place", "when", "who", "sender")
_PERSONS = (Record.ACCUSED, Record.REPORTER)


def describing() -> Router:
    """Return the dialogue in which records are written, corrected and taken back."""
    router = Router(name="describing")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    words = F.text & ~F.text.startswith("/")
    for prefix in KINDS:
        router.callback_query(F.data.startswith(f"{prefix}:"))(ask)
    router.message(StateFilter(Desk.describing), words)(write)
    router.callback_query(F.data.startswith("mend:"))(ask_to_correct)
    router.message(StateFilter(Desk.correcting), words)(write_instead)
    router.callback_query(F.data.startswith("takeback:"))(undo)
    return router


def described(case: Case, say: Say) -> list[list[tuple[str, str]]]:
    """Return the buttons that ask for what belongs to triage; of who gave no name, nothing."""
    buttons = [
        (say.label(f"desk-button-record-{kind}"), f"{prefix}:{case.id}")
        for prefix, kind in KINDS.items()
        if prefix in _ON_TRIAGE and (kind is not Record.REPORTER or case.facts.named)
    ]
    return [buttons[:2], buttons[2:]]


def recorded(records: Sequence[str], say: Say) -> str:
    """Return which kinds of records there are, and of which several."""
    counted = Counter(records)
    named = [
        say.label("desk-record-several", what=say.label(f"desk-kind-{kind}"), count=counted[kind])
        if counted[kind] > 1
        else say.label(f"desk-kind-{kind}")
        for kind in Record
        if counted[kind]
    ]
    return say.label("list-comma").join(named) or say.label("desk-no-marks")


async def ask(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """The next message becomes a record."""
    kind = KINDS[argument(query, 0)]
    case = await may_describe(scope, member, argument(query), kind)
    await expect(state, Desk.describing, case.id, kind=kind.value)
    asked = say(f"desk-ask-record-{kind}", number=case.number, limit=MAX_CHARACTERS)
    return pressed(query, message_to(query.from_user.id, asked, [[_way_back(case, kind, say)]]))


async def write(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Seal the record; the message goes from the chat. Of persons, another may follow at once."""
    kind = Record((await state.get_data())["kind"])
    case, written = await describe(scope, member, await case_of(state), kind, message.text or "")
    if kind is Record.ACCUSED:
        told = _understood(case, written, say)
        done = (say.label("desk-button-record-done"), f"tri:{case.id}")
        return forget(message, message_to(message.chat.id, told, [[done]]))
    await state.clear()
    if kind is Record.REPORTER:
        told = _understood(case, written, say, after="reported")
        return forget(message, to_card(message.chat.id, told, case, say))
    return forget(message, _sealed(message.chat.id, case, kind, say))


async def ask_to_correct(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """The next message stands in the place of a record, unless it is taken back."""
    position = number_in(query, 2)
    case, kind = await changeable(scope, member, argument(query), position)
    await expect(state, Desk.correcting, case.id, position=str(position), kind=kind.value)
    what = say.label(f"desk-kind-{kind}")
    asked = say("desk-ask-correcting", number=case.number, position=position, what=what)
    take = (say.label("desk-button-record-undo"), f"takeback:{case.id}:{position}")
    return pressed(query, message_to(query.from_user.id, asked, [[take], [back(case.id, say)]]))


async def write_instead(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Seal the record that stands in the place of another."""
    known = await state.get_data()
    kind, position = Record(known["kind"]), int(known["position"])
    words = message.text or ""
    case, written = await correct(scope, member, known["case"], kind, position, words)
    await state.clear()
    if kind in _PERSONS:
        told = _understood(case, written, say, after="corrected")
        return forget(message, to_card(message.chat.id, told, case, say))
    return forget(message, _sealed(message.chat.id, case, kind, say))


async def undo(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Seal that a record no longer holds."""
    position = number_in(query, 2)
    case = await take_back(scope, member, argument(query), position)
    await state.clear()
    told = say("desk-record-taken-back", number=case.number, position=position)
    return pressed(query, to_card(query.from_user.id, told, case, say))


def _understood(case: Case, written: Written, say: Say, after: str = "added") -> Html:
    """Say which lines were there, by their names and without what stands in them."""
    lines = [say.label(f"desk-record-{name}") for name in written.fields]
    if written.text:
        lines.append(say.label("desk-record-besides"))
    known = say.label("list-comma").join(lines)
    return say(f"desk-person-{after}", number=case.number, known=known)


def _sealed(chat_id: int, case: Case, kind: Record, say: Say) -> SendMessage:
    told = say("desk-described", number=case.number, what=say.label(f"desk-kind-{kind}"))
    return to_card(chat_id, told, case, say)


def _way_back(case: Case, kind: Record, say: Say) -> tuple[str, str]:
    if kind in {KINDS[prefix] for prefix in _ON_TRIAGE}:
        return say.label("desk-button-back"), f"tri:{case.id}"
    return back(case.id, say)
