"""What is asked about a petition that came by other ways, and what people may type in answer."""

from datetime import date

import pytest

from casework.rules.letters import (
    ANONYMOUS,
    NAMED,
    Form,
    NoSuchDayError,
    Step,
    parse_choice,
    parse_day,
    parse_people,
)

TODAY = date(2026, 11, 23)


def filled(*answers):
    form = Form()
    for step, value in answers:
        assert form.step == step
        form = form.answered(Step(step), value)
    return form


def test_nobody_who_stays_anonymous_is_asked_about_themselves():
    form = filled(("channel", "visit"), ("day", "2026-11-23"), ("identity", ANONYMOUS))
    assert form.step is Step.UNIT
    assert Step.NAME not in form.questions


def test_how_many_sign_is_asked_of_several_alone():
    about = (("name", "林"), ("phone", ""), ("address", ""), ("employer", ""))
    named = (("channel", "letter"), ("day", "2026-11-23"), ("identity", NAMED), *about)
    assert filled(*named, ("people", "1")).step is Step.UNIT
    assert filled(*named, ("people", "12")).step is Step.JOINT


def test_a_name_without_a_way_to_reach_it_counts_as_anonymous():
    named = (("channel", "letter"), ("day", "2026-11-23"), ("identity", NAMED), ("name", "林"))
    assert not filled(*named, ("phone", "")).real_name
    assert filled(*named, ("phone", "0939-1")).real_name


def test_one_goes_back_question_by_question_and_loses_no_answer():
    form = filled(("channel", "letter"), ("day", "2026-11-23"), ("identity", ANONYMOUS))
    back = form.back()
    assert back.step is Step.IDENTITY
    assert back.back().back().back() is None
    assert back.answered(Step.IDENTITY, ANONYMOUS).step is Step.UNIT


def test_an_answer_changed_at_the_review_leads_back_to_it():
    rest = (("unit", ""), ("concerns", "none"), ("category", ""), ("account", "done"))
    form = filled(("channel", "letter"), ("day", "2026-11-23"), ("identity", ANONYMOUS), *rest)
    assert form.step is Step.REVIEW
    assert form.asking(Step.DAY).answered(Step.DAY, "2026-11-20").step is Step.REVIEW
    assert form.asking(Step.IDENTITY).answered(Step.IDENTITY, NAMED).step is Step.NAME


def test_a_form_is_read_back_as_it_was():
    form = filled(("channel", "letter"), ("day", "2026-11-23"))
    assert Form.from_plain(form.to_plain()) == form


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("２０２６年１１月２０日", "2026-11-20"),
        ("11月20日", "2026-11-20"),
        ("12-24", "2025-12-24"),
        ("2025/2/3", "2025-02-03"),
    ],
)
def test_a_day_is_read_as_people_type_it(typed, day):
    assert parse_day(typed, TODAY).isoformat() == day


@pytest.mark.parametrize(
    "typed", ["2026-11-24", "2026-02-30", "yesterday", "1990-01-01", "", "2-29"]
)
def test_a_day_that_cannot_be_is_refused(typed):
    with pytest.raises(NoSuchDayError):
        parse_day(typed, date(2026, 11, 23))


def test_numbers_are_read_as_people_type_them():
    assert parse_people(" 12人") == 12
    assert [parse_people(text) for text in ("0", "two", "9" * 5000, "")] == [None] * 4
    assert [parse_choice(text, 3) for text in ("1", "３", "4", "x")] == [0, 2, None, None]
