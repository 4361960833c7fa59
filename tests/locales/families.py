"""The sentences whose names the code puts together: the beginning, and what may follow it.

Every `f"beginning-{...}"` of the code stands here once. What follows comes from the rules where
they name it; the rest is listed.
"""

from datetime import date
from pathlib import Path

from bot import intake
from bot.config import load
from bot.courier_figures import CHANNELS
from casework.desk.decided import CHOICES, REFUSALS
from casework.desk.due import Reach
from casework.desk.records import Field, Record
from casework.desk.statistics import Stretch
from casework.mailbox import TELLING
from casework.rules import dispatch
from casework.rules.access import Exclusion
from casework.rules.cases import Review, State
from casework.rules.dispatch import TOLD, Counts, Delivery
from casework.rules.duties import Bracket
from casework.rules.events import TURNING
from casework.rules.figures import STEPS
from casework.rules.handling import Handling
from casework.rules.leave import choices
from casework.rules.letters import ANONYMOUS, NAMED, Step
from casework.rules.marks import Mark
from casework.rules.metadata import Found, Outcome
from casework.rules.papers import Form
from casework.rules.periods import Unit
from casework.rules.roles import Group
from casework.rules.search import Filter
from casework.rules.templates import BUILT_IN
from casework.rules.verification import Verified, Way
from handlers.papers.columns import COLUMNS
from handlers.papers.forms import CHECKED
from handlers.public.cautions import CARD, FORWARDED
from handlers.public.content import PIECES
from handlers.team.commands import MENU
from handlers.team.decision_offers import DECISIONS
from handlers.team.decisions import ACTS
from handlers.team.describing import KINDS
from handlers.team.letter_words import CHANGED_AT_REVIEW
from handlers.team.meeting import ELSEWHERE
from handlers.team.offers import Section
from handlers.team.settling import NO, YES

_CONFIG = load(Path(__file__).parents[2] / "config.toml")
_STEPS = ("identity", "contact", "unit", "concerns", "category", "route")
_BODIES = (Group.TEAM, Group.FIFTH, Group.OFFICE, Group.LEADING)
_REVIEWS = tuple(review.value for review in Review)
_DUTIES = ("read", "review")
_REFUSALS = (
    *("already-closed", "already-registered", "archived", "not-closed", "not-in-progress"),
    *("not-registered", "not-reported", "not-returned", "returned", "settled", "unreviewed"),
)

_FORM_FIELDS = (
    *("case", "received", "way", "files", "unit", "place", "category", "marks", "to", "accused"),
    *("account", "reason", "proposal", "instruction", "disposition", "signed-for", "unit-signs"),
    *("office-signs", "copies", "round", "at", "paper", "within", "due", "handed-in"),
    "received-by",
)

FAMILIES = {
    "answer": tuple(TELLING),
    "ask": _STEPS,
    "body": ("round", "team", "fifth", "office"),
    "caution": (Outcome.CLEANED, "kept", "remains", FORWARDED, "forwarded-left-out", CARD),
    "change": _STEPS,
    "channel": tuple(channel.kind for channel in _CONFIG.channels),
    "closing": STEPS,
    "command": tuple({*intake.COMMANDS, *MENU}),
    "concerns": ("none", "team", "fifth", "office"),
    "announce-delivery": ("sent", "blocked", "undelivered", "mailbox"),
    "desk-ask": ("noting",),
    "desk-body": (*(group.value for group in _BODIES), "nobody"),
    "desk-ask-record": tuple(KINDS.values()),
    "desk-button-figures": tuple(Stretch),
    "desk-button-form": tuple(Form),
    "desk-counts": tuple(Counts),
    "desk-due": tuple(Bracket),
    "desk-due-heading": tuple(Reach),
    "desk-due-nothing": tuple(Reach),
    "desk-done": tuple(ELSEWHERE),
    "desk-delivery": tuple(Delivery),
    "desk-template": tuple(BUILT_IN),
    "length": tuple(unit.value.replace(" ", "-") for unit in Unit),
    "template": tuple(BUILT_IN),
    "desk-button-filter": tuple(Filter),
    "desk-button-record": tuple(KINDS.values()),
    "desk-button-section": tuple(each for each in Section if each is not Section.CARD),
    "desk-figures": tuple(Stretch),
    "desk-filter": tuple(Filter),
    "desk-first-add-one-to": _DUTIES,
    "desk-joint": (YES, NO),
    "desk-letter": tuple(step for step in Step if step is not Step.ACCOUNT),
    "desk-letter-of": CHANGED_AT_REVIEW,
    "desk-letter-who": (NAMED, ANONYMOUS, "unreachable"),
    "desk-kind": ("text", *PIECES, "contact", "note", "reply", "recusal", *Record),
    "desk-record": (
        *Field,
        *("happened-until", "handling-organ", "verification-choice"),
    ),
    "desk-choice-handling": tuple(Handling),
    "desk-choice-verification": (*Way, *Verified),
    "desk-named": ("unverified", *Verified),
    "desk-leave-button": tuple(name for name, _, _ in choices(date(2026, 11, 23))),
    "desk-leave-refused": ("over", "backwards", "too-long"),
    "desk-mark": ("withdrawn", *Mark),
    "desk-menu": MENU,
    "desk-nobody-left-to": _DUTIES,
    "desk-not-let-in": tuple(Exclusion),
    "desk-recusal": ("stepped", "recused"),
    "desk-person": ("added", "corrected", "reported"),
    "desk-refused": _REFUSALS,
    "desk-review": _REVIEWS,
    # Before it is registered the desk shows no case.
    "desk-state": tuple(state.value for state in State if state is not State.RECEIVED),
    "desk-what": (
        *("assignee", "category", "unit", "marks", "readers", "review", "state"),
        *("confirmed", "reported", "extension", "disposition", "approved", "decided", "signed"),
        *("rectification", "main", "handling", "verified", "claim", "tasks"),
    ),
    "decide-ask": tuple(f"{act.code}-{each.name}" for act in ACTS for each in act.questions),
    "decide-button": tuple(each.code for each in DECISIONS),
    "decide-done": tuple(act.code for act in ACTS),
    "decide-refused": tuple(REFUSALS),
    "decide-tell": (YES, NO),
    "desk-choice": (
        *(f"{kind}-{each}" for kind, codes in CHOICES.items() for each in codes),
        *(f"reply-{each}" for each in Counts),
        *(f"told-{each}" for each in (*TOLD, *dispatch.Way)),
    ),
    "event": TURNING,
    "file": ("kept", "remains"),
    "form-field": _FORM_FIELDS,
    "form-owed": CHECKED,
    "form-within": ("workdays", "days", "months", "same-day"),
    "found": tuple(Found),
    "identity": ("anonymous", "real-name"),
    "ledger-column": tuple(column.name for column in COLUMNS),
    "ledger-group": tuple({column.group for column in COLUMNS}),
    "noted": PIECES,
    "piece-kind": ("text", *PIECES),
    "piece-progress": ("waiting", "missing"),
    "review": _REVIEWS,
    "route": ("yes", "no", "come", "yes-told", "no-told", "come-told"),
    "source": CHANNELS,
    "state": tuple(state.value for state in State),
    "term": tuple(term.id for term in _CONFIG.terms),
    "too-many": ("drafts", "bytes", "numbers", "phrases"),
}

PUT_TOGETHER = frozenset(f"{name}-{rest}" for name, rests in FAMILIES.items() for rest in rests)
