"""The running figures agree with counting everything again, whatever happens in whatever order."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from casework.rules.totals import KEPT_DAYS, NegativeCountError, Totals

TODAY = date(2019, 7, 10)
DAYS = st.dates(TODAY - timedelta(days=20), TODAY + timedelta(days=5))


def test_the_summary_of_a_day_shows_the_day_and_what_is_open():
    totals = (
        Totals()
        .registered(TODAY, "telegram", "B")
        .registered(TODAY, "telegram", "C")
        .registered(TODAY - timedelta(days=1), "letter", "B")
        .reviewed(TODAY)
        .closed(TODAY)
        .replied(TODAY)
        .term_opened(TODAY - timedelta(days=1))
        .term_opened(TODAY)
        .term_opened(TODAY + timedelta(days=3))
        .term_opened(TODAY + timedelta(days=2))
    )
    summary = totals.summary(TODAY)
    assert summary.new_by_channel == {"telegram": 2}
    assert summary.new_by_category == {"B": 1, "C": 1}
    assert (summary.new, summary.reviewed, summary.closed, summary.replied) == (2, 1, 1, 1)
    assert (summary.open, summary.waiting_review) == (2, 2)
    assert (summary.overdue, summary.due_today) == (1, 1)
    assert summary.next_due == TODAY + timedelta(days=2)


def test_a_case_moves_from_one_category_to_another_on_the_day_it_was_new():
    totals = Totals().registered(TODAY, "telegram", "B").registered(TODAY, "telegram", "B")
    moved = totals.recategorised(TODAY, "B", "C2").recategorised(TODAY, "B", "C2")
    assert moved.summary(TODAY).new_by_category == {"C2": 2}
    assert moved.summary(TODAY).new == 2
    assert moved.recategorised(TODAY - timedelta(days=40), "B", "C") == moved
    with pytest.raises(NegativeCountError):
        moved.recategorised(TODAY, "B", "C")


def test_a_day_on_which_nothing_happened_has_a_summary_too():
    summary = Totals().summary(TODAY)
    assert (summary.day, summary.new, summary.open, summary.next_due) == (TODAY, 0, 0, None)


def test_a_change_leaves_the_figures_it_came_from_alone():
    before = Totals().registered(TODAY, "visit", "A")
    kept = before.to_json()
    before.registered(TODAY, "visit", "A").closed(TODAY).term_opened(TODAY)
    assert before.to_json() == kept


@pytest.mark.parametrize(
    "change",
    [
        lambda totals: totals.closed(TODAY),
        lambda totals: totals.reviewed(TODAY),
        lambda totals: totals.term_met(TODAY),
        lambda totals: totals.term_opened(TODAY).term_met(TODAY).term_met(TODAY),
    ],
)
def test_a_figure_never_falls_below_zero(change):
    with pytest.raises(NegativeCountError):
        change(Totals())


def test_the_latest_day_counters_are_kept_and_open_terms_until_met():
    days = [TODAY - timedelta(days=KEPT_DAYS - n) for n in range(KEPT_DAYS + 1)]
    totals = Totals().term_opened(days[0])
    for day in days:
        totals = totals.registered(day, "call", "A")
    assert sorted(totals.days) == days[1:]
    assert totals.summary(TODAY).open == len(days)
    assert totals.summary(TODAY).overdue == 1


def test_a_late_entry_for_a_forgotten_day_still_counts_as_open():
    totals = Totals()
    for back in range(KEPT_DAYS):
        totals = totals.replied(TODAY - timedelta(days=back))
    totals = totals.registered(TODAY - timedelta(days=90), "letter", "A")
    assert len(totals.days) == KEPT_DAYS
    assert min(totals.days) == TODAY - timedelta(days=KEPT_DAYS - 1)
    assert totals.open == 1


def test_a_clock_that_ran_ahead_costs_no_day_that_follows():
    ahead = TODAY + timedelta(days=300)
    totals = Totals().at(TODAY).registered(TODAY, "call", "A").at(ahead).closed(ahead)
    tomorrow = TODAY + timedelta(days=1)
    totals = totals.at(tomorrow).registered(tomorrow, "call", "A")
    assert (totals.summary(TODAY).new, totals.summary(tomorrow).new) == (1, 1)
    assert totals.summary(tomorrow).open == 1
    assert [*totals.stood] == []  # none of the days that the clock passed over has ended


def test_how_things_stood_at_the_end_of_a_day_is_known_afterwards():
    day = [TODAY + timedelta(days=n) for n in range(6)]
    totals = Totals().at(day[0]).registered(day[0], "call", "A").term_opened(day[1])
    totals = totals.at(day[3]).registered(day[3], "call", "B").term_met(day[1])
    totals = Totals.from_json(json.loads(json.dumps(totals.to_json())))
    found = [totals.summary(each) for each in day[:5]]
    assert [each.open for each in found] == [1, 1, 1, 2, 2]
    assert [each.overdue for each in found] == [0, 0, 1, 0, 0]
    assert [each.due_today for each in found] == [0, 1, 0, 0, 0]
    assert found[0].next_due == day[1]


def test_how_things_stood_is_kept_as_long_as_day_counters():
    totals = Totals().at(TODAY)
    for n in range(1, 100):
        totals = totals.at(TODAY + timedelta(days=n))
    assert len(totals.stood) == KEPT_DAYS
    assert max(totals.stood) == TODAY + timedelta(days=98)
    assert totals.at(TODAY + timedelta(days=5000)).stood.keys() == {
        TODAY + timedelta(days=5000 - KEPT_DAYS + n) for n in range(KEPT_DAYS)
    }


def test_several_days_together_are_their_sums_with_the_standing_of_the_last():
    totals = Totals()
    for n in range(4):
        totals = totals.at(TODAY + timedelta(days=n))
        totals = totals.registered(TODAY + timedelta(days=n), "call", "A")
    found = totals.summary(TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    assert (found.new, found.new_by_channel, found.open) == (2, {"call": 2}, 3)


def test_what_was_closed_may_be_open_again_and_what_was_reviewed_due_again():
    totals = Totals().registered(TODAY, "call", "A").reviewed(TODAY).closed(TODAY)
    again = totals.reopened().resubmitted().summary(TODAY)
    assert (again.open, again.waiting_review, again.new) == (1, 1, 1)


@pytest.mark.parametrize("figure", [-1, 1.5, "1", True, None])
def test_figures_that_are_no_counts_are_not_read(figure):
    with pytest.raises(ValueError, match="figure"):
        Totals.from_json({**Totals().to_json(), "open": figure})


def test_a_missing_figure_is_not_read_as_zero():
    with pytest.raises(KeyError):
        Totals.from_json({"days": {}, "due": {}, "open": 0})


class FiguresAgainstRecount(RuleBasedStateMachine):
    """Keeps a list of everything that happened beside the figures."""

    def __init__(self):
        super().__init__()
        self.totals = Totals()
        self.happened = Counter()
        self.due = Counter()

    @rule(day=DAYS, channel=st.sampled_from(["telegram", "letter"]), category=st.sampled_from("AB"))
    def register(self, day, channel, category):
        self.totals = self.totals.registered(day, channel, category)
        self.happened["new", day] += 1
        self.happened[channel, day] += 1
        self.happened["category", category, day] += 1

    @precondition(lambda self: self.count("new") > self.count("reviewed"))
    @rule(day=DAYS)
    def review(self, day):
        self.totals = self.totals.reviewed(day)
        self.happened["reviewed", day] += 1

    @precondition(lambda self: self.count("new") > self.count("closed"))
    @rule(day=DAYS)
    def close(self, day):
        self.totals = self.totals.closed(day)
        self.happened["closed", day] += 1

    @rule(due=DAYS)
    def open_term(self, due):
        self.totals = self.totals.term_opened(due)
        self.due[due] += 1

    @precondition(lambda self: self.due.total())
    @rule(data=st.data())
    def meet_term(self, data):
        due = data.draw(st.sampled_from(sorted(self.due.elements())))
        self.totals = self.totals.term_met(due)
        self.due[due] -= 1

    @rule()
    def restart(self):
        self.totals = Totals.from_json(json.loads(json.dumps(self.totals.to_json())))

    @invariant()
    def figures_agree(self):
        summary = self.totals.summary(TODAY)
        dues = sorted(self.due.elements())
        assert summary.new == self.happened["new", TODAY]
        assert summary.new_by_channel.get("letter", 0) == self.happened["letter", TODAY]
        assert summary.new_by_category.get("A", 0) == self.happened["category", "A", TODAY]
        assert summary.reviewed == self.happened["reviewed", TODAY]
        assert summary.closed == self.happened["closed", TODAY]
        assert summary.open == self.count("new") - self.count("closed")
        assert summary.waiting_review == self.count("new") - self.count("reviewed")
        assert summary.overdue == sum(due < TODAY for due in dues)
        assert summary.due_today == self.due[TODAY]
        assert summary.next_due == min((due for due in dues if due > TODAY), default=None)
        assert self.totals.trend.whole() == tuple(
            self.count(what) for what in ("new", "reviewed", "closed")
        )

    def count(self, what):
        return sum(n for key, n in self.happened.items() if key[0] == what)


TestFiguresAgainstRecount = FiguresAgainstRecount.TestCase
