"""From whom a person has what they forward: left out of an anonymous petition, kept on request."""

from dataclasses import replace

import pytest

from casework.cleaning import Noted, note
from casework.keeping import begin_draft, keep_text
from casework.origins import without_names
from casework.petitions import submit_petition
from storage.ledger.age import open_sealed, parse_identity
from storage.sql.tables import pieces, wraps
from tests.casework.test_petitions import ANONYMOUS, SENT, Desk, desk

__all__ = ["Desk", "desk"]

FORWARDED = {"forwarded": {"name": "Wei Source", "at": "2019-07-09"}, "quote": {"text": "so"}}


async def forwards(desk):
    """Put a forwarded message into a draft, as the conversation does."""
    scope = desk.scope()
    draft = await begin_draft(scope)
    await desk.commit()
    piece_id = await keep_text(desk.scope(), draft, "see this", SENT)
    await desk.commit()
    scope = desk.scope()
    (piece,) = await scope.book.pieces(draft.id)
    meta = scope.seals.open_draft(draft).open_meta(piece) | FORWARDED
    scope.book.reseal_piece(piece, 1, scope.seals.seal_meta(draft, meta))
    await note(scope, draft.id, Noted(piece_id, "forwarded"))
    await desk.commit()
    return draft.id


async def meta_for(desk, reader):
    (wrap,) = [row.wrap for row in await desk.rows(wraps) if row.reader_id == reader]
    plain = open_sealed(wrap, [desk.identities[reader]])
    (row,) = await desk.rows(pieces)
    return open_sealed(row.meta, [parse_identity(plain.decode().strip())])


@pytest.mark.parametrize(
    ("petition", "named"),
    [
        (ANONYMOUS, False),
        (replace(ANONYMOUS, names_kept=True), True),
        (replace(ANONYMOUS, real_name=True), True),
    ],
)
async def test_the_name_is_seen_if_the_person_gives_theirs_or_says_so(desk, petition, named):
    draft_id = await forwards(desk)
    await submit_petition(desk.scope(), draft_id, petition, reply_to=7)
    await desk.commit()
    meta = await meta_for(desk, "leader")
    assert (b"Wei Source" in meta) is named
    assert b"2019-07-09" in meta


async def test_a_name_goes_whether_or_not_it_was_noted(desk):
    """A note may go, as with a file that takes the place of another; the name must not stay."""
    draft_id = await forwards(desk)
    scope = desk.scope()
    (piece,) = await scope.book.pieces(draft_id)
    scope.book.remove_looks(piece.id)
    await desk.commit()
    await submit_petition(desk.scope(), draft_id, ANONYMOUS, reply_to=7)
    await desk.commit()
    assert b"Wei Source" not in await meta_for(desk, "leader")


def test_everything_else_of_a_message_stays():
    meta = {"kind": "text", "name": "a.pdf", **FORWARDED}
    assert without_names(meta) == {
        "kind": "text",
        "name": "a.pdf",
        "forwarded": {"name": None, "at": "2019-07-09"},
        "quote": {"text": "so", "name": None},
    }
