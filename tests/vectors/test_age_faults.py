"""What an age file must not survive: cuts, moves, repeats, strangers, disks that fill up."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.age import (
    OpeningReader,
    Passphrase,
    Profile,
    SealingWriter,
    X25519Identity,
    X25519Recipient,
    generate_identity,
    open_sealed,
    seal,
)
from storage.ledger.age_header import MAX_HEADER_BYTES, Stanza, encode_header
from storage.ledger.errors import (
    MalformedKeyError,
    MalformedSealError,
    SealError,
    TamperedSealError,
    TruncatedSealError,
    WorkFactorError,
    WrongPassphraseError,
    WrongRecipientError,
)

CHUNK = 65536
SEALED_CHUNK = CHUNK + 16
IDENTITY = X25519Identity.generate()
PLAINTEXT = bytes(range(256)) * 640  # 2.5 chunks


class Sample:
    """A sealed file to cut up."""

    def __init__(self, profile):
        self.identity = generate_identity(profile)
        self.sealed = seal(PLAINTEXT, [self.identity.recipient])
        self.payload = len(self.sealed) - len(PLAINTEXT) - 3 * 16
        self.header = self.payload - 16
        payload = self.sealed[self.payload :]
        self.chunks = [
            payload[at : at + SEALED_CHUNK] for at in range(0, len(payload), SEALED_CHUNK)
        ]

    def with_chunks(self, *payload):
        return self.sealed[: self.payload] + b"".join(payload)

    def opened(self, sealed):
        return open_sealed(sealed, [self.identity])


@pytest.fixture(scope="module", params=list(Profile))
def sample(request):
    return Sample(request.param)


def test_the_sealed_file_is_the_one_the_other_tests_cut_up(sample):
    assert sample.opened(sample.with_chunks(*sample.chunks)) == PLAINTEXT
    lengths = [len(chunk) for chunk in sample.chunks]
    assert lengths == [SEALED_CHUNK, SEALED_CHUNK, CHUNK // 2 + 16]


@pytest.mark.parametrize(
    ("part", "length", "error"),
    [
        ("header", None, MalformedSealError),
        ("header", -10, MalformedSealError),
        ("header", -1, MalformedSealError),
        ("header", 0, TruncatedSealError),
        ("payload", -1, TruncatedSealError),
        ("payload", 0, TruncatedSealError),
        ("payload", 15, TruncatedSealError),
        ("payload", 16, TamperedSealError),
        ("payload", SEALED_CHUNK, TruncatedSealError),
        ("payload", 2 * SEALED_CHUNK, TruncatedSealError),
        ("payload", len(PLAINTEXT) + 3 * 16 - 1, TamperedSealError),
    ],
)
def test_a_file_that_was_cut_does_not_open(sample, part, length, error):
    end = 0 if length is None else getattr(sample, part) + length
    with pytest.raises(error) as caught:
        sample.opened(sample.sealed[:end])
    assert caught.type is error


@given(data=st.data())
def test_a_file_cut_anywhere_does_not_open(sample, data):
    length = data.draw(st.integers(0, len(sample.sealed) - 1))
    with pytest.raises(SealError):
        sample.opened(sample.sealed[:length])


@given(data=st.data(), difference=st.integers(1, 255))
def test_a_file_changed_anywhere_does_not_open(sample, data, difference):
    changed = bytearray(sample.sealed)
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= difference
    with pytest.raises(SealError):
        sample.opened(bytes(changed))


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 0, 1, 2), (0, 1, 1, 2), (0, 2), (0, 1, 2, 2)])
def test_chunks_that_were_moved_repeated_or_dropped_do_not_open(sample, order):
    with pytest.raises(TamperedSealError) as caught:
        sample.opened(sample.with_chunks(*(sample.chunks[place] for place in order)))
    assert caught.type is TamperedSealError


@pytest.mark.parametrize("length", [0, 1, CHUNK, 2 * CHUNK])
def test_nothing_may_follow_the_end(sample, length):
    sealed = seal(bytes(length), [sample.identity.recipient])
    for more in (b"\0", sealed):
        with pytest.raises(TamperedSealError) as caught:
            sample.opened(sealed + more)
        assert caught.type is TamperedSealError


def test_an_error_is_repeated_and_never_turns_into_an_end(sample):
    reader = OpeningReader(io.BytesIO(sample.with_chunks(*sample.chunks[:2])), [sample.identity])
    assert len(next(reader) + next(reader)) == 2 * CHUNK
    for _ in range(2):
        with pytest.raises(TruncatedSealError):
            next(reader)


@pytest.mark.parametrize("profile", list(Profile))
def test_a_stranger_is_told_so(sample, profile):
    for strangers in ([generate_identity(profile)], [], [Passphrase("guess")]):
        with pytest.raises(WrongRecipientError) as caught:
            open_sealed(sample.sealed, strangers)
        assert caught.type is WrongRecipientError


def test_a_passphrase_opens_and_another_does_not():
    sealed = seal(b"text", [Passphrase("right", work_factor=4)])
    assert open_sealed(sealed, [Passphrase("wrong"), IDENTITY, Passphrase("right")]) == b"text"
    with pytest.raises(WrongPassphraseError):
        open_sealed(sealed, [Passphrase("wrong")])
    with pytest.raises(WrongRecipientError) as caught:
        open_sealed(sealed, [IDENTITY])
    assert caught.type is WrongRecipientError


def test_more_work_than_allowed_is_refused():
    sealed = seal(b"text", [Passphrase("right", work_factor=5)])
    with pytest.raises(WorkFactorError):
        open_sealed(sealed, [Passphrase("right", work_factor=4, max_work_factor=4)])
    for factor in ("19", "64", "9" * 5000):
        with pytest.raises(WorkFactorError):
            open_sealed(sealed.replace(b" 5\n", f" {factor}\n".encode()), [Passphrase("right")])


def test_an_empty_passphrase_and_an_impossible_work_factor_are_refused():
    with pytest.raises(ValueError, match="empty"):
        Passphrase("")
    with pytest.raises(ValueError, match="work factor"):
        Passphrase("right", work_factor=19)


def test_a_passphrase_bears_no_company(sample):
    company = [Passphrase("right", work_factor=1), sample.identity.recipient]
    with pytest.raises(ValueError, match="only recipient"):
        seal(b"", company)


def test_a_file_without_a_reader_is_not_written():
    out = io.BytesIO()
    with pytest.raises(ValueError, match="at least one"):
        SealingWriter(out, [])
    assert out.getvalue() == b""


def test_a_header_too_large_to_read_is_not_written():
    with pytest.raises(ValueError, match="too many"):
        encode_header([Stanza(("X25519",), b"")] * 7000, bytes(16))


@pytest.mark.parametrize("endless", [b"-> X " + b"a" * 70000, b"-> X\n" + b"\n-> X\n" * 15000])
def test_a_header_is_read_to_its_limit_only(endless):
    source = io.BytesIO(b"age-encryption.org/v1\n" + endless)
    with pytest.raises(MalformedSealError, match="too long"):
        OpeningReader(source, [IDENTITY])
    assert source.tell() <= MAX_HEADER_BYTES


def test_a_recipient_of_low_order_is_refused():
    with pytest.raises(MalformedKeyError):
        seal(b"", [X25519Recipient(bytes(32))])


def test_stanzas_of_unknown_kinds_are_ignored():
    file_key = bytes(16)
    grease = Stanza(("example.com/grease", "~", "!"), b"g" * 48)
    header = encode_header([grease, IDENTITY.recipient.wrap(file_key), grease], file_key)
    with pytest.raises(TruncatedSealError):  # The header passed; there is no payload.
        open_sealed(header, [IDENTITY])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1",
        IDENTITY.recipient.encode().upper(),
        IDENTITY.encode(),
        IDENTITY.recipient.encode() + "q",
    ],
    ids=["empty", "prefix", "capitals", "identity", "longer"],
)
def test_what_is_no_recipient_is_refused(text):
    with pytest.raises(MalformedKeyError):
        X25519Recipient.parse(text)


@pytest.mark.parametrize(
    "text",
    ["", IDENTITY.encode().lower(), IDENTITY.recipient.encode()],
    ids=["empty", "small-letters", "recipient"],
)
def test_what_is_no_identity_is_refused(text):
    with pytest.raises(MalformedKeyError):
        X25519Identity.parse(text)


def test_an_identity_of_a_wrong_length_is_refused():
    with pytest.raises(MalformedKeyError):
        X25519Identity.generate(random=lambda size: bytes(size - 1))


def test_no_message_and_no_repr_shows_a_secret():
    spelled = IDENTITY.encode()
    assert spelled not in repr(IDENTITY)
    assert IDENTITY.recipient.encode() in repr(IDENTITY)
    assert "right" not in repr(Passphrase("right"))
    for wrong in (spelled[:-1], spelled + "Q", spelled.replace("KEY", "KEE"), spelled[:40] + "b"):
        with pytest.raises(MalformedKeyError) as caught:
            X25519Identity.parse(wrong)
        assert spelled[16:24] not in str(caught.value)
        assert caught.value.__cause__ is None


def test_the_identity_of_the_specification():
    # C2SP age, "The X25519 recipient type": 32 bytes of 0x42.
    identity = X25519Identity.generate(random=lambda size: b"B" * size)
    expected = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    assert identity.encode() == expected
    public = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
    assert identity.recipient == X25519Recipient.parse(public)
    assert len({identity.recipient, X25519Recipient.parse(public)}) == 1


@given(st.lists(st.binary(max_size=200) | st.integers(0, 150_000).map(bytes), max_size=5))
def test_it_does_not_matter_in_which_pieces_a_file_is_written(pieces):
    out = io.BytesIO()
    with SealingWriter(out, [IDENTITY.recipient]) as writer:
        for piece in pieces:
            assert writer.write(piece) == len(piece)
    assert open_sealed(out.getvalue(), [IDENTITY]) == b"".join(pieces)


class Dribble(io.RawIOBase):
    """A pipe that gives and takes little at a time."""

    def __init__(self, content=b"", room=None):
        self.source = io.BytesIO(content)
        self.taken = bytearray()
        self.room = room

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        piece = self.source.read(min(len(buffer), 1000))
        buffer[: len(piece)] = piece
        return len(piece)

    def write(self, data):
        room = len(data) if self.room is None else self.room - len(self.taken)
        piece = data[: min(room, 1000)]
        self.taken += piece
        return len(piece)


def test_short_reads_and_writes_are_made_up_for():
    out = Dribble()
    with SealingWriter(out, [IDENTITY.recipient]) as writer:
        writer.write(PLAINTEXT)
    assert open_sealed(bytes(out.taken), [IDENTITY]) == PLAINTEXT
    assert b"".join(OpeningReader(Dribble(bytes(out.taken)), [IDENTITY])) == PLAINTEXT


def test_a_full_disk_is_an_error_and_the_file_gets_no_end():
    out = Dribble(room=70_000)
    writer = SealingWriter(out, [IDENTITY.recipient])
    with pytest.raises(OSError, match="whole"):
        writer.write(bytes(3 * CHUNK))
    out.room = None  # Somebody frees space: too late for this file.
    with pytest.raises(ValueError, match="earlier"):
        writer.close()
    with pytest.raises(SealError):
        open_sealed(bytes(out.taken), [IDENTITY])


def test_a_block_that_fails_leaves_a_file_without_an_end():
    out = io.BytesIO()
    writer = SealingWriter(out, [IDENTITY.recipient])
    with pytest.raises(TypeError), writer:
        writer.write("a text instead of bytes")
    with pytest.raises(TruncatedSealError):
        open_sealed(out.getvalue(), [IDENTITY])
    with pytest.raises(ValueError, match="closed"):
        writer.write(b"more")


def test_closing_twice_is_harmless():
    out = io.BytesIO()
    writer = SealingWriter(out, [IDENTITY.recipient])
    writer.close()
    writer.close()
    assert open_sealed(out.getvalue(), [IDENTITY]) == b""
    with pytest.raises(ValueError, match="closed"):
        writer.write(b"more")


def test_a_stream_is_sealed_and_opened_in_constant_memory(tmp_path):
    piece = bytes(1_000_000)
    tracemalloc.start()
    try:
        with (
            (tmp_path / "sealed").open("wb") as out,
            SealingWriter(out, [IDENTITY.recipient]) as writer,
        ):
            for _ in range(20):
                writer.write(piece)
        with (tmp_path / "sealed").open("rb") as source:
            assert sum(map(len, OpeningReader(source, [IDENTITY]))) == 20_000_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000
