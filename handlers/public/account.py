"""The account: as many messages and files as the person likes, then review, submit, receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from casework.allowance import Allowance
from casework.entering import NobodyCanReadError
from casework.intake_scope import IntakeScope
from casework.keeping import drop_missing
from casework.petitions import (
    AttachmentsMissingError,
    AttachmentsPendingError,
    DraftNotFoundError,
    NothingWrittenError,
    Petition,
    plan_submission,
    submit_petition,
)
from casework.ports import RosterRefusedError
from casework.rules.drafts import again_of
from handlers.answers import Answer, Answers, message_to
from handlers.public.again import remember
from handlers.public.albums import Album, AnsweredAlbums, confirm_item, refused_item
from handlers.public.cautions import CARD, FORWARDED, note_caution
from handlers.public.circumstances import shows_a_name
from handlers.public.content import TEXT, Content, content_of
from handlers.public.context import Writing, mailbox_of, speaker, to_review
from handlers.public.drafting import draft_of, hold_back, told_held_back
from handlers.public.keeping import Keeping, RefusedError
from handlers.public.limits import Limits
from handlers.public.notice import Notice
from handlers.public.pieces import noted_buttons
from handlers.public.progress import progress_button
from handlers.public.receipt import receipt_message
from handlers.public.review import SUBMIT, decide
from handlers.public.sent import remembered
from handlers.public.steps import UNSURE
from handlers.texts import Say, Texts

WRITING = StateFilter(Writing.account, Writing.sending)


def routes() -> Router:
    """Return the dialogue of the account, in the order in which it is matched."""
    router = Router(name="account")
    router.message(WRITING, ~F.text.startswith("/"))(content)
    router.callback_query(WRITING, F.data == "more")(more)
    router.callback_query(WRITING, F.data.startswith(SUBMIT))(submit)
    router.callback_query(WRITING, F.data == "submit-without")(submit)
    return router


async def content(  # noqa: PLR0913  what it takes to keep a message
    message: Message,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    limits: Limits,
    allowance: Allowance,
    albums: AnsweredAlbums,
) -> Answers:
    """One more message or file; a file is fetched and sealed after the answer."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    kept = content_of(message)
    if kept is None:
        told = message_to(message.chat.id, say("cannot-keep"), to_review(say))
        return [] if albums.is_answered(message) else told
    keeping = Keeping(scope, say, limits, allowance, data.get("written", 0))
    try:
        return await _keep(message, state, keeping, kept)
    except RefusedError as error:
        return await refused_item(message, state, scope, say, error, to_review(say))


async def _keep(message: Message, state: FSMContext, keeping: Keeping, kept: Content) -> Answers:
    """Keep one message in the draft and confirm it; an album is confirmed as a whole."""
    scope, say = keeping.scope, keeping.say
    keeping.refuse_too_much(kept)
    draft, anew = await draft_of(scope, state, await state.get_data(), keeping.allowance)
    data = await state.get_data()
    album = Album.of(data, message, scope)
    pieces = await keeping.keep(draft, message, kept, {"album": album.label} if album else None)
    await _caution(scope, draft.id, pieces[0], kept, message)
    characters = len(kept.words or "") if kept.kind == TEXT else 0
    # Whatever is added renews the time for which the conversation is kept.
    await state.update_data(
        written=data.get("written", 0) + characters,
        sent=remembered(data, message, pieces[0], characters),
    )
    held = await hold_back(state, scope, draft.id)
    if album is not None and not anew:
        album.held = album.held or held
        return await confirm_item(message, state, scope, say, album, kept.kind, to_review(say))
    noted = "draft-over" if anew else "noted" if kept.kind == TEXT else f"noted-{kept.kind}"
    buttons = noted_buttons(say, data.get("secret", ""), pieces[0])
    return message_to(message.chat.id, told_held_back(say(noted), say, held=held), buttons)


async def _caution(
    scope: IntakeScope, draft_id: str, piece_id: str, kept: Content, message: Message
) -> None:
    """Note what is pointed out at the review: somebody's name over a message, or on a card."""
    if shows_a_name(message):
        await note_caution(scope, draft_id, piece_id, FORWARDED)
    elif kept.kind == "card":
        await note_caution(scope, draft_id, piece_id, CARD)


async def more(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Go on writing; what was about to go out by itself waits for the next Submit."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    held = await hold_back(state, scope, data.get("draft", ""))
    await state.set_state(Writing.account)
    told = told_held_back(say("go-on-writing"), say, held=held)
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, told, to_review(say)),
    ]


async def submit(  # noqa: PLR0911, PLR0913  the step where everything comes together
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    notice: Notice,
    dialogue_key: str,
) -> Answers:
    """Seal the case and hand over the receipt, or say what is still missing."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    chat_id = query.from_user.id
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    # Who pressed Submit in time, and whose files took longer, is not turned away.
    if await state.get_state() != Writing.sending:
        if not notice.takes_in():
            return [answered, message_to(chat_id, notice.closed(say))]
        if (paused := notice.paused(say)) is not None:
            return [answered, message_to(chat_id, paused, decide(say, data))]
    petition, draft_id = _petition(data, say), data.get("draft", "")
    word = again_of(data.get("secret", ""))
    if query.data == "submit-without":
        await drop_missing(scope, draft_id)
        return [answered, message_to(chat_id, say("files-dropped"), decide(say, data))]
    try:
        receipt = await submit_petition(scope, draft_id, petition, reply_to=chat_id)
    except AttachmentsPendingError as error:
        plan_submission(
            scope,
            draft_id,
            petition,
            reply_to=chat_id,
            dialogue=dialogue_key,
            again=word,
            first=data.get("first"),
        )
        await state.set_state(Writing.sending)
        waiting = say("submit-waits", stored=error.stored, total=error.total)
        return [answered, message_to(chat_id, waiting, progress_button(say))]
    except AttachmentsMissingError as error:
        return [answered, message_to(chat_id, say("files-missing", count=error.count), _drop(say))]
    except (NothingWrittenError, DraftNotFoundError):
        return [answered, message_to(chat_id, say("nothing-written"))]
    except NobodyCanReadError:
        return [answered, message_to(chat_id, say("nobody-can-read"), to_review(say))]
    except RosterRefusedError:
        return [answered, message_to(chat_id, say("cannot-take-in-now"), to_review(say))]
    await state.clear()
    shown = receipt_message(chat_id, say, receipt, petition, notice, data.get("first"))
    remember(scope, word, shown)
    return [Answer(answered), Answer(shown, keep=True)]


def _petition(data: Mapping[str, Any], say: Say) -> Petition:
    return Petition(
        real_name=data.get("identity") == "real-name",
        contact=data.get("contact") if data.get("identity") == "real-name" else None,
        unit=data.get("unit", UNSURE),
        concerns=data.get("concerns", "none"),
        category=data.get("category", UNSURE),
        language=say.language,
        may_write=data.get("route") == "yes",
        names_kept=bool(data.get("names_kept")),
        **mailbox_of(data),
    )


def _drop(say: Say) -> list[list[tuple[str, str]]]:
    return [
        [(say.label("button-submit-without"), "submit-without")],
        [(say.label("button-more"), "more")],
    ]
