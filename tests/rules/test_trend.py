"""The trend of the round: every day's three figures in little room, drawn by day or by week."""

import itertools
import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.trend import BY_DAY, KEPT, Trend

OPENS = date(2019, 7, 1)
DAYS = st.dates(OPENS, OPENS + timedelta(days=200))
CHANGES = st.lists(st.tuples(DAYS, st.sampled_from(["new", "reviewed", "closed"])), max_size=40)


def after(changes):
    trend = Trend()
    for day, what in changes:
        trend = trend.plus(day, **{what: 1})
    return trend


@given(CHANGES)
def test_it_is_the_same_after_it_was_written_down(changes):
    trend = after(changes)
    assert Trend.from_json(json.loads(json.dumps(trend.to_json()))) == trend


@given(CHANGES, st.integers(0, 200))
def test_its_points_hold_all_that_happened(changes, length):
    last = OPENS + timedelta(days=length)
    trend = after([change for change in changes if change[0] <= last])
    points = trend.points(OPENS, last)
    sums = tuple(sum(point.counts[which] for point in points) for which in range(3))
    assert sums == trend.whole()
    assert points[-1].last == last
    assert points[0].first <= OPENS <= points[0].last
    assert all(b.first - a.last == timedelta(days=1) for a, b in itertools.pairwise(points))
    assert len(points) <= BY_DAY


def test_a_short_round_has_a_point_for_each_day_and_a_long_one_for_each_week():
    trend = Trend().plus(OPENS, new=2)
    days = trend.points(OPENS, OPENS + timedelta(days=BY_DAY - 1))
    assert (len(days), days[0].counts) == (BY_DAY, (2, 0, 0))
    weeks = trend.points(OPENS, OPENS + timedelta(days=BY_DAY))
    assert (len(weeks), weeks[0].counts) == (6, (2, 0, 0))
    assert [each.last - each.first for each in weeks] == [timedelta(days=6)] * 6


def test_the_oldest_days_make_room():
    trend = after([(OPENS + timedelta(days=n), "new") for n in range(KEPT + 10)])
    assert len(trend.days) == KEPT
    assert min(trend.days) == OPENS + timedelta(days=10)
    assert len(json.dumps(trend.to_json())) < 8 * 1024


@pytest.mark.parametrize("row", [[0, -1, 0, 0], [0, 1, 0], ["a", 1, 0, 0]])
def test_what_is_no_trend_is_not_read(row):
    with pytest.raises((TypeError, ValueError)):
        Trend.from_json({"first": "2019-07-01", "days": [row]})
