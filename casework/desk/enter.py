"""A letter becomes a case: received and registered in the same moment, like any other.

It gets its readers by the same rules, its number in the same series, the same terms and reviews.
Whoever enters it reads it only if the rules let them: what concerns the team is sealed past them.

Source: 工作方案 六(二)6; docs/decisions/0011-blank-receipts.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from casework.desk.facts import Case, Facts
from casework.desk.letters import Letter, count_pieces, piece_of
from casework.desk.people import Member
from casework.desk.pieces import next_sequence
from casework.desk.records import Field, Record
from casework.desk.register import register_here
from casework.desk.scope import DeskScope
from casework.entering import keys_of, route_petition
from casework.ports import CaseRow
from casework.rules.cases import Review, State
from casework.rules.letters import YES, Form, Step
from casework.rules.routing import RoutingResult

NOON = time(12)
_FIELDS = {
    Step.NAME: Field.NAME,
    Step.PHONE: Field.PHONE,
    Step.ADDRESS: Field.ADDRESS,
    Step.EMPLOYER: Field.UNIT,
    Step.PEOPLE: Field.PEOPLE,
}


class NothingEnteredError(Exception):
    """A petition needs at least one text or file."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What whoever entered a letter is told; `reads` says whether they can open the case."""

    case: Case
    messages: int
    attachments: int
    reads: bool


def routed(scope: DeskScope, form: Form) -> RoutingResult:
    """Return who will read what is entered.

    Raises:
        NobodyCanReadError: Nobody on the roster may open it.
    """
    answers = form.answers
    return route_petition(
        scope.roster,
        answers.get(Step.UNIT, ""),
        answers.get(Step.CATEGORY, ""),
        answers[Step.CONCERNS],
    )


async def submit_letter(scope: DeskScope, member: Member, letter: Letter) -> Entered:
    """Make a case of a letter, and register it.

    Raises:
        NothingEnteredError: There is no text and no file.
        NobodyCanReadError: Nobody on the roster may open it.
    """
    messages, attachments = await count_pieces(scope, letter)
    if messages + attachments == 0:
        raise NothingEnteredError
    routing = routed(scope, letter.form)
    await _keep_reporter(scope, letter, member)
    recipients = keys_of(scope.roster, routing)
    epoch, wraps = scope.letters.enter(letter.row, recipients)
    facts = _facts(scope, member, letter, routing, messages, attachments)
    row = CaseRow(
        id=letter.id,
        lookup=letter.blank.lookup,
        received_on=date.fromisoformat(letter.form.answers[Step.DAY]),
        state=State.RECEIVED.value,
        review=Review.DUE.value,
        facts=b"",  # they are sealed for the state in which the case begins: registered
        version=1,
    )
    scope.book.remove_letter(letter.row, with_pieces=False)
    scope.book.add_epoch(epoch)
    scope.book.add_wraps(wraps)
    proof = {"receipt": letter.blank.commitment, "secret": letter.blank.secret}
    scope.record("received", case=letter.id, by=member.id, **proof)
    case = await register_here(scope, row, facts)
    return Entered(case, messages, attachments, reads=case.facts.lets_in(member.id))


def _facts(  # noqa: PLR0913  all that the office knows of it
    scope: DeskScope,
    member: Member,
    letter: Letter,
    routing: RoutingResult,
    messages: int,
    attachments: int,
) -> Facts:
    answers = letter.form.answers
    return Facts(
        receipt=letter.blank.number,
        channel=answers[Step.CHANNEL],
        unit=answers[Step.UNIT],
        category=answers[Step.CATEGORY],
        concerns=answers[Step.CONCERNS],
        identity="real-name" if letter.form.real_name else "anonymous",
        language=scope.office.languages[0],
        received_at=_received_at(scope, date.fromisoformat(answers[Step.DAY])).isoformat(),
        messages=messages,
        attachments=attachments,
        recipients=(letter.row.recipient,),
        route=False,
        readers=tuple(sorted(routing.readers)),
        bypassed=tuple(sorted(routing.bypassed)),
        recused=tuple(sorted(routing.recused)),
        entered_by=member.id,
        records=(Record.REPORTER.value,) if letter.form.named else (),
    )


def _received_at(scope: DeskScope, day: date) -> datetime:
    """Return the moment that stands for the day of receipt: now, or noon of an earlier day."""
    if day == scope.today():
        return scope.clock()
    return datetime.combine(day, NOON, ZoneInfo(scope.office.zone))


async def _keep_reporter(scope: DeskScope, letter: Letter, member: Member) -> None:
    """Seal who reported as a record of the case, if somebody gave a name."""
    answers = letter.form.answers
    if not letter.form.named:
        return
    fields = {field.value: answers[step] for step, field in _FIELDS.items() if answers.get(step)}
    if answers.get(Step.JOINT) == YES:
        fields[Field.JOINT.value] = YES
    meta = {
        "kind": Record.REPORTER.value,
        "sent_at": scope.clock().isoformat(),
        "author": member.id,
        "fields": fields,
    }
    sequence = await next_sequence(scope, letter.id)
    content = scope.seals.seal_content(letter.row.recipient, b"")
    scope.book.add_piece(piece_of(scope, letter, scope.new_id(), sequence, meta, content=content))
