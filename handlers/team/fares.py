"""How the latest messages to a reporter fare, as the card says it."""

from __future__ import annotations

from datetime import date

from casework.desk.facts import Case
from casework.desk.mailbox import has_mailbox
from casework.desk.reports import waits_until
from casework.rules.dispatch import Delivery, Dispatch
from handlers.texts import Html, Say

SHOWN = 4


def how_messages_fare(case: Case, say: Say) -> list[Html]:
    """Return a line for each of the latest messages to the reporter, the newest first."""
    newest = case.facts.dispatches[: -SHOWN - 1 : -1]
    lines = [_line(case, each, say) for each in newest]
    return [say("desk-dispatches"), *lines] if lines else []


def _line(case: Case, dispatch: Dispatch, say: Say) -> Html:
    counts = say.label(f"desk-counts-{dispatch.counts}")
    day, on = date.fromisoformat(dispatch.on), date.fromisoformat(dispatch.state_on)
    name = f"desk-delivery-{dispatch.state}"
    if dispatch.state == Delivery.UNDELIVERED and has_mailbox(case):
        name = "desk-delivery-mailbox"
    fares = say(name, on=on, until=waits_until(dispatch))
    return say("desk-dispatch", day=day, counts=counts, fares=fares)
