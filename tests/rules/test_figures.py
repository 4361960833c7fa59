"""Figures are counted as cases change, and agree with counting everything anew."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.rules.calendar import WorkCalendar
from casework.rules.cases import Review, State
from casework.rules.figures import Tallies, counted, figures_of
from casework.rules.search import Known

CALENDAR = WorkCalendar({})
TODAY = date(2026, 11, 23)  # a Monday
FRIDAY = date(2026, 11, 20)
CASE = Known(
    position=1,
    id="ab",
    version=2,
    number="礼巡信〔2026〕012号",
    serial=12,
    receipt="LX-64ZGG-ZDW0H-7",
    unit="office",
    category="C4",
    state=State.REGISTERED,
    review=Review.DUE,
    assignee=None,
    received_on=FRIDAY,
    marks=(),
    news=False,
    terms=(),
    readers=frozenset({"leader", "fifth"}),
    asks_for_work=True,
    channel="telegram",
    registered_on=FRIDAY,
)
EARLY = replace(
    CASE,
    received_on=date(2026, 9, 30),  # the day before a week of holidays
    registered_on=date(2026, 10, 8),
    reviewed_on=date(2026, 10, 9),
    answered_on=FRIDAY,
    closed_on=TODAY,
    channel="letter",
    category="F",
    state=State.CLOSED,
    review=Review.REVIEWED,
    real_name=True,
    terms=(("feedback", date(2026, 12, 14)),),
)
LATE = replace(
    CASE, terms=(("fifth-review", FRIDAY), ("register", TODAY)), readers=frozenset({"fifth"})
)


def figures(reader, first, *cases):
    tallies = Tallies()
    for case in cases:
        tallies.change(None, case)
    return figures_of(tallies.of(reader), first, TODAY, CALENDAR)


def test_the_whole_round():
    found = figures("fifth", None, CASE, EARLY, LATE)
    assert (found.first, found.last) == (EARLY.received_on, TODAY)
    assert (found.received, found.named) == (3, 1)
    assert found.channels == {"telegram": 2, "letter": 1}
    assert found.categories == {"C": 2, "F": 1}
    assert found.happened == {"registered": 3, "reviewed": 1, "answered": 1, "closed": 1}
    assert found.workdays["reviewed"] == 2  # 8 and 9 October
    assert found.workdays["registered"] == 1 / 3
    assert found.states == {State.REGISTERED: 2, State.CLOSED: 1}
    assert found.reviews == {Review.DUE: 2, Review.REVIEWED: 1}
    assert found.overdue == {"fifth-review": 1}  # what is due today is not overdue


def test_the_last_days_hold_what_came_and_what_was_done_in_them():
    found = figures("fifth", TODAY - timedelta(days=6), CASE, EARLY)
    assert (found.received, found.named, found.channels) == (1, 0, {"telegram": 1})
    assert found.happened == {"registered": 1, "reviewed": 0, "answered": 1, "closed": 1}
    assert found.workdays["reviewed"] is None
    assert found.states == {State.REGISTERED: 1, State.CLOSED: 1}


def test_nobody_finds_a_case_in_their_figures_that_they_may_not_know_of():
    assert figures("leader", None, LATE) == figures("nobody", None)
    assert figures("leader", None, CASE, LATE).received == 1


STATES = st.sampled_from([CASE, EARLY, LATE, replace(LATE, review=Review.RETURNED), None])


@given(st.lists(st.tuples(st.integers(0, 3), STATES), max_size=12))
def test_what_is_counted_follows_every_change(changes):
    tallies, cases = Tallies(), dict[int, Known | None]()
    for place, after in changes:
        tallies.change(cases.get(place), after)
        cases[place] = after
    anew = Counter()
    for case in cases.values():
        if case is not None and "leader" in case.readers:
            anew.update(counted(case))
    assert tallies.of("leader") == anew
    assert all(tallies.of("leader").values())
