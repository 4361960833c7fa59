"""What holds for all tests: where everything must run, a test that is left out fails."""

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

EVERYTHING = "DENGWEN_ALL_TESTS"
SLOW = ("e2e", "transcripts", "ledger")
TEMPORARY = "PYTEST_DEBUG_TEMPROOT"
IN_MEMORY = Path("/dev/shm")  # noqa: S108  pytest makes a folder of its own in it
ROOM_BYTES = 4 * 1024**3


def _is_roomy(folder: Path) -> bool:
    """Say whether a folder holds all that a run leaves, programs to be started included."""
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    may_run = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return may_run and shutil.disk_usage(folder).free >= ROOM_BYTES


# A commit waits for the disk; no test loses anything by waiting for memory instead.
if TEMPORARY not in os.environ and _is_roomy(IN_MEMORY):
    os.environ[TEMPORARY] = str(IN_MEMORY)


# How long an example takes says more of what else the machine does than of the code.
# The same examples are drawn each time, so that a red run can be run again; a soak draws others.
DRAWN_ANEW = bool(os.environ.get("DENGWEN_SOAK"))
settings.register_profile("any machine", deadline=None, derandomize=not DRAWN_ANEW)
settings.load_profile("any machine")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders whose tests take longest, so that no core waits for one at the end."""
    items.sort(key=lambda item: item.path.parent.name not in SLOW)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that skips itself, when everything must run; an expected failure is none."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _refuse_to_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file that skips itself as a whole, when everything must run."""
    report = yield
    _refuse_to_skip(report)
    return report


def _refuse_to_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and os.environ.get(EVERYTHING):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was left out, and {EVERYTHING} is set. {reason}"
