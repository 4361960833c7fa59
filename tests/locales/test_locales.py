"""Every sentence stands in every language, with the same variables, in HTML that Telegram takes."""

import ast
import itertools
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.config import load
from emulator.markup import parse_html
from handlers.texts import Texts, UnknownTextError
from tests.locales.families import FAMILIES, PUT_TOGETHER

ROOT = Path(__file__).parents[2]
LANGUAGES = sorted(path.name for path in (ROOT / "locales").iterdir() if path.is_dir())
FILES = sorted({path.name for path in (ROOT / "locales").glob("*/*.ftl")})
CODE = [*(ROOT / "handlers").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]
CODE += (ROOT / "casework").rglob("*.py")
TAGS = {"bold", "code", "italic", "blockquote", "pre"}
PROPER_NAMES = {"source-telegram"}


class Variables(Visitor):
    """Collects the names of the variables in a pattern."""

    def __init__(self):
        self.names = set()

    def visit_VariableReference(self, node):  # noqa: N802  the visitor's own spelling
        self.names.add(node.id.name)


@cache
def parse(path):
    """Return the sentences of a file by name; a sentence twice or one that is none is an error."""
    sentences = {}
    for entry in FluentParser().parse(path.read_text("utf-8")).body:
        assert not isinstance(entry, ftl.Junk), f"{path}: {entry.content}"
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in sentences, f"{path}: {entry.id.name} stands there twice"
            sentences[entry.id.name] = entry
    return sentences


def variables_of(sentence):
    visitor = Variables()
    visitor.visit(sentence.value)
    return visitor.names


@cache
def sentences_of(language):
    """Return all sentences of a language; a name stands in one file only."""
    found = {}
    for path in sorted((ROOT / "locales" / language).glob("*.ftl")):
        sentences = parse(path)
        assert not found.keys() & sentences.keys(), f"{path}: stands in another file, too"
        found |= sentences
    return found


def literals(tree):
    """Return every text in the code, and the beginnings of those put together, such as `ask-`."""
    texts, beginnings = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.add(node.value)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            beginnings.add(node.values[0].value)
    return texts, {text for text in beginnings if text.endswith("-")}


def said(tree):
    """Return the names in `say("name")`, `say.label("name")` and `texts.say(language)("name")`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first, function = node.args[0], node.func
        if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
            continue
        speaks = (
            (isinstance(function, ast.Name) and function.id == "say")
            or (isinstance(function, ast.Attribute) and function.attr in {"label", "knows"})
            or (isinstance(function, ast.Attribute) and ast.unparse(function) == "self.say")
            or (isinstance(function, ast.Call) and ast.unparse(function.func).endswith("say"))
        )
        if speaks and "words.label" not in ast.unparse(function):
            yield first.value


def test_there_are_the_languages_that_the_configuration_names():
    assert sorted(load(ROOT / "config.toml").languages) == LANGUAGES


@pytest.mark.parametrize("name", FILES)
def test_every_language_has_the_same_sentences_with_the_same_variables(name):
    first, *others = (parse(ROOT / "locales" / language / name) for language in LANGUAGES)
    for other in others:
        assert other.keys() == first.keys()
        for sentence in first:
            assert variables_of(other[sentence]) == variables_of(first[sentence]), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_in_two_files(language):
    assert sentences_of(language)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_that_the_code_says_exists(path):
    known = sentences_of(LANGUAGES[0])
    names = set(said(ast.parse(path.read_text("utf-8"))))
    assert names <= known.keys()


def in_the_code():
    """Return what stands in the code whole, and the beginnings of what it puts together."""
    found = [literals(ast.parse(path.read_text("utf-8"))) for path in CODE]
    return set().union(*(some for some, _ in found)), set().union(*(more for _, more in found))


def test_no_sentence_stands_there_unused():
    texts, _ = in_the_code()
    assert sentences_of(LANGUAGES[0]).keys() - texts - PUT_TOGETHER == set()


def test_every_sentence_put_together_from_a_value_exists():
    assert PUT_TOGETHER - sentences_of(LANGUAGES[0]).keys() == set()


def test_every_beginning_in_the_code_is_a_family():
    """Whoever puts a new name together says in `families.py` what may follow."""
    _, beginnings = in_the_code()
    known = sentences_of(LANGUAGES[0])
    begin = {text for text in beginnings if any(name.startswith(text) for name in known)}
    assert begin == {f"{name}-" for name in FAMILIES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_html_that_telegram_takes(language):
    say = Texts([language]).say(language)
    for name, sentence in sentences_of(language).items():
        for value in (1, 3):
            shown = say(name, **dict.fromkeys(variables_of(sentence), value))
            text, entities = parse_html(shown)
            assert text.strip(), name
            assert {entity["type"] for entity in entities} <= TAGS, name
            assert "{" not in text, name
            assert len(text.encode("utf-16-le")) // 2 <= 4096


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_wrote_is_shown_as_written(language):
    say = Texts([language]).say(language)
    contact = '<b>Li</b> & Söhne "x" {$number}'
    variables = dict.fromkeys(variables_of(sentences_of(language)["review"]), 1)
    shown = say("review", **(variables | {"contact": contact}))
    text, entities = parse_html(shown)
    assert contact in text
    assert [entity["type"] for entity in entities] == ["bold"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_short(language):
    say = Texts([language]).say(language)
    for name in sentences_of(language):
        if name.startswith("button-"):
            assert len(say.label(name)) <= 30, name


def test_a_missing_sentence_or_variable_is_an_error_and_no_gap():
    say = Texts(LANGUAGES).say("en")
    with pytest.raises(UnknownTextError):
        say("nobody-wrote-this")
    with pytest.raises(UnknownTextError):
        say("receipt", number="LX")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-SG", "zh-CN"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh_mo", "zh-Hant"),
        ("zh-hant", "zh-Hant"),
        ("zh-hant-raw", "zh-Hant"),
        ("en-GB", "en"),
        ("EN", "en"),
        ("bo", "zh-CN"),
        (None, "zh-CN"),
        ("", "zh-CN"),
    ],
)
def test_everybody_is_spoken_to_in_the_closest_language(code, language):
    assert Texts(["zh-CN", "zh-Hant", "en"]).closest(code) == language


def test_who_reads_one_chinese_script_is_spoken_to_in_the_other_rather_than_in_english():
    assert Texts(["en", "zh-CN"]).closest("zh-TW") == "zh-CN"


def test_the_languages_differ_in_every_sentence():
    """A sentence copied and never translated is the likeliest slip.

    The two Chinese ones share many a word to the letter; their characters are looked at below.
    """
    for one, other in itertools.combinations(LANGUAGES, 2):
        if one.startswith("zh") and other.startswith("zh"):
            continue
        first, second = Texts([one]).say(one), Texts([other]).say(other)
        for name, sentence in sentences_of(one).items():
            variables = dict.fromkeys(variables_of(sentence), 3)
            shown = first(name, **variables)
            if any(map(str.isalpha, parse_html(shown)[0])) and name not in PROPER_NAMES:
                assert shown != second(name, **variables), name


@pytest.mark.parametrize(
    ("language", "characters", "strays"),
    # The character sets of either script, and what has slipped into Big5 of the other one.
    [("zh-CN", "gb2312", "於妳裏"), ("zh-Hant", "big5", "后几于并云么里着")],
)
def test_each_chinese_is_written_in_its_own_characters(language, characters, strays):
    for path in sorted((ROOT / "locales" / language).glob("*.ftl")):
        for name, sentence in parse(path).items():
            words = FluentSerializer().serialize_entry(sentence)
            foreign = [c for c in words if "\u4e00" <= c <= "\u9fff" and not _in(c, characters)]
            assert foreign == [], name
            assert not set(words) & set(strays), name


def _in(character, characters):
    try:
        character.encode(characters)
    except UnicodeEncodeError:
        return False
    return True
