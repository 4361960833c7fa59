"""What somebody has here: a petition in the making, and what they wanted to find again.

A list ties petitions to an account, in a process that faces the whole internet. So it is offered
only below receipts of petitions with a name, and holds only those for which somebody asked. There
is no list of anonymous ones.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from casework.allowance import Allowance
from casework.intake_scope import IntakeScope
from casework.rules.receipts import ReceiptNumberError, check_receipt_number
from handlers.answers import Answers, message_to
from handlers.public.context import speaker, writing
from handlers.public.notice import Notice
from handlers.public.own import OwnPetitions
from handlers.public.status import show_standing
from handlers.texts import Html, Texts


def routes() -> Router:
    """Return the dialogue of one's own petitions."""
    router = Router(name="mine")
    router.message(Command("mine"))(mine)
    router.callback_query(F.data.startswith("keep:"))(keep)
    router.callback_query(F.data.startswith("mine:"))(chosen)
    router.callback_query(F.data == "mine-forget")(forget)
    return router


async def mine(message: Message, state: FSMContext, texts: Texts, own: OwnPetitions) -> Answers:
    """Show what there is, and say what is never in the list."""
    say = speaker(texts, await state.get_data(), message.from_user)
    parts, rows = [], []
    if writing(await state.get_state()):
        parts.append(say("unfinished"))
        rows.append([(say.label("button-continue"), "continue")])
    numbers = await own.numbers()
    if numbers:
        parts.append(say("mine-list"))
        rows += [[(number, f"mine:{number}")] for number in numbers]
        rows.append([(say.label("button-mine-forget"), "mine-forget")])
    if not parts:
        parts.append(say("mine-none"))
    parts.append(say("mine-anonymous"))
    return message_to(message.chat.id, Html("\n\n".join(parts)), rows or None)


async def keep(  # noqa: PLR0913  what it takes to keep a number
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    notice: Notice,
    own: OwnPetitions,
) -> Answers:
    """The button below a receipt: from now on the number stands in the list."""
    say = speaker(texts, await state.get_data(), query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    try:
        typed = (query.data or "").removeprefix("keep:")
        number = check_receipt_number(typed, scope.receipt_prefix)
    except ReceiptNumberError:
        return [answered, message_to(query.from_user.id, say("wrong-number"))]
    await own.add(number)
    kept = say("mine-kept", days=notice.own_list_days)
    return [answered, message_to(query.from_user.id, kept)]


async def chosen(
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    allowance: Allowance,
) -> Answers:
    """One of the list: show how it stands."""
    say = speaker(texts, await state.get_data(), query.from_user)
    number = (query.data or "").removeprefix("mine:")
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        await show_standing(query.from_user.id, number, say, scope, state, allowance),
    ]


async def forget(
    query: CallbackQuery, state: FSMContext, texts: Texts, own: OwnPetitions
) -> Answers:
    """Keep the list no longer; the petitions stay."""
    say = speaker(texts, await state.get_data(), query.from_user)
    own.forget()
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, say("mine-forgotten")),
    ]
