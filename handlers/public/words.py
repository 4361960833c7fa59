"""Twelve words before the receipt: said once, copied by hand, and only then is submitted.

Specified in docs/spec/mailbox.md §5.
"""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery

from casework.intake_scope import IntakeScope
from casework.keeping import count_contents
from casework.mailbox import public_half
from casework.rules.drafts import again_of
from handlers.answers import Answer, Answers, as_list, message_to
from handlers.public.account import submit
from handlers.public.context import COPIED, Writing, speaker, without_pressed, writing
from handlers.public.drafting import hold_back
from handlers.public.notice import Notice
from handlers.public.review import SUBMIT, WITH_WORDS
from handlers.public.unwritten import Unwritten
from handlers.texts import Html, Say, Texts

WRITING = StateFilter(Writing.account, Writing.sending)


def routes() -> Router:
    """Return the dialogue of the words, which is asked before that of the account."""
    router = Router(name="words")
    router.callback_query(WRITING, F.data.startswith(SUBMIT), still_needs_words)(give)
    router.callback_query(WRITING, F.data.startswith(WITH_WORDS), of_this)(give)
    router.callback_query(F.data.startswith("copied:"))(copied)
    return router


async def still_needs_words(_query: CallbackQuery, state: FSMContext) -> bool:
    """Say whether somebody who will come and look has not got the words for it yet."""
    data = await state.get_data()
    return data.get("route") == "come" and data.get("words") != COPIED


async def of_this(query: CallbackQuery, state: FSMContext) -> bool:
    """Say whether the button belongs to what is being written, and was looked at."""
    word = again_of((await state.get_data()).get("secret", ""))
    return query.data == f"{WITH_WORDS}{word}"


async def give(  # noqa: PLR0913  what it takes to submit, and the words
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    notice: Notice,
    dialogue_key: str,
    unwritten: Unwritten,
) -> Answers:
    """Say the words, if all else is there; words that were shown before are void now."""
    data = await state.get_data()
    draft_id = data.get("draft", "")
    contents = await count_contents(scope, draft_id)
    complete = contents.messages + contents.attachments > 0 and not contents.missing
    say, chat_id = speaker(texts, data, query.from_user), query.from_user.id
    taken_in = notice.takes_in() and notice.paused(say) is None
    if data.get("words") == COPIED or not complete or not taken_in:
        return await submit(query, state, texts, scope, notice, dialogue_key)
    # It would go out by itself while the words are being copied.
    await hold_back(state, scope, draft_id)
    phrase, tag = scope.seals.phrases.draw(scope.random_bits), scope.new_id()
    await state.update_data({"words": tag, **public_half(scope, phrase)})
    shown = _numbered(say, scope.seals.phrases.words(phrase, say.language))
    button = [[(say.label("button-copied"), f"copied:{tag}")]]
    message = message_to(chat_id, shown, button, protected=True)
    first = message_to(chat_id, say("words-follow"))
    return [
        Answer(AnswerCallbackQuery(callback_query_id=query.id)),
        unwritten.after(first, tag, [message], "words-lost", say),
    ]


async def copied(  # noqa: PLR0913  what it takes to submit
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    notice: Notice,
    dialogue_key: str,
) -> Answers:
    """The words are on paper: delete them from the chat, and submit."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    chat_id = query.from_user.id
    gone = without_pressed(query)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    if not writing(await state.get_state()):
        return [answered, *gone, message_to(chat_id, say("old-button"))]
    if data.get("words") != (query.data or "").removeprefix("copied:"):
        return [answered, *gone, message_to(chat_id, say("words-void"))]
    await state.update_data(words=COPIED)
    return [*gone, *as_list(await submit(query, state, texts, scope, notice, dialogue_key))]


def _numbered(say: Say, words: Sequence[str]) -> Html:
    lines = [f"{number}. {word}" for number, word in enumerate(words, start=1)]
    return say("words", list=Html("\n".join(lines)))
