"""The states of a case: what leads where, and what stands in the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.cases import (
    REFUSALS,
    TRANSITIONS,
    CaseEvent,
    NotAllowedError,
    Review,
    ReviewEvent,
    State,
    may_close,
    next_review,
    next_state,
)

OPEN = set(State) - {State.CLOSED, State.ARCHIVED, State.SHREDDED}


def refusal(call, *arguments):
    with pytest.raises(NotAllowedError) as caught:
        call(*arguments)
    return caught.value.code


@pytest.mark.parametrize(
    "path",
    [
        ["registered", "claimed", "answered", "closed", "archived"],
        ["registered", "assigned", "claimed", "closed", "answered", "archived"],
        ["registered", "transferred", "answered", "closed"],
        ["registered", "not-accepted", "closed"],
        ["registered", "merged", "reopened", "retained", "closed"],
        ["registered", "claimed", "closed", "reopened", "answered", "answered", "closed"],
    ],
)
def test_a_case_may_go_this_way(path):
    state = State.RECEIVED
    for event in path:
        state = next_state(state, CaseEvent(event))
    assert state in {State.CLOSED, State.ARCHIVED}


def test_telling_the_result_after_closing_keeps_the_case_closed():
    assert next_state(State.CLOSED, CaseEvent.ANSWERED) is State.CLOSED


@pytest.mark.parametrize(
    ("state", "event", "code"),
    [
        (State.RECEIVED, CaseEvent.CLAIMED, "not-registered"),
        (State.RECEIVED, CaseEvent.CLOSED, "not-registered"),
        (State.REGISTERED, CaseEvent.REGISTERED, "already-registered"),
        (State.REGISTERED, CaseEvent.CLOSED, "not-in-progress"),
        (State.REGISTERED, CaseEvent.REOPENED, "not-closed"),
        (State.IN_PROGRESS, CaseEvent.REOPENED, "not-closed"),
        (State.IN_PROGRESS, CaseEvent.ARCHIVED, "not-closed"),
        (State.TRANSFERRED, CaseEvent.CLAIMED, "settled"),
        (State.CLOSED, CaseEvent.CLOSED, "already-closed"),
        (State.CLOSED, CaseEvent.CLAIMED, "already-closed"),
        (State.ARCHIVED, CaseEvent.REOPENED, "archived"),
        (State.ARCHIVED, CaseEvent.CLOSED, "archived"),
    ],
)
def test_another_way_is_refused_with_the_reason(state, event, code):
    assert refusal(next_state, state, event) == code


@pytest.mark.parametrize("state", OPEN - {State.RECEIVED, State.REGISTERED})
def test_a_case_that_was_taken_up_closes_once_reviewed_and_not_before(state):
    may_close(state, Review.REVIEWED)
    assert refusal(may_close, state, Review.DUE) == "unreviewed"
    assert refusal(may_close, state, Review.RETURNED) == "returned"


@pytest.mark.parametrize("review", Review)
def test_a_closed_case_is_not_closed_again(review):
    assert refusal(may_close, State.CLOSED, review) == "already-closed"


@pytest.mark.parametrize(
    ("review", "event", "after"),
    [
        (Review.DUE, ReviewEvent.REVIEWED, Review.REVIEWED),
        (Review.DUE, ReviewEvent.RETURNED, Review.RETURNED),
        (Review.RETURNED, ReviewEvent.RESUBMITTED, Review.DUE),
        (Review.RETURNED, ReviewEvent.REVIEWED, Review.REVIEWED),
        (Review.REVIEWED, ReviewEvent.RESUBMITTED, Review.DUE),
    ],
)
def test_a_review_may_go_this_way(review, event, after):
    assert next_review(review, event) is after


def test_a_finished_review_is_not_returned():
    assert refusal(next_review, Review.REVIEWED, ReviewEvent.RETURNED) == "settled"


@given(st.sampled_from(State), st.sampled_from(CaseEvent))
def test_every_event_leads_to_a_state_or_to_a_known_refusal(state, event):
    if event in TRANSITIONS[state]:
        assert next_state(state, event) is TRANSITIONS[state][event]
    else:
        assert refusal(next_state, state, event) in REFUSALS


def test_every_state_has_its_row_and_can_be_reached():
    assert set(TRANSITIONS) == set(State)
    reached = {after for row in TRANSITIONS.values() for after in row.values()}
    assert reached == set(State) - {State.RECEIVED}


def test_from_the_archive_a_case_is_only_shredded_and_that_is_final():
    assert TRANSITIONS[State.ARCHIVED].keys() == {CaseEvent.SHREDDED}
    assert [state for state, row in TRANSITIONS.items() if not row] == [State.SHREDDED]
