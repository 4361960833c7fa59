"""Every figure that the processes show. Tests hold the code and docs/metrics.md to this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

INTAKE, DESK, COURIER = ROLES = ("intake", "desk", "courier")


class Kind(StrEnum):
    """How a figure behaves; `BY_DAY` and `TIMES` are work, and change at midnight alone."""

    BY_DAY = "counter, by the day"
    TIMES = "histogram, by the day"
    COUNTER = "counter"
    GAUGE = "gauge"


@dataclass(frozen=True, slots=True)
class Metric:
    """What a figure means, how it behaves, its labels, and which processes show it."""

    meaning: str
    kind: Kind
    of: tuple[str, ...] = ROLES
    labels: tuple[str, ...] = ()


METRICS: Mapping[str, Metric] = {
    "dengwen_calendar_missing": Metric(
        "1 when the holidays of a year are not known that ought to be.", Kind.GAUGE, (DESK,)
    ),
    "dengwen_checkpoint_age_seconds": Metric(
        "Since when the log was not found signed up to its end.", Kind.GAUGE, (DESK,)
    ),
    "dengwen_commit_seconds": Metric("How long commits took.", Kind.TIMES),
    "dengwen_deliveries_total": Metric(
        "What became of messages.", Kind.BY_DAY, (COURIER,), ("outcome",)
    ),
    "dengwen_disk_free_ratio": Metric(
        "How much of the fullest disk in use is free, in hundredths rounded down.", Kind.GAUGE
    ),
    "dengwen_downloads_late": Metric(
        "Files that were tried twice and are not here.", Kind.GAUGE, (INTAKE,)
    ),
    "dengwen_downloads_oldest_seconds": Metric(
        "For how long the oldest of them has been late.", Kind.GAUGE, (INTAKE,)
    ),
    "dengwen_entries_waiting": Metric(
        "Entries without a position in the log, once there were some for five minutes.",
        Kind.GAUGE,
        (DESK,),
    ),
    "dengwen_events_total": Metric(
        "Lines of the log that were warnings or worse: faults, retries, quarantined updates.",
        Kind.COUNTER,
        labels=("event", "level"),
    ),
    "dengwen_fields_dropped_total": Metric(
        "Fields that were kept out of the log; each is a mistake in the program.", Kind.COUNTER
    ),
    "dengwen_log_entries": Metric(
        "Entries of the log at the last midnight, in tens.", Kind.GAUGE, (DESK,)
    ),
    "dengwen_outbox_late": Metric(
        "Messages that have been due for more than five minutes.", Kind.GAUGE, (COURIER,), ("kind",)
    ),
    "dengwen_outbox_oldest_seconds": Metric(
        "For how long the oldest of them has been due; 0 if there are none.",
        Kind.GAUGE,
        (COURIER,),
    ),
    "dengwen_quarantined": Metric(
        "Updates in quarantine, until somebody removes them.", Kind.GAUGE, (INTAKE,)
    ),
    "dengwen_ready": Metric("1 when the process is ready, as `/health/ready` says.", Kind.GAUGE),
    "dengwen_receipts": Metric(
        "Receipts ever issued, at the last midnight, in tens.", Kind.GAUGE, (DESK,)
    ),
    "dengwen_reminders_late_seconds": Metric(
        "For how long the desk should have reminded somebody, beyond five minutes.",
        Kind.GAUGE,
        (COURIER,),
    ),
    "dengwen_roster_days": Metric(
        "For how many days more the roster is believed; absent if it has no end.",
        Kind.GAUGE,
        (DESK,),
    ),
    "dengwen_sealing_seconds": Metric(
        "How long it took to fetch and seal a file.", Kind.TIMES, (INTAKE,)
    ),
    "dengwen_start_time_seconds": Metric(
        "When the process began, in seconds since 1970.", Kind.GAUGE
    ),
    "dengwen_telegram_age_seconds": Metric(
        "Since when Telegram has not answered, beyond five minutes.", Kind.GAUGE, labels=("bot",)
    ),
    "dengwen_telegram_lag_seconds": Metric(
        "How late an update of the last quarter of an hour was taken up, beyond five minutes.",
        Kind.GAUGE,
        (INTAKE, DESK),
    ),
    "dengwen_update_seconds": Metric(
        "How long updates took, from Telegram's answer to ours.", Kind.TIMES, (INTAKE, DESK)
    ),
    "dengwen_updates_total": Metric(
        "What became of updates.", Kind.BY_DAY, (INTAKE, DESK), ("kind", "outcome")
    ),
}
