"""Each page says its language; what the theme writes around it and a link lead to its twin."""

from __future__ import annotations

from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any

import pydata_sphinx_theme
import sphinx
from sphinx.application import Sphinx

FOLDERS = {"en": "guides/en/", "zh-CN": "guides/zh-CN/"}
NAMES = {"en": "English", "zh-CN": "中文"}
CATALOGUES = (
    (Path(sphinx.__file__).parent / "locale", "zh_CN"),
    (Path(pydata_sphinx_theme.__file__).parent / "locale", "zh"),
)
OURS = {"Collapse Sidebar": "收起侧栏", "Expand Sidebar": "展开侧栏"}


class OurOwn(NullTranslations):
    """What the theme has not put into Chinese yet; the rest is in its catalogues."""

    def gettext(self, message: str) -> str:
        """Return the Chinese of a message, or the message."""
        return OURS.get(message) or super().gettext(message)


def _words() -> dict[str, NullTranslations]:
    """Return what Sphinx and the theme say, by language."""
    chinese = OurOwn()
    for folder, name in CATALOGUES:
        chinese.add_fallback(translation("sphinx", folder, [name]))
    return {"en": NullTranslations(), "zh-CN": chinese}


WORDS = _words()


def _speak(app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Set the language of one page, and where it can be read in the other one."""
    language = "zh-CN" if page.startswith(FOLDERS["zh-CN"]) else "en"
    context["language"] = language
    app.builder.templates.environment.install_gettext_translations(  # type: ignore[attr-defined]
        WORDS[language]
    )
    other = "en" if language == "zh-CN" else "zh-CN"
    twin = page.replace(FOLDERS[language], FOLDERS[other], 1)
    if twin != page and twin in app.env.found_docs:
        context["twin"] = {
            "address": context["pathto"](twin),
            "language": other,
            "name": NAMES[other],
        }


def setup(app: Sphinx) -> dict[str, bool]:
    """Ask for each page before it is written."""
    app.connect("html-page-context", _speak)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
