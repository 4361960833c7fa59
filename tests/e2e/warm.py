"""Processes for tests that kill many: real ones, forked from one that has imported the libraries.

To import aiogram costs more than what most of these tests do with a process.
"""

import asyncio
import multiprocessing
import os

from bot.__main__ import cli
from bot.supervisor import environment_of

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["bot.intake", "bot.desk", "bot.courier"])


class WarmChild:
    """A forked process, as the supervisor knows it."""

    def __init__(self, process):
        self._process = process
        self.terminate, self.kill = process.terminate, process.kill

    @property
    def returncode(self):
        return self._process.exitcode

    async def wait(self):
        await asyncio.to_thread(self._process.join)
        return self.returncode


async def warm_start(role, environment):
    """Start a role like `bot.supervisor.start_process`, from the warm process."""
    own = environment_of(role, environment)
    process = CONTEXT.Process(target=_be, args=(role, own), daemon=True)
    await asyncio.to_thread(process.start)
    return WarmChild(process)


def _be(role, environment):
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    cli.main([role], standalone_mode=False)
