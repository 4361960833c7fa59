"""Two languages that nobody speaks, made from the English one, to see what the code does to texts.

One has accents on every letter and is 40 % longer: a sentence that stands in the code shows plain
letters, and a place that is too narrow overflows. The other is in Arabic letters and runs from
right to left. They go by the tags of real languages, because Babel writes the dates and numbers.
"""

import json
import math
import re
import tomllib

from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Transformer

ACCENTED, MIRRORED = "en-GB", "ar-EG"
LONGER = 0.4
RIGHT_TO_LEFT_MARK = "\u200f"
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTS = str.maketrans(_PLAIN, "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž")
_ARABIC = str.maketrans(_PLAIN, 2 * "ابجدهوزحطيكلمنسعفصقرشتثخذض")
# What is to be typed or is no language: tags, entities, commands, numbers of receipts, names.
_KEPT = re.compile(r"(<[^>]*>|&\w+;|/[a-z]+|LX-[\w-]+|Telegram|\n)")
_DATES = frozenset({"date-pattern"})


def pseudo(language, text):
    """Return an English text in one of the two languages; markup and commands stay."""
    return "".join(
        part if _KEPT.fullmatch(part) or not re.search("[A-Za-z]", part) else _said(language, part)
        for part in _KEPT.split(text)
    )


def write_locale(english, folder):
    """Write into `folder` what the folder `english` says, in the language it is named after."""
    folder.mkdir()
    for path in english.glob("*.ftl"):
        resource = FluentParser().parse(path.read_text("utf-8"))
        _Translator(folder.name).visit(resource)
        (folder / path.name).write_text(FluentSerializer().serialize(resource), "utf-8")


def settings(config, *languages):
    """Return the environment under which `config`, an example in English, speaks `languages`."""
    with config.open("rb") as file:
        example = tomllib.load(file)
    spoken = {
        "ROUND": {organ: example["round"][organ] for organ in ("name", "team", "fifth", "office")},
        "NOTICE": example["notice"],
        **{part.upper(): example[part] for part in ("units", "categories", "channels")},
    }
    told = {name: _translated(value, languages) for name, value in spoken.items()}
    organs = {f"ROUND__{organ.upper()}": words for organ, words in told.pop("ROUND").items()}
    everything = {"LANGUAGES": list(languages), **organs, **told}
    return {f"DENGWEN_{name}": json.dumps(value) for name, value in everything.items()}


class _Translator(Transformer):
    def __init__(self, language):
        self._language = language

    def visit_Message(self, node):  # noqa: N802  the visitor's own spelling
        return node if node.id.name in _DATES else self.generic_visit(node)

    def visit_TextElement(self, node):  # noqa: N802  the visitor's own spelling
        return ftl.TextElement(pseudo(self._language, node.value))


def _said(language, part):
    stripped = part.strip()
    before, after = part[: part.index(stripped)], part[part.index(stripped) + len(stripped) :]
    if language == MIRRORED:
        told = RIGHT_TO_LEFT_MARK + stripped.translate(_ARABIC) + RIGHT_TO_LEFT_MARK
    else:
        told = stripped.translate(_ACCENTS) + "~" * math.ceil(LONGER * len(stripped))
    return before + told + after


def _translated(value, languages):
    if isinstance(value, list):
        return [_translated(entry, languages) for entry in value]
    if not isinstance(value, dict):
        return value
    if "en" in value:
        return {language: pseudo(language, value["en"]) for language in languages}
    return {key: _translated(entry, languages) for key, entry in value.items()}
