"""Checkpoints and cosignatures against the examples of C2SP and against mangled ones."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.errors import ForgedNoteError, MalformedKeyError, MalformedLogError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.cosignature import CosignatureSigner, CosignatureVerifier
from storage.ledger.note import NoteSigner, NoteVerifier
from storage.ledger.note_format import MAX_SIGNATURES, parse_signature, split_note

# The example of tlog-cosignature; the text is that of tlog-checkpoint.
TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
EXAMPLE = TEXT + (
    "\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcy"
    "v2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn"
    "/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
ROOT = base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")

log = NoteSigner("example.com/log", bytes(range(32)))
witness = CosignatureSigner("witness.example/w1", bytes(range(1, 33)))
checkpoint = Checkpoint("example.com/log", 20852163, ROOT)
NOTE = checkpoint.sign(log)
COSIGNED = witness.cosign(NOTE, 1_679_315_147)

lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


def test_the_example_of_the_specification_is_read_and_written():
    text, (_, cosignature) = split_note(EXAMPLE)
    found = Checkpoint.parse(text)
    assert found == Checkpoint("example.com/behind-the-sofa", 20852163, ROOT)
    assert found.encode() == TEXT
    name, signature = parse_signature(cosignature)
    assert name == "witness.example.com/w1"
    # The time stands between the key ID and the signature.
    assert (len(signature), int.from_bytes(signature[4:12], "big")) == (4 + 8 + 64, 1679315147)


@given(lines, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32), st.lists(lines))
def test_checkpoints_come_back(origin, size, root, extensions):
    found = Checkpoint(origin, size, root, tuple(extensions))
    assert Checkpoint.parse(found.encode()) == found
    assert Checkpoint.open(found.sign(log), log.verifier, origin) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        TEXT[:-1],
        TEXT + "\n",
        "\n" + TEXT,
        TEXT.replace("20852163\n", ""),
        TEXT.replace("20852163", "020852163"),
        TEXT.replace("20852163", "+20852163"),
        TEXT.replace("20852163", "-1"),
        TEXT.replace("20852163", "２０"),
        TEXT.replace("20852163", "1_0"),
        TEXT.replace("20852163", " 20852163"),
        TEXT.replace("20852163", str(2**63)),
        TEXT.replace("20852163", "9" * 5000),
        TEXT.replace("q2I=", "q2J="),
        TEXT.replace("q2I=", "q2I"),
        TEXT.replace("CsUY", "CsU Y"),
        TEXT.replace("CsUYapGGPo4", "CsUYapGGPo4AAAA"),
        TEXT + "extension\n\nextension\n",
        TEXT.replace("example", "exam\rple"),
        TEXT.replace("example", "exam\ud800ple"),
        TEXT.replace("\n", "\r\n"),
    ],
)
def test_a_malformed_checkpoint_is_refused(text):
    with pytest.raises(MalformedLogError):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "fields",
    [
        ("", 1, ROOT),
        ("a\nb", 1, ROOT),
        ("a", -1, ROOT),
        ("a", 2**63, ROOT),
        ("a", 1, ROOT[1:]),
        ("a", 1, ROOT, ("",)),
        ("a", 1, ROOT, ("b\n",)),
    ],
)
def test_a_checkpoint_that_no_text_can_say_is_not_made(fields):
    with pytest.raises(MalformedLogError):
        Checkpoint(*fields)


def test_a_checkpoint_of_another_log_is_refused():
    with pytest.raises(MalformedLogError, match=r"of the log example\.com/log, not of other"):
        Checkpoint.open(NOTE, log.verifier, "other")
    renamed = Checkpoint("other", 1, ROOT).sign(log)
    with pytest.raises(MalformedLogError, match=r"of the log other, not of example\.com/log"):
        Checkpoint.open(renamed, log.verifier)
    assert Checkpoint.open(renamed, log.verifier, "other").size == 1
    with pytest.raises(ForgedNoteError):
        Checkpoint.open(NOTE, NoteSigner.generate("example.com/log").verifier)


def test_a_cosigned_note_opens_for_both():
    assert COSIGNED.startswith(NOTE)
    assert Checkpoint.open(COSIGNED, log.verifier) == checkpoint
    assert witness.verifier.open(COSIGNED) == (checkpoint.encode(), 1_679_315_147)
    second = CosignatureSigner.generate("witness.example/w2")
    both = second.cosign(COSIGNED, 5)
    assert both.startswith(COSIGNED)
    assert witness.verifier.open(both)[1] == 1_679_315_147
    assert second.verifier.open(both)[1] == 5


def test_a_later_cosignature_takes_the_place_of_an_earlier_one():
    again = witness.cosign(COSIGNED, 1_679_315_148)
    assert len(again) == len(COSIGNED)
    assert witness.verifier.open(again)[1] == 1_679_315_148
    line = COSIGNED.removeprefix(NOTE)
    assert witness.verifier.open(again + line)[1] == 1_679_315_148


def test_no_bit_of_a_cosigned_note_can_change():
    line = COSIGNED.removeprefix(NOTE)
    name, found = parse_signature(line[:-1])
    for bit in range(32, len(found) * 8):
        changed = bytearray(found)
        changed[bit // 8] ^= 1 << bit % 8
        spelled = base64.b64encode(changed).decode()
        with pytest.raises(ForgedNoteError, match=r"valid|time"):
            witness.verifier.open(f"{NOTE}— {name} {spelled}\n")
    for changed in (COSIGNED.replace("20852163", "20852162"), COSIGNED.replace("/log\n", "/lag\n")):
        with pytest.raises(ForgedNoteError, match="not valid"):
            witness.verifier.open(changed)


def test_a_plain_signature_by_the_same_key_is_no_cosignature():
    plain = NoteSigner(witness.name, bytes(range(1, 33)))
    assert plain.verifier.public == witness.verifier.public
    with pytest.raises(ForgedNoteError, match="not signed by witness"):
        witness.verifier.open(checkpoint.sign(plain))
    with pytest.raises(ForgedNoteError, match="not signed by witness"):
        plain.verifier.open(COSIGNED)
    for parse in (NoteVerifier.parse, CosignatureVerifier.parse):
        other = witness.verifier if parse == NoteVerifier.parse else plain.verifier
        with pytest.raises(MalformedKeyError, match="type 0"):
            parse(other.encode())


@pytest.mark.parametrize("cut", [8, 71, 73])
def test_a_cosignature_of_another_length_is_refused(cut):
    _, found = parse_signature(COSIGNED.removeprefix(NOTE)[:-1])
    spelled = base64.b64encode((found + bytes(8))[: 4 + cut]).decode()
    with pytest.raises(ForgedNoteError, match="with a time"):
        witness.verifier.open(f"{NOTE}— {witness.name} {spelled}\n")


def test_nothing_but_a_checkpoint_is_cosigned():
    with pytest.raises(MalformedLogError):
        witness.cosign(log.sign("dengwen roster\nserial 7\n"), 1)
    with pytest.raises(ForgedNoteError):
        witness.cosign(TEXT, 1)
    for at in (-1, 2**63):
        with pytest.raises(ValueError, match="a time from 0"):
            witness.cosign(NOTE, at)
    full = NOTE + NOTE.removeprefix(checkpoint.encode() + "\n") * (MAX_SIGNATURES - 1)
    with pytest.raises(ForgedNoteError, match="too many"):
        witness.cosign(full, 1)


def test_witness_keys_come_back_and_mangled_ones_do_not():
    assert CosignatureSigner.parse(witness.encode()).verifier == witness.verifier
    assert witness.encode().startswith("PRIVATE+KEY+witness.example/w1+")
    verifier = CosignatureVerifier.parse(witness.verifier.encode())
    assert len({verifier, witness.verifier}) == 1
    assert verifier != "witness.example/w1"
    assert repr(witness) == f"<CosignatureSigner {verifier.encode()}>"
    assert repr(verifier) == f"<CosignatureVerifier {verifier.encode()}>"
    for parse, key in [
        (CosignatureSigner.parse, witness.encode()),
        (CosignatureVerifier.parse, verifier.encode()),
    ]:
        bumped = {key[:at] + chr(ord(key[at]) + 1) + key[at + 1 :] for at in range(len(key))}
        for mangled in bumped | {key[:end] for end in range(len(key))}:
            with pytest.raises(MalformedKeyError):
                parse(mangled)
    with pytest.raises(MalformedKeyError):
        CosignatureVerifier("a", bytes(31))
    with pytest.raises(MalformedKeyError):
        CosignatureSigner("a", bytes(33))
    with pytest.raises(MalformedKeyError):
        CosignatureSigner.generate("a b")
