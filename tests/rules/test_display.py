"""Nothing that people write or name can change how a line, a log, a file or a cell is read."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casework.rules.display import MARK, NAME_BYTES, cell, file_name, one_line, shown
from emulator.markup import parse_html
from handlers.texts import Texts, as_html

# Hypothesis seldom draws what attackers choose, so those are drawn more often.
SPITEFUL = st.sampled_from(
    [
        *(
            "<b>",
            "</b>",
            "&amp;",
            "&#0;",
            "&",
            "<",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u200d",
            "\ufeff",
        ),
        *("\x00", "\x1b[2J", "\r", "\n", "\u2028", "\u0085", "=", "+", "-", "@", "\t", "＝", "|"),
        *("..", "/", "\\", "C:", "CON", "nul.txt", " ", ".", "~", "\U000e0041", "\ufdd0", "\ue000"),
        *("👩\u200d👩", "礼县", "ك\u200cت", "a" * 300, "。pdf", ".pdf"),
    ]
)
ENGLISH = Texts(["en"]).say("en")
WRITTEN = st.lists(SPITEFUL | st.text(max_size=8), max_size=12).map("".join)


@given(WRITTEN)
def test_html_made_of_anything_shows_it_and_holds_no_markup(text):
    plain, entities = parse_html(f"<b>{as_html(text)}</b>")
    assert [entity["type"] for entity in entities] in ([], ["bold"])
    assert plain.strip() == shown(text).strip()


@given(WRITTEN)
def test_any_variable_of_a_sentence_leaves_its_markup_as_it_was(text):
    around = ENGLISH("review", **dict.fromkeys(
        ("identity", "contact", "unit", "concerns", "category", "route", "pieces"), text
    ), messages=1, characters=2, files=3, stored=4)  # fmt: skip
    _, entities = parse_html(around)
    assert [entity["type"] for entity in entities] == ["bold"]


@given(WRITTEN)
@example("\u200b\u200d")
def test_what_is_shown_neither_reverses_nor_hides_nor_moves_the_cursor(text):
    for character in shown(text):
        if character in "\n\t\u200c\u200d":
            continue
        assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}
        assert unicodedata.bidirectional(character) not in {"LRO", "RLO", "LRE", "RLE", "PDF"}
    assert shown(shown(text)) == shown(text)


@given(WRITTEN)
def test_a_line_stays_one_line(text):
    assert len(one_line(text).splitlines()) <= 1
    assert len(one_line(text, 20)) <= 20


@given(WRITTEN)
@example("../../etc/passwd")
@example("..")
@example("C:\\Windows\\system.ini")
@example("\u202efdp.exe")
@example("CON\r.pdf")
def test_no_name_leaves_its_folder_on_any_system(text):
    name = file_name(text, "file.bin")
    assert name not in {"", ".", ".."}
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert not PureWindowsPath(name).is_reserved()
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    assert len(name.encode()) <= NAME_BYTES
    assert (PurePosixPath("/out") / f"001-{name}").parent == PurePosixPath("/out")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("收据.pdf", "收据.pdf"),
        ("/home/lin/收据.pdf", "收据.pdf"),
        ("..\\..\\run.bat", "run.bat"),
        (".bashrc", "bashrc"),
        ("NUL", "file.bin"),
        ("com1.txt", "file.bin"),
        ("a:b?c*.txt", "abc.txt"),
        ("\u202egpj.exe", "gpj.exe"),
        ("line\nbreak.txt", "line break.txt"),
        ("///", "file.bin"),
        ("", "file.bin"),
        ("名" * 200 + ".docx", "名" * 38 + ".docx"),
    ],
)
def test_names_that_people_and_others_send(given_name, kept):
    assert file_name(given_name, "file.bin") == kept


@given(WRITTEN)
@example(" =1+1")
@example("\t=1+1")
@example("＝HYPERLINK()")
def test_no_cell_is_a_formula(text):
    safe = cell(text)
    if safe.strip():
        assert safe.lstrip(" ")[:1] not in set("=+-@\t\r\n|%＝＋－＠")
    assert len(safe) <= 32_767


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("报告\u202e附件", f"报告{MARK}附件"),
        ("a\x1b[31mred", f"a{MARK}[31mred"),
        ("pass\u200bword", "password"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("礼县\t人防 & <办>", "礼县\t人防 & <办>"),
    ],
)
def test_what_is_shown_of_some_texts(written, seen):
    assert shown(written) == seen


@pytest.mark.parametrize(
    ("written", "in_a_cell"),
    [("=SUM(A1)", "'=SUM(A1)"), ("-5", "'-5"), ("张三", "张三"), ("", ""), ("1=1", "1=1")],
)
def test_what_stands_in_some_cells(written, in_a_cell):
    assert cell(written) == in_a_cell
