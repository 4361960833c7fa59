"""A case at a glance: the office's facts, its due dates, and what this reader can do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiogram.methods import SendMessage

from casework.desk.deadlines import Watched, open_terms
from casework.desk.facts import Case
from casework.desk.grant import admitted
from casework.desk.mailbox import has_mailbox
from casework.desk.people import Member
from casework.desk.recuse import recusable
from casework.desk.register import WITHDRAWN
from casework.desk.reported import office_readers
from casework.desk.scope import DeskScope
from casework.desk.term_rows import resting_terms
from casework.desk.write import can_be_answered
from casework.rules.marks import Mark
from handlers.answers import Buttons, in_rows, message_to
from handlers.team.axes import handling_lines, identity_of
from handlers.team.context import Names, back
from handlers.team.decided import decided_lines
from handlers.team.due import resting_line, term_line
from handlers.team.leave import absence
from handlers.team.offers import Around, Offer, Section, offered
from handlers.team.oversight import oversight
from handlers.texts import Html, Say


async def card(
    scope: DeskScope, member: Member, case: Case, names: Names, say: Say
) -> tuple[Html, Buttons]:
    """Return the card and its buttons."""
    return await card_text(scope, member, case, names, say), await _buttons(
        scope, member, case, say
    )


async def card_text(scope: DeskScope, member: Member, case: Case, names: Names, say: Say) -> Html:
    """Return what a card says."""
    terms = await open_terms(scope, case.id)
    lines = [_facts(case, names, say), *_terms(scope, terms, say)]
    lines += [resting_line(scope, each, say) for each in await resting_terms(scope, case.id)]
    lines += _marks(scope, case, say)
    lines += oversight(scope, member, case, names, say)
    lines += await absence(scope, case, names, say)
    lines += handling_lines(case, say)
    lines += await decided_lines(scope, member, case, terms, names, say)
    if has_mailbox(case):
        lines.append(say("desk-mailbox"))
    return Html("\n".join(lines))


def _facts(case: Case, names: Names, say: Say) -> Html:
    facts = case.facts
    return say(
        "desk-card",
        number=case.number,
        receipt=facts.receipt,
        received=case.received_on,
        unit=names.unit(facts.unit, say),
        category=names.category(facts.category, say),
        identity=identity_of(case, say),
        messages=facts.messages,
        attachments=facts.attachments,
        state=say.label(f"desk-state-{case.state}"),
        assignee=names.person(facts.assignee, say),
        review=say.label(f"desk-review-{case.review}"),
    )


def _terms(scope: DeskScope, terms: Sequence[Watched], say: Say) -> list[Html]:
    """Return the open terms, the next one first and set apart."""
    lines = [term_line(scope, each, say) for each in terms]
    return [Html(f"<b>{line}</b>") if at == 0 else line for at, line in enumerate(lines)]


def _marks(scope: DeskScope, case: Case, say: Say) -> list[Html]:
    own = [say.label(f"desk-mark-{mark}") for mark in Mark if mark in case.facts.marks]
    lines = [say("desk-marks", marks=say.label("list-comma").join(own))] if own else []
    if WITHDRAWN in case.facts.marks:
        lines.append(say("desk-mark-withdrawn"))
    if case.facts.waits_for_reporter:
        asked = datetime.fromisoformat(str(case.facts.asked_at))
        lines.append(say("desk-waits", since=scope.day_of(asked)))
    return lines


async def section(
    scope: DeskScope, member: Member, case: Case, chosen: Section, say: Say
) -> Buttons:
    """Return the buttons of one section, and the way back to the card."""
    offers = await offers_of(scope, member, case)
    return [*in_rows(_cells(offers[chosen], case, say)), [back(case.id, say)]]


async def _buttons(scope: DeskScope, member: Member, case: Case, say: Say) -> Buttons:
    """Return what the reader may do; a section with a single button is that button."""
    offers = await offers_of(scope, member, case)
    cells = _cells(offers[Section.CARD], case, say)
    for each in Section:
        if each is Section.CARD or not offers[each]:
            continue
        if len(offers[each]) == 1:
            cells += _cells(offers[each], case, say)
        else:
            cells.append((say.label(f"desk-button-section-{each}"), f"sec:{case.id}:{each}"))
    return in_rows(cells)


async def offers_of(
    scope: DeskScope, member: Member, case: Case
) -> Mapping[Section, Sequence[Offer]]:
    """Return what `member` may do with a case now, by section."""
    return offered(member, case, await around_of(scope, member, case))


async def around_of(scope: DeskScope, member: Member, case: Case) -> Around:
    """Return what the buttons of a case depend on besides the case itself."""
    _, colleagues = await recusable(scope, member, case.id)
    return Around(
        answerable=await can_be_answered(scope, case),
        colleagues=bool(colleagues),
        # Who keeps a key elsewhere opens nothing here, so cannot let anybody in here either.
        admits=not member.keeps_own_key and _has_more(scope, case),
        office=bool(case.facts.reported and office_readers(scope, case)),
    )


def _cells(offers: Sequence[Offer], case: Case, say: Say) -> list[tuple[str, str]]:
    return [(say.label(each.label), f"{each.data}:{case.id}") for each in offers]


def _has_more(scope: DeskScope, case: Case) -> bool:
    """Say whether the roster has somebody who could be let in."""
    return any(admitted(case.facts, reader) is None for reader in scope.roster.readers())


def to_card(chat_id: int, text: Html, case: Case, say: Say) -> SendMessage:
    """Return a short message with the way back to the card."""
    return message_to(chat_id, text, [[(say.label("desk-button-card"), f"c:{case.id}")]])
