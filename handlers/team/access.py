"""Who reads a case: stepping back, recusing a colleague, letting a reader in, wrapping anew.

A recusal is asked for in this order: from which case, whom, why, and whether it is meant. Between
the reason and the last press it rests in the dialogue, sealed to the desk, and goes with it.

What cannot be taken back hangs on the button of the newest question alone: the dialogue and that
button hold the same mark, so one further up in the chat does not do to one person what was chosen
for another.
"""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.facts import Case
from casework.desk.grant import grant, grantable, granting
from casework.desk.people import Member
from casework.desk.pieces import MAX_CHARACTERS, TextTooLongError
from casework.desk.read import list_queue
from casework.desk.recuse import recusable, recuse, recusing
from casework.desk.rewrap import EarlierWraps, all_earlier_wraps
from casework.desk.scope import DeskScope, LockedError
from handlers.answers import Answer, Answers, message_to
from handlers.team.card import to_card
from handlers.team.case import PLACEHOLDER, leave_other_case
from handlers.team.context import (
    Desk,
    Names,
    argument,
    back,
    case_of,
    expect,
    forget,
    number_in,
    pressed,
)
from handlers.texts import Html, Say

SHOWN = 20
MARK_DIGITS = 8
"""With a case and what is to be done, a mark has to fit into the 64 bytes of a button."""
Row = list[tuple[str, str]]


def access() -> Router:
    """Return the dialogue about who reads a case."""
    router = Router(name="access")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    words = F.text & ~F.text.startswith("/")
    router.message(Command("recuse"))(ask_which_case)
    router.callback_query(F.data.startswith("leave:"))(step_back)
    router.callback_query(F.data.startswith("recuse:"))(ask_whom)
    router.callback_query(StateFilter(Desk.choosing_recused), F.data.startswith("rc:"))(whom_chosen)
    router.message(StateFilter(Desk.recusing), words)(reason_given)
    router.callback_query(StateFilter(Desk.recusing), F.data.startswith("recusing:"))(recuse_now)
    router.callback_query(F.data.startswith("grant:"))(ask_whom_to_let_in)
    router.callback_query(StateFilter(Desk.choosing_granted), F.data.startswith("gr:"))(
        ask_to_grant
    )
    router.callback_query(StateFilter(Desk.granting), F.data.startswith("granting:"))(grant_now)
    router.message(Command("rewrap"))(show_earlier_wraps)
    router.callback_query(F.data.startswith("rw:"))(wrap_anew)
    return router


async def ask_which_case(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Offer the cases that lie with the reader."""
    await state.clear()
    cases, _ = await list_queue(scope, member, 0, SHOWN)
    if not cases:
        return message_to(message.chat.id, say("desk-queue-empty"))
    rows = [[(case.number, f"recuse:{case.id}")] for case in cases]
    return message_to(message.chat.id, say("desk-ask-which-case"), rows, protected=True)


async def step_back(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """The next message says why the reader steps back."""
    case = await recusing(scope, member, argument(query), member.id)
    return await _ask_why(query, state, case, member.id, say("desk-ask-leaving", **_of(case)), say)


async def ask_whom(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Offer the readers whom this one may recuse; with nobody else, it is about oneself."""
    case, others = await recusable(scope, member, argument(query))
    if not others:
        return await step_back(query, state, scope, member, say)
    await expect(state, Desk.choosing_recused, case.id)
    rows = [[(names.person(reader_id, say), f"rc:{reader_id}")] for reader_id in others]
    rows += [[(say.label("desk-button-myself"), f"rc:{member.id}")], [back(case.id, say)]]
    asked = say("desk-choose-recused", number=case.number)
    return pressed(query, message_to(query.from_user.id, asked, rows, protected=True))


async def whom_chosen(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """The next message says why this reader is recused."""
    reader_id = argument(query)
    case = await recusing(scope, member, await case_of(state), reader_id)
    if reader_id == member.id:
        asked = say("desk-ask-leaving", **_of(case))
    else:
        asked = say("desk-ask-recusing", **_of(case), who=names.person(reader_id, say))
    return await _ask_why(query, state, case, reader_id, asked, say)


async def reason_given(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Ask once more, and say what a recusal cannot do; the message goes from the chat."""
    reason = message.text or ""
    if len(reason) > MAX_CHARACTERS:
        raise TextTooLongError
    reader_id = str((await state.get_data()).get("about", ""))
    case = await recusing(scope, member, await case_of(state), reader_id)
    mark = _new_mark(scope)
    await expect(state, Desk.recusing, case.id, about=reader_id, reason=reason, mark=mark)
    if reader_id == member.id:
        asked = say("desk-confirm-leaving", number=case.number)
    else:
        who = names.person(reader_id, say)
        asked = say("desk-confirm-recusing", number=case.number, who=who)
    now = (say.label("desk-button-recuse-now"), f"recusing:{case.id}:{mark}")
    rows = [[now], [back(case.id, say)]]
    return forget(message, message_to(message.chat.id, asked, rows, protected=True))


async def recuse_now(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Recuse, and say what cannot be taken back."""
    chat_id, known = query.from_user.id, await _meant(query, state)
    if known is None:
        return pressed(query, message_to(chat_id, say("desk-not-expected")))
    reader_id = known["about"]
    case = await recuse(scope, member, known["case"], reader_id, known["reason"])
    await state.clear()
    if reader_id == member.id:
        return pressed(query, message_to(chat_id, say("desk-left", number=case.number)))
    told = say("desk-recused", number=case.number, who=names.person(reader_id, say))
    return pressed(query, to_card(chat_id, told, case, say))


async def ask_whom_to_let_in(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Offer the people whom the rules allow."""
    case, others = await grantable(scope, member, argument(query))
    if scope.sessions.key_of(member.id) is None:
        raise LockedError
    if not others:
        told = say("desk-nobody-to-let-in", number=case.number)
        return pressed(query, to_card(query.from_user.id, told, case, say))
    await expect(state, Desk.choosing_granted, case.id)
    rows = [[(names.person(reader_id, say), f"gr:{reader_id}")] for reader_id in others]
    asked = say("desk-choose-granted", number=case.number)
    rows.append([back(case.id, say)])
    return pressed(query, message_to(query.from_user.id, asked, rows, protected=True))


async def ask_to_grant(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Ask once more: who has read something cannot be made not to have."""
    case, reader = await granting(scope, member, await case_of(state), argument(query))
    mark = _new_mark(scope)
    await expect(state, Desk.granting, case.id, about=reader.id, mark=mark)
    now = (say.label("desk-button-grant-now"), f"granting:{case.id}:{mark}")
    rows = [[now], [back(case.id, say)]]
    asked = say("desk-ask-granting", number=case.number, who=names.person(reader.id, say))
    return pressed(query, message_to(query.from_user.id, asked, rows, protected=True))


async def grant_now(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Let the reader in."""
    known = await _meant(query, state)
    if known is None:
        return pressed(query, message_to(query.from_user.id, say("desk-not-expected")))
    reader_id = known["about"]
    case = await grant(scope, member, known["case"], reader_id)
    await state.clear()
    told = say("desk-granted", number=case.number, who=names.person(reader_id, say))
    return pressed(query, to_card(query.from_user.id, told, case, say))


async def show_earlier_wraps(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message, state: FSMContext, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Show for whom cases wait to be wrapped anew."""
    await state.clear()
    found = await all_earlier_wraps(scope, member)
    if not found:
        return message_to(message.chat.id, say("desk-rewrap-none"))
    lines = [say("desk-rewrap"), *(_line(each, names, say) for each in found)]
    return message_to(message.chat.id, Html("\n".join(lines)), _buttons(found, names, say))


async def wrap_anew(query: CallbackQuery, scope: DeskScope, member: Member) -> Answers:
    """Send the placeholder; the cases are wrapped after that, each by itself."""
    if scope.sessions.key_of(member.id) is None:
        raise LockedError
    then = {
        "rewrap": argument(query),
        "reader": member.id,
        "skip": number_in(query, 2),
    }
    return pressed(query, Answer(message_to(query.from_user.id, PLACEHOLDER), then=then))


def _new_mark(scope: DeskScope) -> str:
    return scope.new_id()[:MARK_DIGITS]


async def _meant(query: CallbackQuery, state: FSMContext) -> dict[str, str] | None:
    """Return what was asked last, or None if the button belongs to another question."""
    known: dict[str, str] = await state.get_data()
    asked = known.get("case"), known.get("mark")
    return known if asked == (argument(query), argument(query, 2)) else None


def _of(case: Case) -> dict[str, str | int]:
    return {"number": case.number, "limit": MAX_CHARACTERS}


async def _ask_why(  # noqa: PLR0913  what is asked of whom, about whom
    query: CallbackQuery, state: FSMContext, case: Case, reader_id: str, asked: Html, say: Say
) -> Answers:
    await expect(state, Desk.recusing, case.id, about=reader_id)
    return pressed(query, message_to(query.from_user.id, asked, [[back(case.id, say)]]))


def _line(wraps: EarlierWraps, names: Names, say: Say) -> Html:
    who, openable = names.person(wraps.reader_id, say), len(wraps.openable)
    return say("desk-rewrap-line", who=who, openable=openable, others=wraps.others)


def _buttons(found: Sequence[EarlierWraps], names: Names, say: Say) -> list[Row]:
    return [
        [(names.person(each.reader_id, say), f"rw:{each.reader_id}:0")]
        for each in found
        if each.openable
    ]
