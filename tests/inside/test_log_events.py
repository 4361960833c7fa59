"""The table of events, the code that tells them and docs/logs.md say the same."""

import re

import pytest

from bot.log_events import EVENTS, FIELDS

from .told import ROOT, calls, sources

CALLS = [*calls()]
DOCUMENT = (ROOT / "docs/logs.md").read_text("utf-8")
MAY_LOG = {"casework/operator_log.py", "bot/logs.py", "bot/courier_bots.py"}


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.event}-{call.at}")
def test_what_the_code_tells_stands_in_the_table(call):
    assert call.event in EVENTS, f"{call.at}: enter it in bot/log_events.py and docs/logs.md"
    assert call.fields <= set(EVENTS[call.event].fields), call.at


def test_nothing_stands_in_the_table_that_nobody_tells():
    told = {}
    for call in CALLS:
        told.setdefault(call.event, set()).update(call.fields)
    told["library"] = {"library", "place", "error"}  # bot.logs makes it of what libraries tell
    assert {name: set(event.fields) for name, event in EVENTS.items()} == told


def test_every_field_of_an_event_has_its_shape():
    assert {name for event in EVENTS.values() for name in event.fields} == set(FIELDS)


def test_events_stand_in_the_order_of_their_names():
    assert [*EVENTS] == sorted(EVENTS)


def test_nobody_goes_around_the_table():
    for path in sources():
        name = str(path.relative_to(ROOT))
        if name not in MAY_LOG:
            text = path.read_text("utf-8")
            assert "import logging" not in text, f"{name}: use casework.operator_log"
            assert "import structlog" not in text, f"{name}: use casework.operator_log"


def rows(heading: str) -> dict[str, tuple[str, ...]]:
    part = DOCUMENT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^\| `([^`]+)` \| (.*) \|$", part, re.MULTILINE)
    return {name: tuple(rest.split(" | ")) for name, rest in found}


def test_every_event_is_documented():
    fields = {name: ", ".join(f"`{f}`" for f in e.fields) or "–" for name, e in EVENTS.items()}
    assert rows("Events") == {name: (e.meaning, fields[name]) for name, e in EVENTS.items()}


def test_every_field_is_documented():
    assert rows("Fields") == {name: (field.meaning,) for name, field in FIELDS.items()}
