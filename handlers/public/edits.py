"""Edited messages: in a draft the piece is replaced; what was submitted gets a dated correction.

Telegram reports edits, not deletions. Which piece a message became is known while the draft is one,
and while somebody is adding to a petition; after that the conversation knows of no petition.
"""

from __future__ import annotations

from datetime import UTC, datetime

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from casework.allowance import Allowance
from casework.edits import (
    find_piece,
    replace_caption,
    replace_file,
    replace_text,
    says_the_same,
)
from casework.intake_scope import IntakeScope
from casework.keeping import keep_text
from casework.ports import DraftRow, PieceRow
from casework.rules.cases import State
from handlers.answers import Answers, message_to
from handlers.public.cautions import FORWARDED, note_caution
from handlers.public.circumstances import circumstances_of, shows_a_name
from handlers.public.content import TEXT, Content, content_of, file_ids
from handlers.public.context import Asking, speaker, writing
from handlers.public.drafting import hold_back
from handlers.public.keeping import Keeping, RefusedError
from handlers.public.limits import Limits
from handlers.public.pieces import noted_buttons
from handlers.public.sent import Sent, remembered, sent_as
from handlers.public.sources import with_sources
from handlers.public.start import done_button
from handlers.texts import Texts


def routes() -> Router:
    """Return the dialogue of edited messages."""
    router = Router(name="edits")
    router.edited_message()(edited)
    return router


async def edited(  # noqa: PLR0913  what it takes to keep a message
    message: Message,
    state: FSMContext,
    texts: Texts,
    scope: IntakeScope,
    limits: Limits,
    allowance: Allowance,
) -> Answers:
    """A message was changed."""
    data, current = await state.get_data(), await state.get_state()
    say = speaker(texts, data, message.from_user)
    keeping = Keeping(scope, say, limits, allowance, data.get("written", 0))
    try:
        if writing(current):
            return await _in_draft(message, state, keeping)
        if current == Asking.adding.state:
            return await _in_addition(message, state, keeping)
    except RefusedError as error:
        return message_to(message.chat.id, error.told)
    return message_to(message.chat.id, say("edit-too-late"))


async def _in_draft(message: Message, state: FSMContext, keeping: Keeping) -> Answers:
    """Replace a piece of the draft in its place."""
    data, scope, say = await state.get_data(), keeping.scope, keeping.say
    sent, content = sent_as(data, message), content_of(message)
    draft = await scope.book.draft(data.get("draft", ""))
    piece = await find_piece(scope, draft, sent.piece_id) if draft and sent else None
    if draft is None or sent is None or piece is None or content is None:
        return message_to(message.chat.id, say("edit-not-known"))
    if _says_the_same(message, scope, draft, piece, sent, content):
        return []
    piece_id = await _replace(message, keeping, draft, piece, sent, content)
    characters = len(content.words or "") if content.kind == TEXT else 0
    await state.update_data(
        written=max(0, data.get("written", 0) - sent.characters) + characters,
        sent=remembered(data, message, piece_id, characters),
    )
    held = await hold_back(state, scope, draft.id)
    buttons = noted_buttons(say, data.get("secret", ""), piece_id)
    return message_to(message.chat.id, say("edit-kept-held-back" if held else "edit-kept"), buttons)


def _says_the_same(  # noqa: PLR0913  as below
    message: Message,
    scope: IntakeScope,
    draft: DraftRow,
    piece: PieceRow,
    sent: Sent,
    content: Content,
) -> bool:
    if content.words is not None:
        links = {"links": circumstances_of(message).get("links")}
        return says_the_same(scope, draft, piece, content.words, links)
    caption = {"caption": message.caption}
    return file_ids(message) == sent.file and says_the_same(scope, draft, piece, None, caption)


async def _replace(  # noqa: PLR0913  all that is known of the change
    message: Message,
    keeping: Keeping,
    draft: DraftRow,
    piece: PieceRow,
    sent: Sent,
    content: Content,
) -> str:
    """Put what a message carries now in the place of its piece; returns the id of the piece."""
    scope = keeping.scope
    about = {**content.about, **circumstances_of(message)}
    if content.words is not None:
        keeping.less(sent.characters).refuse_too_much(content)
        replace_text(scope, draft, piece, content.words, about)
        return piece.id
    if file_ids(message) == sent.file:
        replace_caption(scope, draft, piece, message.caption)
        return piece.id
    keeping.refuse_too_much(content)
    piece_id = await replace_file(
        scope,
        draft,
        piece,
        content.files[0].besides(about),
        message.date,
        tell=keeping.tell(message),
    )
    if shows_a_name(message):
        await note_caution(scope, draft.id, piece_id, FORWARDED)
    return piece_id


async def _in_addition(message: Message, state: FSMContext, keeping: Keeping) -> Answers:
    """Add the changed message to the petition, saying which piece it corrects."""
    data, scope, say = await state.get_data(), keeping.scope, keeping.say
    sent, content = sent_as(data, message), content_of(message)
    case = await scope.book.case(data.get("case", ""))
    piece = await find_piece(scope, case, sent.piece_id) if case and sent else None
    if case is None or case.state == State.SHREDDED or content is None or piece is None:
        return message_to(message.chat.id, say("edit-not-known"), done_button(say))
    at = _edited_at(message)
    besides = {"corrects": piece.sequence, "edited_at": at.isoformat()}
    if content.files and sent is not None and file_ids(message) == sent.file:
        await keep_text(scope, case, message.caption or "", at, about=besides)
        return message_to(message.chat.id, say("edit-added"), done_button(say))
    keeping.less(keeping.written).refuse_too_much(content)
    pieces = await keeping.keep(case, message, content, besides)
    await state.update_data(sent=remembered(data, message, pieces[0], 0))
    told = with_sources(say("edit-added"), say, message)
    return message_to(message.chat.id, told, done_button(say))


def _edited_at(message: Message) -> datetime:
    stamp = message.edit_date
    return datetime.fromtimestamp(stamp, UTC) if stamp is not None else message.date
