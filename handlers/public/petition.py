"""The questions, one after the other: by button or by typed number, each step with its way back."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from casework.intake_scope import IntakeScope
from handlers.answers import Answers, message_to
from handlers.public.albums import AnsweredAlbums
from handlers.public.changes import accept
from handlers.public.context import Writing, speaker, to_begin, writing
from handlers.public.notice import Notice
from handlers.public.review import CHANGING, return_to_review
from handlers.public.start import choose_language, here
from handlers.public.steps import ORDER, Choices, ask, chosen, following, name_of, question
from handlers.texts import Texts

CHOICES = (Writing.identity, Writing.unit, Writing.concerns, Writing.category, Writing.route)
CONTACT_LIMIT = 300
LONGEST_ANSWER = 20  # characters; whoever writes more than that has begun to tell what happened


def routes() -> Router:
    """Return the dialogue of the questions, in the order in which it is matched."""
    router = Router(name="petition")
    router.callback_query(F.data.startswith("s:"))(button)
    router.callback_query(F.data.startswith("back:"))(back)
    router.message(StateFilter(*CHOICES), F.text, ~F.text.startswith("/"))(typed)
    router.message(Writing.contact, F.text, ~F.text.startswith("/"))(contact)
    router.message(StateFilter(*CHOICES, Writing.contact, Writing.notice), ~F.text.startswith("/"))(
        too_early
    )
    return router


async def button(  # noqa: PLR0913  it may lead to a question, the account or the review
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    choices: Choices,
    notice: Notice,
) -> Answers:
    """An option was pressed; a button of an earlier step only shows where things stand."""
    name, _, value = (query.data or "").removeprefix("s:").partition(":")
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    current = await state.get_state()
    step = _step(current)
    if step is None and not writing(current):
        return [answered, message_to(query.from_user.id, say("old-button"))]
    if step is None or name_of(step) != name:
        return [answered, here(query.from_user.id, current, say, choices)]
    picked = chosen(question(step, say, choices), value)
    if picked is None:
        return [answered, here(query.from_user.id, step.state, say, choices)]
    asked = await accept(query.from_user.id, state, step, picked, say, scope, choices, notice)
    return [answered, asked]


async def back(  # noqa: PLR0913  it may lead to the language, the notice, a question, the review
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    choices: Choices,
    notice: Notice,
) -> Answers:
    """Go one step back; before the first question stands the notice."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    current = await state.get_state()
    step = _step(current)
    if step is None and current == Writing.sending.state:
        return [answered, here(query.from_user.id, current, say, choices)]
    if not writing(current):
        return [answered, message_to(query.from_user.id, say("old-button"))]
    if step is None:
        return [answered, choose_language(query.from_user.id, texts)]
    if data.get(CHANGING):
        shown = await return_to_review(query.from_user.id, state, say, scope, choices)
        return [answered, shown]
    if step is ORDER[0]:
        await state.set_state(Writing.notice)
        return [answered, message_to(query.from_user.id, notice.text(say), to_begin(say))]
    earlier = following(step, data, back=True)
    await state.set_state(earlier)
    return [answered, here(query.from_user.id, earlier.state, say, choices)]


async def typed(  # noqa: PLR0913  it may lead to a question, the account or the review
    message: Message,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    choices: Choices,
    notice: Notice,
) -> Answers:
    """A number or a label was typed instead of pressed."""
    say = speaker(texts, await state.get_data(), message.from_user)
    step = _step(await state.get_state())
    if step is None:
        return message_to(message.chat.id, say("help"))
    asked = question(step, say, choices)
    value = chosen(asked, message.text or "")
    if value is None:
        wrong = say("choose-one", count=len(asked.options))
        account = len(message.text or "") > LONGEST_ANSWER
        told = say("not-kept-yet") if account else wrong
        return [message_to(message.chat.id, told), ask(message.chat.id, asked, say)]
    return await accept(message.chat.id, state, step, value, say, scope, choices, notice)


async def contact(  # noqa: PLR0913  it may lead to a question, the account or the review
    message: Message,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    choices: Choices,
    notice: Notice,
) -> Answers:
    """Name and a way to be reached, for somebody who stands by their name."""
    say = speaker(texts, await state.get_data(), message.from_user)
    words = (message.text or "").strip()
    if len(words) > CONTACT_LIMIT:
        return message_to(message.chat.id, say("contact-too-long", limit=CONTACT_LIMIT))
    return await accept(message.chat.id, state, Writing.contact, words, say, scope, choices, notice)


async def too_early(
    message: Message, state: FSMContext, texts: Texts, choices: Choices, albums: AnsweredAlbums
) -> Answers:
    """Somebody sends the account before the questions are answered: say when its turn comes."""
    if albums.is_answered(message):
        return []
    say = speaker(texts, await state.get_data(), message.from_user)
    current = await state.get_state()
    if current == Writing.notice.state:
        return message_to(message.chat.id, say("not-kept-yet-notice"), to_begin(say))
    return [
        message_to(message.chat.id, say("not-kept-yet")),
        here(message.chat.id, current, say, choices),
    ]


def _step(state: str | None) -> State | None:
    return next((step for step in ORDER if step.state == state), None)
