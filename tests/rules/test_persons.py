"""What a team member types of a person, as name, unit, post and rank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.persons import ORDER, Person, read_person


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("张三\n县人防办\n主任\n正科级", Person("张三", "县人防办", "主任", "正科级")),
        (
            "  张三 \n\n 县人防办、住建局 \n",
            Person("张三", "县人防办、住建局"),
        ),
        ("张三，县人防办，主任", Person("张三", "县人防办", "主任")),
        ("-\n县人防办\n主任\n-\n戴眼镜", Person("", "县人防办", "主任", "", "戴眼镜")),
        ("不详，县人防办", Person("", "县人防办")),
        ("Zhang San, office; head", Person("Zhang San", "office", "head")),
        ("- \n-", Person()),
    ],
)
def test_a_person_is_read_line_by_line_or_between_commas(typed, read):
    assert read_person(typed) == read


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=2, max_size=8))
def test_no_word_of_it_is_lost(lines):
    person = read_person("\n".join(lines))
    told = [getattr(person, each) for each in ORDER]
    expected = ["" if each in {"不详", "不詳", "无", "無"} else each for each in lines]
    assert [*told[: len(lines)], *person.rest.splitlines()] == expected
