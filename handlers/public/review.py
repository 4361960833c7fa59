"""The review: what will be submitted, word for word where it is an answer, and the way on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery

from casework.drafts import show_pieces
from casework.intake_scope import IntakeScope
from casework.keeping import Contents, count_contents
from casework.petitions import DraftNotFoundError
from casework.rules.display import one_line
from casework.rules.drafts import again_of
from handlers.answers import Answers, message_to
from handlers.public.cautions import cautions_of, with_cautions
from handlers.public.context import Writing, has_words, speaker
from handlers.public.pieces import line_of
from handlers.public.start import here
from handlers.public.steps import UNSURE, Choices
from handlers.texts import Html, Say, Texts

CHANGING = "changing"
SUBMIT = "submit:"
WITH_WORDS = "submit-words:"
SHOWN = 10  # pieces; with the answers above them well below the 4,096 characters of a message

Rows = list[list[tuple[str, str]]]


def routes() -> Router:
    """Return the dialogue of the review, in the order in which it is matched."""
    router = Router(name="review")
    router.callback_query(StateFilter(Writing), F.data == "review")(review)
    return router


async def review(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope, choices: Choices
) -> Answers:
    """Show what will be sent, with the way on and the way back.

    Pressed in the middle of a question that was answered before, it leaves that question alone.
    """
    data, current = await state.get_data(), await state.get_state()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    if current in {Writing.account.state, Writing.sending.state}:
        return [answered, await review_message(query.from_user.id, data, say, scope, choices)]
    if data.get("draft"):
        return [answered, await return_to_review(query.from_user.id, state, say, scope, choices)]
    return [answered, here(query.from_user.id, current, say, choices)]


async def return_to_review(
    chat_id: int, state: FSMContext, say: Say, scope: IntakeScope, choices: Choices
) -> SendMessage:
    """Stand at the account again, with the review of what is there now."""
    data = await state.get_data()
    data.pop(CHANGING, None)
    if data.get("identity") == "real-name" and not data.get("contact"):
        # Whoever turns back before giving a name has not given one.
        data["identity"] = "anonymous"
    await state.set_data(data)
    await state.set_state(Writing.account)
    return await review_message(chat_id, data, say, scope, choices)


async def review_message(
    chat_id: int, data: Mapping[str, Any], say: Say, scope: IntakeScope, choices: Choices
) -> SendMessage:
    """Return the review of what somebody has answered and written so far."""
    draft_id = data.get("draft", "")
    try:
        page = await show_pieces(scope, draft_id, data.get("secret", ""), page=0, size=SHOWN)
    except DraftNotFoundError:
        return message_to(chat_id, say("nothing-written"), _nothing(say))
    if not page.count:
        return message_to(chat_id, say("nothing-written"), _nothing(say))
    contents = await count_contents(scope, draft_id)
    lines = [line_of(say, piece) for piece in page.pieces]
    if page.pages > 1:
        lines.append(say("review-rest", count=page.count - len(page.pieces)))
    summary = _summary(say, data, contents, choices, Html("\n".join(lines)))
    cautions = await cautions_of(scope, draft_id, say, data)
    return message_to(chat_id, *with_cautions(summary, decide(say, data), cautions))


def decide(say: Say, data: Mapping[str, Any]) -> Rows:
    """Return what can be done with a petition that was looked at."""
    again = again_of(data.get("secret", ""))
    words = [[(say.label("button-submit-words"), f"{WITH_WORDS}{again}")]]
    return [
        [(say.label("button-submit"), f"{SUBMIT}{again}")],
        *([] if has_words(data) else words),
        [(say.label("button-change"), "change"), (say.label("button-take-some"), "pieces:0")],
        [(say.label("button-more"), "more"), (say.label("button-discard"), "discard")],
    ]


def _nothing(say: Say) -> Rows:
    return [[(say.label("button-change"), "change")]]


def _summary(
    say: Say, data: Mapping[str, Any], contents: Contents, choices: Choices, pieces: Html
) -> Html:
    return say(
        "review",
        identity=say.label(f"identity-{data.get('identity', 'anonymous')}"),
        contact=one_line(data.get("contact", "")) if data.get("identity") == "real-name" else "—",
        unit=_unit(say, data, choices),
        concerns=say.label(f"concerns-{data.get('concerns', 'none')}"),
        category=_category(say, data, choices),
        route=say.label(f"route-{data.get('route', 'no')}-told"),
        messages=contents.messages,
        characters=data.get("written", 0),
        files=contents.attachments,
        stored=contents.attachments - contents.waiting - contents.missing,
        pieces=pieces,
    )


def _unit(say: Say, data: Mapping[str, Any], choices: Choices) -> str:
    names = {unit.id: say.pick(unit.name) for unit in choices.units}
    return names.get(data.get("unit", UNSURE)) or say.label("unit-unsure")


def _category(say: Say, data: Mapping[str, Any], choices: Choices) -> str:
    names = {c.code: f"{c.code} {say.pick(c.name)}" for c in choices.categories}
    return names.get(data.get("category", UNSURE)) or say.label("category-unsure")
