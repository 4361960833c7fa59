"""/register: a member enters what came by letter, call, visit or another way, question by question.

What is typed leaves the chat at once and is sealed; so are pages and recordings. One can go back a
question, leave and go on another day, or forget all of it; only Submit makes a case.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict

from aiogram import F, Router
from aiogram.filters import Command, ExceptionTypeFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, ErrorEvent, Message, User

from casework.desk.enter import Entered, NothingEnteredError, submit_letter
from casework.desk.letters import (
    AnotherQuestionError,
    Letter,
    NoBlankError,
    NoLetterError,
    begin_letter,
    check_step,
    count_pieces,
    discard_letter,
    keep_words,
    letter_of,
    put_form,
    take_back_last,
)
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.entering import NobodyCanReadError
from casework.rules.letters import Step
from handlers.answers import Answer, Answers, message_to
from handlers.public.content import content_of
from handlers.team.card import to_card
from handlers.team.context import Desk, Names, argument, forget, instead, number_in, pressed
from handlers.team.letter_files import PLACEHOLDER, storing
from handlers.team.letter_words import LetterWords, mark_of
from handlers.team.slip_words import slip_of
from handlers.texts import Html, Say

PLAIN: dict[type[Exception], str] = {
    NoLetterError: "desk-letter-none",
    NoBlankError: "desk-letter-no-blank",
    NothingEnteredError: "desk-letter-empty",
    NobodyCanReadError: "desk-letter-nobody-reads",
}


def entering() -> Router:
    """Return the dialogue in which letters, calls and visits are entered."""
    router = Router(name="entering")
    router.message.filter(F.chat.type == "private")
    router.message(Command("register"))(start)
    router.callback_query(F.data.startswith("lt:"))(press)
    router.message(StateFilter(Desk.entering), F.func(is_no_command))(take)
    router.error(ExceptionTypeFilter(AnotherQuestionError))(ask_again)
    router.error(ExceptionTypeFilter(*PLAIN))(refuse)
    return router


def is_no_command(message: Message) -> bool:
    """Say whether a message is something to be taken up: words, or a file."""
    return not (message.text or "").startswith("/")


async def start(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Begin a letter, or go on with the one that was begun."""
    await state.clear()
    try:
        letter = await letter_of(scope, member)
    except NoLetterError:
        letter = await begin_letter(scope, member)
    await state.set_state(Desk.entering)
    return await _asked(message.chat.id, letter, LetterWords(scope, member, names, say))


async def press(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Take up a button of the letter that is being entered."""
    letter = await letter_of(scope, member)
    if argument(query) != mark_of(letter):
        raise AnotherQuestionError(letter)
    await state.set_state(Desk.entering)
    words = LetterWords(scope, member, names, say)
    return await _PRESSED.get(argument(query, 2), _show)(query, state, letter, words)


async def take(
    message: Message,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Take up what was typed or sent in answer to the question that is asked now."""
    letter = await letter_of(scope, member)
    words = LetterWords(scope, member, names, say)
    step = letter.form.step
    if step is Step.ACCOUNT:
        return await _take_page(message, letter, words)
    value = words.typed(step, message.text or "")
    if step is Step.REVIEW or value is None:
        told = say("desk-letter-press" if step is Step.REVIEW else "desk-letter-not-understood")
        again = await _asked(message.chat.id, letter, words)
        return forget(message, message_to(message.chat.id, told), again)
    letter = put_form(scope, letter, letter.form.answered(step, value))
    return forget(message, await _asked(message.chat.id, letter, words))


async def _take_page(message: Message, letter: Letter, words: LetterWords) -> Answers:
    """Seal a part of the account: words at once, a file as soon as it was fetched."""
    content, chat_id = content_of(message), message.chat.id
    if content is None:
        return message_to(chat_id, words.say("desk-letter-cannot-keep"))
    text = content.words if content.words is not None else content.files[0].caption
    if text:
        kind = content.kind if content.words is not None else "text"
        await keep_words(words.scope, letter, text, message.date, kind)
    if content.files:
        return [
            storing(words.scope, message, file, words.member, words.say, letter=letter.id)
            for file in content.files
        ]
    return forget(message, await _asked(chat_id, letter, words, texts=1))


async def _show(
    query: CallbackQuery, _state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    return await _go_on(query, letter, words)


async def _answer(
    query: CallbackQuery, _state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    asked = argument(query, 3)
    step = Step(asked) if asked in {*Step} else Step.REVIEW
    check_step(letter, step)
    value = argument(query, 4) if step is Step.ACCOUNT else words.pressed(step, argument(query, 4))
    if value is None:
        raise AnotherQuestionError(letter)
    letter = put_form(words.scope, letter, letter.form.answered(step, value))
    return await _go_on(query, letter, words)


async def _back(
    query: CallbackQuery, state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    form = letter.form.back()
    if form is None:
        return await _leave(query, state, letter, words)
    return await _go_on(query, put_form(words.scope, letter, form), words)


async def _leave(
    query: CallbackQuery, state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    await state.clear()
    return pressed(query, instead(query, *words.leaving(letter)))


async def _ask(
    query: CallbackQuery, _state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    form = letter.form.asking(Step(argument(query, 3)))
    return await _go_on(query, put_form(words.scope, letter, form), words)


async def _undo(
    query: CallbackQuery, _state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    texts, files = await count_pieces(words.scope, letter)
    last = await take_back_last(words.scope, letter)
    texts, files = texts - (last == "text"), files - (last == "file")
    return pressed(query, instead(query, *words.question(letter, texts, files)))


async def _menu(
    query: CallbackQuery, _state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    return pressed(query, instead(query, *words.changes(letter)))


async def _read(
    query: CallbackQuery, _state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    """Send the placeholder that a page of the letter will take the place of."""
    waiting = message_to(query.from_user.id, PLACEHOLDER, protected=True)
    then = {"letter-page": letter.id, "reader": words.member.id, "page": number_in(query, 3)}
    return pressed(query, Answer(waiting, then=then))


async def _drop(
    query: CallbackQuery, _state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    return pressed(query, instead(query, *words.discarding(letter)))


async def _dropped(
    query: CallbackQuery, state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    discard_letter(words.scope, letter)
    await state.clear()
    return pressed(query, instead(query, words.say("desk-letter-discarded"), []))


async def _submit(
    query: CallbackQuery, state: FSMContext, letter: Letter, words: LetterWords
) -> Answers:
    """Make a case of it, say its numbers, and send the slip."""
    check_step(letter, Step.REVIEW)
    entered = await submit_letter(words.scope, words.member, letter)
    await state.clear()
    chat_id, say = query.from_user.id, words.say
    slip = asdict(slip_of(entered.case))
    waiting = message_to(chat_id, say("desk-slip-making"))
    follows = Answer(waiting, then={"slip": slip, "language": say.language})
    return pressed(query, Answer(_told(chat_id, entered, say), keep=True), follows)


_PRESSED: Mapping[
    str, Callable[[CallbackQuery, FSMContext, Letter, LetterWords], Awaitable[Answers]]
] = {
    "a": _answer,
    "back": _back,
    "out": _leave,
    "ask": _ask,
    "undo": _undo,
    "menu": _menu,
    "read": _read,
    "drop": _drop,
    "dropped": _dropped,
    "go": _submit,
}
"""What each button of the letter does, by the word in its data; any other shows the question."""


def _told(chat_id: int, entered: Entered, say: Say) -> SendMessage:
    facts = entered.case.facts
    number = Html(f"<code>{facts.receipt}</code>")
    if not entered.reads:
        return message_to(chat_id, say("desk-letter-entered-past-you", receipt=number))
    text = say(
        "desk-letter-entered",
        receipt=number,
        number=entered.case.number,
        day=entered.case.received_on,
    )
    return to_card(chat_id, text, entered.case, say)


async def _go_on(query: CallbackQuery, letter: Letter, words: LetterWords) -> Answers:
    counts = await count_pieces(words.scope, letter)
    return pressed(query, instead(query, *words.question(letter, *counts)))


async def _asked(
    chat_id: int, letter: Letter, words: LetterWords, *, texts: int = 0
) -> SendMessage:
    """Return the question that is asked now; `texts` are those that this update brings."""
    before, files = await count_pieces(words.scope, letter)
    text, rows = words.question(letter, before + texts, files)
    return message_to(chat_id, text, rows, protected=True)


async def ask_again(  # noqa: PLR0913  what aiogram hands to a handler
    event: ErrorEvent,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Say that a button was of an earlier question, and ask the one of now."""
    error, query = event.exception, event.update.callback_query
    if not isinstance(error, AnotherQuestionError) or query is None:
        return None
    await state.set_state(Desk.entering)
    chat_id = query.from_user.id
    asked = await _asked(chat_id, error.letter, LetterWords(scope, member, names, say))
    return pressed(query, message_to(chat_id, say("desk-letter-earlier")), asked)


async def refuse(event: ErrorEvent, event_from_user: User, say: Say) -> Answers:
    """Say what stands in the way; what was written stays."""
    told = message_to(event_from_user.id, say(PLAIN[type(event.exception)]))
    query, message = event.update.callback_query, event.update.message
    if query is not None:
        return pressed(query, told)
    # It may hold what was to be sealed.
    return told if message is None or not is_no_command(message) else forget(message, told)
