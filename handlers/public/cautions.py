"""What is pointed out before a petition goes out, because it may tell who sends it or from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.cleaning import KEPT, Noted, note, noted_in
from casework.intake_scope import IntakeScope
from casework.rules.metadata import Outcome, in_order
from handlers.answers import Buttons
from handlers.public.originals import listed
from handlers.texts import Html, Say

FORWARDED, CARD = "forwarded", "contact-card"
"""A message that shows whom it comes from; a message with the name and number of somebody."""

_UNSEEN = frozenset({Outcome.UNKNOWN, Outcome.FAILED, Outcome.TOO_LARGE})


@dataclass(frozen=True, slots=True)
class Cautions:
    """Lines under the review, and the button that leads to originals."""

    lines: Sequence[Html] = ()
    buttons: Sequence[Sequence[tuple[str, str]]] = ()


async def note_caution(scope: IntakeScope, draft_id: str, piece_id: str, kind: str) -> None:
    """Note that a message of a draft is `FORWARDED` or a `CARD`, to be said at the review."""
    await note(scope, draft_id, Noted(piece_id, kind))


async def cautions_of(
    scope: IntakeScope, draft_id: str, say: Say, answers: Mapping[str, Any]
) -> Cautions:
    """Return what is to be pointed out about a draft before it goes out.

    `answers` are those of the person: with a name, or with the names of others.
    """
    noted = await noted_in(scope, draft_id)
    kinds, buttons = {each.outcome for each in noted}, list[list[tuple[str, str]]]()
    anonymous, named = answers.get("identity") != "real-name", bool(answers.get("names_kept"))
    left_out = anonymous and not named
    lines = [
        *_files(say, noted),
        *_messages(say, noted, FORWARDED, "forwarded-left-out" if left_out else FORWARDED),
        *_messages(say, noted, CARD, CARD),
    ]
    if Outcome.CLEANED in kinds:
        buttons.append([(say.label("button-originals"), "originals")])
    if FORWARDED in kinds and anonymous:
        label = "button-keep-names" if left_out else "button-leave-names-out"
        buttons.append([(say.label(label), "names:keep" if left_out else "names:leave")])
    return Cautions(lines, buttons)


def with_cautions(text: Html, buttons: Buttons, cautions: Cautions) -> tuple[Html, Buttons]:
    """Return the review with what is pointed out under it."""
    return Html("\n\n".join([text, *cautions.lines])), [*buttons, *map(list, cautions.buttons)]


def _files(say: Say, noted: Sequence[Noted]) -> list[Html]:
    lines = []
    for outcome in (Outcome.CLEANED.value, KEPT, Outcome.REMAINS.value):
        of_kind = [each for each in noted if each.outcome == outcome]
        if of_kind:
            found = in_order(kind for each in of_kind for kind in each.found)
            name = f"caution-{outcome}"
            lines.append(say(name, count=len(of_kind), found=listed(say, found)))
    if unseen := sum(1 for each in noted if each.outcome in _UNSEEN):
        lines.append(say("caution-unseen", count=unseen))
    return lines


def _messages(say: Say, noted: Sequence[Noted], kind: str, told: str) -> list[Html]:
    count = sum(1 for each in noted if each.outcome == kind)
    return [say(f"caution-{told}", count=count)] if count else []
