"""Keys of both profiles: told apart by their spelling, never mixed in one file."""

import pytest

from storage.ledger.age import (
    HybridIdentity,
    HybridRecipient,
    Profile,
    X25519Identity,
    generate_identity,
    open_sealed,
    parse_identity,
    parse_recipient,
    seal,
)
from storage.ledger.errors import MalformedKeyError

PROFILES = list(Profile)
# C2SP age, "The MLKEM768-X25519 (i.e. X-Wing) hybrid post-quantum recipient type".
SPECIFIED = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
SPECIFIED_RECIPIENT = (
    "age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5zrqtzdxz95paef6caq5aapdmwj"
)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_key_is_read_back_as_it_was_spelled(profile):
    identity = generate_identity(profile)
    assert identity.profile is identity.recipient.profile is profile
    again = parse_identity(identity.encode())
    assert (type(again), again.encode()) == (type(identity), identity.encode())
    assert parse_recipient(identity.recipient.encode()) == again.recipient
    assert identity.encode() not in repr(identity)
    assert open_sealed(seal(b"text", [identity.recipient]), [again]) == b"text"


def test_the_identity_of_the_specification():
    identity = parse_identity(SPECIFIED)
    assert identity.encode() == SPECIFIED
    assert identity.recipient.encode().startswith(SPECIFIED_RECIPIENT)
    assert len(identity.recipient.encode()) == 1959


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_no_key_is_refused_without_quoting_it(profile):
    identity = generate_identity(profile)
    secret, public = identity.encode(), identity.recipient.encode()
    for wrong in ("", secret[:-1], secret.lower(), secret + "Q", public):
        with pytest.raises(MalformedKeyError) as caught:
            parse_identity(wrong)
        assert secret[20:30] not in str(caught.value)
    for wrong in ("", "age1", public[:-1], public.upper(), public + "q", secret):
        with pytest.raises(MalformedKeyError):
            parse_recipient(wrong)


def test_half_a_key_that_is_no_point_or_no_lattice_is_refused():
    good = HybridIdentity.generate().recipient.public
    with pytest.raises(MalformedKeyError, match="low order"):
        seal(b"", [HybridRecipient(good[:-32] + bytes(32))])
    no_lattice = HybridRecipient(b"\xff" * 1184 + good[-32:])
    with pytest.raises(MalformedKeyError, match="no key"):
        seal(b"", [no_lattice])
    with pytest.raises(MalformedKeyError, match="no key"):
        parse_recipient(no_lattice.encode())
    with pytest.raises(MalformedKeyError):
        HybridIdentity(bytes(31))


def test_one_file_is_never_sealed_to_keys_of_two_profiles():
    company = [HybridIdentity.generate().recipient, X25519Identity.generate().recipient]
    for order in (company, company[::-1]):
        with pytest.raises(ValueError, match="post-quantum"):
            seal(b"", order)


@pytest.mark.parametrize("profile", PROFILES)
def test_any_of_several_readers_opens(profile):
    identities = [generate_identity(profile) for _ in range(3)]
    sealed = seal(b"text", [identity.recipient for identity in identities])
    for identity in identities:
        assert open_sealed(sealed, [generate_identity(profile), identity]) == b"text"
