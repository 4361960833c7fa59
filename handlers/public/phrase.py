"""Coming back with twelve words, from whatever account: how it stands, the answers, and adding.

A message with words in it is deleted at once, whatever comes of it, and what it is answered tells
nothing about petitions but to whoever has the words of one. Specified in docs/spec/mailbox.md §5.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, DeleteMessage, SendMessage
from aiogram.types import CallbackQuery, Message

from casework.allowance import Allowance
from casework.intake_scope import IntakeScope
from casework.mailbox import Mailbox, look_inside
from casework.phrases import (
    Phrase,
    UnknownWordError,
    WordCountError,
    WordsDoNotFitError,
    WordsRefusedError,
)
from casework.ports import CaseRow
from casework.rules.limits import Measure
from casework.rules.terms import local_date
from handlers.answers import Answer, Answers, message_to
from handlers.public.context import Asking, speaker, without_pressed, writing
from handlers.public.fair import refused
from handlers.public.status import standing_text, what_can_be_done
from handlers.public.unwritten import Unwritten
from handlers.texts import Html, Say, Texts

WORDS = 12
PAGE_UNITS = 3500
PART_CHARACTERS = PAGE_UNITS // 2

LONGEST_PHRASE = 400
"""Characters; what is longer may be somebody's account, and is not deleted."""


def routes() -> Router:
    """Return the dialogue of the words; it is asked before all others, so that none is kept."""
    router = Router(name="phrase")
    router.message(Command("phrase"))(phrase)
    router.callback_query(F.data == "phrase")(button)
    router.callback_query(F.data == "unsay")(unsay)
    router.message(Asking.phrase, F.text, ~F.text.startswith("/"))(typed)
    router.message(Asking.phrase, ~F.text)(no_words)
    router.message(by_a_slip)(typed)
    router.edited_message(by_a_slip)(typed)
    return router


async def phrase(  # noqa: PLR0913  what it takes to try a phrase
    message: Message,
    command: CommandObject,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    allowance: Allowance,
    unwritten: Unwritten,
) -> Answers:
    """Ask for the words, or take those that came with the command."""
    say = speaker(texts, await state.get_data(), message.from_user)
    if command.args:
        return await _try(message, command.args, state, say, scope, allowance, unwritten)
    return await _ask(message.chat.id, state, say)


async def button(query: CallbackQuery, state: FSMContext, texts: Texts) -> Answers:
    """The button of somebody who has words."""
    say = speaker(texts, await state.get_data(), query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    return [answered, await _ask(query.from_user.id, state, say)]


async def typed(  # noqa: PLR0913  as above
    message: Message,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    allowance: Allowance,
    unwritten: Unwritten,
) -> Answers:
    """The words, typed from paper."""
    say = speaker(texts, await state.get_data(), message.from_user)
    words = message.text or message.caption or ""
    return await _try(message, words, state, say, scope, allowance, unwritten)


async def no_words(message: Message, state: FSMContext, texts: Texts) -> Answers:
    """A photo of the paper, perhaps: it is not read, and it must not stay."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return [_deleted(message), message_to(message.chat.id, say("phrase-as-text"))]


async def unsay(query: CallbackQuery) -> Answers:
    """Delete the message with answers under which the button stands."""
    return [AnswerCallbackQuery(callback_query_id=query.id), *without_pressed(query)]


def by_a_slip(message: Message, scope: IntakeScope, raw_state: str | None) -> bool:
    """Say whether a message is a phrase, so that it neither stays in the chat nor gets any further.

    Where messages are kept, only words set apart count: twelve Chinese characters in a row may be a
    sentence of a petition.
    """
    text = message.text or message.caption or ""
    kept = writing(raw_state) or raw_state == Asking.adding.state
    if kept and len(text.split()) < WORDS:
        return False
    try:
        scope.seals.phrases.read(text)
    except WordsRefusedError:
        return False
    return True


async def _ask(chat_id: int, state: FSMContext, say: Say) -> SendMessage:
    if writing(await state.get_state()):
        return message_to(chat_id, say("phrase-while-writing"))
    await state.set_state(Asking.phrase)
    await state.set_data({"language": say.language})
    return message_to(chat_id, say("ask-phrase"))


async def _try(  # noqa: PLR0913  as above
    message: Message,
    text: str,
    state: FSMContext,
    say: Say,
    scope: IntakeScope,
    allowance: Allowance,
    unwritten: Unwritten,
) -> Answers:
    chat_id, deleted = message.chat.id, _deleted(message)
    if writing(await state.get_state()):
        return [deleted, message_to(chat_id, say("phrase-finish-first"))]
    if len(text) > LONGEST_PHRASE:
        return message_to(chat_id, say("phrase-too-long"))
    words = _read(text, say, scope)
    if not isinstance(words, Phrase):
        return [deleted, message_to(chat_id, words)]
    if (too_many := refused(say, allowance, Measure.PHRASES)) is not None:
        return [deleted, message_to(chat_id, too_many)]
    found = await look_inside(scope, words)
    if found is None:
        allowance.spend(Measure.PHRASES)
        return [deleted, message_to(chat_id, say("phrase-nothing"))]
    # The button alone leads back: nothing from this account may go on standing beside the case.
    await state.clear()
    return [deleted, _shown(chat_id, *found, say, scope, unwritten)]


def _read(text: str, say: Say, scope: IntakeScope) -> Phrase | Html:
    """Return the phrase, or what is wrong with it; whether there is a petition plays no part."""
    try:
        return scope.seals.phrases.read(text)
    except WordCountError as error:
        return say("phrase-count", count=error.count)
    except UnknownWordError as error:
        return say("phrase-unknown-word", position=error.position)
    except WordsDoNotFitError:
        return say("phrase-misfit")


def _shown(  # noqa: PLR0913  what is shown, to whom, and how
    chat_id: int, case: CaseRow, box: Mailbox, say: Say, scope: IntakeScope, unwritten: Unwritten
) -> Answer:
    lines = [
        say("standing", number=box.number or "—", day=case.received_on),
        standing_text(say, case),
        say("answers-follow", count=len(box.answers)) if box.answers else say("answers-none"),
    ]
    if box.damaged:
        lines.append(say("answers-damaged", count=box.damaged))
    buttons = what_can_be_done(scope, say, case, box.number)
    first = message_to(chat_id, Html("\n".join(lines)), buttons, protected=True)
    unsay = [[(say.label("button-unsay"), "unsay")]]
    pages = [message_to(chat_id, p, unsay, protected=True) for p in _pages(box, say)]
    return unwritten.after(first, scope.new_id(), pages, "answers-lost", say)


def _pages(box: Mailbox, say: Say) -> list[Html]:
    """Return the answers in as few messages as hold them."""
    pages: list[list[str]] = []
    room = 0
    for block in _blocks(box, say):
        units = len(html.unescape(block).encode("utf-16-le")) // 2
        if units > room:
            pages.append([])
            room = PAGE_UNITS
        pages[-1].append(block)
        room -= units + 2
    return [Html("\n\n".join(page)) for page in pages]


def _blocks(box: Mailbox, say: Say) -> Iterator[Html]:
    for answer in box.answers:
        day = local_date(answer.at)
        if answer.text is None:
            yield say(f"answer-{answer.tells}", day=day)
            continue
        first, *rest = _parts(answer.text)
        yield say("answer-of", day=day, text=first)
        yield from (Html(html.escape(part, quote=False)) for part in rest)


def _parts(text: str) -> Sequence[str]:
    """Cut a text so that even one of rare characters, which count twice, fits into a message."""
    starts = range(0, max(1, len(text)), PART_CHARACTERS)
    return [text[start : start + PART_CHARACTERS] for start in starts]


def _deleted(message: Message) -> DeleteMessage:
    return DeleteMessage(chat_id=message.chat.id, message_id=message.message_id)
