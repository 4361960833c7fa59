"""What a file told besides what it shows: said once, calmly, and the way back to the original."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery
from babel.lists import format_list

from casework.cleaning import KEPT, keep_original, noted_in, original_of
from casework.intake_scope import IntakeScope
from casework.rules.display import one_line
from casework.rules.metadata import Outcome
from handlers.answers import Answers, Buttons, message_to
from handlers.public.context import Asking, Writing, speaker, to_review
from handlers.public.drafting import hold_back, told_held_back
from handlers.public.start import done_button
from handlers.texts import Html, Say, Texts

WRITING = StateFilter(Writing.account, Writing.sending)
# So many buttons are read on a small screen; files beyond them are reached by those before.
SHOWN = 8
NAME_LENGTH = 30
_NAMED = frozenset({Outcome.REMAINS.value, KEPT})


def routes() -> Router:
    """Return the dialogue of originals, in the order in which it is matched."""
    router = Router(name="originals")
    router.callback_query(WRITING, F.data == "originals")(originals)
    router.callback_query(WRITING, F.data.startswith("original:"))(original)
    router.callback_query(WRITING, F.data.startswith("original-yes:"))(original_yes)
    router.callback_query(WRITING, F.data.in_({"names:keep", "names:leave"}))(names)
    router.callback_query(Asking.adding, F.data == "as-is")(as_is)
    return router


async def originals(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """From the review: which files of the draft were cleaned, one button for each."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    noted = await noted_in(scope, data.get("draft", ""))
    cleaned = [each for each in noted if each.outcome == Outcome.CLEANED]
    if not cleaned:
        return [answered, message_to(query.from_user.id, say("old-button"))]
    unnamed = say.label("file-without-name")
    rows = [
        [(f"{n}. {one_line(each.name or unnamed, NAME_LENGTH)}", f"original:{each.piece_id}")]
        for n, each in enumerate(cleaned[:SHOWN], 1)
    ]
    rows += to_review(say)
    return [answered, message_to(query.from_user.id, say("choose-original"), rows)]


async def original(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Say what keeping the original means, before it is done."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    piece_id = (query.data or "").partition(":")[2]
    noted = await original_of(scope, data.get("draft", ""), piece_id)
    if noted is None:
        return [answered, message_to(query.from_user.id, say("original-too-late"), to_review(say))]
    buttons = [
        [(say.label("button-keep-original"), f"original-yes:{piece_id}")],
        [(say.label("button-leave-cleaned"), "review")],
    ]
    asked = say("keep-original-ask", found=listed(say, noted.found))
    return [answered, message_to(query.from_user.id, asked, buttons)]


async def original_yes(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Have the original fetched again, to be kept as it is."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    piece_id = (query.data or "").partition(":")[2]
    draft = await scope.book.draft(data.get("draft", ""))
    kept = draft is not None and await keep_original(scope, draft, piece_id)
    if kept:
        await state.update_data()  # the conversation is kept for as long as the draft
    text = say("original-coming" if kept else "original-too-late")
    return [answered, message_to(query.from_user.id, text, to_review(say))]


async def names(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Whether it is to be seen from whom forwarded messages are, or to be left out after all.

    What was about to go out by itself was planned before, and waits for the next Submit.
    """
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    keep = query.data == "names:keep"
    held = await hold_back(state, scope, data.get("draft", ""))
    await state.update_data(names_kept=keep)
    text = told_held_back(say("names-kept" if keep else "names-left-out"), say, held=held)
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, text, to_review(say)),
    ]


async def as_is(query: CallbackQuery, state: FSMContext, texts: Texts) -> Answers:
    """In a submitted petition, where no pointer is kept: the next file is taken as it comes."""
    say = speaker(texts, await state.get_data(), query.from_user)
    await state.update_data(as_is=True)
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, say("as-is-now"), done_button(say)),
    ]


class Stage(Enum):
    """Where a petition stands when a file of it is stored.

    `GOING` is one that goes out by itself with its last file; `HELD` one that would have, and does
    not, since its sender has not been warned yet.
    """

    DRAFT = auto()
    GOING = auto()
    HELD = auto()
    SUBMITTED = auto()


def told_of_file(
    say: Say, piece_id: str, outcome: str, found: Sequence[str], stage: Stage
) -> tuple[Html, Buttons]:
    """Return what the sender of a file is told of it, and the buttons under it."""
    if outcome == Outcome.CLEANED:
        return _told_of_cleaned(say, piece_id, listed(say, found), stage)
    if outcome in _NAMED:
        text = say(f"file-{outcome}", found=listed(say, found))
    else:
        text = say("file-unseen", why=outcome)
    if stage is not Stage.HELD:
        return text, []
    return Html(f"{text}\n\n{say('submission-held')}"), to_review(say)


def _told_of_cleaned(say: Say, piece_id: str, found: str, stage: Stage) -> tuple[Html, Buttons]:
    if stage is Stage.SUBMITTED:
        again = [[(say.label("button-send-as-is"), "as-is")]]
        return say("added-file-cleaned", found=found), again
    if stage is Stage.DRAFT:
        keep = [[(say.label("button-keep-original"), f"original:{piece_id}")]]
        return say("file-cleaned", found=found), keep
    return say("file-cleaned-going", found=found), []


def listed(say: Say, found: Sequence[str]) -> str:
    """Return kinds of data as one phrase, such as `the place, the camera and a name`."""
    words = [say.label(f"found-{kind}") for kind in found]
    return str(format_list(words, locale=say.language.replace("-", "_")))
