"""Padding: few sizes outside, exact bytes inside, and nothing but what was written comes out."""

import json
import subprocess
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.errors import TamperedSealError
from storage.ledger.padding import PaddingWriter, pad, padded_json, padme, unpad, unpadded

CONTENTS = st.binary(max_size=300) | st.tuples(
    st.integers(0, 9000), st.binary(max_size=9), st.integers(0, 9000)
).map(lambda parts: bytes(parts[0]) + parts[1] + bytes(parts[2]))


@pytest.mark.parametrize(
    ("length", "padded"),
    [
        *((0, 0), (1, 1), (2, 2), (8, 8), (9, 10), (100, 104), (1000, 1024), (4097, 4352)),
        *((1_000_000, 62 * 2**14), (20_000_000, 39 * 2**19)),
    ],
)
def test_lengths_are_rounded_as_the_paper_says(length, padded):
    # With E = floor(log2 L) and S = floor(log2 E) + 1, the last E - S bits of a length are zero.
    assert padme(length) == padded


@given(st.integers(2, 2**50))
def test_padding_rounds_up_by_an_eighth_at_most_and_keeps_what_is_round(length):
    padded = padme(length)
    assert length <= padded <= length * 1.12
    assert padme(padded) == padded
    exponent = length.bit_length() - 1
    assert padded % 2 ** (exponent - exponent.bit_length()) == 0


@given(CONTENTS)
def test_content_comes_back_as_it_was(content):
    padded = pad(content)
    assert len(padded) == max(4096, padme(len(content) + 20))
    assert unpad(padded) == content


@given(CONTENTS, st.lists(st.integers(1, 5000), max_size=9))
def test_it_does_not_matter_in_which_pieces_content_is_written_and_read(content, sizes):
    written = []
    writer = PaddingWriter(Collector(written))
    for piece in cut(content, sizes):
        writer.write(piece)
    writer.close()
    assert writer.content_bytes == len(content)
    assert b"".join(written) == pad(content)
    assert b"".join(unpadded(cut(pad(content), sizes))) == content


class Collector:
    def __init__(self, pieces):
        self.pieces = pieces

    def write(self, data):
        self.pieces.append(data)
        return len(data)


def cut(content, sizes):
    for size in sizes:
        yield content[:size]
        content = content[size:]
    yield content


@pytest.mark.parametrize("length", [0, 5, 4076, 4077])
def test_stock_tools_take_the_padding_off(length, tmp_path):
    (tmp_path / "f").write_bytes(pad(b"\0x\n0" * length))
    command = 'head -c "$(expr "$(tail -c 20 f)" + 0)" f'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == b"\0x\n0" * length


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"00000000000000000000",
        pad(b"text")[:-1],
        pad(b"text")[1:],
        pad(b"text") + b"\0",
        pad(b"text")[:-20] + b"0000000000000000000x",
        pad(b"text")[:-20] + b"%020d" % 3,
        pad(b"text")[:-20] + b"%020d" % 4077,
        bytes(4076) + b"%020d" % 10**18,
        bytes(4096) + b"%020d" % 4,
        b"text" + bytes(100) + b"x" + bytes(3971) + b"%020d" % 4,
    ],
)
def test_other_padding_is_refused(wrong):
    with pytest.raises(TamperedSealError, match=r"padding|its length"):
        unpad(wrong)


def test_a_run_of_zeros_is_counted_and_not_held():
    def chunks():
        yield b"x"
        for _ in range(500):
            yield bytes(65536)
        yield b"%020d" % 1

    tracemalloc.start()
    try:
        with pytest.raises(TamperedSealError):
            list(unpadded(chunks()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=300), max_size=9))
def test_json_is_filled_up_with_spaces(value):
    padded = padded_json(value)
    assert json.loads(padded) == value
    assert len(padded) == max(512, padme(len(padded.rstrip())))
