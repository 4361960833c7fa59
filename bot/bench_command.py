"""The command `bench`: figures about speed and memory, measured here and now."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from bot.command_line import refuse

SOURCES = Path(__file__).parent.parent


@click.command("bench")
def bench_command() -> None:
    """Measure speed and memory on this machine; exit 1 if a limit is not held.

    It needs the sources of the project: what an installation runs on does not hold the bench.
    """
    if not (SOURCES / "bench/__main__.py").is_file():
        refuse("The bench comes with the sources alone: run 'make bench' there.")
    sys.path.insert(0, str(SOURCES))
    import_module("bench.__main__").main()
