"""Letters that are written in advance: what they say to a reporter, in the reporter's language.

Those of the locales come first; the configuration adds its own, or puts one in the place of one of
those by giving it the same id. Nothing in them is content of a case: a receipt number, days and
names of offices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from casework.desk.assign import tag_of
from casework.desk.facts import Case
from casework.desk.promises import result_after_closing, result_due
from casework.desk.scope import DeskScope
from casework.rules.dispatch import Counts
from casework.rules.roles import Group
from casework.rules.templates import BUILT_IN, REMINDER, fill
from casework.rules.terms import Term
from handlers.texts import Say


class Written(Protocol):
    """A letter of the configuration."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def kind(self) -> str:
        """What it counts as."""
        ...

    @property
    def name(self) -> Mapping[str, str]:
        """What its button says, by language."""
        ...

    @property
    def text(self) -> Mapping[str, str]:
        """Its words by language, with blanks."""
        ...


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the bodies are called, and the letters of the configuration."""

    bodies: Mapping[Group, Mapping[str, str]] = field(default_factory=dict)
    own: Sequence[Written] = ()

    def body(self, group: Group, say: Say) -> str:
        """Return the name of a body, as the configuration has it or else in general words."""
        return self.bodies.get(group, {}).get(say.language) or say.label(f"desk-body-{group}")


@dataclass(frozen=True, slots=True)
class Template:
    """One letter; `own` is the configuration's, if it is one of those."""

    id: str
    counts: Counts
    own: Written | None = None

    @property
    def tag(self) -> str:
        """What a button holds for it: an id may be too long for it."""
        return tag_of(self.id)

    def name(self, say: Say) -> str:
        """Return what its button says."""
        if self.own is not None:
            return say.pick(self.own.name)
        return say.label(f"desk-template-{self.id}")


@dataclass(frozen=True, slots=True)
class Blanks:
    """What a letter about one case is filled in with, before it is put into a language.

    `worker` is the body that handles the case, which is not the team if it is about the team.
    """

    receipt: str
    received: date
    today: date
    asked: date
    due: date | None
    after_closing: Term | None
    worker: Group
    office: Group


def templates_for(case: Case, letterhead: Letterhead) -> Sequence[Template]:
    """Return the letters that make sense for a case now, in the order in which they are offered."""
    own = {each.id: each for each in letterhead.own}
    built_in = [Template(id_, counts) for id_, counts in BUILT_IN.items() if id_ not in own]
    added = [Template(each.id, Counts(each.kind), each) for each in letterhead.own]
    return [
        each for each in (*built_in, *added) if each.id != REMINDER or case.facts.waits_for_reporter
    ]


async def blanks_of(scope: DeskScope, case: Case) -> Blanks:
    """Return what a letter about a case is filled in with."""
    asked_at, today = case.facts.asked_at, scope.today()
    worker = Group(case.facts.worker)
    return Blanks(
        receipt=case.facts.receipt,
        received=case.received_on,
        today=today,
        asked=scope.day_of(datetime.fromisoformat(asked_at)) if asked_at else today,
        due=await result_due(scope, case),
        after_closing=result_after_closing(scope, case),
        worker=worker,
        # Nobody is sent to the body that their petition is about.
        office=worker if Group.OFFICE in case.facts.bypassed else Group.OFFICE,
    )


def words_of(template: Template, blanks: Blanks, letterhead: Letterhead, say: Say) -> str:
    """Return a letter in the language of `say`, as plain text."""
    within = length_in_words(blanks.after_closing, say) if blanks.after_closing else None
    values: dict[str, str | None] = {
        "receipt": blanks.receipt,
        "received": say.date(blanks.received),
        "today": say.date(blanks.today),
        "asked": say.date(blanks.asked),
        "team": letterhead.body(blanks.worker, say),
        "office": letterhead.body(blanks.office, say),
        "due": say.date(blanks.due) if blanks.due else None,
        "within": within,
    }
    if template.own is not None:
        return fill(say.pick(template.own.text), values)
    given: dict[str, Any] = {name: value or "" for name, value in values.items()}
    promise = "day" if blanks.due else "length" if within else "none"
    return say.label(f"template-{template.id}", **given, promise=promise).strip()


def length_in_words(term: Term, say: Say) -> str:
    """Return the length of a term, such as `15 working days`."""
    unit = term.unit.value.replace(" ", "-")
    return say.label(f"length-{unit}", count=term.amount)
