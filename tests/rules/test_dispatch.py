"""How far a message to a reporter has come, and the blanks of letters."""

from datetime import date

import pytest

from casework.rules.dispatch import Delivery, Dispatch, with_outcome
from casework.rules.templates import fill, unknown_blanks

SENT_ON, LATER = date(2026, 11, 23), date(2026, 11, 30)


def message(state):
    on = SENT_ON.isoformat()
    return Dispatch("a1", "notice", "member", on, state.value, on)


FOLLOWING = {
    Delivery.WAITING: {Delivery.SENT, Delivery.BLOCKED, Delivery.UNDELIVERED},
    Delivery.BLOCKED: {Delivery.SENT, Delivery.UNDELIVERED},
}


@pytest.mark.parametrize("outcome", Delivery)
@pytest.mark.parametrize("state", Delivery)
def test_a_message_goes_on_and_never_back(state, outcome):
    before = message(state)
    after = before.moved(outcome, LATER)
    if outcome in FOLLOWING.get(state, ()):
        assert (after.state, after.state_on, after.on) == (outcome, "2026-11-30", "2026-11-23")
    else:
        assert after is before


def test_an_outcome_is_that_of_its_message_alone():
    waiting = message(Delivery.WAITING)
    assert with_outcome((waiting,), "b2", Delivery.SENT, LATER) == (waiting,)


def test_a_letter_is_filled_in_and_leaves_out_what_nobody_knows():
    text = "\nNumber {receipt}.\nBy {due}.\nWithin {within}.\n"
    values = {"receipt": "LX-1", "due": None, "within": "15 working days"}
    assert fill(text, values) == "Number LX-1.\nWithin 15 working days."


def test_what_nothing_is_filled_in_for_is_named():
    assert unknown_blanks("{receipt} {Receipt} {name of accused} {{}} {}") == [
        "Receipt",
        "name of accused",
        "",
        "",
    ]
