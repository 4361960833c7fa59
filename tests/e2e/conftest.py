"""Real processes on the emulator: each story is played once and looked at by several tests."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.stage import Stage
from tests.oracles import checker
from tests.story import CHINESE, ENGLISH, Story, Words, play


@dataclass(frozen=True)
class Played:
    """A story that was played to its end, with what it left on the disk and in the logs."""

    words: Words
    story: Story
    stage: Stage
    folder: Path
    log: str


@pytest.fixture(scope="session", params=[CHINESE, ENGLISH], ids=["Chinese", "English"])
def played(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        log = folder / "log.txt"
        story = asyncio.run(_play_logged(folder, request.param, log))
    return Played(request.param, story, story.stage, folder, log.read_text("utf-8"))


@pytest.fixture(scope="session")
def go(tmp_path_factory):
    """Return how to ask the verifier of Go's checksum database many questions at once."""
    if not checker.is_there():
        pytest.skip(checker.MISSING)
    return checker.build(tmp_path_factory.mktemp("go"))


async def _play_logged(folder, words, log):
    saved = os.dup(2)
    with log.open("wb") as file:
        os.dup2(file.fileno(), 2)
        try:
            return await play(folder, words, echo=False)
        finally:
            os.dup2(saved, 2)
            os.close(saved)
