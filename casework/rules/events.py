"""What happens to a case or to the round and moves terms: one list for configuration and desk.

A rule of the configuration names events of this list alone; a term that waited for something that
nobody can enter would never end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

APPROVED: Final = "approved"
"""The event on which a rule starts that says how long an extension may be at most."""
BY_HAND: Final = "by-hand"
DONE: Final = "done"
NOTICE_SENT: Final = "notice-sent"
ASKED: Final = "asked"
WAIT_OVER: Final = "wait-over"
CLAIM_RECEIVED: Final = "claim-received"
CLAIM_NOTICE_SENT: Final = "claim-notice-sent"
ACCEPTED: Final = "accepted"


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: what it may do to terms, and whether it happens to a case or to the round.

    `starts` and `meets` say that a term may begin or be met by it, `turns` that one may rest, go
    on, stop or begin anew on it.
    """

    name: str
    starts: bool = False
    meets: bool = False
    turns: bool = True
    of_case: bool = True


HAPPENINGS: Final = (
    Happening("received", starts=True, turns=False),
    Happening("registered", starts=True, meets=True, turns=False),
    Happening("forwarded-in", starts=True, turns=False),
    Happening("claimed", meets=True),
    Happening("assigned"),
    Happening("released"),
    Happening("flagged", starts=True),
    Happening("reported", meets=True),
    Happening("triaged", meets=True),
    Happening("assigned-out", starts=True),
    Happening("result-returned", meets=True),
    Happening("reviewed", meets=True),
    Happening("returned", starts=True),
    Happening("resubmitted", meets=True),
    Happening(NOTICE_SENT, meets=True),
    Happening("feedback-sent", meets=True),
    Happening("replied", meets=True),
    Happening(ASKED),
    Happening(WAIT_OVER),
    Happening("answered", meets=True),
    Happening("transferred"),
    Happening("not-accepted"),
    Happening("retained"),
    Happening("merged"),
    Happening("withdrawn"),
    Happening("closed", starts=True, meets=True),
    Happening("reopened"),
    Happening("proposal", starts=True),
    Happening("rectified", meets=True),
    Happening(CLAIM_RECEIVED, starts=True),
    Happening(CLAIM_NOTICE_SENT, meets=True),
    Happening(ACCEPTED, starts=True),
    Happening(APPROVED, starts=True, turns=False),
    Happening(BY_HAND, starts=True, turns=False),
    Happening(DONE, meets=True, turns=False),
    Happening("feedback-signed", starts=True, turns=False, of_case=False),
    Happening("plan-filed", meets=True, turns=False, of_case=False),
    Happening("report-filed", meets=True, turns=False, of_case=False),
    Happening("principal-report-filed", meets=True, turns=False, of_case=False),
    Happening("round-closed", starts=True, turns=False, of_case=False),
    Happening("handed-over", meets=True, turns=False, of_case=False),
)

STARTING: Final = tuple(each.name for each in HAPPENINGS if each.starts)
MEETING: Final = tuple(each.name for each in HAPPENINGS if each.meets)
TURNING: Final = tuple(each.name for each in HAPPENINGS if each.turns)
OF_CASES: Final = frozenset(each.name for each in HAPPENINGS if each.of_case)
OF_CLAIMS: Final = frozenset({CLAIM_RECEIVED, ACCEPTED})
ONLY_AFTER: Final = {
    "resubmitted": ("returned",),
    "reported": ("flagged",),
    "result-returned": ("assigned-out",),
    "rectified": ("proposal",),
    CLAIM_NOTICE_SENT: (CLAIM_RECEIVED,),
}
"""What meets a term and happens only to cases to which one of these has happened before."""
