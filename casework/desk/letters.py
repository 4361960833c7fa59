"""What a member enters for somebody who wrote, called or came, until it is submitted.

Every answer and every page is sealed as it comes; nothing of it rests in the clear. The member can
leave and go on another day. A letter begins with a blank receipt, which makes its number.

Source: 工作方案 六(二)6 (one ledger for every channel).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from casework.blanks import Blank
from casework.desk.people import Member
from casework.desk.pieces import next_sequence
from casework.desk.read import Entry, entries_of
from casework.desk.scope import DeskScope, NotPermittedError
from casework.ports import LetterRow, MailRefusedError, OpenCase, PieceRow
from casework.rules.letters import Form, Step
from casework.rules.roles import Action, may

FIRST = 1
_BLANKS_LOOKED_AT = 5


class NoLetterError(Exception):
    """The member is entering nothing now: it was submitted, or discarded."""


class NoBlankError(Exception):
    """The intake has drawn no receipt numbers for the desk; it does so every few seconds."""


class AnotherQuestionError(Exception):
    """An answer came to a question that is not asked any more; `letter` is as it stands."""

    def __init__(self, letter: Letter) -> None:
        super().__init__("this is not the question")
        self.letter = letter


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as its member sees it: the blank receipt, and what was answered so far."""

    row: LetterRow
    blank: Blank
    form: Form

    @property
    def id(self) -> str:
        """The id that the case will have."""
        return self.row.id


async def letter_of(scope: DeskScope, member: Member) -> Letter:
    """Return what a member is entering.

    Raises:
        NotPermittedError: The member's role enters nothing.
        NoLetterError: There is nothing.
    """
    if not may(member.role, Action.REGISTER):
        raise NotPermittedError
    row = await scope.book.letter_of(_owner(scope, member))
    if row is None:
        raise NoLetterError
    plain = scope.letters.open_form(row)
    return Letter(row, Blank.from_plain(row.id, plain["blank"]), Form.from_plain(plain))


async def begin_letter(scope: DeskScope, member: Member) -> Letter:
    """Begin a letter; the commit refuses a second one of the same member.

    Raises:
        NotPermittedError: The member's role enters nothing.
        NoBlankError: There is no blank receipt.
    """
    if not may(member.role, Action.REGISTER):
        raise NotPermittedError
    blank, form = await _take_blank(scope), Form()
    plain = _plain(blank, form)
    row = scope.letters.new_letter(blank.case_id, _owner(scope, member), plain, scope.today())
    scope.book.add_letter(row, scope.clock())
    return Letter(row, blank, form)


def put_form(scope: DeskScope, letter: Letter, form: Form) -> Letter:
    """Let the commit keep what is answered by now."""
    after = replace(
        letter.row, form=scope.letters.seal_form(letter.row, _plain(letter.blank, form))
    )
    scope.book.change_letter(letter.row, after, scope.clock())
    return replace(letter, row=after, form=form)


def discard_letter(scope: DeskScope, letter: Letter) -> None:
    """Forget a letter with all that is in it; its files are removed when they are a day old."""
    scope.book.remove_letter(letter.row, with_pieces=True)


async def keep_words(
    scope: DeskScope, letter: Letter, words: str, sent_at: datetime, kind: str = "text"
) -> None:
    """Seal words into a letter."""
    sequence = await next_sequence(scope, letter.id)
    meta = {"kind": kind, "sent_at": sent_at.isoformat()}
    content = scope.seals.seal_content(letter.row.recipient, words.encode())
    scope.book.add_piece(piece_of(scope, letter, scope.new_id(), sequence, meta, content=content))


async def take_back_last(scope: DeskScope, letter: Letter) -> str | None:
    """Remove what was sent last; returns whether it was a `text` or a `file`, None for nothing."""
    pieces = await scope.book.pieces(letter.id)
    if not pieces:
        return None
    last = max(pieces, key=lambda piece: piece.sequence)
    scope.book.remove_piece(last.id)
    return "file" if last.content is None else "text"


async def count_pieces(scope: DeskScope, letter: Letter) -> tuple[int, int]:
    """Return how many texts and how many files a letter holds."""
    pieces = await scope.book.pieces(letter.id)
    texts = sum(piece.content is not None for piece in pieces)
    return texts, len(pieces) - texts


async def read_letter(scope: DeskScope, letter: Letter) -> Sequence[Entry]:
    """Return what was written so far, to the one who enters it."""
    return await entries_of(scope, letter.id, open_letter(scope, letter))


def open_letter(scope: DeskScope, letter: Letter) -> OpenCase:
    """Open what was written so far, until it is submitted."""
    return scope.letters.open_letter(letter.row)


def piece_of(  # noqa: PLR0913  a piece is sealed with all that is known of it
    scope: DeskScope,
    letter: Letter,
    piece_id: str,
    sequence: int,
    meta: Mapping[str, Any],
    *,
    content: bytes | None = None,
    digest: bytes | None = None,
) -> PieceRow:
    """Return a piece of a letter: its words, or the file that lies under the name of the piece."""
    # The rows of a letter are not in the log: its key alone tells that one was changed or moved.
    placed = {**meta, "piece": piece_id, "sequence": sequence}
    return PieceRow(
        id=piece_id,
        case_id=letter.id,
        sequence=sequence,
        meta=scope.seals.seal_meta(letter.row.recipient, placed),
        content=content,
        blob=None if content is not None else piece_id,
        stored=True,
        epoch=FIRST,
        blob_digest=digest,
    )


def check_step(letter: Letter, step: Step) -> None:
    """Return if `step` is the question that is asked now.

    Raises:
        AnotherQuestionError: It is not.
    """
    if letter.form.step is not step:
        raise AnotherQuestionError(letter)


async def _take_blank(scope: DeskScope) -> Blank:
    """Return the oldest blank receipt that is one, and remove it.

    A row that the intake did not write, or that was used before and put back, is passed over.
    """
    for row in await scope.book.blanks(_BLANKS_LOOKED_AT):
        scope.book.take_blank(row.id)
        try:
            blank = Blank.from_plain(row.id, scope.seals.open_mail(row.id, row.sealed))
        except (MailRefusedError, ValueError, KeyError):
            continue
        if await scope.book.case(row.id) is None:
            return blank
    raise NoBlankError


def _plain(blank: Blank, form: Form) -> dict[str, Any]:
    return {**form.to_plain(), "blank": blank.to_plain()}


def _owner(scope: DeskScope, member: Member) -> str:
    return scope.seals.tag("letter", member.id)
