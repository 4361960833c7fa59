"""The checks of `dengwen doctor`, in the order in which they are made; see the package's docs."""

from __future__ import annotations

from bot.doctor.attachments import bucket
from bot.doctor.backups import last_backup
from bot.doctor.database import schema
from bot.doctor.findings import Check
from bot.doctor.keys import keys, left_about, permissions
from bot.doctor.machine import clock, disk
from bot.doctor.metrics_address import metrics
from bot.doctor.people import calendar, recovery, roster
from bot.doctor.telegram import accounts, delivery, groups, reached

CHECKS: tuple[Check, ...] = (
    Check("clock", "The clock shows a time that can be.", clock),
    Check("disk", "There is room on the disk.", disk),
    Check("keys", "The keys are there.", keys),
    Check("permissions", "Nothing is open to others.", permissions),
    Check("left-about", "Nothing lies about that should be elsewhere.", left_about),
    Check("roster", "The roster is believed, and everybody on it can read.", roster),
    Check("recovery", "The recovery drill has passed.", recovery),
    Check("calendar", "The days of work are known.", calendar),
    Check("telegram", "Telegram answers, and knows both bots.", reached),
    Check("bots", "The bots are two, and set up as they should be.", accounts),
    Check("delivery", "Nobody else gets what the bots are sent.", delivery),
    Check("groups", "The team's bot can write to its groups.", groups),
    Check("schema", "The tables of the database are those of this version.", schema),
    Check("backup", "The last backup is young.", last_backup),
    Check("metrics", "Figures are shown to nobody else than meant.", metrics),
    Check(
        "bucket",
        "Attachments lie in a folder, or in a bucket that keeps no earlier versions.",
        bucket,
    ),
)
