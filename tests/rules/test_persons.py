"""What a team member types of a person, read line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.persons import ACCUSED, read_person, read_reporter


@pytest.mark.parametrize(
    ("typed", "known", "rest"),
    [
        ("张三\n县人防办\n主任\n正科级", "张三 县人防办 主任 正科级", ""),
        ("  张三 \n\n 县人防办、住建局 \n", "张三 县人防办、住建局", ""),
        ("张三，县人防办，主任", "张三 县人防办 主任", ""),
        ("Zhang, office; head", "Zhang office head", ""),
        (
            "张三\n县人防办\n主任\n正科级\n戴眼镜\n常在茶馆",
            "张三 县人防办 主任 正科级",
            "戴眼镜\n常在茶馆",
        ),
    ],
)
def test_a_person_is_read_line_by_line_or_between_commas(typed, known, rest):
    assert read_person(typed, ACCUSED) == (dict(zip(ACCUSED, known.split(), strict=False)), rest)


def test_what_is_not_known_is_left_out():
    assert read_person("-\n县人防办\n主任\n不详", ACCUSED) == (
        {"unit": "县人防办", "post": "主任"},
        "",
    )
    assert read_person("- \n-", ACCUSED) == ({}, "")


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=2, max_size=8))
def test_no_word_of_it_is_lost(lines):
    known, rest = read_person("\n".join(lines), ACCUSED)
    expected = [each for each in lines[:4] if each not in {"不详", "不詳", "无", "無"}]
    assert [*known.values()] == expected
    assert rest.splitlines() == lines[4:]


@pytest.mark.parametrize(
    ("typed", "people", "joint"),
    [("3人联名", "3", "yes"), ("12", "12", None), ("3, joint", "3", "yes"), ("多人", "多人", None)],
)
def test_how_many_reported_may_say_that_they_all_signed(typed, people, joint):
    known, _ = read_reporter(f"赵某\n13000000000\n城关镇\n-\n{typed}")
    assert (known["people"], known.get("joint")) == (people, joint)
    assert (known["name"], known["phone"], known["address"]) == ("赵某", "13000000000", "城关镇")
