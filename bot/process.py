"""What every process does before it touches a key."""

from __future__ import annotations

import os
import resource

from bot.config import Config


def prepare(config: Config) -> None:
    """Make new files readable by their owner alone, switch core dumps off, make the data folder."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    config.storage.data.mkdir(mode=0o700, parents=True, exist_ok=True)
