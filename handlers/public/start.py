"""The first minute: language, notice, and the commands that work at any moment."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery, Message

from casework.petitions import IntakeScope, discard_draft
from handlers.answers import Answers, message_to
from handlers.public.context import Writing, speaker
from handlers.public.notice import Notice
from handlers.public.steps import ORDER, Choices, ask, question
from handlers.texts import Say, Texts

router = Router(name="start")


@router.message(CommandStart())
async def start(message: Message, state: FSMContext, texts: Texts, notice: Notice) -> Answers:
    """Greet; somebody with an unfinished petition is asked whether to go on with it."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    if data.get("draft") or data.get("identity"):
        return message_to(
            message.chat.id,
            say("unfinished"),
            [
                [(say.label("button-continue"), "continue")],
                [(say.label("button-discard"), "discard")],
            ],
        )
    if not texts.languages[1:]:
        return await _show_notice(message.chat.id, state, say, notice)
    return choose_language(message.chat.id, texts)


@router.message(Command("language"))
async def language(message: Message, texts: Texts) -> Answers:
    """Offer the languages again; nothing else changes."""
    return choose_language(message.chat.id, texts)


@router.callback_query(F.data.startswith("lang:"))
async def language_chosen(
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    notice: Notice,
    choices: Choices,
) -> Answers:
    """Take the language up; who had begun goes on where they were, in the new language."""
    chat_id = query.from_user.id
    data = await state.get_data()
    picked = texts.closest((query.data or "").removeprefix("lang:"))
    await state.update_data(language=picked)
    say = texts.say(picked)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    if data.get("identity"):
        return [answered, here(chat_id, await state.get_state(), say, choices)]
    return [answered, await _show_notice(chat_id, state, say, notice)]


@router.callback_query(F.data == "begin")
async def begin(query: CallbackQuery, state: FSMContext, texts: Texts, choices: Choices) -> Answers:
    """The notice was read; ask the first question."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    await state.update_data(language=say.language)
    await state.set_state(ORDER[0])
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        ask(query.from_user.id, question(ORDER[0], say, choices), say),
    ]


@router.callback_query(F.data == "continue")
async def go_on(query: CallbackQuery, state: FSMContext, texts: Texts, choices: Choices) -> Answers:
    """Show the step at which the unfinished petition stands."""
    say = speaker(texts, await state.get_data(), query.from_user)
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        here(query.from_user.id, await state.get_state(), say, choices),
    ]


@router.message(Command("cancel"))
async def cancel(message: Message, state: FSMContext, texts: Texts) -> Answers:
    """Ask before anything is thrown away."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    if not await state.get_state():
        return message_to(message.chat.id, say("nothing-to-cancel"))
    return message_to(
        message.chat.id,
        say("cancel-ask"),
        [[(say.label("button-discard"), "discard")], [(say.label("button-continue"), "continue")]],
    )


@router.callback_query(F.data == "discard")
async def discard(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Forget the draft and everything in it."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    if data.get("draft"):
        await discard_draft(scope, data["draft"])
    await state.clear()
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, say("discarded")),
    ]


@router.message(Command("help"))
async def help_(message: Message, state: FSMContext, texts: Texts) -> Answers:
    """Say what can be done here."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, say("help"))


@router.message(Command("channels"))
async def channels(message: Message, state: FSMContext, texts: Texts, notice: Notice) -> Answers:
    """List the other ways to reach the office."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, notice.channels(say))


@router.message(Command("privacy"))
async def privacy(message: Message, state: FSMContext, texts: Texts, notice: Notice) -> Answers:
    """Say what is kept, why, for how long, and who sees it."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, notice.privacy(say))


def choose_language(chat_id: int, texts: Texts) -> SendMessage:
    """Return the message that offers every language in its own words."""
    lines = [texts.say(language)("choose-language") for language in texts.languages]
    rows = [[(texts.say(code).label("language-name"), f"lang:{code}")] for code in texts.languages]
    return message_to(chat_id, "\n".join(lines), rows)


def here(chat_id: int, state: str | None, say: Say, choices: Choices) -> SendMessage:
    """Return the question at which a conversation stands."""
    for step in ORDER:
        if step.state == state and step is not Writing.account:
            return ask(chat_id, question(step, say, choices), say)
    return message_to(chat_id, say("ask-account"), [[(say.label("button-review"), "review")]])


async def _show_notice(chat_id: int, state: FSMContext, say: Say, notice: Notice) -> SendMessage:
    if not notice.open_now():
        return message_to(chat_id, notice.closed(say))
    await state.set_state(Writing.notice)
    await state.update_data(language=say.language)
    return message_to(chat_id, notice.text(say), [[(say.label("button-begin"), "begin")]])
