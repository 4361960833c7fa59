"""What every process does before it touches a key."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator

from bot.config import Config


def prepare(config: Config) -> None:
    """Make new files readable by their owner alone, switch core dumps off, make the data folder."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    config.storage.data.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextlib.contextmanager
def for_the_owner_alone() -> Iterator[None]:
    """Let nothing that is made be open to others, whatever the umask was."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
