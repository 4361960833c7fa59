"""What the courier tells of messages to reporters: kept with the case, and told to who wrote them.

A report names a message as the desk did, its outcome and the day: nothing of who the reporter is.
"""

from __future__ import annotations

from datetime import date, timedelta

from casework.desk.facts import Case, change, registered_case
from casework.desk.mailbox import has_mailbox
from casework.desk.messages import chats_of_reader, chats_of_worker, tell_of
from casework.desk.scope import DeskScope
from casework.outbox import PATIENCE
from casework.ports import MailRefusedError, ReportRow
from casework.rules.dispatch import Delivery, Dispatch, with_outcome

DELIVERY = "delivery"


async def take_report(scope: DeskScope, report: ReportRow) -> None:
    """Take up one report; what is known already, or of a case that is gone, changes nothing.

    Raises:
        MailRefusedError: The courier did not write it.
    """
    plain = scope.seals.open_report(report.sealed)
    try:
        outcome, day = Delivery(plain["outcome"]), date.fromisoformat(plain["on"])
    except ValueError as error:
        raise MailRefusedError("a report of a kind that nobody knows") from error
    scope.book.remove_report(report.id)
    case = await registered_case(scope, plain["case"])
    if case is None:
        return
    moved = with_outcome(case.facts.dispatches, plain["dispatch"], outcome, day)
    if moved == case.facts.dispatches:
        return
    case = change(scope, case, dispatches=moved)
    scope.record(DELIVERY, case=case.id, outcome=outcome.value)
    (about,) = (each for each in moved if each.id == plain["dispatch"])
    await _tell(scope, case, about)


def waits_until(dispatch: Dispatch) -> date:
    """Return until when a message waits for a reporter who has blocked the bot."""
    return date.fromisoformat(dispatch.on) + timedelta(days=PATIENCE.days)


async def _tell(scope: DeskScope, case: Case, dispatch: Dispatch) -> None:
    """Tell who wrote it, or who handles the case if they no longer read it."""
    chats = await chats_of_reader(scope, case, dispatch.by) or await chats_of_worker(scope, case)
    text = f"announce-delivery-{dispatch.state}"
    if dispatch.state == Delivery.UNDELIVERED and has_mailbox(case):
        text = "announce-delivery-mailbox"
    due = waits_until(dispatch) if dispatch.state == Delivery.BLOCKED else None
    tell_of(scope, case, chats, text, due)
