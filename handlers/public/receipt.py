"""The receipt, as the person reads it; also used when it comes after the last file was stored."""

from __future__ import annotations

from aiogram.methods import SendMessage

from casework.petitions import Petition, Receipt
from casework.rules.promises import Promises
from casework.rules.roles import Group
from handlers.answers import message_to
from handlers.public.notice import Notice
from handlers.public.wipe import wipe_button
from handlers.texts import Html, Say

Rows = list[list[tuple[str, str]]]


def receipt_message(  # noqa: PLR0913  what a receipt is made of
    chat_id: int,
    say: Say,
    receipt: Receipt,
    petition: Petition,
    notice: Notice,
    first: int | None,
) -> SendMessage:
    """Return the receipt with what can be done at once; `first` is the conversation's beginning.

    Whoever is anonymous is offered first to have the conversation deleted.
    """
    wipe = [wipe_button(say, receipt.number, first)]
    picture = [(say.label("button-picture"), f"picture:{receipt.number}")]
    keep = [(say.label("button-mine-keep"), f"keep:{receipt.number}")]
    rows: Rows = [picture, keep, wipe] if petition.real_name else [wipe, picture]
    return message_to(chat_id, receipt_text(say, receipt, petition, notice), rows)


def receipt_text(say: Say, receipt: Receipt, petition: Petition, notice: Notice) -> Html:
    """Return the receipt: the number alone on its line, then what happens next and by when."""
    contents = say(
        "receipt-contents",
        day=receipt.received_on,
        messages=receipt.messages,
        files=receipt.attachments,
    )
    parts = [
        say(
            "receipt",
            number=receipt.number,
            contents=contents,
            next=_next(say, receipt, notice),
        ),
        *_told(say, receipt.promises),
        say(_way_back(petition)),
    ]
    if petition.may_write and petition.mailbox:
        parts.append(say("receipt-words"))
    if not petition.real_name:
        parts.append(say("receipt-anonymous", words="yes" if petition.mailbox else "no"))
    parts.append(say("receipt-wipe"))
    return Html("\n\n".join(parts))


def _next(say: Say, receipt: Receipt, notice: Notice) -> Html:
    """Return who registers and reviews it; of a complaint about a body, that it sees nothing."""
    by = receipt.promises.register_by
    names = {Group.TEAM: notice.team, Group.FIFTH: notice.fifth, Group.OFFICE: notice.office}
    about = [say.pick(name) for body, name in names.items() if body in receipt.bypassed]
    if about:
        return say("receipt-apart", register_by=by, body=say.label("list-comma").join(about))
    team, fifth = say.pick(notice.team), say.pick(notice.fifth)
    return say("receipt-next", register_by=by, team=team, fifth=fifth)


def _way_back(petition: Petition) -> str:
    if petition.may_write:
        return "receipt-route"
    return "receipt-come" if petition.mailbox else "receipt-no-route"


def _told(say: Say, promises: Promises) -> list[Html]:
    """Return what somebody who gave a name is told, and by when; and if a day may still move."""
    told = []
    if promises.notice_by is not None:
        told.append(say("receipt-notice-by", day=promises.notice_by))
    if promises.result_within is not None:
        within = promises.result_within
        told.append(say("receipt-result", count=within.amount, unit=within.unit.value))
    if promises.may_move:
        told.append(say("receipt-may-move"))
    return [Html("\n".join(told))] if told else []
