"""A search that works offline and finds Chinese: runs of characters are split into pairs."""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.search import languages
from sphinx.search.en import SearchEnglish

NAME = "two-scripts"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORDS = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")


class TwoScripts(SearchEnglish):
    """English words by their stems; of Chinese every two characters that stand side by side.

    So a word is found without a dictionary that says where words end. The same is done to what
    somebody looks for, in the browser.
    """

    lang = NAME
    language_name = "English"  # Sphinx makes the name of the stemmer in the browser of it
    js_splitter_code = f"""
var splitQuery = (query) =>
  (query.match(/[{HAN}]+|[^\\s\\p{{P}}\\p{{S}}{HAN}]+/gu) || []).flatMap((run) =>
    /^[{HAN}]{{2,}}$/u.test(run)
      ? [...run].slice(1).map((second, index) => [...run][index] + second)
      : [run],
  );
"""

    def split(self, input: str) -> list[str]:  # noqa: A002  as Sphinx names it
        """Return the words of a text, and the pairs of its Chinese runs."""
        return [part for run in WORDS.findall(input) for part in _pairs(run)]


def _pairs(run: str) -> list[str]:
    if len(run) < 2 or not re.match(f"[{HAN}]", run):  # noqa: PLR2004  a pair
        return [run]
    return [run[index : index + 2] for index in range(len(run) - 1)]


def setup(app: Sphinx) -> dict[str, bool]:
    """Let `html_search_language` name it."""
    languages[NAME] = TwoScripts
    return {"parallel_read_safe": True, "parallel_write_safe": True}
