"""docs/spec/records.md has a row for every kind of record, as the code has it."""

import re
from pathlib import Path

import pytest

from casework.desk.describe import WRITTEN_BY
from casework.desk.records import SINGLE, Field, Record
from casework.rules.roles import Action

DOCUMENT = (Path(__file__).parents[2] / "docs/spec/records.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", DOCUMENT, re.MULTILINE)
CELLS = {kind: rest.split(" | ") for kind, rest in ROWS}


def test_every_kind_has_one_row():
    assert sorted(kind for kind, _ in ROWS) == sorted(Record)


@pytest.mark.parametrize("kind", Record)
def test_a_row_says_who_writes_it_what_it_says_and_if_one_holds(kind):
    _, fields, _, who, single = CELLS[kind]
    named = set(re.findall("`([a-z-]+)`", who))
    assert named
    assert named <= set(Action)
    if kind in WRITTEN_BY:
        assert named == {WRITTEN_BY[kind]}
    assert fields == "–" or set(re.findall("`([a-z-]+)`", fields)) & set(Field)
    assert single == ("yes" if kind in SINGLE else "no")
