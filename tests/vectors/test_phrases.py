"""Recovery phrases: the words of BIP39, read as people type them, and the keys of the page."""

import hmac
import json
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.phrases import Phrase, UnknownWordError, WordCountError, WordsDoNotFitError
from storage.ledger.age import (
    HybridIdentity,
    Profile,
    X25519Identity,
    generate_identity,
    open_sealed,
    parse_recipient,
    seal,
)
from storage.ledger.local import LocalKey
from storage.ledger.phrases import PhraseKeys

INDEX = LocalKey(bytes(32)).lookup("phrase")
COUNTING = Phrase(bytes(range(16)))
ENGLISH = "abandon amount liar amount expire adjust cage candy arch gather drum buyer"
CHINESE = "的 三 欧 三 考 于 据 保 量 损 破 战"
TRADITIONAL = "的 三 歐 三 考 於 據 保 量 損 破 戰"
LANGUAGES = {"en": ENGLISH, "zh-CN": CHINESE, "zh-Hant": TRADITIONAL}


@pytest.fixture(params=list(Profile))
def keys(request):
    return PhraseKeys(INDEX, request.param)


def by_hand(info):
    """HKDF-SHA-256 of the counting phrase without a salt, one block, as RFC 5869 writes it."""
    secret = hmac.digest(bytes(32), COUNTING.entropy, "sha256")
    return hmac.digest(secret, info.encode() + b"\x01", "sha256")


@pytest.mark.parametrize(("language", "words"), LANGUAGES.items())
def test_a_phrase_is_spelled_and_read_in_each_list(keys, language, words):
    assert " ".join(keys.words(COUNTING, language)) == words
    assert keys.read(words) == COUNTING


def test_a_language_without_a_list_gets_english(keys):
    assert " ".join(keys.words(COUNTING, "ar")) == ENGLISH


@given(st.binary(min_size=16, max_size=16), st.sampled_from(sorted(LANGUAGES)))
def test_every_phrase_comes_back(entropy, language):
    keys = PhraseKeys(INDEX, Profile.X25519)
    assert keys.read(" ".join(keys.words(Phrase(entropy), language))) == Phrase(entropy)


@pytest.mark.parametrize(
    "typed",
    [
        ENGLISH.upper(),
        f"  {ENGLISH.replace(' ', '   ')}\n",
        ENGLISH.replace(" ", ","),
        "\n".join(f"{n}. {word.title()}" for n, word in enumerate(ENGLISH.split(), 1)),
        "".join(chr(ord(c) + 0xFEE0) if c != " " else "\u3000" for c in ENGLISH),
        CHINESE.replace(" ", ""),
        CHINESE.replace(" ", "\u3000"),
        "、".join(CHINESE.split()),
        TRADITIONAL.replace(" ", ""),
        "的三歐三考於 据保量损破战",
        " ".join([*ENGLISH.split()[:6], *CHINESE.split()[6:]]),
    ],
)
def test_words_are_read_as_people_type_them(keys, typed):
    assert keys.read(typed) == COUNTING


@pytest.mark.parametrize(
    ("typed", "count"), [("", 0), ("1 2 3 …", 0), (ENGLISH[:-6], 11), (CHINESE + " 的", 13)]
)
def test_another_number_of_words_is_said(keys, typed, count):
    with pytest.raises(WordCountError) as error:
        keys.read(typed)
    assert error.value.count == count


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        (ENGLISH.replace("expire", "expird"), 5),
        (ENGLISH.replace("abandon", "abandoned"), 1),
        (CHINESE.replace("战", "囍"), 12),
        (CHINESE.replace("欧", "gold-fish"[:4] + "x"), 3),
    ],
)
def test_a_word_of_no_list_is_named_by_its_place(keys, typed, position):
    with pytest.raises(UnknownWordError) as error:
        keys.read(typed)
    assert error.value.position == position


@pytest.mark.parametrize(
    "typed", [ENGLISH.replace("buyer", "ability"), " ".join(reversed(ENGLISH.split()))]
)
def test_words_that_were_never_given_out_together_are_told(keys, typed):
    with pytest.raises(WordsDoNotFitError) as error:
        keys.read(typed)
    assert error.value.__cause__ is None


def test_the_keys_are_those_of_the_page():
    x25519 = X25519Identity(by_hand("dengwen/phrase/v1/mailbox/x25519"))
    hybrid = HybridIdentity(by_hand("dengwen/phrase/v1/mailbox/mlkem768x25519"))
    assert PhraseKeys(INDEX, Profile.X25519).recipient(COUNTING) == x25519.recipient.encode()
    keys = PhraseKeys(INDEX, Profile.MLKEM768X25519)
    assert keys.recipient(COUNTING) == hybrid.recipient.encode()
    assert keys.lookup(COUNTING) == INDEX(by_hand("dengwen/phrase/v1/lookup"))
    assert keys.recipient(COUNTING).startswith("age1pq15gsrc2cn0usrgjk5w32xmqq")
    assert keys.lookup(COUNTING).hex() == (
        "dc8da6ded2eda2cc26c8113c30c5374d7e9342acbda3348f4d0fa46ca8b85be4"
    )


def test_what_was_sealed_to_either_kind_of_key_opens(keys):
    phrase = keys.draw(secrets.randbits)
    sealed = seal(b'{"kind": "reply"}', [parse_recipient(keys.recipient(phrase))])
    for profile in Profile:
        assert PhraseKeys(INDEX, profile).open(phrase, sealed) == {"kind": "reply"}


def test_what_was_sealed_to_somebody_else_does_not_open(keys):
    phrase, other = keys.draw(secrets.randbits), generate_identity(Profile.X25519)
    sealed = seal(b"{}", [other.recipient])
    assert keys.open(phrase, sealed) is None
    assert json.loads(open_sealed(sealed, [other])) == {}


def test_the_random_bits_are_the_phrase(keys):
    asked = []

    def ones(bits):
        asked.append(bits)
        return (1 << bits) - 1

    assert keys.draw(ones) == Phrase(b"\xff" * 16)
    assert asked == [128]


def test_a_phrase_does_not_show_itself():
    assert repr(COUNTING) == "Phrase()"
