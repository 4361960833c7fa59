"""What the pages name is there, and what people can send is on the page for them."""

import re
from pathlib import Path

import pytest

from bot.doctor.checks import CHECKS
from handlers.team.rights import COMMANDS
from tests.docs.test_site import CHINESE, ENGLISH

ROOT = Path(__file__).parents[2]
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")} - {ROOT / "CHANGELOG.md"})
PARTS = "bench|bot|casework|deploy|emulator|handlers|locales|storage|tests"
PUBLIC = (ROOT / "handlers/public").glob("*.py")
SENT = {name for path in PUBLIC for name in re.findall(r"\bCommand\(\"(\w+)\"", path.read_text())}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_file_that_a_page_names_is_there(page):
    named = re.findall(rf"`((?:{PARTS})/[\w./*<>…-]*)`", page.read_text("utf-8"))
    paths = [name for name in named if not re.search("[<>…]", name)]
    assert [name for name in paths if not any(ROOT.glob(name.rstrip("/")))] == []


@pytest.mark.parametrize("folder", [ENGLISH, CHINESE], ids=["en", "zh-CN"])
def test_citizens_find_every_command_that_they_can_send(folder):
    table = re.findall(r"^\| `/(\w+)`", (folder / "citizen.md").read_text("utf-8"), re.MULTILINE)
    assert set(table) == SENT | {"start"}


@pytest.mark.parametrize("folder", [ENGLISH, CHINESE], ids=["en", "zh-CN"])
def test_staff_find_every_command_of_their_menus(folder):
    told = "".join(page.read_text("utf-8") for page in folder.glob("*.md"))
    shown = {name for name, need in COMMANDS.items() if need.menu}
    assert {name for name in shown if f"`/{name}`" not in told} == set()


def test_every_check_of_the_doctor_is_explained():
    page = (ROOT / "docs/doctor.md").read_text("utf-8")
    told = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", page, re.MULTILINE)
    assert {name for name, what in told if what} == {check.name for check in CHECKS}
