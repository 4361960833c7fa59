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
from casework.petitions import (
    AttachmentsMissingError,
    AttachmentsPendingError,
    DraftNotFoundError,
    IntakeScope,
    NobodyCanReadError,
    NothingWrittenError,
    Petition,
    TooMuchError,
    begin_draft,
    drop_missing,
    keep_attachment,
    keep_text,
    plan_submission,
    submit_petition,
)
from casework.ports import DraftRow, RosterRefusedError
from casework.rules.drafts import again_of
from casework.rules.limits import Measure
from handlers.answers import Answers, message_to
from handlers.public.again import remember
from handlers.public.content import attachment_of
from handlers.public.context import Writing, grouped, speaker
from handlers.public.fair import refused
from handlers.public.limits import Limits
from handlers.public.notice import Notice
from handlers.public.pieces import noted_buttons
from handlers.public.receipt import receipt_text
from handlers.public.review import SUBMIT, decide
from handlers.public.steps import UNSURE
from handlers.texts import Say, Texts

WRITING = StateFilter(Writing.account, Writing.sending)


def routes() -> Router:
    """Return the dialogue of the account, in the order in which it is matched."""
    router = Router(name="account")
    router.message(WRITING, F.text, ~F.text.startswith("/"))(text)
    router.message(WRITING, F.photo | F.document | F.video | F.voice | F.audio)(attachment)
    router.message(WRITING, ~F.text)(something_else)
    router.callback_query(WRITING, F.data == "more")(more)
    router.callback_query(WRITING, F.data.startswith(SUBMIT))(submit)
    router.callback_query(WRITING, F.data == "submit-without")(submit)
    return router


async def text(  # noqa: PLR0913  what it takes to keep a message
    message: Message,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    limits: Limits,
    allowance: Allowance,
) -> Answers:
    """One more message of the account."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    words = message.text or ""
    written = data.get("written", 0) + len(words)
    if written > limits.max_text:
        return message_to(message.chat.id, say("text-too-long", limit=limits.max_text))
    draft, anew = await _draft(scope, state, data, allowance)
    piece_id = await keep_text(scope, draft, words, message.date)
    data = await state.update_data(written=len(words) if anew else written)
    await _hold_back(state, scope, draft.id)
    buttons = noted_buttons(say, data.get("secret", ""), piece_id)
    return message_to(message.chat.id, say("draft-over" if anew else "noted"), buttons)


async def attachment(  # noqa: PLR0913  as above
    message: Message,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    limits: Limits,
    allowance: Allowance,
) -> Answers:
    """A file; it is fetched and sealed after the answer."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    file = attachment_of(message)
    if file is None:
        return message_to(message.chat.id, say("cannot-keep"))
    if file.size_bytes > limits.max_file_bytes:
        return message_to(
            message.chat.id,
            say(
                "file-too-large",
                size=grouped(file.size_bytes),
                limit=grouped(limits.max_file_bytes),
            ),
        )
    if (too_much := refused(say, allowance, Measure.BYTES, file.size_bytes)) is not None:
        return message_to(message.chat.id, too_much, _review(say))
    draft, anew = await _draft(scope, state, data, allowance)
    tell = {"chat_id": message.chat.id, "language": say.language}
    try:
        piece_id = await keep_attachment(scope, draft, file, message.date, tell=tell)
    except TooMuchError as error:
        return message_to(message.chat.id, say("too-many-files", limit=error.limit), _review(say))
    allowance.spend(Measure.BYTES, file.size_bytes)
    await _hold_back(state, scope, draft.id)
    noted = "draft-over" if anew else f"noted-{file.kind}"
    # Whatever is added renews the time for which the conversation is kept.
    data = await state.update_data()
    buttons = noted_buttons(say, data.get("secret", ""), piece_id)
    return message_to(message.chat.id, say(noted), buttons)


async def something_else(message: Message, state: FSMContext, texts: Texts) -> Answers:
    """A sticker, a poll, a contact card: say what can be kept instead."""
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, say("cannot-keep"), _review(say))


async def more(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Go on writing; what was about to go out by itself waits for the next Submit."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    await _hold_back(state, scope, data.get("draft", ""))
    await state.set_state(Writing.account)
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, say("go-on-writing"), _review(say)),
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
            scope, draft_id, petition, reply_to=chat_id, dialogue=dialogue_key, again=word
        )
        await state.set_state(Writing.sending)
        waiting = say("submit-waits", stored=error.stored, total=error.total)
        return [answered, message_to(chat_id, waiting)]
    except AttachmentsMissingError as error:
        return [answered, message_to(chat_id, say("files-missing", count=error.count), _drop(say))]
    except (NothingWrittenError, DraftNotFoundError):
        return [answered, message_to(chat_id, say("nothing-written"))]
    except NobodyCanReadError:
        return [answered, message_to(chat_id, say("nobody-can-read"), _review(say))]
    except RosterRefusedError:
        return [answered, message_to(chat_id, say("cannot-take-in-now"), _review(say))]
    await state.clear()
    shown = message_to(chat_id, receipt_text(say, receipt, petition, notice))
    remember(scope, word, shown)
    return [answered, shown]


async def _draft(
    scope: IntakeScope, state: FSMContext, data: Mapping[str, Any], allowance: Allowance
) -> tuple[DraftRow, bool]:
    """Return the draft to write to, and whether it replaces one that was kept for too long."""
    if data.get("draft"):
        draft = await scope.book.draft(data["draft"])
        if draft is not None:
            return draft, False
    draft = await begin_draft(scope)
    allowance.spend(Measure.DRAFTS)
    await state.update_data(draft=draft.id, written=0, secret=scope.new_id())
    return draft, bool(data.get("draft"))


async def _hold_back(state: FSMContext, scope: IntakeScope, draft_id: str) -> None:
    """Somebody who adds to a petition that is about to go out gets to press Submit again."""
    if await state.get_state() == Writing.sending.state:
        scope.book.set_submission(draft_id, None)
        await state.set_state(Writing.account)


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
    )


def _review(say: Say) -> list[list[tuple[str, str]]]:
    return [[(say.label("button-review"), "review")]]


def _drop(say: Say) -> list[list[tuple[str, str]]]:
    return [
        [(say.label("button-submit-without"), "submit-without")],
        [(say.label("button-more"), "more")],
    ]
