"""The first minute: language, notice, and the commands that work at any moment."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery, Message

from casework.allowance import Allowance
from casework.intake_scope import IntakeScope
from casework.keeping import discard_draft
from casework.petitions import plan_in_language
from casework.ports import RosterRefusedError
from casework.rules.limits import Measure
from handlers.answers import Answers, message_to
from handlers.public.context import Asking, Writing, speaker, to_begin, writing
from handlers.public.fair import refused
from handlers.public.notice import Notice
from handlers.public.steps import ORDER, Choices, ask, name_of, question
from handlers.public.unfinished import told_that_over, what_there_is
from handlers.texts import Say, Texts


def routes() -> Router:
    """Return the dialogue of the first minute, in the order in which it is matched."""
    router = Router(name="start")
    router.message(CommandStart())(start)
    router.message(Command("language"))(language)
    router.callback_query(F.data.startswith("lang:"))(language_chosen)
    router.callback_query(F.data == "begin")(begin)
    router.callback_query(F.data == "continue")(go_on)
    router.message(Command("cancel"))(cancel)
    router.callback_query(F.data == "discard")(discard)
    router.message(Command("help"))(help_)
    router.message(Command("channels"))(channels)
    router.message(Command("privacy"))(privacy)
    return router


async def start(
    message: Message, state: FSMContext, texts: Texts, notice: Notice, scope: IntakeScope
) -> Answers:
    """Greet; somebody with an unfinished petition is asked whether to go on with it."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    told = told_that_over(message.chat.id, data, say)
    if not writing(await state.get_state()):
        await state.clear()
    elif data.get("draft") or data.get("identity"):
        return await what_there_is(message.chat.id, data, say, scope, notice)
    if not texts.languages[1:]:
        return [*told, *await _show_notice(message.chat.id, state, say, notice)]
    return [*told, choose_language(message.chat.id, texts)]


async def language(message: Message, texts: Texts) -> Answers:
    """Offer the languages again; nothing else changes."""
    return choose_language(message.chat.id, texts)


async def language_chosen(  # noqa: PLR0913  it may lead to a question, the account or the notice
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    notice: Notice,
    choices: Choices,
) -> Answers:
    """Take the language up; who had begun goes on where they were, in the new language."""
    chat_id = query.from_user.id
    data, current = await state.get_data(), await state.get_state()
    picked = texts.closest((query.data or "").removeprefix("lang:"))
    await state.update_data(language=picked)
    say = texts.say(picked)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    if current in {Asking.status.state, Asking.proof.state}:
        return [answered, message_to(chat_id, say("ask-receipt"))]
    if current == Asking.phrase.state:
        return [answered, message_to(chat_id, say("ask-phrase"))]
    if current == Asking.adding.state:
        return [answered, add_now(chat_id, say)]
    if current == Writing.sending.state:
        await plan_in_language(scope, data.get("draft", ""), picked)
    if data.get("identity") and writing(current):
        return [answered, here(chat_id, current, say, choices)]
    return [answered, *await _show_notice(chat_id, state, say, notice)]


async def begin(  # noqa: PLR0913  what it takes to begin
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    notice: Notice,
    choices: Choices,
    allowance: Allowance,
) -> Answers:
    """The notice was read; ask the first question. Whoever has begun goes on where they are."""
    data, current = await state.get_data(), await state.get_state()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    if writing(current) and current != Writing.notice.state:
        # An old notice: who is further on is not led back to the first question.
        return [answered, here(query.from_user.id, current, say, choices)]
    if not notice.open_now():
        return [answered, message_to(query.from_user.id, notice.closed(say))]
    too_many = None if data.get("draft") else refused(say, allowance, Measure.DRAFTS)
    if too_many is not None:
        return [answered, message_to(query.from_user.id, too_many)]
    # Where the conversation begins, for when it is to be deleted.
    first = query.message.message_id if query.message else None
    if current and not writing(current):
        await state.clear()  # nothing of a petition that was added to may stand beside a new one
    await state.update_data(language=say.language, first=first)
    await state.set_state(ORDER[0])
    return [answered, ask(query.from_user.id, question(ORDER[0], say, choices), say)]


async def go_on(query: CallbackQuery, state: FSMContext, texts: Texts, choices: Choices) -> Answers:
    """Show the step at which the unfinished petition stands."""
    say = speaker(texts, await state.get_data(), query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    current = await state.get_state()
    if not writing(current):
        return [answered, message_to(query.from_user.id, say("old-button"))]
    return [answered, here(query.from_user.id, current, say, choices)]


async def cancel(message: Message, state: FSMContext, texts: Texts) -> Answers:
    """Ask before anything is thrown away."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    current = await state.get_state()
    if current and not writing(current):
        # What was added to a submitted petition is with the team: nothing here could take it back.
        await state.clear()
        return message_to(message.chat.id, say("done-adding"))
    if not current:
        return message_to(message.chat.id, say("nothing-to-cancel"))
    return message_to(
        message.chat.id,
        say("cancel-ask"),
        [[(say.label("button-discard"), "discard")], [(say.label("button-continue"), "continue")]],
    )


async def discard(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope, notice: Notice
) -> Answers:
    """Forget the draft and everything in it."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    if not writing(await state.get_state()):
        # An old button: the petition may be submitted by now, and nobody may think it deleted.
        return [answered, message_to(query.from_user.id, say("old-button"))]
    if data.get("draft"):
        for blob in await discard_draft(scope, data["draft"]):
            scope.unlink(blob)
    await state.clear()
    told = say("discarded")
    if notice.over():
        told = say("discarded-when-closed", closes=notice.closes)
    return [answered, message_to(query.from_user.id, told)]


async def help_(message: Message, state: FSMContext, texts: Texts) -> Answers:
    """Say what can be done here."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, say("help"))


async def channels(message: Message, state: FSMContext, texts: Texts, notice: Notice) -> Answers:
    """List the other ways to reach the office."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, notice.channels(say))


async def privacy(
    message: Message, state: FSMContext, texts: Texts, notice: Notice, scope: IntakeScope
) -> Answers:
    """Say what is kept, why, for how long, and who sees it."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, notice.privacy(say, recoverable=_recoverable(scope)))


def _recoverable(scope: IntakeScope) -> bool:
    """Say whether custodians could open petitions; while the roster is refused, they might."""
    try:
        return scope.roster.recovery() is not None
    except RosterRefusedError:
        return True


def choose_language(chat_id: int, texts: Texts) -> SendMessage:
    """Return the message that offers every language in its own words."""
    lines = [texts.say(language)("choose-language") for language in texts.languages]
    rows = [[(texts.say(code).label("language-name"), f"lang:{code}")] for code in texts.languages]
    return message_to(chat_id, "\n".join(lines), rows)


def here(chat_id: int, state: str | None, say: Say, choices: Choices) -> SendMessage:
    """Return the question at which a petition in the making stands."""
    if state == Writing.notice.state:
        return message_to(chat_id, say("read-notice"), to_begin(say))
    for step in ORDER:
        if step.state == state and step is not Writing.account:
            return ask(chat_id, question(step, say, choices), say)
    buttons = [
        [(say.label("button-review"), "review")],
        [(say.label("button-back"), f"back:{name_of(Writing.account)}")],
    ]
    return message_to(chat_id, say("ask-account"), buttons)


def add_now(chat_id: int, say: Say) -> SendMessage:
    """Return the message that asks for what is to go into a submitted petition."""
    return message_to(chat_id, say("answer-now"), done_button(say))


def done_button(say: Say) -> list[list[tuple[str, str]]]:
    """Return the button that ends an addition."""
    return [[(say.label("button-done"), "done")]]


async def _show_notice(
    chat_id: int, state: FSMContext, say: Say, notice: Notice
) -> list[SendMessage]:
    if not notice.open_now():
        return [message_to(chat_id, notice.closed(say))]
    await state.set_state(Writing.notice)
    await state.update_data(language=say.language)
    if (paused := notice.paused(say)) is not None:
        return [message_to(chat_id, notice.text(say)), message_to(chat_id, paused, to_begin(say))]
    return [message_to(chat_id, notice.text(say), to_begin(say))]
