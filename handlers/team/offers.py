"""Every button that a card offers: what it does, whom the office allows it, and where it stands.

The card shows what one does most; the rest stands behind the buttons of its sections. What a button
says is `label` in the locales, what it sends is `data` and the case's id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.desk.assign import ASSIGNABLE
from casework.desk.facts import Case, allowed
from casework.desk.people import Member
from casework.rules.cases import Review, State
from casework.rules.letters import Channel
from casework.rules.roles import Action
from handlers.team.decision_offers import DECISIONS


class Section(StrEnum):
    """Where on a card a button stands; each but the first has a button of its own there."""

    CARD = "card"
    REPORTER = "reporter"
    DECISIONS = "decisions"
    PAPERS = "papers"
    ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Around:
    """What a button depends on besides the case itself.

    `answerable`: the reporter can be written to, or comes to look. `colleagues`: the reader may
    recuse others. `admits`: the roster has somebody whom the reader could let in. `office`: the
    case was reported to the office, and somebody there does not read it yet.
    """

    answerable: bool
    colleagues: bool
    admits: bool
    office: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """One button; `fits` says whether it makes sense for this case now."""

    action: Action
    label: str
    data: str
    section: Section = Section.CARD
    fits: Callable[[Case, Around], bool] = lambda _case, _around: True


def _is_open(case: Case, _around: Around) -> bool:
    return case.state is not State.CLOSED


def _waits_for_review(case: Case, _around: Around) -> bool:
    return case.review is not Review.REVIEWED


def _fitting(fits: Callable[[Case], bool]) -> Callable[[Case, Around], bool]:
    return lambda case, _around: fits(case)


def _is_kept(case: Case, _around: Around) -> bool:
    return case.state is not State.ARCHIVED


def _came_otherwise(case: Case, _around: Around) -> bool:
    return case.facts.channel in {*Channel}


OFFERS: Sequence[Offer] = (
    Offer(Action.READ, "desk-button-read", "read"),
    Offer(
        Action.READ,
        "desk-button-attachments",
        "files",
        fits=lambda case, _around: case.facts.attachments > 0,
    ),
    Offer(Action.CLAIM, "desk-button-claim", "claim", fits=_is_open),
    Offer(
        Action.ASSIGN,
        "desk-button-assign",
        "assign",
        fits=lambda case, _around: case.state in ASSIGNABLE,
    ),
    Offer(
        Action.FLAG,
        "desk-button-triage",
        "tri",
        fits=lambda case, _around: case.state is not State.ARCHIVED,
    ),
    Offer(Action.NOTE, "desk-button-note", "note"),
    Offer(
        Action.REVIEW,
        "desk-button-review",
        "review",
        fits=_waits_for_review,
    ),
    Offer(Action.RETURN, "desk-button-return", "return", fits=_waits_for_review),
    Offer(
        Action.RESUBMIT,
        "desk-button-resubmit",
        "resubmit",
        fits=lambda case, _around: case.review is Review.RETURNED,
    ),
    Offer(
        Action.REPLY,
        "desk-button-reply",
        "reply",
        Section.REPORTER,
        lambda _case, around: around.answerable,
    ),
    Offer(
        Action.REPLY,
        "desk-button-told",
        "told",
        Section.REPORTER,
        lambda case, around: case.facts.real_name or not around.answerable,
    ),
    Offer(Action.ADVISE, "desk-button-record-proposal", "advise", Section.DECISIONS, _is_open),
    Offer(Action.INSTRUCT, "desk-button-record-instruction", "order", Section.DECISIONS, _is_open),
    *(
        Offer(action, f"decide-button-{code}", f"d-{code}", Section(where), _fitting(fits))
        for action, code, fits, where in DECISIONS
    ),
    Offer(Action.CLOSE, "desk-button-record-result", "found", Section.DECISIONS, _is_open),
    Offer(
        Action.REPLY,
        "desk-button-lift",
        "lift",
        Section.REPORTER,
        lambda case, _around: case.facts.waits_for_reporter,
    ),
    Offer(Action.READ, "desk-button-said", "said", Section.REPORTER),
    Offer(Action.CLOSE, "desk-button-close", "close", Section.DECISIONS, _is_open),
    Offer(Action.FORM, "desk-button-form-urgent-report", "fu", Section.PAPERS),
    Offer(Action.FORM, "desk-button-form-transfer", "ft", Section.PAPERS),
    Offer(Action.FORM, "desk-button-form-rectification", "fr", Section.PAPERS),
    Offer(Action.FORM, "desk-button-form-checklist", "fc", Section.PAPERS),
    Offer(Action.REGISTER, "desk-button-document", "doc", Section.PAPERS, _is_kept),
    Offer(Action.REGISTER, "desk-button-slip", "slip", Section.PAPERS, _came_otherwise),
    Offer(
        Action.GRANT,
        "desk-button-grant",
        "grant",
        Section.ACCESS,
        lambda _case, around: around.admits,
    ),
    Offer(
        Action.REPORT,
        "desk-button-office",
        "office",
        Section.ACCESS,
        lambda _case, around: around.admits and around.office,
    ),
    Offer(Action.STEP_BACK, "desk-button-step-back", "leave", Section.ACCESS),
    Offer(
        Action.RECUSE,
        "desk-button-recuse",
        "recuse",
        Section.ACCESS,
        lambda _case, around: around.colleagues,
    ),
)


def offered(member: Member, case: Case, around: Around) -> Mapping[Section, Sequence[Offer]]:
    """Return what `member` may do with a case now, by section."""
    own = [each for each in OFFERS if allowed(member, case, each.action)]
    fitting = [each for each in own if each.fits(case, around)]
    return {section: [each for each in fitting if each.section is section] for section in Section}
