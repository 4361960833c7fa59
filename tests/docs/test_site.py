"""The documentation as a site: every link leads somewhere, nothing comes from elsewhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ENGLISH, CHINESE = DOCS / "guides/en", DOCS / "guides/zh-CN"
FROM_ELSEWHERE = re.compile(
    r"""<(?:script|img|iframe|source|video)[^>]+src=["'](?:https?:)?//"""
    r"""|<link(?![^>]+rel=["'](?:next|prev|canonical)["'])[^>]+href=["'](?:https?:)?//"""
    r"""|@import\s+["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    made = subprocess.run(
        [sys.executable, "-m", "sphinx", "-qWT", "--keep-going", "-b", "html", DOCS, folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, (
        f"{made.stderr}\nA new page needs its line in a toctree, as in docs/operator.md."
    )
    return folder


def test_the_site_is_made_without_a_warning_and_takes_nothing_from_elsewhere(site):
    asked = [
        (str(path.relative_to(site)), found.group())
        for path in site.rglob("*")
        if path.suffix in {".html", ".css"}
        if (found := FROM_ELSEWHERE.search(path.read_text("utf-8")))
    ]
    assert asked == []


def test_each_page_says_its_language_and_leads_to_its_twin(site):
    english = (site / "guides/en/citizen.html").read_text("utf-8")
    chinese = (site / "guides/zh-CN/citizen.html").read_text("utf-8")
    assert '<html lang="en"' in english
    assert '<html lang="zh-CN"' in chinese
    assert 'href="../zh-CN/citizen.html" lang="zh-CN"' in english
    assert 'href="../en/citizen.html" lang="en"' in chinese
    assert "跳转至主要内容" in chinese
    assert "Skip to main content" in english


def test_chinese_words_are_in_the_index_of_the_search(site):
    text = (site / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    said, headed = (index[where].get("回执", []) for where in ("terms", "titleterms"))
    both = [*(said if isinstance(said, list) else [said])]
    both += headed if isinstance(headed, list) else [headed]
    pages = {index["docnames"][number] for number in both}
    assert {"guides/zh-CN/citizen", "guides/zh-CN/deciding"} <= pages


def headings(path: Path) -> list[int]:
    """Return the levels of the headings of a page, in their order."""
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]


TWINS = {
    ROOT / "README.md": ROOT / "README.zh-CN.md",
    **{page: CHINESE / page.name for page in sorted(ENGLISH.glob("*.md"))},
}


@pytest.mark.parametrize("page", TWINS, ids=lambda page: page.name)
def test_a_chinese_page_has_the_headings_of_its_english_one(page):
    assert headings(TWINS[page]) == headings(page)


def test_no_chinese_page_is_without_an_english_one():
    assert {page.name for page in CHINESE.glob("*.md")} == {page.name for page in TWINS} - {
        "README.md"
    }


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")), ids=lambda page: page.name)
def test_what_the_pages_outside_of_the_site_link_to_is_there(page):
    text = page.read_text("utf-8")
    linked = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    named = re.findall(r"(?<![\w/])docs/[\w/.-]+\.md", text)
    assert [path for path in [*linked, *named] if not (ROOT / path).exists()] == []
