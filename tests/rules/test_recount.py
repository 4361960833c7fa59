"""Figures counted again: the same when nothing is wrong, and every wrong one named and mended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.rules.cases import Review, State
from casework.rules.recount import Counted, Happened, Recount, stepped
from casework.rules.totals import Totals

TODAY = date(2026, 11, 26)
YESTERDAY = TODAY - timedelta(days=1)


def case(n, *, state=State.IN_PROGRESS, review=Review.DUE, steps=()):
    day, code = (TODAY, "B") if n % 2 else (YESTERDAY, "C2")
    return Counted(state, review, day, "letter", code, steps, [TODAY + timedelta(days=n)])


@pytest.fixture
def kept():
    totals = Totals()
    for n in range(6):
        each = case(n)
        totals = totals.registered(each.registered_on, each.channel, each.category)
        totals = totals.term_opened(TODAY + timedelta(days=n))
    return totals.reviewed(TODAY).closed(TODAY).replied(TODAY).replied(TODAY)


@pytest.fixture
def recount():
    steps = ()
    for what in (Happened.REVIEWED, Happened.CLOSED, Happened.REPLIED, Happened.REPLIED):
        steps = stepped(steps, TODAY, what)
    found = Recount()
    found.take(case(0, state=State.CLOSED, review=Review.REVIEWED, steps=steps))
    for n in range(1, 6):
        found.take(case(n))
    return found


def test_right_figures_are_the_same_when_counted_again(kept, recount):
    assert recount.compare(kept) == []
    assert recount.mend(kept) == kept


@pytest.mark.parametrize(
    ("spoil", "names"),
    [
        (lambda t: replace(t, open=9), ["open"]),
        (lambda t: replace(t, waiting_review=0), ["waiting for review"]),
        (lambda t: t.term_opened(TODAY), ["due 2026-11-26"]),
        (lambda t: t.term_met(TODAY), ["due 2026-11-26"]),
        (lambda t: t.replied(YESTERDAY), ["2026-11-25 replied"]),
        (
            lambda t: t.closed(TODAY),
            ["2026-11-26 closed", "open", "trend 2026-11-26 closed"],
        ),
        (
            lambda t: t.recategorised(TODAY, "B", "C2"),
            ["2026-11-26 under B", "2026-11-26 under C2"],
        ),
    ],
)
def test_each_wrong_figure_is_named_and_mended(kept, recount, spoil, names):
    spoiled = spoil(kept)
    assert [each.what for each in recount.compare(spoiled)] == names
    mended = recount.mend(spoiled)
    assert recount.compare(mended) == []
    assert (mended.open, mended.due) == (kept.open, kept.due)


def test_what_shredded_cases_have_added_to_a_day_stays(kept, recount):
    recount.shredded = 1
    more = kept.registered(TODAY, "visit", "A").closed(TODAY).reviewed(TODAY)
    assert recount.compare(more) == []
    less = replace(kept, days=dict.fromkeys(kept.days, kept.days[YESTERDAY]))
    assert recount.compare(less)


def test_a_step_taken_twice_on_a_day_is_counted_twice():
    steps = stepped(stepped((), TODAY, Happened.CLOSED), TODAY, Happened.CLOSED)
    assert steps == (("2026-11-26", "closed", 2),)
