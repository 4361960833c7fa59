"""Prints what the figures say about this machine, and exits 1 if a limit is not held."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import click
import cryptography
from cryptography.hazmat.backends.openssl import backend

from bench import conversations, desk, ledger, log, reminders, sealing, summary

FIGURES = (
    sealing.figures,
    log.figures,
    ledger.figures,
    desk.figures,
    summary.figures,
    reminders.figures,
    conversations.figures,
)


def _machine() -> str:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607  the git of whoever measures
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()},"
        f" cryptography {cryptography.__version__}, {backend.openssl_version_text()},"
        f" commit {commit or 'unknown'}"
    )


def main() -> None:
    """Measure everything that is listed and print a line as soon as it is known."""
    click.echo(_machine())
    broken = 0
    for figures in FIGURES:
        for figure in figures():
            verdict = "" if not figure.wanted else "held" if figure.holds else "NOT HELD"
            click.echo(f"{figure.name:<62}{figure.value:>12}  {figure.wanted:<20}{verdict}")
            broken += not figure.holds
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
