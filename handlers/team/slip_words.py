"""What stands on the slip that is handed out: numbers, days, where to ask; no name, no content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from casework.desk.facts import Case
from casework.desk.scope import Office
from casework.rules.promises import promises_on
from casework.rules.roles import Group
from casework.rules.variants import Kind
from handlers.texts import Say


class Way(Protocol):
    """A way to reach the team."""

    @property
    def kind(self) -> str:
        """What it is: `phone`, `post` and so on."""
        ...

    @property
    def text(self) -> Any:
        """Where it leads, by language."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """What the configuration says of who hands out slips.

    Attributes:
        team: Who does, by language.
        fifth: Who reviews, by language.
        ways: The ways to reach the team.
    """

    team: Mapping[str, str]
    fifth: Mapping[str, str]
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class Slip:
    """What of a case stands on its slip; it rests sealed until the slip was sent."""

    receipt: str
    channel: str
    day: str
    messages: int
    attachments: int
    real_name: bool
    fifth_reviews: bool
    about_team: bool = False
    category: str = ""


@dataclass(frozen=True, slots=True)
class SlipWords:
    """A slip in one language, line by line.

    Attributes:
        office: Who hands it out.
        title: What it is.
        number: The receipt number, printed large and as a QR code.
        facts: What came, when and how.
        next_steps: What happens next, and by when.
        ways: Where to ask.
        keep: Why to keep the slip.
        language: Which glyphs Chinese characters get.
    """

    office: str
    title: str
    number: str
    facts: Sequence[str]
    next_steps: Sequence[str]
    ways: Sequence[str]
    keep: str
    language: str


def slip_of(case: Case) -> Slip:
    """Return what of a case stands on its slip."""
    facts = case.facts
    return Slip(
        receipt=facts.receipt,
        channel=facts.channel,
        day=case.received_on.isoformat(),
        messages=facts.messages,
        attachments=facts.attachments,
        real_name=facts.real_name,
        fifth_reviews=facts.reviewer == Group.FIFTH,
        about_team=Group.TEAM in facts.bypassed,
        category=facts.category,
    )


def words_of(slip: Slip, office: Office, house: House, say: Say) -> SlipWords:
    """Return the slip in words."""
    day = date.fromisoformat(slip.day)
    promised = promises_on(
        day,
        office.rules,
        office.calendar,
        Kind(slip.real_name, slip.category, slip.channel),
    )
    steps = [say.label("desk-slip-registered")]
    if slip.fifth_reviews:
        steps.append(say.label("desk-slip-review", fifth=say.pick(house.fifth)))
    if promised.notice_by is not None:
        steps.append(say.label("desk-slip-notice", day=promised.notice_by))
    if promised.result_within is not None:
        within = promised.result_within
        steps.append(say.label("receipt-result", count=within.amount, unit=within.unit.value))
    if promised.may_move and promised.notice_by is not None:
        steps.append(say.label("receipt-may-move"))
    return SlipWords(
        office=_capital(say.pick(house.team)),
        title=say.label("desk-slip-title"),
        number=slip.receipt,
        facts=[
            say.label("desk-slip-day", day=day, year=str(day.year)),
            say.label("desk-slip-channel", channel=say.label(f"source-{slip.channel}")),
            say.label("desk-slip-contents", texts=slip.messages, files=slip.attachments),
        ],
        next_steps=steps,
        ways=[
            *(
                say.label(
                    "channel-line", kind=say.label(f"channel-{way.kind}"), text=say.pick(way.text)
                )
                for way in house.ways
                # Nobody is sent to the body that their petition is about.
                if way.kind in {"phone", "post", "visit"} and not slip.about_team
            ),
            say.label("desk-slip-status"),
        ],
        keep=say.label("desk-slip-keep"),
        language=say.language,
    )


def _capital(name: str) -> str:
    """Return a name as it begins a page; in the middle of a sentence it may begin small."""
    return name[:1].upper() + name[1:]
