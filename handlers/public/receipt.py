"""The receipt, as the person reads it; also used when it comes after the last file was stored."""

from __future__ import annotations

from casework.petitions import Petition, Receipt
from handlers.public.notice import Notice
from handlers.texts import Html, Say


def receipt_text(say: Say, receipt: Receipt, petition: Petition, notice: Notice) -> Html:
    """Return the receipt: the number alone on its line, then what happens next and by when."""
    parts = [
        say(
            "receipt",
            number=receipt.number,
            register_by=receipt.register_by,
            team=say.pick(notice.team),
            fifth=say.pick(notice.fifth),
        ),
        say(_way_back(petition)),
    ]
    if petition.may_write and petition.mailbox:
        parts.append(say("receipt-words"))
    if not petition.real_name:
        parts.append(say("receipt-anonymous", words="yes" if petition.mailbox else "no"))
    return Html("\n\n".join(parts))


def _way_back(petition: Petition) -> str:
    if petition.may_write:
        return "receipt-route"
    return "receipt-come" if petition.mailbox else "receipt-no-route"
