"""How far long work is: a bar on a terminal, and nothing anywhere else.

    with progress("entries") as show:
        for done, entry in enumerate(entries, 1):
            ...
            show(done, len(entries))

The bar goes to standard error and is gone when the block ends, well or not: what a command has
to say stands in its own sentences. Whatever is piped, logged or run by a timer sees none of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Show = Callable[[int, int], None]
"""Takes how many are done, and how many there are; 0 where that is not known."""


def silent(_done: int, _whole: int) -> None:
    """Show nothing."""


@contextmanager
def progress(what: str) -> Iterator[Show]:
    """Show how many of `what` (in the plural: "entries") are done while the block runs."""
    if not sys.stderr.isatty():
        yield silent
        return
    with _bar(what) as show:
        yield show


@contextmanager
def _bar(what: str) -> Iterator[Show]:
    # Half of the time that a command takes to start would go into this import.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn(what), TimeRemainingColumn())
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole or None)
