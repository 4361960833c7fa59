"""From the meters of a process to what Prometheus reads. This module alone knows its library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.inside.meters import BOUNDS, Key, Meters, check
from bot.inside.table import METRICS, Kind
from bot.logs import Sink

TOLD = frozenset({"warning", "error", "critical"})


class MetersCollector(Collector):
    """Shows what stands in the meters, and what was told to the log."""

    def __init__(self, meters: Meters, sink: Sink | None) -> None:
        self._meters = meters
        self._sink = sink

    def collect(self) -> Iterator[Metric]:
        """Yield the families of the table for which there is anything to show."""
        values: dict[str, list[tuple[tuple[str, ...], float]]] = defaultdict(list)
        for (name, labels), value in self._everything():
            check(name, labels)
            values[name].append((labels, value))
        for name, samples in values.items():
            told = METRICS[name]
            kind = GaugeMetricFamily if told.kind is Kind.GAUGE else CounterMetricFamily
            family = kind(name, told.meaning, labels=told.labels)
            for labels, value in sorted(samples):
                family.add_metric(labels, value)
            yield family
        for name, times in self._meters.times():
            histogram = HistogramMetricFamily(name, METRICS[name].meaning)
            ends = [*map(str, BOUNDS), "+Inf"]
            buckets = list(zip(ends, map(float, times.up_to), strict=True))
            histogram.add_metric((), buckets, times.total_seconds)
            yield histogram

    def _everything(self) -> Iterator[tuple[Key, float]]:
        yield from self._meters.gauges()
        yield from self._meters.counts()
        if self._sink is not None:
            for (event, level), count in [*self._sink.told.items()]:
                if level in TOLD:
                    yield ("dengwen_events_total", (event, level)), count
            yield ("dengwen_fields_dropped_total", ()), self._sink.dropped


def exposition(meters: Meters, sink: Sink | None) -> bytes:
    """Return the figures in Prometheus' text format, and nothing of the process itself.

    How much processor time or memory it takes would tell when somebody sends a file.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(MetersCollector(meters, sink))
    return generate_latest(registry)
