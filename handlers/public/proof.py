"""The proof that a petition is in the log: a file that the citizen keeps.

The file itself is sent by the process after the sentence (`then`): it is made from the log, which
handlers do not read. Specified in docs/spec/ledger.md §9.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from casework.allowance import Allowance
from casework.intake_scope import IntakeScope
from handlers.answers import Answer, Answers, message_to
from handlers.public.context import Asking, speaker, writing
from handlers.public.numbers import looked_up
from handlers.texts import Say, Texts


def routes() -> Router:
    """Return the dialogue about proofs, in the order in which it is matched."""
    router = Router(name="proof")
    router.message(Command("proof"))(proof)
    router.message(Asking.proof, F.text, ~F.text.startswith("/"))(number_typed)
    router.callback_query(F.data.startswith("proof:"))(button_pressed)
    return router


async def proof(  # noqa: PLR0913  what it takes to look a number up
    message: Message,
    command: CommandObject,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    allowance: Allowance,
) -> Answers:
    """Hand out the proof of a petition; without a number, ask for it."""
    say = speaker(texts, await state.get_data(), message.from_user)
    if command.args:
        return await _hand_out(message.chat.id, command.args, say, scope, state, allowance)
    if writing(await state.get_state()):
        # What comes next belongs to the petition in the making: the number comes with the command.
        return message_to(message.chat.id, say("ask-receipt-while-writing", command="/proof"))
    await state.set_state(Asking.proof)
    return message_to(message.chat.id, say("ask-receipt"))


async def number_typed(
    message: Message, state: FSMContext, texts: Texts, scope: IntakeScope, allowance: Allowance
) -> Answers:
    """The receipt number, typed or copied."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return await _hand_out(message.chat.id, message.text or "", say, scope, state, allowance)


async def button_pressed(
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    allowance: Allowance,
) -> Answers:
    """The button under how a petition stands."""
    say = speaker(texts, await state.get_data(), query.from_user)
    number = (query.data or "").removeprefix("proof:")
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    handed = await _hand_out(query.from_user.id, number, say, scope, state, allowance)
    return [Answer(answered), handed]


async def _hand_out(  # noqa: PLR0913  as above
    chat_id: int,
    typed: str,
    say: Say,
    scope: IntakeScope,
    state: FSMContext,
    allowance: Allowance,
) -> Answer:
    found = await looked_up(typed, say, scope, allowance)
    if isinstance(found, str):
        return Answer(message_to(chat_id, found))
    number, case = found
    if await state.get_state() == Asking.proof.state:
        await state.clear()
    then = {"proof": case.id, "receipt": number, "language": say.language}
    return Answer(message_to(chat_id, say("proof-follows")), then=then)
