"""The sample rules for Prometheus name figures that exist, and promtool accepts them."""

import re
import shutil
import subprocess

import pytest

from bot.inside.table import METRICS

from .told import ROOT

RULES = ROOT / "deploy/prometheus/alerts.yml"
TEXT = RULES.read_text("utf-8")


def test_every_rule_names_a_figure_and_its_labels():
    expressions = re.findall(r"^        expr: (.+)$", TEXT, re.MULTILINE)
    assert len(expressions) == TEXT.count("- alert:") > 10
    for expression in expressions:
        names = re.findall(r"dengwen_[a-z_]+", expression)
        assert names or expression == 'up{job="dengwen"} == 0'
        assert set(names) <= METRICS.keys()
        for label in re.findall(r"[{,]\s*([a-z]+)\s*[=!]", expression):
            assert label == "job" or label in METRICS[names[0]].labels


def test_every_rule_says_what_to_do_and_how_bad_it_is():
    summaries = re.findall(r'summary: "([^"]+)"', TEXT)
    assert len(set(summaries)) == TEXT.count("- alert:")
    assert TEXT.count("severity: ") == len(summaries)
    assert set(re.findall(r"severity: ([a-z]+)", TEXT)) == {"warning", "critical"}


def test_promtool_accepts_the_rules():
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed: apt-get install prometheus")
    run = subprocess.run(
        [promtool, "check", "rules", RULES], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{TEXT.count('- alert:')} rules found" in run.stdout
