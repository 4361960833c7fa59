"""Work is shown by the day and in tens: nobody can tell when somebody handed something in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from bot.inside.exposition import exposition
from bot.inside.meters import Meters, Times, check, rounded
from bot.inside.table import METRICS, Kind

MONDAY, TUESDAY = date(2019, 7, 1), date(2019, 7, 2)


class Days:
    def __init__(self):
        self.today = MONDAY

    def __call__(self):
        return self.today


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def meters(days):
    return Meters(days)


def shown(meters):
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(exposition(meters, None).decode())
        for sample in family.samples
    }


def test_what_is_done_today_is_not_seen_today(meters, days):
    before = exposition(meters, None)
    for _ in range(37):
        meters.count("dengwen_updates_total", "message", "handled")
        meters.time("dengwen_commit_seconds", 0.02)
    assert exposition(meters, None) == before
    days.today = TUESDAY
    found = shown(meters)
    assert found["dengwen_updates_total", "message", "handled"] == 30
    assert found["dengwen_commit_seconds_count",] == 30
    assert found["dengwen_commit_seconds_sum",] == pytest.approx(0.6)
    meters.count("dengwen_updates_total", "message", "handled")
    assert shown(meters) == found


def test_one_petition_in_a_quiet_week_moves_nothing(meters, days):
    for _ in range(9):
        meters.count("dengwen_deliveries_total", "delivered")
    days.today = TUESDAY
    assert shown(meters)["dengwen_deliveries_total", "delivered"] == 0


def test_trouble_is_seen_at_once(meters):
    meters.show("dengwen_outbox_late", 3, "item")
    assert shown(meters) == {("dengwen_outbox_late", "item"): 3}
    meters.show("dengwen_roster_days", 5)
    meters.hide("dengwen_roster_days")
    assert ("dengwen_roster_days",) not in shown(meters)


@given(st.lists(st.floats(0, 100), max_size=60))
def test_rounded_durations_never_fall_from_one_bound_to_the_next(durations):
    times = Times()
    for each in durations:
        times.add(each)
    found = times.rounded()
    assert list(found.up_to) == sorted(found.up_to)
    assert found.up_to[-1] == rounded(len(durations))


def test_a_figure_that_is_not_in_the_table_is_refused(meters):
    meters.show("dengwen_petitioners", 1)
    with pytest.raises(KeyError):
        exposition(meters, None)
    with pytest.raises(KeyError):
        check("dengwen_outbox_late", ())


def test_no_label_could_name_a_case_or_a_person():
    labels = {label for metric in METRICS.values() for label in metric.labels}
    assert labels == {"bot", "event", "kind", "level", "outcome"}


def test_whatever_work_moves_is_shown_by_the_day():
    assert {name for name, metric in METRICS.items() if metric.kind is Kind.COUNTER} == {
        "dengwen_events_total",
        "dengwen_fields_dropped_total",
    }
