"""Coming back: how a petition stands, answering the team, adding to it."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery, Message

from casework.allowance import Allowance
from casework.intake_scope import IntakeScope
from casework.petitions import find_by_handle, give_handle
from casework.ports import CaseRow
from casework.rules.cases import State
from casework.rules.receipts import ReceiptNumberError, check_receipt_number
from handlers.answers import Answers, as_list, message_to
from handlers.public.albums import Album, AnsweredAlbums, confirm_item, refused_item
from handlers.public.content import content_of
from handlers.public.context import Asking, speaker, writing
from handlers.public.keeping import Keeping, RefusedError
from handlers.public.limits import Limits
from handlers.public.numbers import looked_up
from handlers.public.sent import remembered
from handlers.public.sources import sources_of, with_sources
from handlers.public.start import add_now, done_button
from handlers.public.wipe import wipe_button
from handlers.public.withdraw import withdraw_buttons
from handlers.texts import Html, Say, Texts


def routes() -> Router:
    """Return the dialogue of coming back, in the order in which it is matched."""
    router = Router(name="status")
    router.message(Command("status"))(status)
    router.message(Asking.status, F.text, ~F.text.startswith("/"))(number_typed)
    router.message(StateFilter(None), a_number_alone)(number_typed)
    router.callback_query(F.data.startswith("answer:"))(answer)
    router.message(Asking.adding, ~F.text.startswith("/"))(added)
    router.callback_query(Asking.adding, F.data == "done")(done)
    return router


async def status(  # noqa: PLR0913  what it takes to look a number up
    message: Message,
    command: CommandObject,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    allowance: Allowance,
) -> Answers:
    """Say how a petition stands; without a number, ask for it."""
    say = speaker(texts, await state.get_data(), message.from_user)
    if command.args:
        return await show_standing(message.chat.id, command.args, say, scope, state, allowance)
    if writing(await state.get_state()):
        # What comes next belongs to the petition in the making: the number comes with the command.
        return message_to(message.chat.id, say("ask-receipt-while-writing", command="/status"))
    await state.set_state(Asking.status)
    with_words = [[(say.label("button-phrase"), "phrase")]]
    return message_to(message.chat.id, say("ask-receipt"), with_words)


async def a_number_alone(message: Message, scope: IntakeScope) -> bool:
    """Say whether a message is a receipt number and nothing else."""
    try:
        check_receipt_number(message.text or "", scope.receipt_prefix)
    except ReceiptNumberError:
        return False
    return True


async def number_typed(
    message: Message, state: FSMContext, texts: Texts, scope: IntakeScope, allowance: Allowance
) -> Answers:
    """The receipt number, typed or copied."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return await show_standing(message.chat.id, message.text or "", say, scope, state, allowance)


async def answer(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """The button under a message from the team: what comes next goes into that petition."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    case = await find_by_handle(scope, (query.data or "").removeprefix("answer:"))
    if case is None:
        return [answered, message_to(query.from_user.id, say("no-such-petition"))]
    if writing(await state.get_state()):
        return [answered, message_to(query.from_user.id, say("finish-first"))]
    await _begin_adding(state, case, say)
    return [answered, add_now(query.from_user.id, say)]


async def added(  # noqa: PLR0913  what it takes to keep a message
    message: Message,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    limits: Limits,
    allowance: Allowance,
    albums: AnsweredAlbums,
) -> Answers:
    """What goes into a submitted petition: sealed, and for the intake unreadable."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    case = await scope.book.case(data.get("case", ""))
    kept = content_of(message)
    if case is None or case.state == State.SHREDDED or kept is None:
        name = "cannot-keep" if kept is None else "no-such-petition"
        told = message_to(message.chat.id, say(name), done_button(say))
        return [] if albums.is_answered(message) else told
    album = Album.of(data, message, scope)
    keeping = Keeping(scope, say, limits, allowance)
    try:
        keeping.refuse_too_much(kept)
        label = {"album": album.label} if album else None
        as_is = bool(data.get("as_is") and kept.files)
        pieces = await keeping.keep(case, message, kept, label, as_is=as_is)
    except RefusedError as error:
        return await refused_item(message, state, scope, say, error, done_button(say), added=True)
    await state.update_data(sent=remembered(data, message, pieces[0], 0))
    if as_is:
        await state.update_data(as_is=False)
    buttons = done_button(say)
    if album is None:
        passed_on = with_sources(say("passed-on"), say, message)
        return message_to(message.chat.id, passed_on, buttons)
    sources = sources_of(say, message) if not album.kinds else None
    answered = await confirm_item(message, state, scope, say, album, kept.kind, buttons, added=True)
    pointed_out = [] if sources is None else [message_to(message.chat.id, sources)]
    return [*pointed_out, *as_list(answered)]


async def done(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Nothing more to add; the chat forgets which petition it was about."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    on_its_way = await scope.book.downloads(data.get("case", ""))
    await state.clear()
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(
            query.from_user.id, say("done-adding"), None if on_its_way else [[wipe_button(say)]]
        ),
    ]


def standing_text(say: Say, case: CaseRow) -> Html:
    """Return in plain words how a petition stands."""
    lines = [say(f"state-{case.state}")]
    if case.state != State.SHREDDED:
        lines.append(say(f"review-{case.review}"))
    return Html("\n".join(lines))


def what_can_be_done(
    scope: IntakeScope, say: Say, case: CaseRow, number: str | None
) -> list[list[tuple[str, str]]]:
    """Return the buttons under how a petition stands; without its number there is no proof."""
    handle = give_handle(scope, case)
    proof = [(say.label("button-proof"), f"proof:{number}")] if number else []
    rows = [
        [(say.label("button-add"), f"answer:{handle}")],
        [*withdraw_buttons(say, case, handle), *proof],
        [wipe_button(say, number or "")],
    ]
    return [row for row in rows if row]


async def show_standing(  # noqa: PLR0913  as above
    chat_id: int,
    typed: str,
    say: Say,
    scope: IntakeScope,
    state: FSMContext,
    allowance: Allowance,
) -> SendMessage:
    """Return how the petition of a typed number stands, and what can be done with it."""
    found = await looked_up(typed, say, scope, allowance)
    if isinstance(found, str):
        return message_to(chat_id, found)
    number, case = found
    buttons = None
    if not writing(await state.get_state()) and case.state != State.SHREDDED:
        # The button alone leads back to the petition: nothing that comes from the person's
        # account may go on standing beside it.
        await state.clear()
        buttons = what_can_be_done(scope, say, case, number)
    text = say("standing", number=number, day=case.received_on)
    return message_to(chat_id, Html(f"{text}\n{standing_text(say, case)}"), buttons)


async def _begin_adding(state: FSMContext, case: CaseRow, say: Say) -> None:
    await state.set_state(Asking.adding)
    await state.set_data({"case": case.id, "language": say.language})
