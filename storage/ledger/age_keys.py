"""Keys of either profile, told apart by how they are spelled.

One installation uses one profile throughout: a file sealed to keys of both would be no stronger
than the weaker of the two.
"""

from functools import lru_cache
from typing import TypeAlias

from storage.ledger.age_mlkem768x25519 import HybridIdentity, HybridRecipient
from storage.ledger.age_recipients import Profile
from storage.ledger.age_x25519 import X25519Identity, X25519Recipient

KeyIdentity: TypeAlias = X25519Identity | HybridIdentity
KeyRecipient: TypeAlias = X25519Recipient | HybridRecipient

# Enough for every reader and the cases that one day's work touches.
_REMEMBERED_RECIPIENTS = 256


def generate_identity(profile: Profile) -> KeyIdentity:
    """Return a fresh identity of `profile`."""
    if profile is Profile.MLKEM768X25519:
        return HybridIdentity.generate()
    return X25519Identity.generate()


def parse_identity(text: str) -> KeyIdentity:
    """Read `AGE-SECRET-KEY-PQ-1…` or `AGE-SECRET-KEY-1…`.

    Raises:
        MalformedKeyError: The text is anything else. It is not quoted in the message.
    """
    if text.startswith("AGE-SECRET-KEY-PQ-1"):
        return HybridIdentity.parse(text)
    return X25519Identity.parse(text)


# Public keys only, and the same few all day: a hybrid one is 1,959 characters to check.
@lru_cache(maxsize=_REMEMBERED_RECIPIENTS)
def parse_recipient(text: str) -> KeyRecipient:
    """Read `age1pq1…` or `age1…`.

    Raises:
        MalformedKeyError: The text is anything else.
    """
    if text.startswith("age1pq1"):
        return HybridRecipient.parse(text)
    return X25519Recipient.parse(text)
