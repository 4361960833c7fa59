"""One sealed file from which an installation can be made again: docs/backup.md."""
