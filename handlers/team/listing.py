"""The attachments of a case as a list: pictures first, a button for each, and one for albums."""

from __future__ import annotations

from collections.abc import Sequence

from casework.desk.facts import Case
from casework.desk.read import CLOSED, Entry
from casework.ports import PieceRow
from casework.rules.viewing import ALBUM_MOST, is_picture, listing_order
from handlers.team.reading import Button, Page, Reading, size_in_words
from handlers.texts import Html, Say

LISTED = 15


def attachments_of(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return the attachments among what lies in a case, in the order of the list."""
    files = [each for each in entries if each.text is None and each.kind != CLOSED]
    return sorted(files, key=lambda each: listing_order(each.kind, each.mime, each.sequence))


def pictures_of(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return the pictures that can be shown, in the order of the list."""
    there = (each for each in attachments_of(entries) if each.stored)
    return [each for each in there if is_picture(each.kind, each.mime)]


def listing(reading: Reading, case: Case, entries: Sequence[Entry], number: int) -> Page:
    """Return a page of the list; a number past the end gives the last page."""
    say, found = reading.say, attachments_of(entries)
    if not found:
        return Page(say("desk-no-attachments", number=case.number), [])
    number = min(number, (len(found) - 1) // LISTED)
    shown = found[number * LISTED : (number + 1) * LISTED]
    rows = [] if number else _albums(case, len(pictures_of(entries)), say)
    rows += [[reading.file_button(case, each)] for each in shown if each.stored]
    if len(found) > (number + 1) * LISTED:
        rows.append([(say.label("desk-button-next-page"), f"files:{case.id}:{number + 1}")])
    heading = say("desk-attachments", number=case.number, total=len(found))
    return Page(Html("\n\n".join([heading, *(reading.file_lines(each) for each in shown)])), rows)


def sealed_listing(case: Case, pieces: Sequence[PieceRow], sizes: Sequence[int], say: Say) -> Page:
    """Return a list for somebody for whom the desk opens nothing: numbers and sealed sizes."""
    if not pieces:
        return Page(say("desk-no-attachments", number=case.number), [])
    rows = [
        [(_sealed_label(piece, size, say), f"file:{case.id}:{piece.sequence}")]
        for piece, size in zip(pieces, sizes, strict=True)
    ]
    return Page(say("desk-attachments-sealed", number=case.number, total=len(pieces)), rows)


def _sealed_label(piece: PieceRow, size: int, say: Say) -> str:
    kind = say.label("desk-kind-document")
    return say.label(
        "desk-button-file", kind=kind, size=size_in_words(size), position=piece.sequence
    )


def _albums(case: Case, pictures: int, say: Say) -> list[list[Button]]:
    """Return the buttons that show pictures together, ten at a time."""
    if pictures < 2:  # noqa: PLR2004  Telegram takes no album of one
        return []
    return [
        [
            (
                say.label("desk-button-pictures", first=start + 1, last=_last(start, pictures)),
                f"pics:{case.id}:{start}",
            )
        ]
        for start in range(0, pictures, ALBUM_MOST)
    ]


def _last(start: int, pictures: int) -> int:
    return min(start + ALBUM_MOST, pictures)
