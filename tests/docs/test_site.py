"""The documentation as a site: every link leads somewhere, nothing comes from elsewhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_asyncio

from tests import axe
from tests.browser import DESKTOP, MISSING, PHONE, chromium, page_of, program

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ENGLISH, CHINESE = DOCS / "guides/en", DOCS / "guides/zh-CN"
FROM_ELSEWHERE = re.compile(
    r"""<(?:script|img|iframe|source|video)[^>]+src=["'](?:https?:)?//"""
    r"""|<link(?![^>]+rel=["'](?:next|prev|canonical)["'])[^>]+href=["'](?:https?:)?//"""
    r"""|@import\s+["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//"""
)


in_a_browser = pytest.mark.skipif(program() is None, reason=MISSING)
with_axe = pytest.mark.skipif(not axe.is_there(), reason=axe.MISSING)


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


LOOKED_AT = {
    "index": "en",
    "guides/en/citizen": "en",
    "guides/zh-CN/member": "zh-CN",
    "witness": "en",
    "security": "en",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running():
    async with chromium() as browser:
        yield browser


@in_a_browser
@with_axe
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("size", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["desktop, light", "phone, dark"]
)
async def test_axe_finds_nothing_serious_on_these_pages(running, site, size, dark):
    found = {}
    async with page_of(running, "en", size, dark=dark) as page:
        for name, language in LOOKED_AT.items():
            await page.goto((site / f"{name}.html").as_uri())
            assert await page.locator("html").get_attribute("lang") == language
            wider = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found[name] = [
                *await axe.violations(page),
                *(["scrolls sideways"] if wider > 0 else []),
            ]
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@in_a_browser
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("words", "page"), [("回执号", "写给反映人"), ("receipts", "For citizens")]
)
async def test_what_is_looked_for_is_found_without_a_server(running, site, words, page):
    async with page_of(running, "en") as view:
        await view.goto((site / "search.html").as_uri() + f"?q={words}")
        results = view.locator("#search-results li a")
        await results.filter(has_text=page).first.wait_for()
