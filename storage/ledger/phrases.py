"""Recovery phrases: spelling and reading the words, and the keys that grow from them.

Source: BIP39 for the words and their checksum; docs/spec/mailbox.md for everything else.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from mnemonic import Mnemonic

from casework.phrases import Phrase, UnknownWordError, WordCountError, WordsDoNotFitError
from storage.ledger.age import HybridIdentity, KeyIdentity, Profile, X25519Identity, open_sealed
from storage.ledger.errors import SealError
from storage.ledger.local import Lookup

WORDS = 12
ENTROPY_BYTES = 16
_DERIVED_BYTES = 32
_LABEL = "dengwen/phrase/v1/"
_ENGLISH, _SIMPLIFIED, _TRADITIONAL = "english", "chinese_simplified", "chinese_traditional"
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[\u2e80-\u9fff]|[^\u2e80-\u9fff]+")  # an ideograph, or what stands between


class PhraseKeys:
    """Implements `casework.phrases.Phrases`.

    Args:
        index: The blind index under which the intake finds the petition of a phrase.
        profile: Which kind of key a new mailbox gets.
    """

    def __init__(self, index: Lookup, profile: Profile) -> None:
        self._index = index
        self._profile = profile

    def draw(self, random_bits: Callable[[int], int]) -> Phrase:
        """Return a fresh phrase made of 128 bits of `random_bits`, a CSPRNG."""
        return Phrase(random_bits(ENTROPY_BYTES * 8).to_bytes(ENTROPY_BYTES, "big"))

    def words(self, phrase: Phrase, language: str) -> Sequence[str]:
        """Return the twelve words in the list of a language; those without one get English."""
        return _list(_list_of(language)).to_mnemonic(phrase.entropy).split(" ")

    def read(self, text: str) -> Phrase:
        """Return the phrase that somebody typed, however they set spaces, capitals and numbers.

        Raises:
            WordCountError: There are not twelve words.
            UnknownWordError: One of them stands in no list.
            WordsDoNotFitError: The checksum is another one.
        """
        words = words_in(text)
        if len(words) != WORDS:
            raise WordCountError(len(words))
        known = [_places().get(word) for word in words]
        if None in known:
            raise UnknownWordError(known.index(None) + 1)
        english = _list(_ENGLISH)
        try:
            spelled = [english.wordlist[place] for place in known if place is not None]
            return Phrase(bytes(english.to_entropy(spelled)))
        except ValueError:
            # Without the cause: it would carry the words into a trace.
            raise WordsDoNotFitError from None

    def lookup(self, phrase: Phrase) -> bytes:
        """Return the keyed hash under which the petition of a phrase is found."""
        return self._index(_derived(phrase, "lookup"))

    def recipient(self, phrase: Phrase) -> str:
        """Return the public half of the mailbox key: whoever has it can put something in."""
        return _identity(phrase, self._profile).recipient.encode()

    def open(self, phrase: Phrase, sealed: bytes) -> dict[str, Any] | None:
        """Open what was put into the mailbox, of whichever kind its key was.

        None if it was changed, or sealed to somebody else: one such item must not hide the others.
        """
        # Both kinds, should an installation have gone from one to the other meanwhile.
        identities = [_identity(phrase, profile) for profile in Profile]
        try:
            value: dict[str, Any] = json.loads(open_sealed(sealed, identities))
        except SealError:
            return None
        return value


def words_in(text: str) -> list[str]:
    """Return the words of a text: runs of letters, and each Chinese character for itself."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [word for run in _LETTERS.findall(plain) for word in _WORD.findall(run)]


def _identity(phrase: Phrase, profile: Profile) -> KeyIdentity:
    seed = _derived(phrase, f"mailbox/{profile.value}")
    return HybridIdentity(seed) if profile is Profile.MLKEM768X25519 else X25519Identity(seed)


def _derived(phrase: Phrase, use: str) -> bytes:
    # The entropy is uniform, so HKDF needs no salt (RFC 5869, section 3.1).
    kdf = HKDF(hashes.SHA256(), length=_DERIVED_BYTES, salt=None, info=(_LABEL + use).encode())
    return kdf.derive(phrase.entropy)


def _list_of(language: str) -> str:
    if not language.startswith("zh"):
        return _ENGLISH
    return _TRADITIONAL if language.startswith("zh-Hant") else _SIMPLIFIED


@cache
def _list(name: str) -> Mnemonic:
    return Mnemonic(name)


@cache
def _places() -> dict[str, int]:
    """Return the place of every word of every list.

    What two lists share stands in both at the same place, so no word is ambiguous.
    """
    lists = (_ENGLISH, _SIMPLIFIED, _TRADITIONAL)
    return {word: place for name in lists for place, word in enumerate(_list(name).wordlist)}
