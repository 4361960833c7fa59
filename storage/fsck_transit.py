"""`fsck` of what is in transit: each thing opens with the key that it is sealed to, in its place.

Nothing of it stands in the log; the seal alone says what belongs where. Specified in
docs/spec/ledger.md §6 and §10.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Table

from casework.desk import deadlines, figures, people
from storage.fsck_keys import DeskLook
from storage.fsck_letters import check_letters
from storage.fsck_look import RECEIVED, Look, context_of, draft_piece, json_in, value_in
from storage.ledger.age import open_sealed
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.local import LocalKey
from storage.ledger.reports import open_report
from storage.sql.desk_book import TOTALS_ID
from storage.sql.raw import Raw, raw_rows
from storage.sql.tables import (
    accounts,
    desk_mail,
    dialogues,
    downloads,
    drafts,
    log_entries,
    looks,
    outbox,
    pieces,
    reports,
    routes,
    seen,
    terms,
    totals,
)

PUBLIC_BOT, TEAM_BOT = "public", "team"


def check_transit(look: Look) -> None:
    """Check everything that waits for a process, and what the processes keep for themselves."""
    _check_answers(look)
    _check_dialogues(look)
    _check_drafts(look)
    check_letters(look)
    _check_downloads(look)
    _check_looks(look)
    _check_mail(look)
    _check_reports(look)
    _check_outbox(look)
    _check_own(look)
    _check_entries(look)


def _check_answers(look: Look) -> None:
    keys = {
        PUBLIC_BOT: look.keys.intake_local,
        TEAM_BOT: look.keys.desk.local if look.keys.desk else None,
    }
    for row in raw_rows(look.connection, seen, where=seen.c.answers.is_not(None)):
        bot, local = row["bot"], keys.get(row["bot"])
        if bot not in keys:
            look.find(seen, row, "is of no bot of ours", "bot", "update_id")
        elif local is not None:
            context = context_of(f"{bot}:{row['update_id']}")
            opening = partial(local.sealed("answers").open, row["answers"], context)
            if look.opens(opening) is None:
                look.find(seen, row, "its answers do not open", "bot", "update_id")


def _check_dialogues(look: Look) -> None:
    """Check that each conversation opens for the intake or the desk: both keep theirs here."""
    desk = look.keys.desk.local if look.keys.desk else None
    keys: list[LocalKey] = [key for key in (look.keys.intake_local, desk) if key is not None]
    both = len(keys) == len((PUBLIC_BOT, TEAM_BOT))
    for row in raw_rows(look.connection, dialogues):
        sealed = row["sealed"]
        opened = any(
            look.opens(lambda: json_in(key.sealed("dialogue").open(sealed, row["key"])))  # noqa: B023  called at once
            is not None
            for key in keys
        )
        if both and not opened:
            look.find(dialogues, row, "does not open with the key of either bot")


def _check_drafts(look: Look) -> None:
    keys = look.keys.intake
    of_draft: dict[str, list[Raw]] = {}
    for piece in look.pieces.values():
        of_draft.setdefault(piece["case_id"], []).append(piece)
        if not any(piece["case_id"] in owners for owners in look.owners):
            look.find(pieces, piece, "belongs to no case, draft or letter")
    if keys is None:
        return
    for draft_id, row in look.drafts.items():
        identity = look.draft_identity(row)
        if identity is None:
            look.find(drafts, row, f"its key does not open with the key of {row['day']!r}")
            continue
        if row["submission"] is not None:
            look.must_open(
                drafts,
                row,
                "the submission",
                lambda: keys.open_own("submission", row["submission"], draft_id),  # noqa: B023  at once
            )
        for piece in of_draft.get(draft_id, []):
            if wrong := draft_piece(look, piece, identity):
                look.find(pieces, piece, wrong)


def _check_downloads(look: Look) -> None:
    waiting = set()
    for row in look.rows(downloads):
        waiting.add(row["piece_id"])
        piece = look.pieces.get(row["piece_id"])
        if piece is None or piece["case_id"] != row["case_id"] or piece["content"] is not None:
            look.find(downloads, row, "waits for no attachment of that case or draft")
        if keys := look.keys.intake:
            look.must_open(
                downloads,
                row,
                "the pointer",
                lambda: keys.open_own("download", row["pointer"], row["piece_id"]),  # noqa: B023  at once
            )
    for piece in look.pieces.values():
        if wrong := _halfway(piece, waits=piece["id"] in waiting):
            look.find(pieces, piece, wrong)


def _check_looks(look: Look) -> None:
    """Check what is to be pointed out about pieces of drafts: it goes when the draft does."""
    for row in look.rows(looks):
        piece = look.pieces.get(row["piece_id"])
        if piece is None or piece["case_id"] != row["case_id"] or row["case_id"] not in look.drafts:
            look.find(looks, row, "is about no piece of a draft")
        if keys := look.keys.intake:
            look.must_open(
                looks,
                row,
                "what was found",
                lambda: keys.open_own("look", row["sealed"], row["piece_id"]),  # noqa: B023  at once
            )


def _halfway(piece: Raw, *, waits: bool) -> str:
    """Return what is wrong with how far a piece has come: it is stored, or it waits."""
    has_blob = piece["blob"] is not None
    if piece["content"] is not None:
        wrong = piece["stored"] is not True or has_blob or piece["blob_digest"] is not None or waits
        return "is a text, and its row says otherwise" if wrong else ""
    if piece["stored"] is True:
        # One that is stored without what its file told may wait for its original.
        whole = has_blob and piece["blob_digest"] is not None
        return "" if whole else "is stored, and its row lacks the blob"
    if piece["stored"] is not False or has_blob or piece["blob_digest"] is not None:
        return "is neither stored nor not"
    return "" if waits else "is not stored, and nothing waits for it"


def _check_mail(look: Look) -> None:
    if look.keys.desk is None or look.keys.mail is None:
        return
    for row in look.rows(desk_mail):
        mail = look.mail_in(row["case_id"], row["sealed"])
        if mail is None:
            look.find(desk_mail, row, "is no mail that the intake signed for its case")
            continue
        at = _stamp(mail.get("at") or mail.get("received_at"))
        if at is not None and at != row["created_at"]:
            look.find(desk_mail, row, "names another moment than its row")
        case = look.cases.get(row["case_id"])
        of_petition = mail.get("kind") == "petition"
        if case and of_petition and (case["state"] == RECEIVED) != (case["facts"] == row["sealed"]):
            look.find(desk_mail, row, "announces another petition than its case")


def _check_reports(look: Look) -> None:
    if look.keys.desk is None:
        return
    desk = look.keys.desk
    for row in look.rows(reports):
        opening = partial(open_report, row["sealed"], desk.identity, desk.local)
        if look.opens(opening) is None:
            look.find(reports, row, "is no report that the courier wrote")


def _check_outbox(look: Look) -> None:
    if look.keys.courier is None:
        return
    for row in look.rows(outbox):
        item = look.opens(lambda: look.keys.courier.open_item(row["sealed"]))  # type: ignore[union-attr]  # noqa: B023  called at once
        if item is None:
            look.find(outbox, row, "does not open with the courier's key", "id")
        elif "at" in item and _beside(item) != tuple(row[name] for name in _BESIDE):
            look.find(outbox, row, "says another id, moment, term or chat than its row", "id")


_BESIDE = ("id", "due_at", "term_id", "together")


def _beside(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return item.get("id"), _stamp(item["at"]), item.get("term"), item.get("together")


def _stamp(moment: Any) -> int | None:
    """Return whole seconds since 1970, as rows hold them."""
    try:
        return math.floor(datetime.fromisoformat(moment).timestamp())
    except (TypeError, ValueError):
        return None


def _check_own(look: Look) -> None:
    """Check what the desk and the courier keep for themselves; the log vouches for the rows."""
    for row in look.rows(totals):
        if row["id"] != TOTALS_ID:
            look.find(totals, row, "is a second row of figures")
    if look.keys.desk:
        _check_desk(look, look.keys.desk)
    if look.keys.courier:
        _check_courier(look, look.keys.courier)


def _check_desk(look: Look, desk: DeskLook) -> None:
    local = desk.local
    for row in look.rows(terms):
        _opens_own(look, local, terms, row, "sealed", deadlines.PURPOSE, row["id"])
    for row in look.rows(totals):
        _opens_own(look, local, totals, row, "for_desk", figures.PURPOSE, figures.CONTEXT)
    for row in look.rows(accounts):
        _opens_own(look, local, accounts, row, "binding", people.PURPOSE, row["reader_id"])
        sealed = row["identity"]
        if sealed is not None:
            opening = partial(open_sealed, sealed, [desk.identity])
            look.must_open(accounts, row, "the locked identity", opening)


def _check_courier(look: Look, courier: CourierKeys) -> None:
    for row in look.rows(totals):
        opening = partial(courier.open_figures, row["for_courier"])
        look.must_open(totals, row, "the courier's half", opening)
    for row in look.rows(routes):
        look.must_open(routes, row, "it", partial(courier.open_route, row["route"]))


def _opens_own(  # noqa: PLR0913  where it lies, and what it was sealed for
    look: Look, local: LocalKey, table: Table, row: Raw, column: str, purpose: str, context: str
) -> None:
    sealed = row[column]
    look.must_open(
        table,
        row,
        column,
        lambda: json_in(local.sealed(purpose).open(sealed, context_of(context))),
    )


def _check_entries(look: Look) -> None:
    """Check that the desk can open what happened, and the intake the keys of its receipts."""
    desk, intake = look.keys.desk, look.keys.intake
    for row in raw_rows(look.connection, log_entries):
        name = f"log_entries/{row['arrival']}"
        if desk and row["sealed"] is not None:
            events = look.opens(lambda: value_in(row["sealed"], desk.identity)["events"])  # noqa: B023  at once
            if events is None:
                look.report.find(name, "its events do not open with the desk's key")
        if intake and row["secret"] is not None and row["received"] is not None:
            key = look.opens(lambda: intake.receipt_key(row["received"], row["secret"]))  # noqa: B023  at once
            if key is None:
                look.report.find(name, "the key of its receipt does not open for that case")
