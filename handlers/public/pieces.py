"""Taking back: a button under each confirmation, and the list of all that was written and sent.

A button carries a mark that only this draft's secret can make (casework.rules.drafts): it takes
back what it was made for, or nothing.
"""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery

from casework.drafts import (
    TEXT,
    PieceNotFoundError,
    PiecesPage,
    PieceView,
    show_pieces,
    take_back,
)
from casework.intake_scope import IntakeScope
from casework.petitions import DraftNotFoundError
from casework.rules.drafts import mark_of
from handlers.answers import Answers, in_rows, message_to
from handlers.public.context import Writing, grouped, speaker, to_review, writing
from handlers.public.drafting import told_held_back
from handlers.texts import Html, Say, Texts

ON_A_PAGE = 8
IN_A_ROW = 4

Rows = list[list[tuple[str, str]]]


def routes() -> Router:
    """Return the dialogue of taking back, in the order in which it is matched."""
    router = Router(name="pieces")
    router.callback_query(F.data.startswith("take:"))(take)
    router.callback_query(F.data.startswith("drop:"))(take)
    router.callback_query(F.data.startswith("pieces:"))(pieces)
    return router


def noted_buttons(say: Say, secret: str, piece_id: str) -> Rows:
    """Return the buttons under the confirmation of a piece: the way on, and taking it back."""
    taking = (say.label("button-take-back"), f"take:{mark_of(secret, piece_id)}")
    return [[(say.label("button-review"), "review"), taking]]


async def take(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Take back the piece that was pressed; a button that is too old only says what is the case."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    chat_id = query.from_user.id
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    listed, _, mark = (query.data or "").partition(":")
    if not writing(await state.get_state()):
        return [answered, message_to(chat_id, say("take-over"))]
    try:
        taken = await take_back(scope, data.get("draft", ""), data.get("secret", ""), mark)
    except (DraftNotFoundError, PieceNotFoundError):
        return [answered, message_to(chat_id, say("take-not-there"), to_review(say))]
    held = await _forget(state, data, taken)
    told = say(
        "taken-back", kind=_kind(say, taken.kind), words=taken.words, shown=_whether(taken.words)
    )
    told = told_held_back(told, say, held=held)
    if listed == "take":
        return [answered, message_to(chat_id, told, to_review(say))]
    return [answered, message_to(chat_id, told, _to_list(say))]


async def pieces(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Show a page of what was written and sent, with a button to take each of it back."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    if not writing(await state.get_state()):
        return [answered, message_to(query.from_user.id, say("take-over"))]
    typed = (query.data or "").removeprefix("pieces:")
    wanted = int(typed) if typed.isdecimal() and typed.isascii() else 0
    try:
        page = await show_pieces(
            scope, data.get("draft", ""), data.get("secret", ""), page=wanted, size=ON_A_PAGE
        )
    except DraftNotFoundError:
        return [answered, message_to(query.from_user.id, say("nothing-written"))]
    return [answered, _list(query.from_user.id, page, say)]


def line_of(say: Say, piece: PieceView) -> Html:
    """Return one line of the list: number, kind, and what tells this piece from the others."""
    if piece.kind == TEXT:
        return say(
            "piece-text", number=piece.number, characters=piece.characters, words=piece.words
        )
    line = say(
        "piece-other",
        number=piece.number,
        kind=_kind(say, piece.kind),
        size=grouped(piece.size_bytes),
        sized="yes" if piece.is_file and piece.size_bytes else "no",
        words=piece.words,
        shown=_whether(piece.words),
    )
    if piece.progress == "stored":
        return line
    return Html(f"{line} {say(f'piece-progress-{piece.progress}')}")


async def _forget(state: FSMContext, data: dict[str, Any], taken: PieceView) -> bool:
    """Count what is left, and let a petition that was about to go out wait for the next Submit.

    Says whether it was about to.
    """
    await state.update_data(written=max(0, data.get("written", 0) - taken.characters))
    if await state.get_state() != Writing.sending.state:
        return False
    await state.set_state(Writing.account)
    return True


def _list(chat_id: int, page: PiecesPage, say: Say) -> SendMessage:
    if not page.count:
        return message_to(chat_id, say("nothing-written"), to_review(say))
    lines = [say("pieces-ask"), "", *(line_of(say, piece) for piece in page.pieces)]
    buttons = [
        (f"{say.label('button-take-number')} {piece.number}", f"drop:{piece.mark}")
        for piece in page.pieces
    ]
    rows = in_rows(buttons, IN_A_ROW)
    turning = []
    if page.page:
        turning.append((say.label("button-earlier"), f"pieces:{page.page - 1}"))
    if page.page + 1 < page.pages:
        turning.append((say.label("button-later"), f"pieces:{page.page + 1}"))
    if turning:
        rows.append(turning)
    return message_to(chat_id, Html("\n".join(lines)), [*rows, *to_review(say)])


def _kind(say: Say, kind: str) -> str:
    name = f"piece-kind-{kind}"
    return say.label(name if say.knows(name) else "piece-kind-other")


def _whether(words: str) -> str:
    return "yes" if words else "no"


def _to_list(say: Say) -> Rows:
    return [[(say.label("button-take-some"), "pieces:0")], *to_review(say)]
