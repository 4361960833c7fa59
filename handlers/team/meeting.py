"""What meets a term: for each event, the buttons of a card that bring it about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from casework.desk.facts import Case, allowed
from casework.desk.people import Member
from handlers.team.offers import OFFERS, Around, Offer

WAYS: Final[Mapping[str, Sequence[str]]] = {
    "claimed": ("claim", "assign"),
    "reviewed": ("review", "return"),
    "resubmitted": ("resubmit",),
    # Nobody reports what nobody has confirmed.
    "reported": ("d-report", "d-confirm"),
    "notice-sent": ("reply", "told"),
    "feedback-sent": ("reply", "told"),
    "claim-notice-sent": ("reply", "told"),
    "replied": ("reply",),
    "triaged": ("d-pass", "d-decline", "d-keep", "d-answered"),
    "result-returned": ("d-result",),
    "answered": ("d-answered", "reply", "told"),
    "rectified": ("d-rectified",),
    "closed": ("close",),
    "done": ("d-taskdone",),
}
"""By the event: the data of the buttons that lead to it, the usual way first."""

PAPERS: Final = frozenset({"plan-filed", "report-filed", "principal-report-filed", "handed-over"})
"""What belongs to the round, and is entered under /round."""

CLAIM: Final = "claim"
ELSEWHERE: Final = frozenset({"registered"})
"""What no button brings about: the desk registers by itself."""


def ways_to(event: str, case: Case, around: Around) -> Sequence[Offer]:
    """Return the buttons of a card that lead to an event, as the case stands; whoever may press."""
    wanted = WAYS.get(event, ())
    by_data = {each.data: each for each in OFFERS}
    found = (by_data[data] for data in wanted)
    return [each for each in found if each.fits(case, around)]


def own_of(member: Member, case: Case, ways: Sequence[Offer], around: Around) -> Sequence[Offer]:
    """Return those of them that are for `member` to press, or taking the case on before that."""
    own = [each for each in ways if allowed(member, case, each.action)]
    if own or not ways:
        return own
    return [
        each
        for each in OFFERS
        if each.data == CLAIM and allowed(member, case, each.action) and each.fits(case, around)
    ]
