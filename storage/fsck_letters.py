"""`fsck` of what the desk enters itself: letters in the making, and the blank receipts for them.

Specified in docs/spec/ledger.md §6 and §10.
"""

from __future__ import annotations

from casework.blanks import Blank
from storage.fsck_look import Look, draft_piece
from storage.sql.raw import Raw
from storage.sql.tables import blanks, letters, pieces


def check_letters(look: Look) -> None:
    """Check that letters open with the keys of their days, and blanks with the desk's key."""
    if look.keys.letters is not None:
        for row in look.letters.values():
            _check_letter(look, row)
    if look.keys.desk is not None and look.keys.mail is not None:
        for row in look.rows(blanks):
            _check_blank(look, row)


def _check_letter(look: Look, row: Raw) -> None:
    keys = look.keys.letters
    letter = look.letter_row(row)
    identity = look.letter_identity(row)
    if keys is None or letter is None or identity is None:
        look.find(letters, row, f"its key does not open with the key of {row['day']!r}", "id")
        return
    look.must_open(letters, row, "the form", lambda: keys.open_form(letter))
    for piece in look.pieces.values():
        if piece["case_id"] == row["id"] and (wrong := draft_piece(look, piece, identity)):
            look.find(pieces, piece, wrong)


def _check_blank(look: Look, row: Raw) -> None:
    plain = look.mail_in(row["id"], row["sealed"])
    blank = None if plain is None else look.opens(lambda: Blank.from_plain(row["id"], plain))
    if blank is None:
        look.find(blanks, row, "is no blank receipt that the intake signed", "id")
        return
    intake = look.keys.intake
    if intake is None:
        return
    known = look.opens(lambda: intake.receipt_key(blank.case_id, blank.secret))
    if known is None or intake.lookup(blank.number) != blank.lookup:
        look.find(blanks, row, "is found by another number than it bears", "id")
