"""Every sentence that people read, in every language, from the Fluent files under locales/.

The sentence with the name `receipt-issued` stands in `locales/<language>/*.ftl` under that name.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

from casework.rules.display import shown

FOLDER = Path(__file__).parent.parent / "locales"
_SCRIPT_LETTERS = 4  # as in zh-Hant


class UnknownTextError(LookupError):
    """No language file has a sentence of that name, or it lacks a variable."""


class Html(str):
    """A string that is HTML already and must not be escaped again."""

    __slots__ = ()


def as_html(text: str) -> Html:
    """Return what somebody wrote as HTML that shows it and does nothing else."""
    return Html(html.escape(shown(text), quote=False))


class Say:
    """Speaks one language."""

    def __init__(self, language: str, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle
        self._locale = Locale.parse(language, sep="-")

    def __call__(self, name: str, /, **variables: Any) -> Html:
        """Return the sentence `name` as HTML; variables are escaped unless they are `Html`.

        Raises:
            UnknownTextError: There is no such sentence, or a variable is missing.
        """
        if not self._bundle.has_message(name):
            raise UnknownTextError(f"{self.language}: {name}")
        pattern = self._bundle.get_message(name).value
        if pattern is None:
            raise UnknownTextError(f"{self.language}: {name}")
        text, errors = self._bundle.format_pattern(
            pattern, {key: self._variable(value) for key, value in variables.items()}
        )
        if errors:
            raise UnknownTextError(f"{self.language}: {name}: {errors[0]}")
        return Html(text)

    def knows(self, name: str) -> bool:
        """Say whether there is a sentence `name`."""
        return bool(self._bundle.has_message(name))

    def label(self, name: str, /, **variables: Any) -> str:
        """Return the sentence `name` as plain text, as buttons want it."""
        return html.unescape(self(name, **variables))

    def date(self, day: date) -> str:
        """Return a day in words, such as `12月7日 星期一` or `Monday 7 December`."""
        return format_date(day, self.label("date-pattern"), locale=self._locale)

    def pick(self, words: Mapping[str, str]) -> str:
        """Return the words of this language from the configuration."""
        return words[self.language]

    def _variable(self, value: Any) -> Any:
        if isinstance(value, Html):
            return str(value)
        if isinstance(value, date):
            return html.escape(self.date(value), quote=False)
        return as_html(value) if isinstance(value, str) else value


class Texts:
    """All languages of the configuration; the first is the default."""

    def __init__(
        self,
        languages: Sequence[str],
        folder: Path = FOLDER,
        named: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Read the sentences; `named` are those of the configuration, by name and language."""
        self.languages = tuple(languages)
        self._says = {
            language: _speaker(folder / language, _of_language(named or {}, language))
            for language in languages
        }

    def say(self, language: str | None) -> Say:
        """Return the speaker of `language`, or of the closest one there is."""
        return self._says[self.closest(language)]

    def closest(self, language: str | None) -> str:
        """Return the configured language nearest to a code such as `zh-TW` or `en-GB`.

        The same script goes before the order of the configuration: who reads `zh-TW` reads
        `zh-Hant` and not `zh-CN`, while `zh-SG` and `zh` alone are `zh-CN`.
        """
        wanted = (language or "").lower().replace("_", "-")
        first = wanted.partition("-")[0]
        same = [known for known in self.languages if known.lower().partition("-")[0] == first]
        exact = [known for known in same if known.lower() == wanted]
        written = [known for known in same if _script_of(known) == _script_of(wanted)]
        return (exact or written or same or list(self.languages))[0]


def _script_of(code: str) -> str:
    """Return the script of a language tag: the one it names, else the likely one by CLDR."""
    language, *rest = code.lower().split("-")
    if named := [part.title() for part in rest if len(part) == _SCRIPT_LETTERS]:
        return named[0]
    likely = get_global("likely_subtags")
    full: str = likely.get("_".join([language, *map(str.upper, rest)])) or likely.get(language, "")
    return full.partition("_")[2].partition("_")[0]


def _of_language(named: Mapping[str, Mapping[str, str]], language: str) -> str:
    """Return sentences of the configuration as Fluent has them: nothing in them is a variable."""
    said = (
        (name, " ".join(texts[language].split()))
        for name, texts in named.items()
        if language in texts
    )
    return "".join(
        f"{name} = {{ {json.dumps(text, ensure_ascii=False)} }}\n" for name, text in said
    )


def _speaker(folder: Path, more: str = "") -> Say:
    # Telegram shows the marks of Unicode isolation as gaps in numbers that are copied.
    bundle = FluentBundle([folder.name], use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        bundle.add_resource(_parsed(path.read_text("utf-8")))
    bundle.add_resource(_parsed(more), allow_overrides=True)
    return Say(folder.name, bundle)


@cache  # a parse takes longer than all else at the start of a process, or of a test
def _parsed(sentences: str) -> Resource:
    return FluentResource(sentences)
