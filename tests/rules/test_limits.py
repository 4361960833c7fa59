"""What is counted, when it is too much, and until when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.allowance import Counters
from casework.rules.limits import HOUR, MINUTE, Count, Limit, Measure, refusal, spent, told

NOW = datetime(2019, 7, 10, 1, 0, tzinfo=UTC)
TWO_A_MINUTE = (Limit(2, MINUTE), Limit(3, HOUR))


def after(*seconds, limits=TWO_A_MINUTE):
    """Return the count of somebody who did one thing at each of these seconds."""
    count = Count()
    for moment in seconds:
        count = spent(count, limits, 1, NOW + timedelta(seconds=moment))
    return count


def test_what_fits_is_not_refused():
    assert refusal(after(0), TWO_A_MINUTE, 1, NOW) is None


def test_a_refusal_names_the_end_of_the_window_that_began_with_the_first():
    found = refusal(after(0, 30), TWO_A_MINUTE, 1, NOW + timedelta(seconds=59))
    assert found.until == NOW + MINUTE
    assert refusal(after(0, 30), TWO_A_MINUTE, 1, found.until) is None


def test_of_two_windows_the_longer_decides():
    assert refusal(after(0, 61, 62), TWO_A_MINUTE, 1, NOW + timedelta(seconds=63)).until == (
        NOW + HOUR
    )


def test_a_refusal_is_new_until_it_is_told_and_again_when_it_grows():
    count = after(0, 1)
    first = refusal(count, TWO_A_MINUTE, 1, NOW)
    assert not first.told
    count = told(count, first.until)
    assert refusal(count, TWO_A_MINUTE, 1, NOW).told
    count = spent(count, TWO_A_MINUTE, 1, first.until)
    assert not refusal(count, TWO_A_MINUTE, 1, first.until).told


def test_one_thing_above_the_limit_passes_when_nothing_else_was_spent():
    limits = (Limit(10, HOUR),)
    assert refusal(Count(), limits, 11, NOW) is None
    assert refusal(spent(Count(), limits, 11, NOW), limits, 1, NOW) is not None


@given(st.lists(st.integers(0, 7200), max_size=40), st.integers(1, 5), st.integers(1, 20))
def test_no_window_ever_holds_more_than_its_limit(moments, short, long):
    limits = (Limit(short, MINUTE), Limit(long, HOUR))
    count, passed = Count(), []
    for moment in sorted(moments):
        at = NOW + timedelta(seconds=moment)
        if refusal(count, limits, 1, at) is None:
            count = spent(count, limits, 1, at)
            passed.append(at)
    for begin in passed:
        # A window begins with an act; over any stretch of its length there may be two.
        assert sum(begin <= at < begin + MINUTE for at in passed) <= 2 * short
        assert sum(begin <= at < begin + HOUR for at in passed) <= 2 * long


class Commit:
    """Collects what waits for a commit."""

    def __init__(self):
        self.steps = []

    def __call__(self, step):
        self.steps.append(step)

    def happens(self):
        for step in self.steps:
            step()
        self.steps.clear()


@pytest.fixture
def peppers():
    return [b"c" * 32, b"b" * 32, b"a" * 32]


@pytest.fixture
def counters(peppers):
    limits = dict.fromkeys(Measure, (Limit(1, HOUR),))
    return Counters(limits, "Asia/Shanghai", peppers.pop)


def test_only_what_is_committed_counts(counters):
    commit = Commit()
    counters.allowance(7, NOW, commit).spend(Measure.PHRASES)
    assert counters.allowance(7, NOW, commit).refuses(Measure.PHRASES) is None
    commit.happens()
    assert counters.allowance(7, NOW, commit).refuses(Measure.PHRASES) is not None


def test_each_sender_and_each_measure_is_counted_apart(counters):
    commit = Commit()
    counters.allowance(7, NOW, commit).spend(Measure.PHRASES)
    commit.happens()
    assert counters.allowance(8, NOW, commit).refuses(Measure.PHRASES) is None
    assert counters.allowance(7, NOW, commit).refuses(Measure.NUMBERS) is None


def test_with_the_day_of_the_office_the_counts_and_the_pepper_are_gone(counters, peppers):
    before_midnight = datetime(2019, 7, 10, 15, 59, tzinfo=UTC)
    commit = Commit()
    allowance = counters.allowance(7, before_midnight, commit)
    allowance.spend(Measure.PHRASES)
    commit.happens()
    same = counters.allowance(7, before_midnight, commit)
    assert (same.sender, len(peppers)) == (allowance.sender, 2)
    after_midnight = before_midnight + MINUTE
    counters.forget_over(after_midnight)
    assert counters._counts == {}
    tomorrow = counters.allowance(7, after_midnight, commit)
    assert tomorrow.refuses(Measure.PHRASES) is None
    assert tomorrow.sender != allowance.sender


def test_what_a_sender_is_called_is_not_shown(counters):
    shown = repr(counters.allowance(7, NOW, Commit()))
    assert "sender" not in shown
    assert "bbbb" not in shown
