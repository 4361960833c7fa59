"""docs/metrics.md, the alert rules and the code name the same figures."""

import ast
import re

import pytest

from bot.inside.table import METRICS, Kind

from .told import ROOT, sources

DOCUMENT = (ROOT / "docs/metrics.md").read_text("utf-8")


def rows() -> dict[str, tuple[str, ...]]:
    found = re.findall(r"^\| `(dengwen_[a-z_]+)` \| (.*) \|$", DOCUMENT, re.MULTILINE)
    return {name: tuple(rest.split(" | ")) for name, rest in found}


@pytest.mark.parametrize("name", METRICS)
def test_every_figure_is_documented(name):
    metric = METRICS[name]
    labels = ", ".join(f"`{label}`" for label in metric.labels) or "–"
    assert rows()[name] == (metric.meaning, metric.kind, ", ".join(metric.of), labels)


def test_no_figure_is_documented_that_does_not_exist():
    assert [*rows()] == [*METRICS] == sorted(METRICS)


def test_every_figure_of_the_table_is_shown_by_some_code_and_no_other():
    named = set()
    for path in sources():
        if path.name == "table.py" or path.parent.name not in {"inside", "bot"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named |= set(re.findall(r"^dengwen_[a-z]+_?[a-z_]+$", node.value))
    assert named - {"dengwen_desk_demo_bot", "dengwen_demo_bot"} == set(METRICS)


def test_names_follow_their_kind():
    for name, metric in METRICS.items():
        counts = metric.kind in {Kind.COUNTER, Kind.BY_DAY}
        assert name.endswith("_total") == counts
        assert (metric.kind is Kind.TIMES) <= name.endswith("_seconds")
