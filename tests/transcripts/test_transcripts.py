"""Conversations as they are kept in `kept/`: whoever changes what the bot says sees it here.

`DENGWEN_KEEP_TRANSCRIPTS=1 make test` writes them anew. Read the difference aloud before you
commit it.
"""

import logging
import os
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.courier_bots import LEVELS
from tests.transcripts import lives, returning, sending, trouble, writing
from tests.transcripts.office import GROUPS, Desk
from tests.transcripts.scene import on_scene
from tests.transcripts.talk import talks_of

KEPT = Path(__file__).parent / "kept"
TALKS = talks_of(writing, sending, trouble, returning, lives)
LINES = 60
KEEP = os.environ.get("DENGWEN_KEEP_TRANSCRIPTS")


@pytest.fixture(autouse=True)
def libraries(monkeypatch):
    """What the courier sets for good is set for one test."""
    levels = {name: logging.getLogger(name).level for name in LEVELS}
    monkeypatch.setenv("PTB_TIMEDELTA", "false")
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("name", TALKS)
async def test_the_conversation_is_the_one_that_is_kept(name, tmp_path):
    talk = TALKS[name]
    groups = GROUPS if talk.office else None
    async with (
        on_scene(tmp_path, groups=groups, **talk.settings) as scene,
        AsyncExitStack() as stack,
    ):
        if talk.office:
            scene.desk = Desk(scene)
            await stack.enter_async_context(scene.desk.open())
        try:
            await talk.play(scene)
        except Exception:
            print(*scene.lines[-LINES:], sep="\n")  # noqa: T201  how far it came
            raise
    told = "\n".join([f"{talk.title}", "=" * len(talk.title), *scene.lines, ""])
    path = KEPT / f"{name}.txt"
    if KEEP:
        path.write_text(told, "utf-8")
    assert path.read_text("utf-8") == told


def test_there_are_enough_and_none_is_left_over():
    assert len(TALKS) >= 40
    assert {path.stem for path in KEPT.glob("*.txt")} == set(TALKS)
