"""Every sentence is as short as a small screen and a frightened reader want it."""

import re

import pytest

from emulator.markup import parse_html
from handlers.texts import Texts
from tests.locales.test_locales import LANGUAGES, sentences_of, variables_of

LONGEST = {"zh-CN": 60, "zh-Hant": 60, "en": 45}
"""Chinese characters, and English words."""

# What people read in peace, or keep: pages, forms and files rather than messages.
PAGES = frozenset({"notice", "privacy", "help", "about", "review", "receipt", "summary"})
PAGES |= {
    "weekly",
    "desk-card",
    "export-readme",
    "export-epochs-closed",
    "recovery-readme",
    "roster-refused",
}

LONGEST_LABEL = {"zh-CN": 12, "zh-Hant": 12, "en": 30}
LABELS = ("button-", "desk-button-", "identity-", "route-", "concerns-", "change-")
SENTENCES_THAT_BEGIN_LIKE_LABELS = frozenset({"change-ask"})


def length(language, text):
    return len(re.findall("[\u4e00-\u9fff]" if language.startswith("zh") else r"[^\s]+", text))


def shown(say, name, sentence):
    return parse_html(say(name, **dict.fromkeys(variables_of(sentence), 3)))[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_short(language):
    say = Texts([language]).say(language)
    long = {
        name: found
        for name, sentence in sentences_of(language).items()
        if (found := length(language, shown(say, name, sentence))) > LONGEST[language]
    }
    assert long.keys() <= PAGES, long


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_fits_on_its_button(language):
    say = Texts([language]).say(language)
    long = {
        name: say.label(name)
        for name, sentence in sentences_of(language).items()
        if name.startswith(LABELS)
        and name not in SENTENCES_THAT_BEGIN_LIKE_LABELS
        and not variables_of(sentence)
        and len(say.label(name)) > LONGEST_LABEL[language]
    }
    assert long == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_shouted_at_or_told_that_all_is_safe(language):
    say = Texts([language]).say(language)
    for name, sentence in sentences_of(language).items():
        text = shown(say, name, sentence)
        if "recovery" not in name and "export" not in name:
            assert not re.search("[!！]", text), name
        assert not re.search(r"安全|\bsecure\b|\bsafe\b", text), name


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code.startswith("zh")])
def test_people_are_addressed_with_respect(language):
    say = Texts([language]).say(language)
    for name, sentence in sentences_of(language).items():
        assert not re.search("[你妳]", shown(say, name, sentence)), name
