"""The checks of `dengwen doctor`, in the order in which they are made; see the package's docs."""

from __future__ import annotations

from bot.doctor.backups import last_backup
from bot.doctor.database import schema
from bot.doctor.findings import Check
from bot.doctor.machine import clock, disk

CHECKS: tuple[Check, ...] = (
    Check("clock", "The clock shows a time that can be.", clock),
    Check("disk", "There is room on the disk.", disk),
    Check("schema", "The tables of the database are those of this version.", schema),
    Check("backup", "The last backup is young.", last_backup),
)
