"""Whether there is a backup, and how old the newest is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.doctor.findings import Finding, Installation, note, wrong
from storage.backup.last import LastBackup

MOST_DAYS = 2


def last_backup(here: Installation) -> Iterator[Finding]:
    """Find an installation without backups, or whose newest is older than two days."""
    if not here.config.backup.recipients:
        yield note(
            "backup.recipients names nobody, so no backup can be made.",
            "Run dengwen backup --make-key FILE and put what it prints there (docs/backup.md).",
        )
        return
    last = LastBackup.read(here.config.storage.data)
    remedy = "Run dengwen backup --to FOLDER each night, by a timer, and look why it did not run."
    if last is None:
        yield note("There was no backup yet.", remedy)
    elif here.now - last.moment > timedelta(days=MOST_DAYS):
        yield wrong(f"The last backup is {(here.now - last.moment).days} days old.", remedy)
