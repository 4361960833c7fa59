"""Signed notes against the examples of Go's sumdb/note and of the C2SP specification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.errors import ForgedNoteError, MalformedKeyError
from storage.ledger.note import NoteSigner, NoteVerifier

# golang.org/x/mod/sumdb/note, note_test.go.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR"
    "Zb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox3"
    "3WWd1RvMc+QQ=\n"
)
NOTE = f"{TEXT}\n{PETER_LINE}"
BROKEN_PETER_LINE = PETER_LINE.replace("SffcvIAQ", "SffcvIAR")

peter = NoteVerifier.parse(PETER)
enoch = NoteVerifier.parse(ENOCH)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n")).map("{}\n".format)


def test_gos_key_signs_as_go_does():
    signer = NoteSigner.parse(PETER_SECRET)
    assert signer.sign(TEXT) == NOTE
    assert signer.encode() == PETER_SECRET
    assert signer.verifier == peter
    assert signer.verifier.encode() == PETER
    assert (signer.name, signer.verifier.key_id.hex()) == ("PeterNeumann", "c74f20a3")


def test_gos_note_opens_for_each_of_its_signers():
    note = NOTE + ENOCH_LINE
    assert peter.open(note) == TEXT
    assert enoch.open(note) == TEXT
    assert peter.open(NOTE + PETER_LINE) == TEXT


def test_a_signature_by_an_unknown_key_is_ignored_even_under_a_known_name():
    stranger = NoteSigner.generate("PeterNeumann")
    line = stranger.sign(TEXT).removeprefix(TEXT + "\n")
    assert peter.open(NOTE + line) == TEXT
    with pytest.raises(ForgedNoteError, match="not signed by PeterNeumann"):
        peter.open(f"{TEXT}\n{line}")


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        TEXT + "\n",
        "",
        "\n\n",
        NOTE[:-1],
        "\x01" + NOTE,
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("—", "-"),
        NOTE + "Unexpected line.\n",
        f"{TEXT}\n— Bad Name {PETER_LINE.split(' ')[2]}",
        NOTE.replace("AM=", "AN="),
        NOTE.replace("AM=", "AM"),
        NOTE.replace("JnAM=", "J nAM="),
        f"{TEXT}\n— PeterNeumann x08gow==\n",
        NOTE.replace("answer", "Answer"),
        f"{TEXT}\n{BROKEN_PETER_LINE}",
        NOTE + BROKEN_PETER_LINE,
        f"{TEXT}\n{ENOCH_LINE}",
        f"{TEXT}\n{PETER_LINE * 101}",
        f"{TEXT}\n{PETER_LINE}\n{ENOCH_LINE}",
        "\ud800" + NOTE,
    ],
)
def test_a_forged_or_malformed_note_is_refused(note):
    with pytest.raises(ForgedNoteError):
        peter.open(note)


@pytest.mark.parametrize("text", ["", "abc", "a\tb\n", "a\r\n", "\x00\n", "\ud800\n"])
def test_a_text_that_no_note_can_hold_is_not_signed(text):
    with pytest.raises(ValueError, match="cannot be signed"):
        NoteSigner.generate("a").sign(text)


@given(texts)
def test_a_signed_text_comes_back(text):
    signer = NoteSigner.generate("example.gov/登闻")
    assert signer.verifier.open(signer.sign(text)) == text


def test_generated_keys_come_back():
    signer = NoteSigner.generate("example.gov/log")
    again = NoteSigner.parse(signer.encode())
    assert again.sign("text\n") == signer.sign("text\n")
    assert NoteVerifier.parse(signer.verifier.encode()) == signer.verifier
    assert len({signer.verifier, again.verifier}) == 1
    assert signer.verifier != "example.gov/log"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n", "a\u3000b", "a\x00", "\ud800"])
def test_a_name_that_no_key_can_have_is_refused(name):
    with pytest.raises(MalformedKeyError):
        NoteSigner.generate(name)


@pytest.mark.parametrize(
    ("parse", "key"), [(NoteVerifier.parse, PETER), (NoteSigner.parse, PETER_SECRET)]
)
def test_a_mangled_key_is_refused(parse, key):
    pieces = {key[start:end] for start in range(len(key)) for end in range(start, len(key) + 1)}
    bumped = {key[:at] + chr(ord(key[at]) + 1) + key[at + 1 :] for at in range(len(key))}
    for mangled in (pieces | bumped) - {key}:
        with pytest.raises(MalformedKeyError):
            parse(mangled)


@pytest.mark.parametrize(
    "key",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        PETER.replace("c74f20a3", "C74F20A3"),
    ],
    ids=["length", "algorithm", "capitals"],
)
def test_a_key_of_another_shape_is_refused(key):
    with pytest.raises(MalformedKeyError):
        NoteVerifier.parse(key)


def test_keys_of_a_wrong_length_are_refused():
    with pytest.raises(MalformedKeyError):
        NoteVerifier("a", bytes(31))
    with pytest.raises(MalformedKeyError):
        NoteSigner("a", bytes(33))


def test_no_repr_shows_the_secret():
    assert repr(NoteSigner.parse(PETER_SECRET)) == f"<NoteSigner {PETER}>"
    assert repr(peter) == f"<NoteVerifier {PETER}>"
